#ifndef ALDABA_XML_SIGNATURE_H
#define ALDABA_XML_SIGNATURE_H

#include "keys.h"

struct _xmlDoc;

// The signature to verify, and the only algorithms and kind of key that it may use.
typedef struct {
    int child;               // index of the signed child element of the root, counted from 0; -1 for the root itself
    int grandchild;          // index of the signed child element of that child; -1 for the child itself
    const char *id;          // the value of its attribute ID
    int key_kind;            // ALDABA_KEY_RSA or ALDABA_KEY_EC
    int signature_digest;    // length of the signature's digest
    int reference_digest;    // length of the reference's digest
} aldaba_signature_expectation;

enum {
    ALDABA_SIGNATURE_HOLDS = 0,
    ALDABA_SIGNATURE_DOES_NOT_HOLD, // another key, or the content was changed
    ALDABA_SIGNATURE_ABSENT,        // the element has no Signature or more than one
    ALDABA_SIGNATURE_UNPROCESSABLE, // xmlsec refuses it
    ALDABA_SIGNATURE_ELSEWHERE,     // it covers something else
    ALDABA_SIGNATURE_FAULT          // local error: not enough memory
};

// Writes the canonical form of the SignedInfo of an element's Signature, over which the SignatureValue is made. The
// element itself is not canonicalised, so this is cheap and comes first. `child` and `grandchild` as above.
int aldaba_signature_signed_info(struct _xmlDoc *document, int child, int grandchild, aldaba_buffer *canonical);

// Verifies the enveloped signature of an element with one key. Does not read KeyInfo. When the signature is valid,
// `digested` receives exactly the octets that were digested. Leaves the document unchanged.
int aldaba_signature_verify(struct _xmlDoc *document, const aldaba_signature_expectation *expectation,
                            struct evp_pkey_st *key, aldaba_buffer *digested);

#endif
