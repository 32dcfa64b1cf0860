#include "certificates_internal.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/objects.h>

aldaba_revocation_list *aldaba_revocation_list_parse(const uint8_t *der, size_t length) {
    if (length > LONG_MAX) return NULL;
    const unsigned char *cursor = der;
    X509_CRL *list = d2i_X509_CRL(NULL, &cursor, (long)length);
    if (list != NULL && cursor != der + length) {
        X509_CRL_free(list);
        list = NULL;
    }
    ERR_clear_error();
    return (aldaba_revocation_list *)list;
}

void aldaba_revocation_list_free(aldaba_revocation_list *list) { X509_CRL_free(CRL_OF(list)); }

aldaba_entries *aldaba_revocation_list_issuer(const aldaba_revocation_list *list) {
    return aldaba_entries_of_name(X509_CRL_get_issuer(CRL_OF(list)));
}

int aldaba_list_times(const X509_CRL *list, int64_t *this_update, int64_t *next_update) {
    *next_update = INT64_MAX;
    if (!aldaba_seconds(X509_CRL_get0_lastUpdate(list), this_update)) return 0;
    return X509_CRL_get0_nextUpdate(list) == NULL || aldaba_seconds(X509_CRL_get0_nextUpdate(list), next_update);
}

int aldaba_revocation_list_times(const aldaba_revocation_list *list, int64_t *this_update, int64_t *next_update) {
    return aldaba_list_times(CRL_OF(list), this_update, next_update);
}

int aldaba_revocation_list_signature_bits(const aldaba_revocation_list *list) {
    int digest = NID_undef;
    int bits = -1;
    if (OBJ_find_sigid_algs(X509_CRL_get_signature_nid(CRL_OF(list)), &digest, NULL) && digest != NID_undef) {
        const EVP_MD *algorithm = EVP_get_digestbynid(digest);
        if (algorithm != NULL) bits = EVP_MD_get_size(algorithm) * 4;
    }
    ERR_clear_error();
    return bits;
}
