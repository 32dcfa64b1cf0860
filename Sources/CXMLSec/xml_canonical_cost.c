#include "xml_canonical_cost.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "xml_prefix_list_internal.h"
#include "xml_scope_internal.h"

// Measured with libxml2 2.9.14 and xmlsec 1.2.37 (make bench); rounded up.
enum { PER_ELEMENT = 400, PER_ATTRIBUTE = 180, PER_TEXT = 100, PER_LEVEL = 8, PER_OCTET = 4, PER_COMPARISON = 3 };

typedef struct {
    aldaba_scope scope;
    uint64_t octets, declared_octets;
    uint64_t work;                   // without any PrefixList
    uint64_t work_of_prefix;         // for each prefix listed
    uint64_t work_of_pair;           // for each pair of prefixes listed
    uint64_t listed;                 // the prefixes of the longest PrefixList
    uint64_t level, outer_levels;    // depth below the start element, and depth of the start element
} walk;

static uint64_t length(const xmlChar *text) { return text == NULL ? 0 : strlen((const char *)text); }

// Returns the length of a text in canonical form, in octets. Canonical XML 1.0 §2.3.
static uint64_t escaped(const xmlChar *text, int is_attribute) {
    uint64_t octets = 0;
    if (text == NULL) return 0;
    for (; *text != 0; text += 1) {
        switch (*text) {
        case '&': case '\r': octets += 5; break;
        case '<': octets += 4; break;
        case '>': octets += is_attribute ? 1 : 4; break;
        case '"': octets += is_attribute ? 6 : 1; break;
        case '\t': case '\n': octets += is_attribute ? 5 : 1; break;
        default: octets += 1;
        }
    }
    return octets;
}

static uint64_t qualified(const xmlNs *name_space, const xmlChar *name) {
    uint64_t prefix = name_space == NULL ? 0 : length(name_space->prefix);
    return length(name) + (prefix > 0 ? prefix + 1 : 0);
}

// Returns the length of xmlns:prefix="uri" with the space before it.
static uint64_t declaration(const xmlNs *name_space) {
    uint64_t prefix = length(name_space->prefix);
    return 9 + (prefix > 0 ? prefix + 1 : 0) + escaped(name_space->href, 1);
}

// Adds the element's declarations to the scope. Returns -1 when there is not enough memory.
static int enter(walk *state, const xmlNode *element) {
    for (const xmlNs *each = element->nsDef; each != NULL; each = each->next) {
        uint64_t octets = declaration(each);
        if (aldaba_scope_declare(&state->scope, each, octets) != 0) return -1;
        state->declared_octets += octets;
    }
    return 0;
}

// Counts the declaration that an element or attribute needs, unless the canonical form of an ancestor has it.
static int use(walk *state, const xmlNs *name_space, uint64_t *rendered) {
    int64_t octets = name_space == NULL ? aldaba_scope_end_default(&state->scope)
                                        : aldaba_scope_render(&state->scope, name_space);
    if (octets < 0) return -1;
    if (octets > 0) *rendered += 1;
    state->octets += (uint64_t)octets;
    return 0;
}

static void read_prefix_list(walk *state, const xmlNode *element) {
    if (element->ns == NULL || !aldaba_lists_prefixes(element->name, element->ns->href)) return;
    for (const xmlAttr *each = element->properties; each != NULL; each = each->next) {
        if (each->children == NULL || !xmlStrEqual(each->name, BAD_CAST "PrefixList")) continue;
        const xmlChar *value = each->children->content;
        uint64_t count = value == NULL ? 0 : (uint64_t)aldaba_count_prefixes(value, value + length(value));
        if (count > state->listed) state->listed = count;
    }
}

// Counts the octets of the start tag and the comparisons of prefixes, names and URIs that writing it takes.
static int count_tag(walk *state, const xmlNode *element) {
    uint64_t rendered = 0, uses = 1, attributes = 0, longest = 0;
    state->octets += 2 * qualified(element->ns, element->name) + 5;
    if (use(state, element->ns, &rendered) != 0) return -1;
    for (const xmlAttr *each = element->properties; each != NULL; each = each->next) {
        attributes += 1;
        state->octets += 4 + qualified(each->ns, each->name);
        if (each->children != NULL) state->octets += escaped(each->children->content, 1);
        uint64_t compared = length(each->name);
        if (each->ns != NULL) {
            uses += 1;
            compared += state->scope.longest_uri;
            if (use(state, each->ns, &rendered) != 0) return -1;
        }
        if (compared > longest) longest = compared;
    }
    uint64_t comparison = PER_COMPARISON + state->scope.longest_prefix;
    uint64_t levels = state->outer_levels + state->level;
    state->work += PER_ELEMENT + attributes * PER_ATTRIBUTE + (1 + attributes + uses) * state->level * PER_LEVEL;
    state->work += uses * state->scope.rendered_count * comparison + rendered * rendered * comparison / 2;
    state->work += attributes * attributes * (PER_COMPARISON + longest) / 2;
    state->work_of_prefix += (levels + state->scope.count) * comparison + uses * state->level * comparison
        + state->level * PER_LEVEL;
    state->work_of_pair += 2 * comparison;
    return 0;
}

static int count_element(walk *state, const xmlNode *element) {
    uint64_t count = state->scope.count, rendered_count = state->scope.rendered_count;
    state->level += 1;
    if (enter(state, element) != 0 || count_tag(state, element) != 0) return -1;
    read_prefix_list(state, element);
    for (const xmlNode *each = element->children; each != NULL; each = each->next) {
        if (each->type == XML_ELEMENT_NODE) {
            if (count_element(state, each) != 0) return -1;
        } else if (each->type == XML_TEXT_NODE || each->type == XML_CDATA_SECTION_NODE) {
            state->octets += escaped(each->content, 0);
            state->work += PER_TEXT + state->level * PER_LEVEL;
        }
    }
    state->level -= 1;
    aldaba_scope_leave(&state->scope, count, rendered_count);
    return 0;
}

static const xmlNode *child_element(const xmlNode *parent, int index) {
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && index-- == 0) return node;
    }
    return NULL;
}

int aldaba_canonical_cost_predict(struct _xmlDoc *document, const int *path, size_t path_count,
                                  aldaba_canonical_cost *cost) {
    walk state = {0};
    const xmlNode *element = xmlDocGetRootElement(document);
    int outcome = element == NULL ? -1 : 0;
    for (size_t step = 0; step < path_count && outcome == 0; step += 1) {
        outcome = enter(&state, element);
        state.outer_levels += 1;
        element = child_element(element, path[step]);
        if (element == NULL) outcome = -1;
    }
    if (outcome == 0) outcome = count_element(&state, element);
    aldaba_scope_free(&state.scope);
    // A listed prefix is written once at the top and where its declaration changes: at most once for each declaration.
    cost->octets = state.octets + (state.listed > 0 ? state.declared_octets : 0);
    cost->work = state.work + cost->octets * PER_OCTET + state.listed * state.work_of_prefix
        + state.listed * state.listed * state.work_of_pair;
    return outcome;
}
