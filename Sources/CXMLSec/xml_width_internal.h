#ifndef ALDABA_XML_WIDTH_INTERNAL_H
#define ALDABA_XML_WIDTH_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

// libxml2 compares each attribute of a tag with each one before it, and reports their number only then: 200 KB of
// attributes take a fifth of a second. This function therefore counts them before parsing: it counts an equals sign
// followed by a quote, between two left angle brackets, which no value may contain. Text that looks like attributes
// counts too. A malformed document cannot make the count too small.
//
// Returns the line where the first count exceeds `maximum`, or 0.
int aldaba_line_of_wide_tag(const uint8_t *bytes, size_t count, int maximum);

#endif
