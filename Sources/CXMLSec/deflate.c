#include "deflate.h"

#include <limits.h>
#include <zlib.h>

int64_t aldaba_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity) {
    if (count > UINT_MAX || capacity > UINT_MAX) return -1;
    z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)count, .next_out = output,
                       .avail_out = (uInt)capacity};
    if (inflateInit2(&stream, -15) != Z_OK) return -1;
    int status = inflate(&stream, Z_FINISH);
    int64_t written = (int64_t)stream.total_out;
    int complete = status == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return complete ? written : -1;
}

int64_t aldaba_deflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity) {
    if (count > UINT_MAX || capacity > UINT_MAX) return -1;
    z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)count, .next_out = output,
                       .avail_out = (uInt)capacity};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) return -1;
    int status = deflate(&stream, Z_FINISH);
    int64_t written = (int64_t)stream.total_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? written : -1;
}

size_t aldaba_deflate_bound(size_t count) { return compressBound((uLong)count) + 16; }
