#include "initialization.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <xmlsec/xmlsec.h> // first: the other headers use its types

#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>

#include "digests_internal.h"

// Debian's xmlsec defines xmlSecSize as unsigned int. Another width would break the ABI, and the linker would not
// report it.
_Static_assert(sizeof(xmlSecSize) == 4, "xmlSecSize must be 4 bytes wide: define XMLSEC_NO_SIZE_T");

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int outcome = -1;

static void ignore_error(void *data, xmlErrorPtr error) {
    (void)data;
    (void)error;
}

static void ignore_security_error(const char *file, int line, const char *function, const char *object,
                                  const char *subject, int reason, const char *message) {
    (void)file; (void)line; (void)function; (void)object; (void)subject; (void)reason; (void)message;
}

static int initialize(void) {
    xmlInitParser();
    // Handlers are per thread: the first call sets the default for new threads, the second sets this thread's.
    xmlThrDefSetStructuredErrorFunc(NULL, ignore_error);
    xmlSetStructuredErrorFunc(NULL, ignore_error);
    if (xmlSecInit() < 0 || xmlSecCheckVersion() != 1) return 1;
    // Aldaba's own transform classes would have to be registered here: the first class with an href wins.
    if (xmlSecOpenSSLAppInit(NULL) < 0) return 2;
    if (xmlSecOpenSSLInit() < 0) return 3;
    xmlSecErrorsSetCallback(ignore_security_error); // replaces the handler that xmlSecOpenSSLInit installed
    xmlSecIOCleanupCallbacks();                     // no access to files, http or ftp
    if (aldaba_fetch_digests() != 0) return 4;
    return 0;
}

static void initialize_once(void) { outcome = initialize(); }

int aldaba_initialize(void) {
    if (pthread_once(&once, initialize_once) != 0) return -1;
    return outcome;
}
