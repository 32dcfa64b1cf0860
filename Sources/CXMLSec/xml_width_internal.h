#ifndef ALDABA_XML_WIDTH_INTERNAL_H
#define ALDABA_XML_WIDTH_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

// libxml2 compares each attribute of a tag with each before it, and only then tells how many there are: 200 KB of
// attributes cost it a fifth of a second. So they are counted beforehand, as an equals sign and a quote between two
// left angle brackets, which no value may hold. Text that looks like attributes counts too; a malformed document cannot
// make the count too small.
//
// Returns the line where the first count goes beyond `maximum`, or 0.
int aldaba_line_of_wide_tag(const uint8_t *bytes, size_t count, int maximum);

#endif
