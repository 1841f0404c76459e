#include "CNumberText.h"

#include <charconv>
#include <cstdint>
#include <cstring>

#include "LongDecimal.h"
#include "NumberDigits.h"

namespace {

using number_text::Decimal;
using number_text::Words;

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first digit is the lowest byte");

/// Digits in the order of the text, and how many they are without the zeros at the end.
struct Digits {
  char first;
  Words others;
  int count;

  [[gnu::always_inline]] void write(char *text) const {
    text[0] = first;
    std::memcpy(text + 1, &others, 16);
  }

  [[gnu::always_inline]] void write_with_point(char *text) const {
    text[0] = first;
    text[1] = '.';
    std::memcpy(text + 2, &others, 16);
  }
};

/// `e-05`
char *write_exponent(char *text, int exponent) {
  const int size = exponent < 0 ? -exponent : exponent;
  const int tens = size / 10;
  text[0] = 'e';
  text[1] = exponent < 0 ? '-' : '+';
  text[2] = static_cast<char>('0' + tens);
  text[3] = static_cast<char>('0' + size - 10 * tens);
  return text + 4;
}

/// With the point, if any, behind the digit `exponent` (1 ... 14).
char *write_large(char *text, const Digits &digits, int exponent) {
  digits.write(text);
  char *end = text + exponent + 1;
  if (digits.count <= exponent + 1) return end;
  char fraction[16];
  std::memcpy(fraction, end, 16);
  *end = '.';
  std::memcpy(end + 1, fraction, 16);
  return text + digits.count + 1;
}

/// Whichever of the fixed and the scientific form is shorter, and the fixed one where both are alike (C++17,
/// [charconv.to.chars]).
///
/// @param is_one there is but one digit; known where this is called.
[[gnu::always_inline]] inline char *write_form(char *text, const Digits &digits, int exponent, bool is_one) {
  if (exponent < 0 && exponent >= (is_one ? -3 : -4)) {
    std::memcpy(text, "0.000000", 8);
    text -= exponent;
    digits.write(text + 1);
    return text + 1 + digits.count;
  }
  digits.write_with_point(text);
  char *const end = is_one ? text + 1 : text + digits.count + 1;
  if (exponent == 0) return end;
  if (exponent < 0 || exponent >= end - text + 4) return write_exponent(end, exponent);
  return write_large(text, digits, exponent);
}

/// Digits of which the last eight are zeros.
[[gnu::noinline]] char *write_few_digits(char *text, char first, uint64_t upper, int exponent) {
  const Words digits = number_text::sixteen_digits(upper, 0);
  const Words others = digits | 0x3030'3030'3030'3030;
  if (upper == 0) return write_form(text, {first, others, 1}, exponent, true);
  return write_form(text, {first, others, 9 - __builtin_clzll(digits[0]) / 8}, exponent, false);
}

[[gnu::always_inline]] inline char *write_decimal(char *text, const Decimal &decimal) {
  const uint64_t head = decimal.digits / number_text::ten_to_16;
  const uint64_t sixteen = decimal.digits - head * number_text::ten_to_16;
  const uint64_t upper = sixteen / 100'000'000, lower = sixteen - upper * 100'000'000;
  const char first = static_cast<char>('0' + head);
  if (__builtin_expect(lower == 0, 0)) return write_few_digits(text, first, upper, decimal.exponent);
  const Words digits = number_text::sixteen_digits(upper, lower);
  // 17, less the zero bytes at the upper end.
  const int count = 10 + ((__builtin_clzll(digits[1]) ^ 63) >> 3);
  return write_form(text, {first, digits | 0x3030'3030'3030'3030, count}, decimal.exponent, false);
}

/// Numbers beyond those with an exponent of two digits, and what is none.
[[gnu::noinline]] char *write_unusual(char *text, double value) {
  return text + es_write_double_standard(value, text, ES_NUMBER_ROOM);
}

[[gnu::noinline]] char *write_unusual_field(char *text, double value) {
  if (value - value != 0) return text;
  if (value != 0) return write_unusual(text, value);
  *text = '0';
  return text + 1;
}

/// A number's bits without its sign, and whether it is written here.
struct Magnitude {
  uint64_t bits, exponent;
  bool is_negative, is_usual;

  [[gnu::always_inline]] explicit Magnitude(const double *value) {
    std::memcpy(&bits, value, sizeof bits);
    is_negative = bits >> 63;
    bits &= ~(1ull << 63);
    exponent = bits >> 52;
    is_usual = exponent - number_text::least_exponent < number_text::end_of_exponents - number_text::least_exponent;
  }
};

[[gnu::always_inline]] inline char *write_sign(char *text, bool is_negative) {
  *text = '-';
  return text + is_negative;
}

/// Numbers whose decimals are sought before the first of them is written: one does not wait for the other, whereas the place
/// of a text is known only when the one before it is done.
constexpr size_t group_size = 8;

[[gnu::always_inline]] inline void find(const double *values, size_t count, es_decimal *decimals) {
  for (size_t index = 0; index < count; ++index) {
    const Magnitude magnitude(values + index);
    if (__builtin_expect(magnitude.is_usual, 1)) {
      const Decimal decimal = number_text::shortest(magnitude.bits, magnitude.exponent);
      decimals[index] = {decimal.digits, decimal.exponent};
    } else {
      decimals[index].digits = 0;
    }
  }
}

[[gnu::always_inline]] inline char *write_found(
    const double *values, const es_decimal *decimals, size_t count, char *text) {
  for (size_t index = 0; index < count; ++index) {
    const Decimal decimal{decimals[index].digits, decimals[index].exponent};
    if (__builtin_expect(decimal.digits != 0, 1)) {
      text = write_decimal(write_sign(text, Magnitude(values + index).is_negative), decimal);
    } else {
      text = write_unusual_field(text, values[index]);
    }
    *text++ = ',';
  }
  return text;
}

char *write_group(const double *values, size_t count, char *text) {
  es_decimal decimals[group_size];
  find(values, count, decimals);
  return write_found(values, decimals, count, text);
}

}  // namespace

size_t es_write_double_standard(double value, char *buffer, size_t capacity) {
  const auto result = std::to_chars(buffer, buffer + capacity, value);
  return result.ec == std::errc() ? static_cast<size_t>(result.ptr - buffer) : 0;
}

size_t es_write_double(double value, char *buffer) {
  const Magnitude magnitude(&value);
  if (!magnitude.is_usual) return static_cast<size_t>(write_unusual(buffer, value) - buffer);
  const Decimal decimal = number_text::shortest(magnitude.bits, magnitude.exponent);
  return static_cast<size_t>(write_decimal(write_sign(buffer, magnitude.is_negative), decimal) - buffer);
}

void es_find_decimals(const double *values, size_t count, es_decimal *decimals) { find(values, count, decimals); }

char *es_write_found(const double *values, const es_decimal *decimals, size_t count, char *text) {
  return write_found(values, decimals, count, text);
}

char *es_write_fields(const double *values, size_t count, char *text) {
  for (; count > group_size; count -= group_size, values += group_size) text = write_group(values, group_size, text);
  return write_group(values, count, text);
}

namespace {

/// What begins a number that a table may hold: neither `inf` nor `nan`.
bool begins_number(const char *text, const char *end) {
  if (text != end && (*text == '-' || *text == '+')) ++text;
  return text != end && ((*text >= '0' && *text <= '9') || *text == '.');
}

}  // namespace

int es_read_double(const char *text, size_t length, double *value) {
  const char *end = text + length;
  if (!begins_number(text, end)) return 0;
  const auto result = std::from_chars(*text == '+' ? text + 1 : text, end, *value);
  return result.ec == std::errc() && result.ptr == end;
}

int es_read_decimal(const char *text, size_t length, double *value) {
  const size_t is_negative = length > 0 && *text == '-';
  int decimals = 0;
  if (length - is_negative >= 17 && number_text::read_long_decimal(text + is_negative, length - is_negative, value, &decimals)) {
    if (is_negative) *value = -*value;
    return decimals;
  }
  const char *end = text + length;
  if (!begins_number(text, end)) return -1;
  const auto result = std::from_chars(text, end, *value, std::chars_format::fixed);
  if (result.ec != std::errc() || result.ptr != end) return -1;
  const auto *point = static_cast<const char *>(std::memchr(text, '.', length));
  return point == nullptr ? 0 : static_cast<int>(end - point - 1);
}
