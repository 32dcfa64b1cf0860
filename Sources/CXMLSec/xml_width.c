#include "xml_width_internal.h"

int aldaba_line_of_wide_tag(const uint8_t *bytes, size_t count, int maximum) {
    int line = 1, values = 0, after_equals = 0;
    for (size_t index = 0; index < count; index += 1) {
        switch (bytes[index]) {
        case '\n': line += 1; break;
        case ' ': case '\t': case '\r': break;
        case '<': values = 0; after_equals = 0; break;
        case '=': after_equals = 1; break;
        case '"': case '\'':
            if (after_equals && ++values > maximum) return line;
            after_equals = 0;
            break;
        default: after_equals = 0;
        }
    }
    return 0;
}
