#include "certificates_internal.h"

#include <limits.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>
#include <time.h>

int aldaba_seconds(const ASN1_TIME *time, int64_t *result) {
    struct tm parts;
    *result = 0;
    if (time == NULL || !ASN1_TIME_to_tm(time, &parts)) {
        ERR_clear_error();
        return 0;
    }
    *result = (int64_t)timegm(&parts);
    return 1;
}

aldaba_certificate *aldaba_certificate_parse(const uint8_t *der, size_t length) {
    if (length > LONG_MAX) return NULL;
    const unsigned char *cursor = der;
    X509 *certificate = d2i_X509(NULL, &cursor, (long)length);
    if (certificate != NULL && cursor != der + length) {
        X509_free(certificate);
        certificate = NULL;
    }
    // Decodes the extensions once, here, so that later readers find them.
    if (certificate != NULL) X509_check_purpose(certificate, -1, 0);
    ERR_clear_error();
    return (aldaba_certificate *)certificate;
}

void aldaba_certificate_free(aldaba_certificate *certificate) { X509_free(X509_OF(certificate)); }

int aldaba_certificate_fingerprint(const aldaba_certificate *certificate, uint8_t digest[32]) {
    unsigned int length = 0;
    return X509_digest(X509_OF(certificate), EVP_sha256(), digest, &length) && length == 32;
}

int aldaba_certificate_validity(const aldaba_certificate *certificate, int64_t *not_before, int64_t *not_after) {
    int first = aldaba_seconds(X509_get0_notBefore(X509_OF(certificate)), not_before);
    int last = aldaba_seconds(X509_get0_notAfter(X509_OF(certificate)), not_after);
    return first && last;
}

char *aldaba_certificate_serial(const aldaba_certificate *certificate) {
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(X509_OF(certificate)), NULL);
    if (number == NULL) {
        ERR_clear_error();
        return NULL;
    }
    char *text = BN_bn2hex(number);
    BN_free(number);
    return text;
}

void aldaba_text_free(char *text) { OPENSSL_free(text); }

int aldaba_certificate_is_malformed(const aldaba_certificate *certificate) {
    return (X509_get_extension_flags(X509_OF(certificate)) & EXFLAG_INVALID) != 0;
}

int aldaba_certificate_is_authority(const aldaba_certificate *certificate) {
    return (X509_get_extension_flags(X509_OF(certificate)) & EXFLAG_CA) != 0;
}

int aldaba_certificate_is_self_signed(const aldaba_certificate *certificate) {
    int result = X509_self_signed(X509_OF(certificate), 1);
    ERR_clear_error();
    return result == 1;
}

uint32_t aldaba_certificate_key_usage(const aldaba_certificate *certificate) {
    return X509_get_key_usage(X509_OF(certificate));
}

int aldaba_certificate_key(const aldaba_certificate *certificate, int *kind, int *bits, int *curve) {
    EVP_PKEY *key = X509_get0_pubkey(X509_OF(certificate));
    if (key == NULL) {
        ERR_clear_error();
        return 0;
    }
    char group[64];
    *kind = EVP_PKEY_get_base_id(key);
    *bits = EVP_PKEY_get_bits(key);
    *curve = NID_undef;
    if (*kind == EVP_PKEY_EC && EVP_PKEY_get_group_name(key, group, sizeof group, NULL)) *curve = OBJ_sn2nid(group);
    ERR_clear_error();
    return 1;
}

aldaba_entries *aldaba_certificate_subject(const aldaba_certificate *certificate) {
    return aldaba_entries_of_name(X509_get_subject_name(X509_OF(certificate)));
}

aldaba_entries *aldaba_certificate_issuer(const aldaba_certificate *certificate) {
    return aldaba_entries_of_name(X509_get_issuer_name(X509_OF(certificate)));
}
