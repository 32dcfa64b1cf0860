#ifndef ALDABA_DIGESTS_INTERNAL_H
#define ALDABA_DIGESTS_INTERNAL_H

#include <openssl/evp.h>

// Fetches the digests once: a fetch for every signature would cost more than an elliptic curve's share of it.
int aldaba_fetch_digests(void);

// NULL for a length that names no digest.
const EVP_MD *aldaba_digest_of_length(int length);

#endif
