// The functions of libxml2, xmlsec1, OpenSSL and zlib that Swift needs and cannot call directly, by topic.
//
// The functions decide nothing: they parse within limits, verify with a given key, and report. Call `aldaba_initialize`
// first, once. Every function is safe to call from several threads at the same time.
#ifndef ALDABA_CXMLSEC_H
#define ALDABA_CXMLSEC_H

#include "certificates.h"
#include "deflate.h"
#include "digests.h"
#include "initialization.h"
#include "keys.h"
#include "xml_canonical_cost.h"
#include "xml_parsing.h"
#include "xml_signature.h"
#include "xml_tree.h"

#endif
