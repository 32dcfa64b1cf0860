#include "keys.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

struct evp_pkey_st *aldaba_key_generate(int kind, int bits) {
    EVP_PKEY *key = NULL;
    if (kind == ALDABA_KEY_RSA) key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits);
    if (kind == ALDABA_KEY_EC) key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    ERR_clear_error();
    return key;
}

static aldaba_buffer contents(BIO *bio) {
    aldaba_buffer result = {NULL, 0};
    char *data = NULL;
    long length = BIO_get_mem_data(bio, &data);
    if (length > 0) result.bytes = OPENSSL_memdup(data, (size_t)length);
    if (result.bytes != NULL) result.count = (size_t)length;
    return result;
}

aldaba_buffer aldaba_key_private_pem(const struct evp_pkey_st *key) {
    aldaba_buffer result = {NULL, 0};
    BIO *bio = BIO_new(BIO_s_secmem());
    if (bio != NULL && PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1) result = contents(bio);
    BIO_free(bio);
    ERR_clear_error();
    return result;
}

static int add_extension(X509 *certificate, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

static int set_random_serial(X509 *certificate) {
    unsigned char octets[16];
    if (RAND_bytes(octets, sizeof octets) != 1) return 0;
    octets[0] = (octets[0] & 0x7F) | 0x40; // positive, and always of the same length
    BIGNUM *number = BN_bin2bn(octets, sizeof octets, NULL);
    int set = number != NULL && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
    BN_free(number);
    return set;
}

static int fill(X509 *certificate, EVP_PKEY *key, const char *common_name, int64_t not_before, int64_t not_after) {
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_set_version(certificate, X509_VERSION_3) && set_random_serial(certificate)
        && ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)not_before) != NULL
        && ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)not_after) != NULL
        && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0)
        && X509_set_issuer_name(certificate, name) && X509_set_pubkey(certificate, key)
        && add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && add_extension(certificate, NID_key_usage, "critical,digitalSignature")
        && add_extension(certificate, NID_subject_key_identifier, "hash")
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}

aldaba_buffer aldaba_key_self_signed_pem(struct evp_pkey_st *key, const char *common_name, int64_t not_before,
                                         int64_t not_after) {
    aldaba_buffer result = {NULL, 0};
    X509 *certificate = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    if (certificate != NULL && bio != NULL && fill(certificate, key, common_name, not_before, not_after)
        && PEM_write_bio_X509(bio, certificate) == 1) {
        result = contents(bio);
    }
    BIO_free(bio);
    X509_free(certificate);
    ERR_clear_error();
    return result;
}
