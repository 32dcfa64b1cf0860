#ifndef ALDABA_XML_CANONICAL_COST_H
#define ALDABA_XML_CANONICAL_COST_H

#include <stddef.h>
#include <stdint.h>

struct _xmlDoc;

// An upper bound on the cost of an element's exclusive canonical form.
typedef struct {
    uint64_t octets; // of the canonical form
    uint64_t work;   // of the canonicaliser and the digest, in units of about a nanosecond
} aldaba_canonical_cost;

// Computes the cost in one walk over the element, without writing anything. Treats every PrefixList inside the element
// as if the element itself were canonicalised with it. Exclusive XML Canonicalization 1.0 §3.
//
// `path` is the path from the root to the element: at each step the index of a child element, counted from 0. Returns
// 0; -1 when there is no such element or not enough memory.
int aldaba_canonical_cost_predict(struct _xmlDoc *document, const int *path, size_t path_count,
                                  aldaba_canonical_cost *cost);

#endif
