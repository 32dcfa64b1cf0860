#include "xml_tree.h"

#include <libxml/tree.h>

struct _xmlNode *aldaba_document_root(struct _xmlDoc *document) { return xmlDocGetRootElement(document); }

aldaba_node aldaba_node_read(struct _xmlNode *node) {
    aldaba_node result = {.kind = ALDABA_NODE_OTHER, .next = node->next};
    if (node->type == XML_ELEMENT_NODE) {
        result.kind = ALDABA_NODE_ELEMENT;
        result.line = xmlGetLineNo(node);
        result.local_name = (const char *)node->name;
        result.name_space = node->ns;
        result.first_child = node->children;
        result.first_attribute = node->properties;
    } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        result.kind = ALDABA_NODE_TEXT;
        result.content = (const char *)node->content;
    }
    return result;
}

aldaba_attribute aldaba_attribute_read(struct _xmlAttr *attribute) {
    aldaba_attribute result = {
        .local_name = (const char *)attribute->name, .name_space = attribute->ns, .is_plain = 1,
        .next = attribute->next};
    xmlNodePtr value = attribute->children;
    if (value == NULL) return result;
    result.is_plain = value->type == XML_TEXT_NODE && value->next == NULL;
    if (result.is_plain) result.value = (const char *)value->content;
    return result;
}

const char *aldaba_namespace_uri(const struct _xmlNs *name_space) {
    return name_space->href == NULL ? "" : (const char *)name_space->href;
}

const char *aldaba_namespace_prefix(const struct _xmlNs *name_space) {
    return name_space->prefix == NULL ? "" : (const char *)name_space->prefix;
}
