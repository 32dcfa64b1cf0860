#include "xml_parsing.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <limits.h>
#include <string.h>

#include "xml_prefix_list_internal.h"
#include "xml_width_internal.h"

typedef struct {
    const aldaba_parse_limits *limits;
    aldaba_parse_refusal *refusal;
    int elements;
    int attributes;
    int namespaces;
} parse_state;

static void refuse(xmlParserCtxtPtr context, int reason) {
    parse_state *state = context->_private;
    if (state->refusal->reason != 0) return;
    state->refusal->reason = reason;
    state->refusal->line = xmlSAX2GetLineNumber(context);
    xmlStopParser(context);
}

static void refuse_internal_subset(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name; (void)external; (void)system;
    refuse(context, ALDABA_PARSE_DOCUMENT_TYPE);
}

static void refuse_processing_instruction(void *context, const xmlChar *target, const xmlChar *data) {
    (void)target; (void)data;
    refuse(context, ALDABA_PARSE_PROCESSING_INSTRUCTION);
}

// Refuses or drops a comment. The text before and after it becomes one node, so a comment cannot cut a value.
static void comment(void *context, const xmlChar *value) {
    (void)value;
    parse_state *state = ((xmlParserCtxtPtr)context)->_private;
    if (!state->limits->allows_comments) refuse(context, ALDABA_PARSE_COMMENT);
}

static int is_longer(const xmlChar *text, int maximum) {
    return text != NULL && strnlen((const char *)text, (size_t)maximum + 1) > (size_t)maximum;
}

// Returns the limit that the declarations of one element exceed, or 0. Each declaration is a prefix and a URI.
static int refusal_of_namespaces(parse_state *state, int in_scope, int count, const xmlChar **namespaces) {
    const aldaba_parse_limits *limits = state->limits;
    if (count > limits->maximum_attributes) return ALDABA_PARSE_TOO_MANY_ATTRIBUTES;
    if (in_scope > limits->maximum_namespaces_in_scope) return ALDABA_PARSE_TOO_MANY_NAMESPACES_IN_SCOPE;
    state->namespaces += count;
    if (state->namespaces > limits->maximum_namespaces) return ALDABA_PARSE_TOO_MANY_NAMESPACES;
    for (int index = 0; index < count; index += 1) {
        if (is_longer(namespaces[2 * index], limits->maximum_prefix_octets)) return ALDABA_PARSE_LONG_PREFIX;
        if (is_longer(namespaces[2 * index + 1], limits->maximum_uri_octets)) return ALDABA_PARSE_LONG_NAMESPACE;
    }
    return 0;
}

// Returns the limit that the attributes of one element exceed, or 0. Each is a local name, a prefix, a URI, and the
// start and the end of a value.
static int refusal_of_attributes(parse_state *state, int lists_prefixes, int count, const xmlChar **attributes) {
    const aldaba_parse_limits *limits = state->limits;
    if (count > limits->maximum_attributes) return ALDABA_PARSE_TOO_MANY_ATTRIBUTES;
    state->attributes += count;
    if (state->attributes > limits->maximum_all_attributes) return ALDABA_PARSE_TOO_MANY_ATTRIBUTES_IN_ALL;
    for (int index = 0; index < count; index += 1) {
        const xmlChar **attribute = attributes + 5 * index;
        if (is_longer(attribute[0], limits->maximum_name_octets)) return ALDABA_PARSE_LONG_NAME;
        if (lists_prefixes && attribute[1] == NULL && xmlStrEqual(attribute[0], BAD_CAST "PrefixList")
            && !aldaba_prefix_list_fits(attribute[3], attribute[4], limits->maximum_listed_prefixes,
                                        limits->maximum_prefix_octets)) {
            return ALDABA_PARSE_LONG_PREFIX_LIST;
        }
    }
    return 0;
}

static void start_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes) {
    xmlParserCtxtPtr context = data;
    parse_state *state = context->_private;
    if (state->refusal->reason != 0) return;
    // Stops at the first namespace error: libxml2 would describe each.
    if (!context->nsWellFormed) return xmlStopParser(context);
    if (context->nodeNr >= state->limits->maximum_depth) return refuse(context, ALDABA_PARSE_TOO_DEEP);
    state->elements += 1;
    if (state->elements > state->limits->maximum_elements) return refuse(context, ALDABA_PARSE_TOO_MANY_ELEMENTS);
    if (is_longer(name, state->limits->maximum_name_octets)) return refuse(context, ALDABA_PARSE_LONG_NAME);
    int reason = refusal_of_namespaces(state, context->nsNr / 2, namespace_count, namespaces);
    if (reason == 0) {
        reason = refusal_of_attributes(state, aldaba_lists_prefixes(name, uri), attribute_count, attributes);
    }
    if (reason != 0) return refuse(context, reason);
    xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted,
                          attributes);
}

static void install_handlers(xmlParserCtxtPtr context) {
    xmlSAXHandlerPtr handler = context->sax;
    handler->internalSubset = refuse_internal_subset;
    handler->externalSubset = refuse_internal_subset;
    handler->comment = comment;
    handler->processingInstruction = refuse_processing_instruction;
    handler->startElementNs = start_element;
    handler->resolveEntity = NULL;
    handler->entityDecl = NULL;
    handler->unparsedEntityDecl = NULL;
}

static void describe_error(xmlParserCtxtPtr context, aldaba_parse_refusal *refusal) {
    const xmlError *error = &context->lastError;
    refusal->line = error->line > 0 ? error->line : 1;
    refusal->reason = ALDABA_PARSE_NOT_WELL_FORMED;
    if (error->code == XML_ERR_NO_MEMORY) refusal->reason = ALDABA_PARSE_NO_MEMORY;
    if (error->code == XML_NS_ERR_UNDEFINED_NAMESPACE) refusal->reason = ALDABA_PARSE_UNDECLARED_PREFIX;
    if (error->message == NULL) return;
    strncpy(refusal->message, error->message, sizeof refusal->message - 1);
    refusal->message[strcspn(refusal->message, "\n")] = 0;
}

struct _xmlDoc *aldaba_document_parse(const uint8_t *bytes, size_t count, const aldaba_parse_limits *limits,
                                      aldaba_parse_refusal *refusal) {
    memset(refusal, 0, sizeof *refusal);
    refusal->line = aldaba_line_of_wide_tag(bytes, count, 2 * limits->maximum_attributes);
    if (refusal->line != 0) {
        refusal->reason = ALDABA_PARSE_TOO_MANY_ATTRIBUTES;
        return NULL;
    }
    refusal->line = 1;
    xmlParserCtxtPtr context = count > INT_MAX ? NULL : xmlNewParserCtxt();
    if (context == NULL) {
        refusal->reason = ALDABA_PARSE_NO_MEMORY;
        return NULL;
    }
    parse_state state = {.limits = limits, .refusal = refusal};
    context->_private = &state;
    install_handlers(context);

    // Never NOENT, DTDLOAD, HUGE or RECOVER.
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_NOCDATA
        | XML_PARSE_BIG_LINES;
    xmlDocPtr document = xmlCtxtReadMemory(context, (const char *)bytes, (int)count, NULL, "UTF-8", options);
    if (refusal->reason == 0) {
        if (document == NULL || !context->wellFormed || !context->nsWellFormed) {
            describe_error(context, refusal);
        } else if (document->version != NULL && strcmp((const char *)document->version, "1.0") != 0) {
            refusal->reason = ALDABA_PARSE_VERSION;
        } else if (xmlDocGetRootElement(document) == NULL) {
            refusal->reason = ALDABA_PARSE_NOT_WELL_FORMED;
        }
    }
    if (refusal->reason != 0 && document != NULL) {
        xmlFreeDoc(document);
        document = NULL;
    }
    xmlFreeParserCtxt(context);
    return document;
}

void aldaba_document_free(struct _xmlDoc *document) { xmlFreeDoc(document); }
