#include "keys.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <limits.h>

#include "digests_internal.h"

enum { LARGEST_ECDSA_DER = 160 }; // P-521 needs 141

static int is_rsa(const EVP_PKEY *key) { return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA; }

static int field_length(const EVP_PKEY *key) { return (EVP_PKEY_get_bits(key) + 7) / 8; }

static int prepare(EVP_PKEY_CTX *context, const EVP_PKEY *key, const EVP_MD *digest) {
    if (is_rsa(key) && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) <= 0) return 0;
    return EVP_PKEY_CTX_set_signature_md(context, digest) > 0;
}

// Converts an ECDSA signature from DER to r and s of the field's length.
static int plain_of_der(const uint8_t *der, size_t count, int length, uint8_t *output) {
    const unsigned char *position = der;
    ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &position, (long)count);
    int written = signature != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(signature), output, length) == length
            && BN_bn2binpad(ECDSA_SIG_get0_s(signature), output + length, length) == length
        ? 2 * length
        : -1;
    ECDSA_SIG_free(signature);
    return written;
}

// Converts r and s to DER, in `output` of LARGEST_ECDSA_DER bytes.
static int der_of_plain(const uint8_t *plain, int length, uint8_t *output) {
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(plain, length, NULL), *s = BN_bin2bn(plain + length, length, NULL);
    int written = -1;
    if (signature != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(signature, r, s) == 1) {
        r = s = NULL; // now owned by the signature
        unsigned char *position = output;
        if (i2d_ECDSA_SIG(signature, NULL) <= LARGEST_ECDSA_DER) written = i2d_ECDSA_SIG(signature, &position);
    }
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(signature);
    return written;
}

static int sign_digest(EVP_PKEY *key, const EVP_MD *digest, const uint8_t *value, unsigned value_count,
                       uint8_t *output, size_t *count) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    int done = context != NULL && EVP_PKEY_sign_init(context) > 0 && prepare(context, key, digest)
        && EVP_PKEY_sign(context, output, count, value, value_count) > 0;
    EVP_PKEY_CTX_free(context);
    return done;
}

int aldaba_key_sign(struct evp_pkey_st *key, int digest_length, const uint8_t *octets, size_t count, uint8_t *output,
                    size_t capacity) {
    const EVP_MD *digest = aldaba_digest_of_length(digest_length);
    uint8_t value[EVP_MAX_MD_SIZE];
    unsigned value_count = 0;
    int written = -1;
    if (digest == NULL || EVP_Digest(octets, count, value, &value_count, digest, NULL) != 1) return -1;
    if (is_rsa(key)) {
        size_t length = capacity;
        if (sign_digest(key, digest, value, value_count, output, &length)) written = (int)length;
    } else if (capacity >= 2 * (size_t)field_length(key)) {
        uint8_t der[LARGEST_ECDSA_DER];
        size_t length = sizeof der;
        if (sign_digest(key, digest, value, value_count, der, &length)) {
            written = plain_of_der(der, length, field_length(key), output);
        }
    }
    ERR_clear_error();
    return written;
}

int aldaba_key_verify(struct evp_pkey_st *key, int digest_length, const uint8_t *octets, size_t count,
                      const uint8_t *signature, size_t signature_count, int encoding) {
    const EVP_MD *digest = aldaba_digest_of_length(digest_length);
    uint8_t value[EVP_MAX_MD_SIZE], der[LARGEST_ECDSA_DER];
    unsigned value_count = 0;
    if (digest == NULL || EVP_Digest(octets, count, value, &value_count, digest, NULL) != 1) return 0;
    if (!is_rsa(key) && encoding != ALDABA_SIGNATURE_DER) {
        size_t whole = 2 * (size_t)field_length(key);
        int fits = signature_count == whole
            || (encoding == ALDABA_SIGNATURE_HALVES && signature_count > 0 && signature_count < whole
                && signature_count % 2 == 0);
        if (!fits) return 0;
        int length = der_of_plain(signature, (int)(signature_count / 2), der);
        if (length <= 0) return 0;
        signature = der;
        signature_count = (size_t)length;
    }
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    int holds = context != NULL && EVP_PKEY_verify_init(context) > 0 && prepare(context, key, digest)
        && EVP_PKEY_verify(context, signature, signature_count, value, value_count) == 1;
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return holds;
}
