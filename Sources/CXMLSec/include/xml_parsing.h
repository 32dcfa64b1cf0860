#ifndef ALDABA_XML_PARSING_H
#define ALDABA_XML_PARSING_H

#include <stddef.h>
#include <stdint.h>

struct _xmlDoc;

typedef struct {
    int maximum_depth;
    int maximum_elements;
    int maximum_attributes;          // of one element, and declarations of one element
    int maximum_all_attributes;      // of the whole document
    int maximum_namespaces;          // declarations in the whole document
    int maximum_namespaces_in_scope; // declarations of one element and of its ancestors
    int maximum_uri_octets;          // of a namespace
    int maximum_name_octets;         // of a local name
    int maximum_prefix_octets;       // of a prefix, where it is declared and in a PrefixList
    int maximum_listed_prefixes;     // in one PrefixList of exclusive canonicalisation
    int allows_comments;
} aldaba_parse_limits;

// The reason why a document was refused.
enum {
    ALDABA_PARSE_NOT_WELL_FORMED = 1,
    ALDABA_PARSE_UNDECLARED_PREFIX,
    ALDABA_PARSE_DOCUMENT_TYPE,
    ALDABA_PARSE_COMMENT,
    ALDABA_PARSE_PROCESSING_INSTRUCTION,
    ALDABA_PARSE_TOO_DEEP,
    ALDABA_PARSE_TOO_MANY_ELEMENTS,
    ALDABA_PARSE_TOO_MANY_ATTRIBUTES,
    ALDABA_PARSE_TOO_MANY_ATTRIBUTES_IN_ALL,
    ALDABA_PARSE_TOO_MANY_NAMESPACES,
    ALDABA_PARSE_TOO_MANY_NAMESPACES_IN_SCOPE,
    ALDABA_PARSE_LONG_NAMESPACE,
    ALDABA_PARSE_LONG_NAME,
    ALDABA_PARSE_LONG_PREFIX,
    ALDABA_PARSE_LONG_PREFIX_LIST,
    ALDABA_PARSE_VERSION,
    ALDABA_PARSE_NO_MEMORY
};

typedef struct {
    int reason;        // one of the above
    int line;          // counted from 1
    char message[200]; // libxml2's message, for a document that is not well-formed
} aldaba_parse_refusal;

// Returns the tree of a UTF-8 document, or NULL and the reason. Nothing is fetched, no entity is declared, and comments
// never enter the tree. Free the tree with `aldaba_document_free`.
struct _xmlDoc *aldaba_document_parse(const uint8_t *bytes, size_t count, const aldaba_parse_limits *limits,
                                      aldaba_parse_refusal *refusal);

void aldaba_document_free(struct _xmlDoc *document);

#endif
