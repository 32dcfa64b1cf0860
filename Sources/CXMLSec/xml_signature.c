#include "xml_signature.h"

#include <xmlsec/xmlsec.h> // first: the other headers use its types

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/keys.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

static xmlNodePtr child_element(xmlNodePtr parent, int index) {
    for (xmlNodePtr node = parent->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && index-- == 0) return node;
    }
    return NULL;
}

// Returns the only Signature child, or NULL when there is none or more than one.
static xmlNodePtr only_signature(xmlNodePtr parent) {
    xmlNodePtr found = NULL;
    for (xmlNodePtr node = parent->children; node != NULL; node = node->next) {
        if (!xmlSecCheckNodeName(node, xmlSecNodeSignature, xmlSecDSigNs)) continue;
        if (found != NULL) return NULL;
        found = node;
    }
    return found;
}

static xmlSecTransformId digest_method(int length) {
    switch (length) {
    case 32: return xmlSecTransformSha256Id;
    case 48: return xmlSecTransformSha384Id;
    case 64: return xmlSecTransformSha512Id;
    default: return xmlSecTransformIdUnknown;
    }
}

static xmlSecTransformId signature_method(int kind, int length) {
    int is_rsa = kind == ALDABA_KEY_RSA;
    switch (length) {
    case 32: return is_rsa ? xmlSecTransformRsaSha256Id : xmlSecTransformEcdsaSha256Id;
    case 48: return is_rsa ? xmlSecTransformRsaSha384Id : xmlSecTransformEcdsaSha384Id;
    case 64: return is_rsa ? xmlSecTransformRsaSha512Id : xmlSecTransformEcdsaSha512Id;
    default: return xmlSecTransformIdUnknown;
    }
}

static xmlSecKeyPtr adopt(EVP_PKEY *key) {
    if (EVP_PKEY_up_ref(key) != 1) return NULL;
    xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(key);
    if (data == NULL) {
        EVP_PKEY_free(key);
        return NULL;
    }
    xmlSecKeyPtr result = xmlSecKeyCreate();
    if (result == NULL || xmlSecKeySetValue(result, data) < 0) {
        xmlSecKeyDataDestroy(data);
        if (result != NULL) xmlSecKeyDestroy(result);
        return NULL;
    }
    return result;
}

static int restrict_to(xmlSecDSigCtxPtr context, const aldaba_signature_expectation *expectation) {
    xmlSecTransformId digest = digest_method(expectation->reference_digest);
    xmlSecTransformId signature = signature_method(expectation->key_kind, expectation->signature_digest);
    if (digest == xmlSecTransformIdUnknown || signature == xmlSecTransformIdUnknown) return -1;
    context->flags = XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
    context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
    if (xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformEnvelopedId) < 0) return -1;
    if (xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformExclC14NId) < 0) return -1;
    if (xmlSecDSigCtxEnableReferenceTransform(context, digest) < 0) return -1;
    if (xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformExclC14NId) < 0) return -1;
    return xmlSecDSigCtxEnableSignatureTransform(context, signature);
}

// Copies the digested octets when exactly one reference, to the element with this ID, was digested, and no manifest.
static int take_digested(xmlSecDSigCtxPtr context, const char *id, aldaba_buffer *digested) {
    if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return ALDABA_SIGNATURE_ELSEWHERE;
    if (xmlSecPtrListGetSize(&context->manifestReferences) != 0) return ALDABA_SIGNATURE_ELSEWHERE;
    xmlSecDSigReferenceCtxPtr reference = xmlSecPtrListGetItem(&context->signedInfoReferences, 0);
    if (reference == NULL || reference->uri == NULL || reference->uri[0] != '#'
        || strcmp((const char *)reference->uri + 1, id) != 0) {
        return ALDABA_SIGNATURE_ELSEWHERE;
    }
    xmlSecBufferPtr octets = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference);
    if (octets == NULL || xmlSecBufferGetSize(octets) == 0) return ALDABA_SIGNATURE_FAULT;
    digested->count = xmlSecBufferGetSize(octets);
    digested->bytes = OPENSSL_memdup(xmlSecBufferGetData(octets), digested->count);
    return digested->bytes != NULL ? ALDABA_SIGNATURE_HOLDS : ALDABA_SIGNATURE_FAULT;
}

static int verify(xmlNodePtr signature, const aldaba_signature_expectation *expectation, EVP_PKEY *key,
                  aldaba_buffer *digested) {
    int outcome = ALDABA_SIGNATURE_FAULT;
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
    if (context == NULL) return outcome;
    context->signKey = adopt(key); // with a key set, xmlsec does not read KeyInfo
    if (context->signKey != NULL && restrict_to(context, expectation) >= 0) {
        if (xmlSecDSigCtxVerify(context, signature) < 0) {
            outcome = ALDABA_SIGNATURE_UNPROCESSABLE;
        } else if (context->status != xmlSecDSigStatusSucceeded) {
            outcome = ALDABA_SIGNATURE_DOES_NOT_HOLD;
        } else {
            outcome = take_digested(context, expectation->id, digested);
        }
    }
    xmlSecDSigCtxDestroy(context);
    return outcome;
}

// Returns the element that must be signed, or NULL.
static xmlNodePtr signed_element(xmlDocPtr document, int child, int grandchild) {
    xmlNodePtr element = xmlDocGetRootElement(document);
    if (element != NULL && child >= 0) element = child_element(element, child);
    if (element != NULL && grandchild >= 0) element = child_element(element, grandchild);
    return element;
}

// Uses xmlsec's own transform, as the verification does.
static int canonicalize(xmlNodePtr signed_info, aldaba_buffer *canonical) {
    int outcome = ALDABA_SIGNATURE_UNPROCESSABLE;
    xmlNodePtr method = child_element(signed_info, 0);
    xmlSecTransformCtxPtr context = xmlSecTransformCtxCreate();
    if (context == NULL) return ALDABA_SIGNATURE_FAULT;
    context->enabledUris = xmlSecTransformUriTypeNone;
    xmlSecNodeSetPtr nodes = xmlSecNodeSetGetChildren(signed_info->doc, signed_info, 1, 0);
    if (nodes != NULL && method != NULL
        && xmlSecPtrListAdd(&context->enabledTransforms, (xmlSecPtr)xmlSecTransformExclC14NId) >= 0
        && xmlSecTransformCtxNodeRead(context, method, xmlSecTransformUsageC14NMethod) != NULL
        && xmlSecTransformCtxXmlExecute(context, nodes) >= 0 && context->result != NULL) {
        canonical->count = xmlSecBufferGetSize(context->result);
        canonical->bytes = OPENSSL_memdup(xmlSecBufferGetData(context->result), canonical->count);
        outcome = canonical->bytes != NULL ? ALDABA_SIGNATURE_HOLDS : ALDABA_SIGNATURE_FAULT;
    }
    if (nodes != NULL) xmlSecNodeSetDestroy(nodes);
    xmlSecTransformCtxDestroy(context);
    return outcome;
}

int aldaba_signature_signed_info(struct _xmlDoc *document, int child, int grandchild, aldaba_buffer *canonical) {
    *canonical = (aldaba_buffer){NULL, 0};
    xmlNodePtr element = signed_element(document, child, grandchild);
    xmlNodePtr signature = element == NULL ? NULL : only_signature(element);
    xmlNodePtr signed_info = signature == NULL ? NULL : child_element(signature, 0);
    if (signed_info == NULL) return ALDABA_SIGNATURE_ABSENT;
    int outcome = canonicalize(signed_info, canonical);
    ERR_clear_error();
    return outcome;
}

int aldaba_signature_verify(struct _xmlDoc *document, const aldaba_signature_expectation *expectation,
                            struct evp_pkey_st *key, aldaba_buffer *digested) {
    *digested = (aldaba_buffer){NULL, 0};
    xmlNodePtr element = signed_element(document, expectation->child, expectation->grandchild);
    xmlNodePtr signature = element == NULL ? NULL : only_signature(element);
    if (signature == NULL) return ALDABA_SIGNATURE_ABSENT;
    xmlAttrPtr attribute = xmlHasNsProp(element, BAD_CAST "ID", NULL);
    if (attribute == NULL) return ALDABA_SIGNATURE_ELSEWHERE;
    // The only ID that libxml2 registers.
    if (xmlAddID(NULL, document, BAD_CAST expectation->id, attribute) == NULL) return ALDABA_SIGNATURE_ELSEWHERE;
    int outcome = ALDABA_SIGNATURE_ELSEWHERE;
    if (xmlGetID(document, BAD_CAST expectation->id) == attribute) {
        outcome = verify(signature, expectation, key, digested);
    }
    xmlRemoveID(document, attribute);
    ERR_clear_error();
    return outcome;
}
