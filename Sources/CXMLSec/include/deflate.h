#ifndef ALDABA_DEFLATE_H
#define ALDABA_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

// Raw DEFLATE (RFC 1951). Each returns the number of bytes written, or -1.

// Inflates one whole stream. Fails when it is damaged, incomplete, followed by octets, or larger than `capacity`.
int64_t aldaba_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity);

int64_t aldaba_deflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity);

// Returns a capacity that is always enough to deflate `count` bytes.
size_t aldaba_deflate_bound(size_t count);

#endif
