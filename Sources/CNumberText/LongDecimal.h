#pragma once

#include <cstdint>
#include <cstring>

#include "EightDigits.h"
#include "NumberDigits.h"

namespace number_text {

[[gnu::always_inline]] inline uint64_t word_at(const char *text) {
  uint64_t word;
  std::memcpy(&word, text, sizeof word);
  return word;
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
/// The product with the power's 128 places is looked at to 128 places, which are off by at most two of the last (Lemire 2021,
/// section 5): unless the lower 64 are near 0, which they are also where the quotient is a double or half-way between two, they
/// cannot change how it is rounded.
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

/// The double nearest to `upper` and `lower`, the last `lowest` (0 ... 16) of its digits, side by side over 10^`decimals`; `false` =
/// they are more than 64 places hold, or all zero, or the last places of the double are in doubt.
[[gnu::always_inline]] inline bool divide(uint64_t upper, uint64_t lower, size_t lowest, size_t decimals, double *value) {
  uint64_t digits;
  return !__builtin_mul_overflow(upper, divisors.whole[lowest], &digits) &&
         !__builtin_add_overflow(digits, lower, &digits) && digits != 0 && divide(digits, decimals, value);
}

/// Reads what nearly every number of 17 and more characters is: digits with a point behind the first to seventh, 9 to 19
/// behind it. `false` = it is something else, or its last places are in doubt.
///
/// @param length at least 17
[[gnu::always_inline]] inline bool read_long_decimal(const char *text, size_t length, double *value, int *decimals) {
  const uint64_t head = word_at(text);
  const uint64_t points = es_first_mark(head, '.');
  if (points == 0) return false;
  const size_t before = static_cast<size_t>(__builtin_ctzll(points)) / 8;
  const size_t behind = length - before - 1;
  if (before == 0 || behind >= Divisors::end) return false;
  uint64_t faults = 0;
  uint64_t upper = es_eight_digits(es_first_characters(head, before), &faults);
  if (behind > 16) {
    const uint64_t next = es_first_characters(word_at(text + before + 1), behind - 16);
    upper = upper * divisors.whole[behind - 16] + es_eight_digits(next, &faults);
  }
  const size_t middle = behind > 16 ? 8 : behind - 8;
  const uint64_t lower = es_eight_digits(es_first_characters(word_at(text + length - 8 - middle), middle), &faults) * 100'000'000 +
                         es_eight_digits(word_at(text + length - 8), &faults);
  *decimals = static_cast<int>(behind);
  return faults == 0 && divide(upper, lower, middle + 8, behind, value);
}

}  // namespace number_text
