// The part of zlib that `Gzip` uses; its initialisers are macros, which Swift cannot call.
#include <zlib.h>

static inline int czlib_deflate_gzip(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

// 32 more than the window's 15 bits: gzip or zlib, as the bytes say themselves.
static inline int czlib_inflate_any(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
