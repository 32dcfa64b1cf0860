#ifndef ALDABA_XML_TREE_H
#define ALDABA_XML_TREE_H

#include <stddef.h>

struct _xmlDoc;
struct _xmlNode;
struct _xmlAttr;
struct _xmlNs;

enum { ALDABA_NODE_ELEMENT = 1, ALDABA_NODE_TEXT = 2, ALDABA_NODE_OTHER = 3 };

// A step through the tree of a parsed document. The document owns the strings. Equal names share one address, and so do
// equal namespaces.
typedef struct {
    int kind;
    long line;
    const char *local_name;          // of an element
    const struct _xmlNs *name_space; // of an element, or NULL
    const char *content;             // of text, or NULL
    struct _xmlNode *first_child;
    struct _xmlNode *next;
    struct _xmlAttr *first_attribute;
} aldaba_node;

typedef struct {
    const char *local_name;
    const struct _xmlNs *name_space; // or NULL
    const char *value;               // or NULL when it is empty
    int is_plain;                    // 1 when the value is empty or one text node
    struct _xmlAttr *next;
} aldaba_attribute;

struct _xmlNode *aldaba_document_root(struct _xmlDoc *document);
aldaba_node aldaba_node_read(struct _xmlNode *node);
aldaba_attribute aldaba_attribute_read(struct _xmlAttr *attribute);
const char *aldaba_namespace_uri(const struct _xmlNs *name_space);
const char *aldaba_namespace_prefix(const struct _xmlNs *name_space); // empty for a default namespace

#endif
