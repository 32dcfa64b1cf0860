#ifndef ALDABA_INITIALIZATION_H
#define ALDABA_INITIALIZATION_H

// Initialises libxml2, xmlsec1 and OpenSSL, in the required order. Later calls return the outcome of the first. Returns
// 0, or the number of the step that failed.
int aldaba_initialize(void);

#endif
