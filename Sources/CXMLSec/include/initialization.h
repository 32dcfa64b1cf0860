#ifndef ALDABA_INITIALIZATION_H
#define ALDABA_INITIALIZATION_H

// Prepares libxml2, xmlsec1 and OpenSSL, in the order that they need; later calls only return the first one's outcome.
// Returns 0, or the number of the step that failed.
int aldaba_initialize(void);

#endif
