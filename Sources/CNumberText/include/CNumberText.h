#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes the shortest decimal that reads back to `value` (`std::to_chars`) into `buffer`, without a
/// terminating zero; returns the number of bytes written. 32 bytes always suffice.
size_t es_write_double(double value, char *buffer, size_t capacity);

/// Reads a decimal number (`std::from_chars`, correctly rounded, independent of the locale) that must
/// fill all `length` bytes; returns 1 and stores it, or 0. Never accepts `inf`, `nan` or hexadecimal.
int es_read_double(const char *text, size_t length, double *value);

#ifdef __cplusplus
}
#endif
