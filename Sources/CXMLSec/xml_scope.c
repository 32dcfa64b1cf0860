#include "xml_scope_internal.h"

#include <stdlib.h>
#include <string.h>

struct aldaba_scope_entry {
    const xmlNs *declaration;
    uint64_t prefix_hash, uri_hash, octets;
};

// FNV-1a. A hash collision is harmless: it only causes a full comparison.
static uint64_t hash(const xmlChar *text) {
    uint64_t value = 0xcbf29ce484222325;
    for (; text != NULL && *text != 0; text += 1) value = (value ^ *text) * 0x100000001b3;
    return value;
}

static int is_same(const xmlChar *one, const xmlChar *other) {
    return strcmp(one == NULL ? "" : (const char *)one, other == NULL ? "" : (const char *)other) == 0;
}

static void *grown(void *list, uint64_t count, uint64_t *capacity, size_t size) {
    if (count < *capacity) return list;
    uint64_t larger = *capacity == 0 ? 32 : 2 * *capacity;
    void *result = realloc(list, larger * size);
    if (result != NULL) *capacity = larger;
    return result;
}

static uint64_t larger(uint64_t one, uint64_t other) { return one > other ? one : other; }

static uint64_t length(const xmlChar *text) { return text == NULL ? 0 : strlen((const char *)text); }

static int is_default(const xmlNs *declaration) { return declaration->prefix == NULL || *declaration->prefix == 0; }

int aldaba_scope_declare(aldaba_scope *scope, const xmlNs *declaration, uint64_t octets) {
    struct aldaba_scope_entry *entries =
        grown(scope->entries, scope->count, &scope->capacity, sizeof *scope->entries);
    if (entries == NULL) return -1;
    scope->entries = entries;
    entries[scope->count] = (struct aldaba_scope_entry){
        .declaration = declaration, .prefix_hash = hash(declaration->prefix), .uri_hash = hash(declaration->href),
        .octets = octets};
    scope->count += 1;
    scope->longest_prefix = larger(scope->longest_prefix, length(declaration->prefix));
    scope->longest_uri = larger(scope->longest_uri, length(declaration->href));
    return 0;
}

// In the list of written declarations: xmlns="".
static const uint64_t NO_DEFAULT = UINT64_MAX;

static int note(aldaba_scope *scope, uint64_t index) {
    uint64_t *rendered =
        grown(scope->rendered, scope->rendered_count, &scope->rendered_capacity, sizeof *scope->rendered);
    if (rendered == NULL) return -1;
    scope->rendered = rendered;
    rendered[scope->rendered_count] = index;
    scope->rendered_count += 1;
    return 0;
}

// Returns whether the canonical form of an ancestor has this declaration. The innermost with the same prefix decides.
static int is_rendered(const aldaba_scope *scope, uint64_t index) {
    const struct aldaba_scope_entry *wanted = &scope->entries[index];
    for (uint64_t place = scope->rendered_count; place > 0; place -= 1) {
        uint64_t other = scope->rendered[place - 1];
        if (other == index) return 1;
        if (other == NO_DEFAULT) {
            if (is_default(wanted->declaration)) return 0;
            continue;
        }
        const struct aldaba_scope_entry *there = &scope->entries[other];
        if (there->prefix_hash == wanted->prefix_hash
            && is_same(there->declaration->prefix, wanted->declaration->prefix)) {
            return there->uri_hash == wanted->uri_hash
                && is_same(there->declaration->href, wanted->declaration->href);
        }
    }
    return 0;
}

int64_t aldaba_scope_render(aldaba_scope *scope, const xmlNs *declaration) {
    uint64_t index = scope->count;
    while (index > 0 && scope->entries[index - 1].declaration != declaration) index -= 1;
    // The prefix xml is always in scope and never declared.
    if (index == 0 || is_rendered(scope, index - 1)) return 0;
    return note(scope, index - 1) == 0 ? (int64_t)scope->entries[index - 1].octets : -1;
}

int64_t aldaba_scope_end_default(aldaba_scope *scope) {
    for (uint64_t place = scope->rendered_count; place > 0; place -= 1) {
        uint64_t index = scope->rendered[place - 1];
        if (index == NO_DEFAULT) return 0;
        if (!is_default(scope->entries[index].declaration)) continue;
        return note(scope, NO_DEFAULT) == 0 ? (int64_t)strlen(" xmlns=\"\"") : -1;
    }
    return 0;
}

void aldaba_scope_leave(aldaba_scope *scope, uint64_t count, uint64_t rendered_count) {
    scope->count = count;
    scope->rendered_count = rendered_count;
}

void aldaba_scope_free(aldaba_scope *scope) {
    free(scope->entries);
    free(scope->rendered);
}
