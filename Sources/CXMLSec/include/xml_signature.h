#ifndef ALDABA_XML_SIGNATURE_H
#define ALDABA_XML_SIGNATURE_H

#include "keys.h"

struct _xmlDoc;

// Which signature to verify, and the only algorithms and key that it may use.
typedef struct {
    int child;               // the root's child element of that index is signed, counted from 0; -1 for the root itself
    int grandchild;          // of that child, the child element of that index instead; -1 for the child itself
    const char *id;          // the value of its attribute ID
    int key_kind;            // ALDABA_KEY_RSA or ALDABA_KEY_EC
    int signature_digest;    // length of the signature's digest
    int reference_digest;    // length of the reference's digest
} aldaba_signature_expectation;

enum {
    ALDABA_SIGNATURE_HOLDS = 0,
    ALDABA_SIGNATURE_DOES_NOT_HOLD, // the key or the content is another
    ALDABA_SIGNATURE_ABSENT,        // not exactly one Signature there
    ALDABA_SIGNATURE_UNPROCESSABLE, // xmlsec refuses it
    ALDABA_SIGNATURE_ELSEWHERE,     // it covers something else
    ALDABA_SIGNATURE_FAULT          // of this machine: no memory
};

// Writes the canonical form of the SignedInfo of an element's Signature, which is what the SignatureValue signs. Nothing
// of the element itself is canonicalised, so this is small and comes first. `child` and `grandchild` as above.
int aldaba_signature_signed_info(struct _xmlDoc *document, int child, int grandchild, aldaba_buffer *canonical);

// Verifies the enveloped signature of an element with one key; KeyInfo is not looked at. When it holds, `digested` gets
// the very octets that went into the digest. The document is as before afterwards.
int aldaba_signature_verify(struct _xmlDoc *document, const aldaba_signature_expectation *expectation,
                            struct evp_pkey_st *key, aldaba_buffer *digested);

#endif
