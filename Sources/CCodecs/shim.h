#include <gnu/libc-version.h>
#include <iconv.h>
#include <xxhash.h>
#include <zlib.h>
