#ifndef ALDABA_XML_CANONICAL_COST_H
#define ALDABA_XML_CANONICAL_COST_H

#include <stddef.h>
#include <stdint.h>

struct _xmlDoc;

// What the exclusive canonical form of an element costs at most.
typedef struct {
    uint64_t octets; // of the canonical form
    uint64_t work;   // of the canonicaliser and the digest: about a nanosecond each
} aldaba_canonical_cost;

// Computes the cost without writing anything, in one walk over the element. It counts every PrefixList inside the
// element as one with which the element itself is canonicalised. Exclusive XML Canonicalization 1.0 §3.
//
// `path` leads to the element: at each step the index of a child element, counted from 0. Returns 0; -1 when there is
// no such element, or no memory.
int aldaba_canonical_cost_predict(struct _xmlDoc *document, const int *path, size_t path_count,
                                  aldaba_canonical_cost *cost);

#endif
