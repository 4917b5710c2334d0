#pragma once
#include <zlib.h>

// inflateInit2 is a macro; 16 + 15 asks for the gzip format with the largest window.
static inline int wiredesk_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 16 + 15); }
