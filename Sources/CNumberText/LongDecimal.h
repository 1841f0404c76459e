#pragma once

#include <cstdint>
#include <cstring>

#include "NumberDigits.h"

namespace number_text {

constexpr uint64_t zeros = 0x3030'3030'3030'3030;

/// Eight characters, the first in the lowest byte, as a number (Lemire 2021, "Number Parsing at a Gigabyte per Second",
/// Software: Practice and Experience 51(8), 1700-1727); what is no digit is noted in `faults`.
[[gnu::always_inline]] inline uint64_t eight_digits(uint64_t characters, uint64_t &faults) {
  const uint64_t values = characters ^ zeros;
  faults |= ((values + 0x7676'7676'7676'7676) | values) & 0x8080'8080'8080'8080;
  const uint64_t pairs = values * 10 + (values >> 8);
  const uint64_t upper = (pairs & 0x0000'00ff'0000'00ff) * 0x000f'4240'0000'0064;
  const uint64_t lower = (pairs >> 16 & 0x0000'00ff'0000'00ff) * 0x0000'2710'0000'0001;
  return (upper + lower) >> 32;
}

[[gnu::always_inline]] inline uint64_t word_at(const char *text) {
  uint64_t word;
  std::memcpy(&word, text, sizeof word);
  return word;
}

/// The first `count` (1 ... 8) characters of a word, behind zeros.
[[gnu::always_inline]] inline uint64_t first_characters(uint64_t word, size_t count) {
  const size_t others = 64 - 8 * count;
  return word << others | (zeros & ((1ull << others) - 1));
}

/// Of the powers 10^-k that long decimals are divided by: 128 binary places, the first of them 1.
struct Divisors {
  static constexpr int end = 20;
  struct Power {
    uint64_t high, low;
    /// Of a product with a whole number of 64 places, as it stands in a double's bits, where its first place is 1.
    int exponent;
  };
  Power of[end];
  /// 10^k.
  uint64_t whole[end];

  constexpr Divisors() : of(), whole() {
    using powers = jkj::dragonbox::detail::cache_holder<jkj::dragonbox::ieee754_binary64>;
    uint64_t power = 1;
    for (int k = 0; k < end; ++k, power *= 10) {
      const auto inverse = powers::cache[-k - powers::min_k];
      of[k] = {inverse.high(), inverse.low(), 1023 + 64 + jkj::dragonbox::detail::log::floor_log2_pow10(-k)};
      whole[k] = power;
    }
  }
};
constexpr Divisors divisors;

/// The double nearest to `digits` (not 0) over 10^`decimals`; `false` = the last places are in doubt.
///
/// The 128 places of the product that are looked at are too few by at most two of the last (the method of Lemire 2021, section 5): unless
/// the lower 64 are near 0,
/// which they are also where the quotient is a double or half-way between two, they cannot change how it is rounded.
[[gnu::always_inline]] inline bool divide(uint64_t digits, size_t decimals, double *value) {
  __extension__ typedef unsigned __int128 wide;
  const Divisors::Power &power = divisors.of[decimals];
  const int shift = __builtin_clzll(digits);
  const uint64_t first = digits << shift;
  const wide product = static_cast<wide>(first) * power.high + static_cast<uint64_t>(static_cast<wide>(first) * power.low >> 64);
  const uint64_t high = static_cast<uint64_t>(product >> 64), low = static_cast<uint64_t>(product);
  if (low + 4 <= 8) return false;
  const int carry = static_cast<int>(high >> 63);
  const uint64_t rounded = ((high >> (9 + carry)) + 1) >> 1;
  const uint64_t exponent = static_cast<uint64_t>(power.exponent + carry - shift - 1);
  const uint64_t bits = (exponent << 52) + (rounded - (1ull << 52));
  std::memcpy(value, &bits, sizeof bits);
  return true;
}

/// Reads what nearly every number of 17 and more characters is: digits with a point behind the first to seventh, 9 to 19
/// behind it. `false` = it is something else, or its last places are in doubt.
///
/// @param length at least 17
[[gnu::always_inline]] inline bool read_long_decimal(const char *text, size_t length, double *value, int *decimals) {
  const uint64_t head = word_at(text);
  const uint64_t difference = head ^ 0x2e2e'2e2e'2e2e'2e2e;
  const uint64_t points = (difference - 0x0101'0101'0101'0101) & ~difference & 0x8080'8080'8080'8080;
  if (points == 0) return false;
  const size_t before = static_cast<size_t>(__builtin_ctzll(points)) / 8;
  const size_t behind = length - before - 1;
  if (before == 0 || behind >= Divisors::end) return false;
  uint64_t faults = 0;
  uint64_t upper = eight_digits(first_characters(head, before), faults);
  if (behind > 16) {
    const uint64_t next = first_characters(word_at(text + before + 1), behind - 16);
    upper = upper * divisors.whole[behind - 16] + eight_digits(next, faults);
  }
  const size_t middle = behind > 16 ? 8 : behind - 8;
  const uint64_t lower = eight_digits(first_characters(word_at(text + length - 8 - middle), middle), faults) * 100'000'000 +
                         eight_digits(word_at(text + length - 8), faults);
  uint64_t digits;
  if (__builtin_mul_overflow(upper, divisors.whole[middle + 8], &digits) ||
      __builtin_add_overflow(digits, lower, &digits) || digits == 0 || faults != 0)
    return false;
  *decimals = static_cast<int>(behind);
  return divide(digits, behind, value);
}

}  // namespace number_text
