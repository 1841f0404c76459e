#include "CNumberText.h"

#include <charconv>

size_t es_write_double(double value, char *buffer, size_t capacity) {
  const auto result = std::to_chars(buffer, buffer + capacity, value);
  return result.ec == std::errc() ? static_cast<size_t>(result.ptr - buffer) : 0;
}

int es_read_double(const char *text, size_t length, double *value) {
  const char *end = text + length;
  const char *digits = text;
  if (digits != end && (*digits == '-' || *digits == '+')) ++digits;
  if (digits == end || !((*digits >= '0' && *digits <= '9') || *digits == '.')) return 0;
  const auto result = std::from_chars(*text == '+' ? digits : text, end, *value);
  return result.ec == std::errc() && result.ptr == end;
}
