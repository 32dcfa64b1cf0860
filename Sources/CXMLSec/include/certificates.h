// What Swift needs of OpenSSL to read a certificate and to verify its path: reading, never judging.
//
// Every pointer that a function returns belongs to the caller, who frees it with the function named beside it. Objects
// are read-only once made, and OpenSSL counts and locks inside: several threads may use one at the same time.
#ifndef ALDABA_CERTIFICATES_H
#define ALDABA_CERTIFICATES_H

#include <openssl/evp.h>
#include <openssl/x509_vfy.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct aldaba_certificate aldaba_certificate;
typedef struct aldaba_revocation_list aldaba_revocation_list;
typedef struct aldaba_path_store aldaba_path_store;

/// A list of (group, object identifier, text or octets): how names, policies and statements are handed over.
typedef struct aldaba_entries aldaba_entries;

size_t aldaba_entries_count(const aldaba_entries *entries);
int aldaba_entries_group(const aldaba_entries *entries, size_t index);
/// The object identifier in dotted decimals.
const char *aldaba_entries_identifier(const aldaba_entries *entries, size_t index);
/// UTF-8 for names, the dotted identifier for statements; may hold NUL octets.
const uint8_t *aldaba_entries_value(const aldaba_entries *entries, size_t index, size_t *length);
void aldaba_entries_free(aldaba_entries *entries);

/// Exactly one certificate in DER, without an octet more; NULL for anything else.
aldaba_certificate *_Nullable aldaba_certificate_parse(const uint8_t *der, size_t length);
void aldaba_certificate_free(aldaba_certificate *certificate);
/// The SHA-256 of the DER.
int aldaba_certificate_fingerprint(const aldaba_certificate *certificate, uint8_t digest[_Nonnull 32]);
/// Seconds since 1970; 0 and a return of 0 when the field is not a time.
int aldaba_certificate_validity(const aldaba_certificate *certificate, int64_t *not_before, int64_t *not_after);
/// The serial number in upper-case hexadecimal, zero-terminated; free with aldaba_text_free.
char *_Nullable aldaba_certificate_serial(const aldaba_certificate *certificate);
void aldaba_text_free(char *text);
/// 1 when an extension is malformed or occurs twice.
int aldaba_certificate_is_malformed(const aldaba_certificate *certificate);
/// 1 when basic constraints say CA.
int aldaba_certificate_is_authority(const aldaba_certificate *certificate);
/// 1 when subject and issuer are one name and its own key verifies the signature.
int aldaba_certificate_is_self_signed(const aldaba_certificate *certificate);
/// The bits of key usage (KU_… of OpenSSL), UINT32_MAX when the extension is absent.
uint32_t aldaba_certificate_key_usage(const aldaba_certificate *certificate);
/// The public key: its kind (an EVP_PKEY number), size in bits and, for elliptic curves, the curve's number.
int aldaba_certificate_key(const aldaba_certificate *certificate, int *kind, int *bits, int *curve);

/// Each of these is empty when the extension is absent, NULL when it cannot be read or memory is out.
aldaba_entries *_Nullable aldaba_certificate_subject(const aldaba_certificate *certificate);
aldaba_entries *_Nullable aldaba_certificate_issuer(const aldaba_certificate *certificate);
/// The directory names among the subject's alternative names: one group a name.
aldaba_entries *_Nullable aldaba_certificate_directory_names(const aldaba_certificate *certificate);
aldaba_entries *_Nullable aldaba_certificate_policies(const aldaba_certificate *certificate);
aldaba_entries *_Nullable aldaba_certificate_extended_key_usages(const aldaba_certificate *certificate);
/// RFC 3739 §3.2.6: one group a statement; a statement whose information is a list of identifiers (QcType) gives one
/// entry for each of them, any other gives one entry without a value.
aldaba_entries *_Nullable aldaba_certificate_qualified_statements(const aldaba_certificate *certificate);
/// The critical extensions that OpenSSL does not process.
aldaba_entries *_Nullable aldaba_certificate_unknown_critical_extensions(const aldaba_certificate *certificate);

/// Exactly one certificate revocation list in DER; NULL for anything else.
aldaba_revocation_list *_Nullable aldaba_revocation_list_parse(const uint8_t *der, size_t length);
void aldaba_revocation_list_free(aldaba_revocation_list *list);
aldaba_entries *_Nullable aldaba_revocation_list_issuer(const aldaba_revocation_list *list);
/// Seconds since 1970; next_update is INT64_MAX when the list has none.
int aldaba_revocation_list_times(const aldaba_revocation_list *list, int64_t *this_update, int64_t *next_update);
/// The security of the signature's digest in bits; -1 when the algorithm is unknown.
int aldaba_revocation_list_signature_bits(const aldaba_revocation_list *list);

/// An empty store: no anchor, no directory, no list.
aldaba_path_store *_Nullable aldaba_path_store_create(void);
void aldaba_path_store_free(aldaba_path_store *store);
int aldaba_path_store_add_anchor(aldaba_path_store *store, const aldaba_certificate *anchor);
int aldaba_path_store_add_intermediate(aldaba_path_store *store, const aldaba_certificate *intermediate);
int aldaba_path_store_add_revocation_list(aldaba_path_store *store, const aldaba_revocation_list *list);

/// What a verification came to.
typedef struct {
    /// X509_V_OK, or why not (X509_V_ERR_…).
    int code;
    /// 0 for the certificate itself, 1 for its issuer, and so on.
    int depth;
    /// The certificate that `code` speaks of, in DER; free with aldaba_octets_free.
    uint8_t *_Nullable certificate;
    size_t certificate_length;
    /// Of the revocation list concerned, when there is one, else 0.
    int64_t list_this_update;
    int64_t list_next_update;
    /// When `code` is X509_V_ERR_CERT_REVOKED: the date, and the reason's number or -1.
    int64_t revoked_at;
    int revocation_reason;
} aldaba_path_outcome;

/// RFC 5280 §6: the path to an anchor at that time (seconds since 1970), with every certificate looked up in a current
/// revocation list. `flags` are X509_V_FLAG_…, `level` is OpenSSL's security level.
/// - Returns: 1 when the verification ran, whatever it came to; 0 when it could not.
int aldaba_path_verify(
    const aldaba_path_store *store, const aldaba_certificate *certificate, int64_t time, unsigned long flags, int level,
    aldaba_path_outcome *outcome);
void aldaba_octets_free(uint8_t *octets);
/// OpenSSL's sentence for a code; never freed.
const char *aldaba_path_message(int code);

#pragma clang assume_nonnull end

#endif
