#ifndef ALDABA_CERTIFICATES_INTERNAL_H
#define ALDABA_CERTIFICATES_INTERNAL_H

#include "certificates.h"

#include <openssl/x509.h>

// The opaque types are OpenSSL's types under another name.
#define X509_OF(certificate) ((X509 *)(uintptr_t)(certificate))
#define CRL_OF(list) ((X509_CRL *)(uintptr_t)(list))

// Creates an empty list; NULL when there is not enough memory.
aldaba_entries *aldaba_entries_create(void);

// Takes ownership of `value`, also on error; NULL means no octets.
int aldaba_entries_append(
    aldaba_entries *entries, int group, const ASN1_OBJECT *object, uint8_t *value, size_t length);

int aldaba_entries_append_name(aldaba_entries *entries, int group, const X509_NAME *name);

// Returns the entries when they are complete; otherwise frees them and returns NULL.
aldaba_entries *aldaba_entries_finished(aldaba_entries *entries, int complete);

aldaba_entries *aldaba_entries_of_name(const X509_NAME *name);

// Returns the dotted decimals of an object identifier; free with OPENSSL_free.
char *aldaba_dotted(const ASN1_OBJECT *object);

int aldaba_seconds(const ASN1_TIME *time, int64_t *result);

int aldaba_list_times(const X509_CRL *list, int64_t *this_update, int64_t *next_update);

#endif
