#ifndef ALDABA_XML_SCOPE_INTERNAL_H
#define ALDABA_XML_SCOPE_INTERNAL_H

#include <libxml/tree.h>
#include <stdint.h>

// The namespace declarations of an element and its ancestors, and which of them the canonical form has already written.
// Each prefix and URI is hashed and measured once, at its declaration.
typedef struct {
    struct aldaba_scope_entry *entries;
    uint64_t count, capacity;
    uint64_t *rendered; // indices of entries, the innermost last
    uint64_t rendered_count, rendered_capacity;
    uint64_t longest_prefix, longest_uri;
} aldaba_scope;

// Adds a declaration whose canonical form has `octets` octets. Returns -1 when there is not enough memory.
int aldaba_scope_declare(aldaba_scope *scope, const xmlNs *declaration, uint64_t octets);

// Marks the declaration as written here and returns its octets. Returns 0 when the canonical form of an ancestor has
// it; -1 when there is not enough memory.
int64_t aldaba_scope_render(aldaba_scope *scope, const xmlNs *declaration);

// Does the same for xmlns="", at an element without a namespace.
int64_t aldaba_scope_end_default(aldaba_scope *scope);

// Removes what was added after the counts had these values.
void aldaba_scope_leave(aldaba_scope *scope, uint64_t count, uint64_t rendered_count);

void aldaba_scope_free(aldaba_scope *scope);

#endif
