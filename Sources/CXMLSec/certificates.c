#include "certificates.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <limits.h>
#include <string.h>
#include <time.h>

// The opaque types are OpenSSL's own under another name; only the store carries more than one object.
#define X509_OF(certificate) ((X509 *)(uintptr_t)(certificate))
#define CRL_OF(list) ((X509_CRL *)(uintptr_t)(list))

struct aldaba_path_store {
    X509_STORE *anchors;
    STACK_OF(X509) *intermediates;
};

// Entries

typedef struct {
    int group;
    char *identifier;
    uint8_t *value;
    size_t length;
} entry;

struct aldaba_entries {
    entry *items;
    size_t count;
    size_t capacity;
};

size_t aldaba_entries_count(const aldaba_entries *entries) { return entries->count; }

int aldaba_entries_group(const aldaba_entries *entries, size_t index) { return entries->items[index].group; }

const char *aldaba_entries_identifier(const aldaba_entries *entries, size_t index) {
    return entries->items[index].identifier;
}

const uint8_t *aldaba_entries_value(const aldaba_entries *entries, size_t index, size_t *length) {
    *length = entries->items[index].length;
    return entries->items[index].value;
}

void aldaba_entries_free(aldaba_entries *entries) {
    for (size_t i = 0; i < entries->count; i++) {
        OPENSSL_free(entries->items[i].identifier);
        OPENSSL_free(entries->items[i].value);
    }
    OPENSSL_free(entries->items);
    OPENSSL_free(entries);
}

static char *dotted(const ASN1_OBJECT *object) {
    int length = OBJ_obj2txt(NULL, 0, object, 1);
    if (length <= 0) return NULL;
    char *text = OPENSSL_malloc((size_t)length + 1);
    if (text != NULL) OBJ_obj2txt(text, length + 1, object, 1);
    return text;
}

// Takes over `value`, also when it fails.
static int append(aldaba_entries *entries, int group, const ASN1_OBJECT *object, uint8_t *value, size_t length) {
    char *identifier = dotted(object);
    if (value == NULL) {
        value = OPENSSL_zalloc(1);
        length = 0;
    }
    if (entries->count == entries->capacity) {
        size_t capacity = entries->capacity == 0 ? 8 : entries->capacity * 2;
        entry *items = OPENSSL_realloc(entries->items, capacity * sizeof *items);
        if (items != NULL) {
            entries->items = items;
            entries->capacity = capacity;
        }
    }
    if (identifier == NULL || value == NULL || entries->count == entries->capacity) {
        OPENSSL_free(identifier);
        OPENSSL_free(value);
        return 0;
    }
    entries->items[entries->count++] = (entry){group, identifier, value, length};
    return 1;
}

static int append_name(aldaba_entries *entries, int group, const X509_NAME *name) {
    for (int i = 0; i < X509_NAME_entry_count(name); i++) {
        const X509_NAME_ENTRY *field = X509_NAME_get_entry(name, i);
        unsigned char *text = NULL;
        int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(field));
        if (length < 0) return 0;
        if (!append(entries, group, X509_NAME_ENTRY_get_object(field), text, (size_t)length)) return 0;
    }
    return 1;
}

static aldaba_entries *finished(aldaba_entries *entries, int complete) {
    if (complete) return entries;
    if (entries != NULL) aldaba_entries_free(entries);
    ERR_clear_error();
    return NULL;
}

static aldaba_entries *name_entries(const X509_NAME *name) {
    aldaba_entries *entries = OPENSSL_zalloc(sizeof *entries);
    return finished(entries, entries != NULL && append_name(entries, 0, name));
}

// Certificates

static int seconds(const ASN1_TIME *time, int64_t *result) {
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
    // The extensions are decoded once, here, so that later readers find them.
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
    int first = seconds(X509_get0_notBefore(X509_OF(certificate)), not_before);
    int last = seconds(X509_get0_notAfter(X509_OF(certificate)), not_after);
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
    return name_entries(X509_get_subject_name(X509_OF(certificate)));
}

aldaba_entries *aldaba_certificate_issuer(const aldaba_certificate *certificate) {
    return name_entries(X509_get_issuer_name(X509_OF(certificate)));
}

aldaba_entries *aldaba_certificate_directory_names(const aldaba_certificate *certificate) {
    aldaba_entries *entries = OPENSSL_zalloc(sizeof *entries);
    if (entries == NULL) return NULL;
    int critical = 0;
    GENERAL_NAMES *names = X509_get_ext_d2i(X509_OF(certificate), NID_subject_alt_name, &critical, NULL);
    int complete = names != NULL || critical == -1;
    for (int i = 0; complete && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DIRNAME) complete = append_name(entries, i, name->d.directoryName);
    }
    GENERAL_NAMES_free(names);
    return finished(entries, complete);
}

aldaba_entries *aldaba_certificate_policies(const aldaba_certificate *certificate) {
    aldaba_entries *entries = OPENSSL_zalloc(sizeof *entries);
    if (entries == NULL) return NULL;
    int critical = 0;
    CERTIFICATEPOLICIES *policies = X509_get_ext_d2i(X509_OF(certificate), NID_certificate_policies, &critical, NULL);
    int complete = policies != NULL || critical == -1;
    for (int i = 0; complete && i < sk_POLICYINFO_num(policies); i++) {
        complete = append(entries, i, sk_POLICYINFO_value(policies, i)->policyid, NULL, 0);
    }
    CERTIFICATEPOLICIES_free(policies);
    return finished(entries, complete);
}

aldaba_entries *aldaba_certificate_extended_key_usages(const aldaba_certificate *certificate) {
    aldaba_entries *entries = OPENSSL_zalloc(sizeof *entries);
    if (entries == NULL) return NULL;
    int critical = 0;
    EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(X509_OF(certificate), NID_ext_key_usage, &critical, NULL);
    int complete = usages != NULL || critical == -1;
    for (int i = 0; complete && i < sk_ASN1_OBJECT_num(usages); i++) {
        complete = append(entries, i, sk_ASN1_OBJECT_value(usages, i), NULL, 0);
    }
    EXTENDED_KEY_USAGE_free(usages);
    return finished(entries, complete);
}

// A SEQUENCE OF ANY that fills its octets to the last one; NULL for anything else.
static ASN1_SEQUENCE_ANY *sequence(const unsigned char *octets, int length) {
    const unsigned char *cursor = octets;
    ASN1_SEQUENCE_ANY *items = d2i_ASN1_SEQUENCE_ANY(NULL, &cursor, length);
    if (items != NULL && cursor != octets + length) {
        sk_ASN1_TYPE_pop_free(items, ASN1_TYPE_free);
        items = NULL;
    }
    return items;
}

static ASN1_SEQUENCE_ANY *inner_sequence(const ASN1_TYPE *item) {
    if (item == NULL || item->type != V_ASN1_SEQUENCE) return NULL;
    return sequence(ASN1_STRING_get0_data(item->value.sequence), ASN1_STRING_length(item->value.sequence));
}

// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY OPTIONAL }
static int append_statement(aldaba_entries *entries, int group, const ASN1_TYPE *item) {
    ASN1_SEQUENCE_ANY *parts = inner_sequence(item);
    int complete = parts != NULL && sk_ASN1_TYPE_num(parts) >= 1 && sk_ASN1_TYPE_num(parts) <= 2
        && sk_ASN1_TYPE_value(parts, 0)->type == V_ASN1_OBJECT;
    if (complete) {
        const ASN1_OBJECT *statement = sk_ASN1_TYPE_value(parts, 0)->value.object;
        ASN1_SEQUENCE_ANY *information =
            sk_ASN1_TYPE_num(parts) == 2 ? inner_sequence(sk_ASN1_TYPE_value(parts, 1)) : NULL;
        int identifiers = sk_ASN1_TYPE_num(information) > 0;
        for (int i = 0; identifiers && i < sk_ASN1_TYPE_num(information); i++) {
            identifiers = sk_ASN1_TYPE_value(information, i)->type == V_ASN1_OBJECT;
        }
        for (int i = 0; complete && identifiers && i < sk_ASN1_TYPE_num(information); i++) {
            char *text = dotted(sk_ASN1_TYPE_value(information, i)->value.object);
            complete = text != NULL && append(entries, group, statement, (uint8_t *)text, strlen(text));
        }
        if (complete && !identifiers) complete = append(entries, group, statement, NULL, 0);
        sk_ASN1_TYPE_pop_free(information, ASN1_TYPE_free);
    }
    sk_ASN1_TYPE_pop_free(parts, ASN1_TYPE_free);
    return complete;
}

aldaba_entries *aldaba_certificate_qualified_statements(const aldaba_certificate *certificate) {
    aldaba_entries *entries = OPENSSL_zalloc(sizeof *entries);
    if (entries == NULL) return NULL;
    X509 *x509 = X509_OF(certificate);
    int position = X509_get_ext_by_NID(x509, NID_qcStatements, -1);
    if (position < 0) return entries;
    // RFC 5280 §4.2: an extension occurs once.
    if (X509_get_ext_by_NID(x509, NID_qcStatements, position) >= 0) return finished(entries, 0);
    const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data(X509_get_ext(x509, position));
    ASN1_SEQUENCE_ANY *statements = sequence(ASN1_STRING_get0_data(value), ASN1_STRING_length(value));
    int complete = statements != NULL;
    for (int i = 0; complete && i < sk_ASN1_TYPE_num(statements); i++) {
        complete = append_statement(entries, i, sk_ASN1_TYPE_value(statements, i));
    }
    sk_ASN1_TYPE_pop_free(statements, ASN1_TYPE_free);
    ERR_clear_error();
    return finished(entries, complete);
}

aldaba_entries *aldaba_certificate_unknown_critical_extensions(const aldaba_certificate *certificate) {
    aldaba_entries *entries = OPENSSL_zalloc(sizeof *entries);
    int complete = entries != NULL;
    for (int i = 0; complete && i < X509_get_ext_count(X509_OF(certificate)); i++) {
        X509_EXTENSION *extension = X509_get_ext(X509_OF(certificate), i);
        if (!X509_EXTENSION_get_critical(extension) || X509_supported_extension(extension)) continue;
        complete = append(entries, i, X509_EXTENSION_get_object(extension), NULL, 0);
    }
    return finished(entries, complete);
}

// Revocation lists

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
    return name_entries(X509_CRL_get_issuer(CRL_OF(list)));
}

static int list_times(const X509_CRL *list, int64_t *this_update, int64_t *next_update) {
    *next_update = INT64_MAX;
    if (!seconds(X509_CRL_get0_lastUpdate(list), this_update)) return 0;
    return X509_CRL_get0_nextUpdate(list) == NULL || seconds(X509_CRL_get0_nextUpdate(list), next_update);
}

int aldaba_revocation_list_times(const aldaba_revocation_list *list, int64_t *this_update, int64_t *next_update) {
    return list_times(CRL_OF(list), this_update, next_update);
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

// Paths

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
    list_times(list, &outcome->list_this_update, &outcome->list_next_update);
    X509_REVOKED *revoked = NULL;
    if (outcome->code != X509_V_ERR_CERT_REVOKED || certificate == NULL) return;
    if (X509_CRL_get0_by_cert(list, &revoked, certificate) == 0 || revoked == NULL) return;
    seconds(X509_REVOKED_get0_revocationDate(revoked), &outcome->revoked_at);
    ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, NULL, NULL);
    if (reason != NULL) outcome->revocation_reason = (int)ASN1_ENUMERATED_get(reason);
    ASN1_ENUMERATED_free(reason);
}

// OpenSSL forgets the revocation list before X509_verify_cert returns: the details are taken when it reports.
// Never turns a failure into a success: it returns what it was given.
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
        // Both must say yes; a failure without a code stays a failure.
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
