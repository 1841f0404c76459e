#include <iconv.h>
#include <zlib.h>
