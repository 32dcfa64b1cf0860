#include "certificates_internal.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>

aldaba_entries *aldaba_certificate_directory_names(const aldaba_certificate *certificate) {
    aldaba_entries *entries = aldaba_entries_create();
    if (entries == NULL) return NULL;
    int critical = 0;
    GENERAL_NAMES *names = X509_get_ext_d2i(X509_OF(certificate), NID_subject_alt_name, &critical, NULL);
    int complete = names != NULL || critical == -1;
    for (int i = 0; complete && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DIRNAME) complete = aldaba_entries_append_name(entries, i, name->d.directoryName);
    }
    GENERAL_NAMES_free(names);
    return aldaba_entries_finished(entries, complete);
}

aldaba_entries *aldaba_certificate_policies(const aldaba_certificate *certificate) {
    aldaba_entries *entries = aldaba_entries_create();
    if (entries == NULL) return NULL;
    int critical = 0;
    CERTIFICATEPOLICIES *policies = X509_get_ext_d2i(X509_OF(certificate), NID_certificate_policies, &critical, NULL);
    int complete = policies != NULL || critical == -1;
    for (int i = 0; complete && i < sk_POLICYINFO_num(policies); i++) {
        complete = aldaba_entries_append(entries, i, sk_POLICYINFO_value(policies, i)->policyid, NULL, 0);
    }
    CERTIFICATEPOLICIES_free(policies);
    return aldaba_entries_finished(entries, complete);
}

aldaba_entries *aldaba_certificate_extended_key_usages(const aldaba_certificate *certificate) {
    aldaba_entries *entries = aldaba_entries_create();
    if (entries == NULL) return NULL;
    int critical = 0;
    EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i(X509_OF(certificate), NID_ext_key_usage, &critical, NULL);
    int complete = usages != NULL || critical == -1;
    for (int i = 0; complete && i < sk_ASN1_OBJECT_num(usages); i++) {
        complete = aldaba_entries_append(entries, i, sk_ASN1_OBJECT_value(usages, i), NULL, 0);
    }
    EXTENDED_KEY_USAGE_free(usages);
    return aldaba_entries_finished(entries, complete);
}

// Decodes a SEQUENCE OF ANY that fills all its octets; NULL for any other data.
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
            char *text = aldaba_dotted(sk_ASN1_TYPE_value(information, i)->value.object);
            complete = text != NULL && aldaba_entries_append(entries, group, statement, (uint8_t *)text, strlen(text));
        }
        if (complete && !identifiers) complete = aldaba_entries_append(entries, group, statement, NULL, 0);
        sk_ASN1_TYPE_pop_free(information, ASN1_TYPE_free);
    }
    sk_ASN1_TYPE_pop_free(parts, ASN1_TYPE_free);
    return complete;
}

aldaba_entries *aldaba_certificate_qualified_statements(const aldaba_certificate *certificate) {
    aldaba_entries *entries = aldaba_entries_create();
    if (entries == NULL) return NULL;
    X509 *x509 = X509_OF(certificate);
    int position = X509_get_ext_by_NID(x509, NID_qcStatements, -1);
    if (position < 0) return entries;
    // RFC 5280 §4.2: an extension occurs once.
    if (X509_get_ext_by_NID(x509, NID_qcStatements, position) >= 0) return aldaba_entries_finished(entries, 0);
    const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data(X509_get_ext(x509, position));
    ASN1_SEQUENCE_ANY *statements = sequence(ASN1_STRING_get0_data(value), ASN1_STRING_length(value));
    int complete = statements != NULL;
    for (int i = 0; complete && i < sk_ASN1_TYPE_num(statements); i++) {
        complete = append_statement(entries, i, sk_ASN1_TYPE_value(statements, i));
    }
    sk_ASN1_TYPE_pop_free(statements, ASN1_TYPE_free);
    ERR_clear_error();
    return aldaba_entries_finished(entries, complete);
}

aldaba_entries *aldaba_certificate_unknown_critical_extensions(const aldaba_certificate *certificate) {
    aldaba_entries *entries = aldaba_entries_create();
    int complete = entries != NULL;
    for (int i = 0; complete && i < X509_get_ext_count(X509_OF(certificate)); i++) {
        X509_EXTENSION *extension = X509_get_ext(X509_OF(certificate), i);
        if (!X509_EXTENSION_get_critical(extension) || X509_supported_extension(extension)) continue;
        complete = aldaba_entries_append(entries, i, X509_EXTENSION_get_object(extension), NULL, 0);
    }
    return aldaba_entries_finished(entries, complete);
}
