#ifndef ALDABA_XML_PREFIX_LIST_INTERNAL_H
#define ALDABA_XML_PREFIX_LIST_INTERNAL_H

// The attribute PrefixList of ec:InclusiveNamespaces. The canonicaliser looks for each listed prefix at each element.
// Exclusive XML Canonicalization 1.0 §4.

// Returns whether this is the name of InclusiveNamespaces.
int aldaba_lists_prefixes(const unsigned char *local_name, const unsigned char *uri);

// Returns the number of prefixes in the value between two addresses.
int aldaba_count_prefixes(const unsigned char *start, const unsigned char *end);

// Returns whether the value has at most `maximum_count` prefixes, each of at most `maximum_octets` octets.
int aldaba_prefix_list_fits(const unsigned char *start, const unsigned char *end, int maximum_count,
                            int maximum_octets);

#endif
