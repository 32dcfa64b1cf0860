#ifndef ALDABA_XML_PREFIX_LIST_INTERNAL_H
#define ALDABA_XML_PREFIX_LIST_INTERNAL_H

// The attribute PrefixList of ec:InclusiveNamespaces: the canonicaliser looks for each prefix at each element.
// Exclusive XML Canonicalization 1.0 §4.

// Whether that is the name of the element that has one.
int aldaba_lists_prefixes(const unsigned char *local_name, const unsigned char *uri);

// How many prefixes the value between two addresses lists.
int aldaba_count_prefixes(const unsigned char *start, const unsigned char *end);

// Whether it lists at most so many, none of them longer than so many octets.
int aldaba_prefix_list_fits(const unsigned char *start, const unsigned char *end, int maximum_count,
                            int maximum_octets);

#endif
