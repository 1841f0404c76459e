#pragma once

#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Debian keeps the version in the path.
#if __has_include(<dragonbox/dragonbox.h>)
#include <dragonbox/dragonbox.h>
#else
#include <dragonbox-1.1.3/dragonbox/dragonbox.h>
#endif

namespace number_text {

/// Seventeen digits, the first of them not 0: `d.dddd... x 10^exponent`. No double needs more.
struct Decimal {
  uint64_t digits;
  int exponent;
};

constexpr uint64_t ten_to_16 = 10'000'000'000'000'000;

/// Exponents, as they stand in the bits, of the numbers from 2^-265 to less than 2^49: between 1e-80 and 1e15, where nearly
/// all numbers of a report are.
constexpr int least_exponent = 1023 - 265, end_of_exponents = 1023 + 49;

/// For numbers c 2^q with c of 53 bits: 10^-k with k = floor(log10(2^q)).
struct Scale {
  /// 2^q 10^-k / 2 in units of 2^-60, and the next 64 binary places.
  uint64_t high, low;
  /// Of the first of seventeen digits before the point, after the multiplication.
  int exponent;
};

struct Scales {
  Scale of[end_of_exponents - least_exponent];

  constexpr Scales() : of() {
    using powers = jkj::dragonbox::detail::cache_holder<jkj::dragonbox::ieee754_binary64>;
    namespace log = jkj::dragonbox::detail::log;
    for (int exponent = least_exponent; exponent < end_of_exponents; ++exponent) {
      const int q = exponent - 1075;
      const int k = log::floor_log10_pow2(q);
      const auto power = powers::cache[-k - powers::min_k];
      const int shift = 4 - (q + log::floor_log2_pow10(-k));
      of[exponent - least_exponent] = {power.high() >> shift, power.high() << (64 - shift) | power.low() >> shift, k + 16};
    }
  }
};
constexpr Scales scales;

/// From any number of digits.
inline Decimal with_seventeen_digits(uint64_t digits, int exponent) {
  int last = exponent;
  while (digits < ten_to_16) {
    digits *= 10;
    --last;
  }
  return {digits, last + 16};
}

/// By Dragonbox (Jeon 2020, "Dragonbox: A New Floating-Point Binary-to-Decimal Conversion Algorithm").
[[gnu::noinline]] inline Decimal shortest_by_dragonbox(uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  const auto decimal = jkj::dragonbox::to_decimal(value, jkj::dragonbox::policy::sign::ignore,
                                                  jkj::dragonbox::policy::trailing_zero::ignore);
  return with_seventeen_digits(decimal.significand, decimal.exponent);
}

/// The shortest decimal that reads back to the double of these bits, and of all that are as short the nearest. `exponent`
/// stands in the bits, from `least_exponent` on; the number is positive.
///
/// The number is c 2^q with c of 53 bits. Multiplied by 10^-k, k = floor(log10(2^q)), neighboring doubles are u apart with
/// 1 <= u < 10, so that the decimals that read back to the number, those less than u/2 away, are a few whole numbers: the
/// one of them that ends in 0, if there is one (there cannot be two), otherwise the nearest (Giulietti 2020, "The Schubfach
/// way to render doubles"). Product and u/2 are known to within a unit or two of their last places. Where a decision hangs
/// on these, or the gap below the number is half of that above, Dragonbox decides.
[[gnu::always_inline]] inline Decimal shortest(uint64_t bits, uint64_t exponent) {
  __extension__ typedef unsigned __int128 wide;
  const Scale &scale = scales.of[exponent - least_exponent];
  const uint64_t fraction = bits & 0x000f'ffff'ffff'ffff;
  const uint64_t c = (fraction << 5) + (1ull << 57);
  const wide product = static_cast<wide>(c) * scale.high + static_cast<uint64_t>(static_cast<wide>(c) * scale.low >> 64);
  const uint64_t whole = static_cast<uint64_t>(product >> 64), part = static_cast<uint64_t>(product);

  // In units of 2^-60, of which 64 bits hold almost 16: what the number is beyond a multiple of ten, and what it lacks of
  // the next.
  const uint64_t tens = whole / 10 * 10;
  const uint64_t beyond = ((whole - tens) << 60) + (part >> 4);
  const uint64_t lacking = (10ull << 60) - beyond;
  constexpr uint64_t doubt = 4, half = 1ull << 63;
  const bool is_doubtful = (beyond - scale.high + doubt <= 2 * doubt) | (lacking - scale.high + doubt <= 2 * doubt) |
                           (part - half + doubt <= 2 * doubt) | (fraction == 0);
  if (__builtin_expect(is_doubtful, 0)) return shortest_by_dragonbox(bits);
  uint64_t digits = whole + (part >> 63);
  digits = __builtin_unpredictable(beyond < scale.high) ? tens : digits;
  digits = __builtin_unpredictable(lacking < scale.high) ? tens + 10 : digits;
  const bool is_short = digits < ten_to_16;
  return {__builtin_unpredictable(is_short) ? digits * 10 : digits, scale.exponent - is_short};
}

typedef uint64_t Words __attribute__((vector_size(16)));
typedef uint32_t Fours __attribute__((vector_size(16)));
typedef uint16_t Twos __attribute__((vector_size(16)));

/// The upper halves of the products.
[[gnu::always_inline]] inline Twos high_products(Twos values, uint16_t factor) {
#ifdef __SSE2__
  return reinterpret_cast<Twos>(
      _mm_mulhi_epu16(reinterpret_cast<__m128i>(values), _mm_set1_epi16(static_cast<short>(factor))));
#else
  typedef uint32_t Products __attribute__((vector_size(32)));
  return __builtin_convertvector(__builtin_convertvector(values, Products) * factor >> 16, Twos);
#endif
}

/// Twice eight digits as bytes 0 ... 9 in the order of the text: first two lanes of eight digits, then four lanes of four,
/// eight of two, sixteen of one.
[[gnu::always_inline]] inline Words sixteen_digits(uint64_t upper, uint64_t lower) {
  const Words eights = {upper, lower};
  const Words thousands = (eights & 0xffff'ffff) * 3'518'437'209 >> 45;
  const Words fours = thousands | (eights - (thousands & 0xffff'ffff) * 10'000) << 32;
  const Twos of_four = reinterpret_cast<Twos>(fours);
  const Twos hundreds = high_products(of_four, 5'243) >> 3;
  const Fours rests = reinterpret_cast<Fours>(of_four - hundreds * 100) << 16;
  const Twos twos = reinterpret_cast<Twos>(rests | reinterpret_cast<Fours>(hundreds));
  return reinterpret_cast<Words>((twos << 8) - high_products(twos, 6'554) * 2'559);
}

}  // namespace number_text
