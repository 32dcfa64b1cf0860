#include "keys.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <limits.h>
#include <string.h>
#include <time.h>

void aldaba_buffer_free(aldaba_buffer buffer) { OPENSSL_clear_free(buffer.bytes, buffer.count); }

void aldaba_key_free(struct evp_pkey_st *key) { EVP_PKEY_free(key); }

static int seconds_since_1970(const ASN1_TIME *time, int64_t *seconds) {
    struct tm parts;
    if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1) return -1;
    *seconds = (int64_t)timegm(&parts);
    return 0;
}

struct evp_pkey_st *aldaba_key_of_certificate(const uint8_t *der, size_t count, int64_t *not_before,
                                              int64_t *not_after) {
    if (count > LONG_MAX) return NULL;
    const unsigned char *position = der;
    EVP_PKEY *key = NULL;
    X509 *certificate = d2i_X509(NULL, &position, (long)count);
    if (certificate != NULL && position == der + count
        && seconds_since_1970(X509_get0_notBefore(certificate), not_before) == 0
        && seconds_since_1970(X509_get0_notAfter(certificate), not_after) == 0) {
        key = X509_get_pubkey(certificate);
    }
    X509_free(certificate);
    ERR_clear_error();
    return key;
}

// Returns no password. Without this callback OpenSSL would ask for one at the terminal.
static int no_password(char *buffer, int size, int writing, void *data) {
    (void)buffer; (void)size; (void)writing; (void)data;
    return -1;
}

struct evp_pkey_st *aldaba_key_of_private_pem(const char *pem, size_t count) {
    if (count > INT_MAX) return NULL;
    BIO *source = BIO_new_mem_buf(pem, (int)count);
    if (source == NULL) return NULL;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(source, NULL, no_password, NULL);
    BIO_free(source);
    ERR_clear_error();
    return key;
}

aldaba_buffer aldaba_certificate_der_of_pem(const char *pem, size_t count) {
    aldaba_buffer result = {NULL, 0};
    if (count > INT_MAX) return result;
    BIO *source = BIO_new_mem_buf(pem, (int)count);
    if (source == NULL) return result;
    X509 *certificate = PEM_read_bio_X509(source, NULL, no_password, NULL);
    BIO_free(source);
    if (certificate != NULL) {
        int length = i2d_X509(certificate, &result.bytes);
        result.count = length > 0 ? (size_t)length : 0;
        X509_free(certificate);
    }
    ERR_clear_error();
    return result;
}

int aldaba_key_kind(const struct evp_pkey_st *key, int *bits) {
    *bits = EVP_PKEY_get_bits(key);
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: return ALDABA_KEY_RSA;
    case EVP_PKEY_EC: break;
    default: return ALDABA_KEY_OTHER;
    }
    // RFC 5480 §2.1.1: a curve is identified by name, never by explicit parameters.
    int is_explicit = 0;
    if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit) == 1 && is_explicit) {
        return ALDABA_KEY_OTHER;
    }
    char group[64];
    if (EVP_PKEY_get_group_name(key, group, sizeof group, NULL) != 1) {
        ERR_clear_error();
        return ALDABA_KEY_OTHER;
    }
    switch (OBJ_sn2nid(group)) {
    case NID_X9_62_prime256v1:
    case NID_secp384r1:
    case NID_secp521r1: return ALDABA_KEY_EC;
    default: return ALDABA_KEY_OTHER;
    }
}

int aldaba_keys_match(const struct evp_pkey_st *one, const struct evp_pkey_st *other) {
    int equal = EVP_PKEY_eq(one, other) == 1;
    ERR_clear_error();
    return equal;
}
