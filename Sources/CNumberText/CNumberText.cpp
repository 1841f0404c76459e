#include "CNumberText.h"

#include <charconv>
#include <cstdint>
#include <cstring>

// Debian keeps the version in the path.
#if __has_include(<dragonbox/dragonbox.h>)
#include <dragonbox/dragonbox.h>
#else
#include <dragonbox-1.1.3/dragonbox/dragonbox.h>
#endif

namespace {

/// Seventeen digits are the most that the shortest decimal of a double can have. They are moved in one piece whatever
/// their number is, so that what follows them in their room is read, and what follows in the text overwritten.
constexpr size_t digit_bytes = 17;

/// "00" ... "99".
struct DigitPairs {
  char text[200];
  constexpr DigitPairs() : text() {
    for (int number = 0; number < 100; ++number) {
      text[2 * number] = static_cast<char>('0' + number / 10);
      text[2 * number + 1] = static_cast<char>('0' + number % 10);
    }
  }
};
constexpr DigitPairs pairs;

void write_pair(char *text, uint32_t number) { std::memcpy(text, pairs.text + 2 * number, 2); }

void write_eight(char *text, uint32_t number) {
  const uint32_t upper = number / 10000, lower = number % 10000;
  write_pair(text, upper / 100);
  write_pair(text + 2, upper % 100);
  write_pair(text + 4, lower / 100);
  write_pair(text + 6, lower % 100);
}

/// The end of the digits in their room.
constexpr int digits_end = 24;

/// Writes `significand` before `digits_end` and returns where its first digit stands.
const char *write_digits(char (&room)[digits_end + digit_bytes], uint64_t significand) {
  const uint64_t head = significand / 100000000;
  write_eight(room + 16, static_cast<uint32_t>(significand % 100000000));
  if (head == 0) {
    const char *first = room + 16;
    while (*first == '0') ++first;
    return first;
  }
  write_eight(room + 8, static_cast<uint32_t>(head % 100000000));
  room[7] = static_cast<char>('0' + head / 100000000);
  const char *first = room + 7;
  while (*first == '0') ++first;
  return first;
}

/// `d.ddde-XX` for an exponent of -99 ... -1.
char *write_scientific(char *text, const char *digits, int count, int exponent) {
  *text++ = digits[0];
  if (count > 1) {
    *text++ = '.';
    std::memcpy(text, digits + 1, digit_bytes);
    text += count - 1;
  }
  *text++ = 'e';
  *text++ = '-';
  write_pair(text, static_cast<uint32_t>(-exponent));
  return text + 2;
}

/// Digits with the decimal point `-exponent` places before their end.
char *write_fixed(char *text, const char *digits, int count, int exponent) {
  const int whole = count + exponent;
  if (whole <= 0) {
    *text++ = '0';
    *text++ = '.';
    std::memcpy(text, "000", 3);
    text -= whole;
    std::memcpy(text, digits, digit_bytes);
    return text + count;
  }
  std::memcpy(text, digits, digit_bytes);
  text += whole;
  if (whole == count) return text;
  *text++ = '.';
  std::memcpy(text, digits + whole, digit_bytes);
  return text + (count - whole);
}

}  // namespace

size_t es_write_double_standard(double value, char *buffer, size_t capacity) {
  const auto result = std::to_chars(buffer, buffer + capacity, value);
  return result.ec == std::errc() ? static_cast<size_t>(result.ptr - buffer) : 0;
}

size_t es_write_double(double value, char *buffer) {
  const double magnitude = value < 0 ? -value : value;
  // Beyond, and for NaN, the standard library; numbers of a report are hardly ever there.
  if (!(magnitude >= 1e-80 && magnitude < 1e15)) return es_write_double_standard(value, buffer, ES_NUMBER_ROOM);
  const auto decimal = jkj::dragonbox::to_decimal(magnitude, jkj::dragonbox::policy::sign::ignore);
  char room[digits_end + digit_bytes] = {};
  const char *digits = write_digits(room, decimal.significand);
  const int count = static_cast<int>(room + digits_end - digits);
  char *text = buffer;
  if (value < 0) *text++ = '-';
  // Whichever is shorter, and the fixed form where both are alike (C++17, [charconv.to.chars]).
  const int fixed_from = count == 1 ? -3 : -(count + 3);
  if (decimal.exponent < fixed_from) {
    text = write_scientific(text, digits, count, decimal.exponent + count - 1);
  } else if (decimal.exponent <= 0) {
    text = write_fixed(text, digits, count, decimal.exponent);
  } else {
    return es_write_double_standard(value, buffer, ES_NUMBER_ROOM);
  }
  return static_cast<size_t>(text - buffer);
}

int es_read_double(const char *text, size_t length, double *value) {
  const char *end = text + length;
  const char *digits = text;
  if (digits != end && (*digits == '-' || *digits == '+')) ++digits;
  if (digits == end || !((*digits >= '0' && *digits <= '9') || *digits == '.')) return 0;
  const auto result = std::from_chars(*text == '+' ? digits : text, end, *value);
  return result.ec == std::errc() && result.ptr == end;
}
