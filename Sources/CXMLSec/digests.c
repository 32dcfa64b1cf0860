#include "digests.h"

#include "digests_internal.h"

static EVP_MD *sha256, *sha384, *sha512; // written once, under pthread_once in initialization.c

int aldaba_fetch_digests(void) {
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    sha384 = EVP_MD_fetch(NULL, "SHA384", NULL);
    sha512 = EVP_MD_fetch(NULL, "SHA512", NULL);
    return sha256 != NULL && sha384 != NULL && sha512 != NULL ? 0 : -1;
}

const EVP_MD *aldaba_digest_of_length(int length) {
    switch (length) {
    case 32: return sha256;
    case 48: return sha384;
    case 64: return sha512;
    default: return NULL;
    }
}

int aldaba_digest(int length, const uint8_t *bytes, size_t count, uint8_t *output) {
    const EVP_MD *digest = aldaba_digest_of_length(length);
    if (digest == NULL) return -1;
    return EVP_Digest(bytes, count, output, NULL, digest, NULL) == 1 ? 0 : -1;
}
