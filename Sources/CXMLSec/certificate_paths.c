#include "certificates_internal.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>

struct aldaba_path_store {
    X509_STORE *anchors;
    STACK_OF(X509) *intermediates;
};

aldaba_path_store *aldaba_path_store_create(void) {
    aldaba_path_store *store = OPENSSL_zalloc(sizeof *store);
    if (store == NULL) return NULL;
    store->anchors = X509_STORE_new();
    store->intermediates = sk_X509_new_null();
    if (store->anchors == NULL || store->intermediates == NULL) {
        aldaba_path_store_free(store);
        return NULL;
    }
    return store;
}

void aldaba_path_store_free(aldaba_path_store *store) {
    X509_STORE_free(store->anchors);
    sk_X509_pop_free(store->intermediates, X509_free);
    OPENSSL_free(store);
}

int aldaba_path_store_add_anchor(aldaba_path_store *store, const aldaba_certificate *anchor) {
    return X509_STORE_add_cert(store->anchors, X509_OF(anchor));
}

int aldaba_path_store_add_intermediate(aldaba_path_store *store, const aldaba_certificate *intermediate) {
    X509 *certificate = X509_OF(intermediate);
    if (!X509_up_ref(certificate)) return 0;
    if (sk_X509_push(store->intermediates, certificate) > 0) return 1;
    X509_free(certificate);
    return 0;
}

int aldaba_path_store_add_revocation_list(aldaba_path_store *store, const aldaba_revocation_list *list) {
    return X509_STORE_add_crl(store->anchors, CRL_OF(list));
}

static void describe(X509_STORE_CTX *context, aldaba_path_outcome *outcome) {
    X509 *certificate = X509_STORE_CTX_get_current_cert(context);
    X509_CRL *list = X509_STORE_CTX_get0_current_crl(context);
    if (certificate != NULL) {
        unsigned char *octets = NULL;
        int length = i2d_X509(certificate, &octets);
        if (length > 0) {
            outcome->certificate = octets;
            outcome->certificate_length = (size_t)length;
        }
    }
    if (list == NULL) return;
    aldaba_list_times(list, &outcome->list_this_update, &outcome->list_next_update);
    X509_REVOKED *revoked = NULL;
    if (outcome->code != X509_V_ERR_CERT_REVOKED || certificate == NULL) return;
    if (X509_CRL_get0_by_cert(list, &revoked, certificate) == 0 || revoked == NULL) return;
    aldaba_seconds(X509_REVOKED_get0_revocationDate(revoked), &outcome->revoked_at);
    ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, NULL, NULL);
    if (reason != NULL) outcome->revocation_reason = (int)ASN1_ENUMERATED_get(reason);
    ASN1_ENUMERATED_free(reason);
}

// OpenSSL clears the revocation list before X509_verify_cert returns, so this callback copies the details. It returns
// `ok` unchanged: it never turns a failure into a success.
static int report(int ok, X509_STORE_CTX *context) {
    aldaba_path_outcome *outcome = X509_STORE_CTX_get_app_data(context);
    if (!ok && outcome->certificate == NULL) {
        outcome->code = X509_STORE_CTX_get_error(context);
        outcome->depth = X509_STORE_CTX_get_error_depth(context);
        describe(context, outcome);
    }
    return ok;
}

int aldaba_path_verify(
    const aldaba_path_store *store, const aldaba_certificate *certificate, int64_t time, unsigned long flags, int level,
    aldaba_path_outcome *outcome) {
    memset(outcome, 0, sizeof *outcome);
    outcome->code = X509_V_ERR_UNSPECIFIED;
    outcome->revocation_reason = -1;
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    if (context == NULL) return 0;
    int ran = X509_STORE_CTX_init(context, store->anchors, X509_OF(certificate), store->intermediates);
    if (ran) {
        X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_time(parameters, (time_t)time);
        X509_VERIFY_PARAM_set_auth_level(parameters, level);
        X509_STORE_CTX_set_verify_cb(context, report);
        ran = X509_VERIFY_PARAM_set_flags(parameters, flags) && X509_STORE_CTX_set_app_data(context, outcome);
    }
    if (ran) {
        int result = X509_verify_cert(context);
        int code = X509_STORE_CTX_get_error(context);
        // Succeeds only when both agree. A failure without a code stays a failure.
        if (result == 1 && code == X509_V_OK) {
            outcome->code = X509_V_OK;
        } else {
            outcome->code = code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code;
        }
    }
    X509_STORE_CTX_free(context);
    ERR_clear_error();
    return ran;
}

void aldaba_octets_free(uint8_t *octets) { OPENSSL_free(octets); }

const char *aldaba_path_message(int code) { return X509_verify_cert_error_string(code); }
