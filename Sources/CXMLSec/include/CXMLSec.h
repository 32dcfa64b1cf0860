// What Swift needs of libxml2, xmlsec1, OpenSSL and zlib and cannot call by itself, as opaque functions by topic.
//
// Nothing here judges: it parses within limits, verifies with the key that it is given, and reports. Every function may
// be called from any thread at any time; `aldaba_initialize` comes first, once.
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
