#ifndef ALDABA_XML_SCOPE_INTERNAL_H
#define ALDABA_XML_SCOPE_INTERNAL_H

#include <libxml/tree.h>
#include <stdint.h>

// The namespace declarations of an element and its ancestors, and which of them the canonical form has written already.
// Prefixes and URIs are hashed and measured once, where they are declared.
typedef struct {
    struct aldaba_scope_entry *entries;
    uint64_t count, capacity;
    uint64_t *rendered; // indices of entries, the innermost last
    uint64_t rendered_count, rendered_capacity;
    uint64_t longest_prefix, longest_uri;
} aldaba_scope;

// Adds a declaration that has so many octets in canonical form. -1 when there is no memory.
int aldaba_scope_declare(aldaba_scope *scope, const xmlNs *declaration, uint64_t octets);

// The octets with which the declaration has to be written here, and is from now on; 0 when an ancestor has it in its
// canonical form; -1 when there is no memory.
int64_t aldaba_scope_render(aldaba_scope *scope, const xmlNs *declaration);

// The same for xmlns="", at an element without a namespace.
int64_t aldaba_scope_end_default(aldaba_scope *scope);

// Forgets what came after the counts were those.
void aldaba_scope_leave(aldaba_scope *scope, uint64_t count, uint64_t rendered_count);

void aldaba_scope_free(aldaba_scope *scope);

#endif
