#ifndef ALDABA_DIGESTS_INTERNAL_H
#define ALDABA_DIGESTS_INTERNAL_H

#include <openssl/evp.h>

// Fetches the digests once: fetching one for each signature would cost more than an elliptic curve's share of it.
int aldaba_fetch_digests(void);

// Returns the digest of this length in bytes, or NULL when there is none.
const EVP_MD *aldaba_digest_of_length(int length);

#endif
