#ifndef ALDABA_DIGESTS_H
#define ALDABA_DIGESTS_H

#include <stddef.h>
#include <stdint.h>

// The digests that signatures may use, identified by their length in bytes: 32, 48 or 64 (SHA-256, SHA-384, SHA-512).

// Writes `length` bytes. Returns 0, or -1 when no digest has this length.
int aldaba_digest(int length, const uint8_t *bytes, size_t count, uint8_t *output);

#endif
