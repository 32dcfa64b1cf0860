#ifndef ALDABA_KEYS_H
#define ALDABA_KEYS_H

#include <stddef.h>
#include <stdint.h>

struct evp_pkey_st;

// Octets that the caller frees with `aldaba_buffer_free`. `bytes` is NULL when there are none.
typedef struct {
    uint8_t *bytes;
    size_t count;
} aldaba_buffer;

void aldaba_buffer_free(aldaba_buffer buffer);

enum { ALDABA_KEY_OTHER = 0, ALDABA_KEY_RSA = 1, ALDABA_KEY_EC = 2 };

// A key, public or private, is an EVP_PKEY. Several threads may use one at the same time. Free with `aldaba_key_free`.

// Returns the public key of a certificate, and its dates in seconds since 1970. NULL when the octets are not exactly
// one certificate.
struct evp_pkey_st *aldaba_key_of_certificate(const uint8_t *der, size_t count, int64_t *not_before,
                                              int64_t *not_after);

// Returns the private key in a PEM text. NULL when there is none, or an encrypted one.
struct evp_pkey_st *aldaba_key_of_private_pem(const char *pem, size_t count);

// Returns the first certificate of a PEM text, as DER.
aldaba_buffer aldaba_certificate_der_of_pem(const char *pem, size_t count);

// Returns the kind, and its size in bits. An elliptic curve other than P-256, P-384 and P-521 is ALDABA_KEY_OTHER.
int aldaba_key_kind(const struct evp_pkey_st *key, int *bits);

// Returns 1 when both keys have the same public key.
int aldaba_keys_match(const struct evp_pkey_st *one, const struct evp_pkey_st *other);

void aldaba_key_free(struct evp_pkey_st *key);

// Digests and signs: PKCS#1 v1.5 for RSA; r and s, each of the curve's length, for an elliptic curve. Returns the
// number of bytes written, or -1.
int aldaba_key_sign(struct evp_pkey_st *key, int digest_length, const uint8_t *octets, size_t count, uint8_t *output,
                    size_t capacity);

// r and s, each of the curve's length; DER; or r and s of any equal length, because some peers cut leading zeros.
enum { ALDABA_SIGNATURE_PLAIN = 0, ALDABA_SIGNATURE_DER = 1, ALDABA_SIGNATURE_HALVES = 2 };

// Digests and verifies. `encoding` is the encoding of an elliptic curve's signature. Returns 1 when the signature is
// valid.
int aldaba_key_verify(struct evp_pkey_st *key, int digest_length, const uint8_t *octets, size_t count,
                      const uint8_t *signature, size_t signature_count, int encoding);

// Generates a private key: RSA of `bits` bits, or the curve P-256 for ALDABA_KEY_EC.
struct evp_pkey_st *aldaba_key_generate(int kind, int bits);

// Returns the private key as PKCS#8 in PEM.
aldaba_buffer aldaba_key_private_pem(const struct evp_pkey_st *key);

// Returns a self-signed certificate of the key for this name, in PEM. Dates are in seconds since 1970.
aldaba_buffer aldaba_key_self_signed_pem(struct evp_pkey_st *key, const char *common_name, int64_t not_before,
                                         int64_t not_after);

#endif
