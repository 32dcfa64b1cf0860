#include "xml_prefix_list_internal.h"

#include <libxml/xmlstring.h>

static int is_space(unsigned char octet) { return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n'; }

int aldaba_lists_prefixes(const unsigned char *local_name, const unsigned char *uri) {
    return xmlStrEqual(local_name, BAD_CAST "InclusiveNamespaces")
        && xmlStrEqual(uri, BAD_CAST "http://www.w3.org/2001/10/xml-exc-c14n#");
}

static int count(const unsigned char *start, const unsigned char *end, long *longest) {
    int prefixes = 0;
    long length = 0;
    for (const unsigned char *position = start; position < end; position += 1) {
        if (is_space(*position)) {
            length = 0;
            continue;
        }
        if (length == 0) prefixes += 1;
        length += 1;
        if (length > *longest) *longest = length;
    }
    return prefixes;
}

int aldaba_count_prefixes(const unsigned char *start, const unsigned char *end) {
    long longest = 0;
    return count(start, end, &longest);
}

int aldaba_prefix_list_fits(const unsigned char *start, const unsigned char *end, int maximum_count,
                            int maximum_octets) {
    long longest = 0;
    return count(start, end, &longest) <= maximum_count && longest <= maximum_octets;
}
