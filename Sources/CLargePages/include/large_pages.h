#ifndef ALDABA_LARGE_PAGES_H
#define ALDABA_LARGE_PAGES_H

#include <stddef.h>

/// The smallest mapping that gets huge pages, in octets: less than the memory of one Argon2id of production.
#define ALDABA_LARGE_MAPPING ((size_t)16 << 20)

#endif
