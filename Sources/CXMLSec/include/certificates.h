// Reads certificates and verifies their paths with OpenSSL. The functions report and decide nothing.
//
// The caller owns every returned pointer and frees it with the function named beside it. Objects are read-only after
// they are made, and OpenSSL counts references and locks internally: several threads may use one object at the same
// time.
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

/// A list of (group, object identifier, text or octets). It holds names, policies or statements.
typedef struct aldaba_entries aldaba_entries;

size_t aldaba_entries_count(const aldaba_entries *entries);
int aldaba_entries_group(const aldaba_entries *entries, size_t index);
/// The object identifier in dotted decimals.
const char *aldaba_entries_identifier(const aldaba_entries *entries, size_t index);
/// UTF-8 for names, the dotted identifier for statements; may contain NUL octets.
const uint8_t *aldaba_entries_value(const aldaba_entries *entries, size_t index, size_t *length);
void aldaba_entries_free(aldaba_entries *entries);

/// Parses exactly one certificate in DER without further octets; NULL for any other data.
aldaba_certificate *_Nullable aldaba_certificate_parse(const uint8_t *der, size_t length);
void aldaba_certificate_free(aldaba_certificate *certificate);
/// Writes the SHA-256 of the DER.
int aldaba_certificate_fingerprint(const aldaba_certificate *certificate, uint8_t digest[_Nonnull 32]);
/// Seconds since 1970. A field that is not a time becomes 0, and the function then returns 0.
int aldaba_certificate_validity(const aldaba_certificate *certificate, int64_t *not_before, int64_t *not_after);
/// The serial number in upper-case hexadecimal, zero-terminated; free with aldaba_text_free.
char *_Nullable aldaba_certificate_serial(const aldaba_certificate *certificate);
void aldaba_text_free(char *text);
/// Returns 1 when an extension is malformed or occurs twice.
int aldaba_certificate_is_malformed(const aldaba_certificate *certificate);
/// Returns 1 when the basic constraints say CA.
int aldaba_certificate_is_authority(const aldaba_certificate *certificate);
/// Returns 1 when subject and issuer are the same name and the certificate's own key verifies the signature.
int aldaba_certificate_is_self_signed(const aldaba_certificate *certificate);
/// The bits of key usage (KU_… of OpenSSL), UINT32_MAX when the extension is absent.
uint32_t aldaba_certificate_key_usage(const aldaba_certificate *certificate);
/// The public key: its kind (an EVP_PKEY number), size in bits and, for elliptic curves, the curve's number.
int aldaba_certificate_key(const aldaba_certificate *certificate, int *kind, int *bits, int *curve);

/// Each of these is empty when the extension is absent, and NULL when it cannot be read or there is not enough memory.
aldaba_entries *_Nullable aldaba_certificate_subject(const aldaba_certificate *certificate);
aldaba_entries *_Nullable aldaba_certificate_issuer(const aldaba_certificate *certificate);
/// The directory names in the subject's alternative names: one group for each name.
aldaba_entries *_Nullable aldaba_certificate_directory_names(const aldaba_certificate *certificate);
aldaba_entries *_Nullable aldaba_certificate_policies(const aldaba_certificate *certificate);
aldaba_entries *_Nullable aldaba_certificate_extended_key_usages(const aldaba_certificate *certificate);
/// RFC 3739 §3.2.6: one group for each statement. A statement whose information is a list of identifiers (QcType) gives
/// one entry for each of them. Any other statement gives one entry without a value.
aldaba_entries *_Nullable aldaba_certificate_qualified_statements(const aldaba_certificate *certificate);
/// The critical extensions that OpenSSL does not process.
aldaba_entries *_Nullable aldaba_certificate_unknown_critical_extensions(const aldaba_certificate *certificate);

/// Parses exactly one certificate revocation list in DER; NULL for any other data.
aldaba_revocation_list *_Nullable aldaba_revocation_list_parse(const uint8_t *der, size_t length);
void aldaba_revocation_list_free(aldaba_revocation_list *list);
aldaba_entries *_Nullable aldaba_revocation_list_issuer(const aldaba_revocation_list *list);
/// Seconds since 1970; next_update is INT64_MAX when the list has none.
int aldaba_revocation_list_times(const aldaba_revocation_list *list, int64_t *this_update, int64_t *next_update);
/// The security of the signature's digest in bits; -1 when the algorithm is unknown.
int aldaba_revocation_list_signature_bits(const aldaba_revocation_list *list);

/// Creates an empty store: no anchors, no directory, no lists.
aldaba_path_store *_Nullable aldaba_path_store_create(void);
void aldaba_path_store_free(aldaba_path_store *store);
int aldaba_path_store_add_anchor(aldaba_path_store *store, const aldaba_certificate *anchor);
int aldaba_path_store_add_intermediate(aldaba_path_store *store, const aldaba_certificate *intermediate);
int aldaba_path_store_add_revocation_list(aldaba_path_store *store, const aldaba_revocation_list *list);

/// The outcome of a verification.
typedef struct {
    /// X509_V_OK, or the reason of the failure (X509_V_ERR_…).
    int code;
    /// 0 for the certificate itself, 1 for its issuer, and so on.
    int depth;
    /// The certificate to which `code` applies, in DER; free with aldaba_octets_free.
    uint8_t *_Nullable certificate;
    size_t certificate_length;
    /// The times of the revocation list concerned, or 0 when there is none.
    int64_t list_this_update;
    int64_t list_next_update;
    /// When `code` is X509_V_ERR_CERT_REVOKED: the date, and the number of the reason or -1.
    int64_t revoked_at;
    int revocation_reason;
} aldaba_path_outcome;

/// Verifies the path to an anchor at `time` (seconds since 1970), RFC 5280 §6. Every certificate is checked against a
/// current revocation list. `flags` are X509_V_FLAG_…, `level` is OpenSSL's security level.
/// - Returns: 1 when the verification ran, with any outcome; 0 when it could not run.
int aldaba_path_verify(
    const aldaba_path_store *store, const aldaba_certificate *certificate, int64_t time, unsigned long flags, int level,
    aldaba_path_outcome *outcome);
void aldaba_octets_free(uint8_t *octets);
/// OpenSSL's text for a code. Do not free it.
const char *aldaba_path_message(int code);

#pragma clang assume_nonnull end

#endif
