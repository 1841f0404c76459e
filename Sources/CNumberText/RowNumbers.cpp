#include <cstring>

#include "CNumberText.h"
#include "LongDecimal.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace {

/// The doubles of four whole numbers below 2^52: their bits stand behind the exponent of 2^52, which is then taken off.
[[gnu::target("avx2"), gnu::always_inline]] inline __m256d as_doubles(__m256i numbers) {
  const __m256i exponent = _mm256_set1_epi64x(0x4330'0000'0000'0000);
  return _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(numbers, exponent)), _mm256_castsi256_pd(exponent));
}

/// Up to eight characters in each of four words, of which one may be the decimal mark.
struct FourWords {
  /// The number without the mark.
  __m256i numbers;
  /// Digits behind the mark; 0 without one.
  __m256i decimals;
  /// All bits where there is no mark.
  __m256i unmarked;
  /// Zero where all but the first mark are digits.
  __m256i others;
};

/// Reads the first `counts` (0 ... 8) characters of four words.
///
/// Pairs and fours of digits are put together by multiplication (Lemire 2021, "Number Parsing at a Gigabyte per Second",
/// Software: Practice and Experience 51(8), 1700-1727).
///
/// @param mark the decimal mark less '0'
[[gnu::target("avx2"), gnu::always_inline]] inline FourWords read_words(__m256i words, __m256i counts, __m256i mark) {
  const __m256i none = _mm256_setzero_si256(), one = _mm256_set1_epi64x(1);
  // Values of digits, the last in the highest byte, zeros before the first.
  const __m256i shift = _mm256_sub_epi64(_mm256_set1_epi64x(64), _mm256_slli_epi64(counts, 3));
  const __m256i values = _mm256_sllv_epi64(_mm256_xor_si256(words, _mm256_set1_epi8('0')), shift);
  // All bits up to the first mark and before it; without a mark all bits.
  const __m256i marks = _mm256_cmpeq_epi8(values, mark);
  const __m256i first = _mm256_and_si256(marks, _mm256_sub_epi64(none, marks));
  const __m256i before = _mm256_sub_epi64(first, one);
  const __m256i upto = _mm256_sub_epi64(_mm256_slli_epi64(first, 8), one);
  // What stands before the mark moves over it.
  const __m256i unmarked = _mm256_cmpeq_epi64(marks, none);
  const __m256i step = _mm256_andnot_si256(unmarked, _mm256_set1_epi64x(8));
  const __m256i digits =
      _mm256_or_si256(_mm256_andnot_si256(upto, values), _mm256_sllv_epi64(_mm256_and_si256(values, before), step));
  const __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010a));
  const __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001'0064));
  return {
      _mm256_add_epi64(_mm256_mul_epu32(fours, _mm256_set1_epi64x(10'000)), _mm256_srli_epi64(fours, 32)),
      _mm256_sad_epu8(_mm256_andnot_si256(upto, _mm256_set1_epi8(1)), none),
      unmarked,
      _mm256_subs_epu8(digits, _mm256_set1_epi8(9)),
  };
}

/// 10^0 ... 10^7 as doubles.
[[gnu::target("avx2"), gnu::always_inline]] inline __m256d powers_of_ten(__m256i exponents) {
  const __m256i table = _mm256_setr_epi32(1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000);
  const __m256i powers = _mm256_permutevar8x32_epi32(table, exponents);
  return as_doubles(_mm256_blend_epi32(powers, _mm256_setzero_si256(), 0b1010'1010));
}

[[gnu::target("avx2"), gnu::always_inline]] inline unsigned lanes(__m256i all_bits) {
  return static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(all_bits)));
}

/// Four numbers of up to eight characters, one in each word. `found` = the lanes that hold one.
///
/// A whole number below 10^8 over a power of ten up to 10^7 is one correctly rounded division of two exact doubles.
[[gnu::target("avx2"), gnu::always_inline]] inline __m256d read_four(__m256i words, __m256i counts, __m256i mark, unsigned &found) {
  const __m256i none = _mm256_setzero_si256();
  const FourWords read = read_words(words, counts, mark);
  const __m256i digit_count = _mm256_sub_epi64(_mm256_sub_epi64(counts, _mm256_set1_epi64x(1)), read.unmarked);
  found = lanes(_mm256_and_si256(
      _mm256_cmpeq_epi64(read.others, none),
      _mm256_and_si256(_mm256_cmpgt_epi64(digit_count, none), _mm256_cmpgt_epi64(_mm256_set1_epi64x(9), counts))));
  return _mm256_div_pd(as_doubles(read.numbers), powers_of_ten(read.decimals));
}

/// Four numbers of nine to sixteen characters whose digits make up a whole number below 2^52, over a power of ten up to 10^15: again
/// one correctly rounded division. `found` = the lanes that hold one.
///
/// @param heads, tails the first and the last eight characters of each
[[gnu::target("avx2"), gnu::always_inline]] inline __m256d
read_four_longer(__m256i heads, __m256i tails, __m256i counts, __m256i mark, unsigned &found) {
  const __m256i none = _mm256_setzero_si256(), eight = _mm256_set1_epi64x(8);
  const FourWords head = read_words(heads, _mm256_sub_epi64(counts, eight), mark);
  const FourWords tail = read_words(tails, eight, mark);
  const __m256i step = _mm256_blendv_epi8(_mm256_set1_epi64x(10'000'000), _mm256_set1_epi64x(100'000'000), tail.unmarked);
  const __m256i digits = _mm256_add_epi64(_mm256_mul_epu32(head.numbers, step), tail.numbers);
  const __m256i both_marked = _mm256_cmpeq_epi64(_mm256_or_si256(head.unmarked, tail.unmarked), none);
  const __m256i faults = _mm256_or_si256(_mm256_or_si256(head.others, tail.others), _mm256_srli_epi64(digits, 52));
  found = lanes(_mm256_andnot_si256(both_marked, _mm256_cmpeq_epi64(faults, none)));
  const __m256d power = powers_of_ten(_mm256_add_epi64(head.decimals, tail.decimals));
  const __m256d more =
      _mm256_blendv_pd(_mm256_set1_pd(1e8), _mm256_set1_pd(1), _mm256_castsi256_pd(head.unmarked));
  return _mm256_div_pd(as_doubles(digits), _mm256_mul_pd(power, more));
}

/// Reads those of the `unread` numbers that have nine to sixteen characters; returns the others.
[[gnu::target("avx2"), gnu::noinline]] uint32_t read_longer(
    const uint8_t *text, const es_field *fields, const es_number_column *columns, uint32_t unread, uint8_t mark, double *values
) {
  const __m256i marks = _mm256_set1_epi8(static_cast<char>(mark ^ '0'));
  uint32_t others = 0;
  while (unread != 0) {
    uint64_t heads[4] = {}, tails[4] = {}, counts[4] = {};
    uint32_t taken[4];
    size_t filled = 0;
    for (; filled < 4 && unread != 0; unread &= unread - 1) {
      const es_field field = fields[columns[__builtin_ctz(unread)].field];
      const char *number = reinterpret_cast<const char *>(text + field.start);
      if (field.count > 8 && field.count <= 16) {
        heads[filled] = number_text::word_at(number);
        tails[filled] = number_text::word_at(number + field.count - 8);
        counts[filled] = field.count;
        taken[filled++] = unread & -unread;
      } else {
        others |= unread & -unread;
      }
    }
    if (filled == 0) break;
    unsigned found;
    double numbers[4];
    _mm256_storeu_pd(
        numbers, read_four_longer(_mm256_setr_epi64x(heads[0], heads[1], heads[2], heads[3]),
                                  _mm256_setr_epi64x(tails[0], tails[1], tails[2], tails[3]),
                                  _mm256_setr_epi64x(counts[0], counts[1], counts[2], counts[3]), marks, found));
    for (size_t lane = 0; lane < filled; ++lane) {
      if ((found >> lane & 1) == 0)
        others |= taken[lane];
      else
        values[columns[__builtin_ctz(taken[lane])].slot] = numbers[lane];
    }
  }
  return others;
}

/// As `number_text::read_long_decimal`: the eight characters that it begins with and its last sixteen side by side.
[[gnu::target("avx2"), gnu::always_inline]] inline bool read_long(const char *text, size_t length, __m128i mark, double *value) {
  const __m128i start = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text));
  const __m128i end = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text + length - 16));
  const unsigned marks = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(start, mark)));
  const size_t before = static_cast<size_t>(__builtin_ctz(marks | 1u << 8));
  const size_t behind = length - before - 1;
  if (before - 1 >= 7 || behind >= number_text::Divisors::end) return false;
  const size_t last = behind < 16 ? behind : 16;
  // Sixteen bytes from `last` on: no bit of what stands before the last digits.
  alignas(32) static constexpr struct { uint64_t bits[4]; } masks = {{0, 0, ~uint64_t{0}, ~uint64_t{0}}};
  const __m128i mask = _mm_loadu_si128(reinterpret_cast<const __m128i *>(reinterpret_cast<const char *>(&masks) + last));
  const __m128i zeros = _mm_set1_epi8('0');
  const uint64_t head = static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_xor_si128(start, zeros))) << (64 - 8 * before);
  const __m256i digits =
      _mm256_set_m128i(_mm_cvtsi64_si128(static_cast<long long>(head)), _mm_and_si128(_mm_xor_si128(end, zeros), mask));
  const __m256i others = _mm256_subs_epu8(digits, _mm256_set1_epi8(9));
  if (!_mm256_testz_si256(others, others)) return false;
  const __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010a));
  const __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001'0064));
  const __m256i eights = _mm256_madd_epi16(_mm256_packus_epi32(fours, fours), _mm256_set1_epi32(0x0001'2710));
  const uint64_t both = static_cast<uint64_t>(_mm_cvtsi128_si64(_mm256_castsi256_si128(eights)));
  const uint64_t lower = (both & 0xffff'ffff) * 100'000'000 + (both >> 32);
  uint64_t upper = static_cast<uint32_t>(_mm_cvtsi128_si32(_mm256_extracti128_si256(eights, 1)));
  if (__builtin_expect(behind > 16, 0)) {
    uint64_t faults = 0;
    const uint64_t middle = es_first_characters(number_text::word_at(text + before + 1), behind - 16);
    upper = upper * number_text::divisors.whole[behind - 16] + es_eight_digits(middle, &faults);
    if (faults != 0) return false;
  }
  return number_text::divide(upper, lower, last, behind, value);
}

/// Reads those of the `unread` numbers that have 17 and more characters; returns the others.
[[gnu::target("avx2"), gnu::noinline]] uint32_t read_longest(
    const uint8_t *text, const es_field *fields, const es_number_column *columns, uint32_t unread, uint8_t mark, double *values
) {
  const __m128i marks = _mm_set1_epi8(static_cast<char>(mark));
  uint32_t others = 0;
  for (; unread != 0; unread &= unread - 1) {
    const es_number_column column = columns[__builtin_ctz(unread)];
    const es_field field = fields[column.field];
    if (field.count < 17 ||
        !read_long(reinterpret_cast<const char *>(text + field.start), field.count, marks, &values[column.slot]))
      others |= unread & -unread;
  }
  return others;
}

/// Reads those of the `unread` numbers that have more than eight characters; returns the others.
[[gnu::noinline]] uint32_t read_others(
    const uint8_t *text, const es_field *fields, const es_number_column *columns, uint32_t unread, uint8_t mark, double *values
) {
  // The numbers of a row are of much the same length: who comes second is seldom asked.
  const bool is_long = fields[columns[__builtin_ctz(unread)].field].count > 16;
  const auto first = is_long ? read_longest : read_longer, second = is_long ? read_longer : read_longest;
  unread = first(text, fields, columns, unread, mark, values);
  return unread != 0 ? second(text, fields, columns, unread, mark, values) : unread;
}

}  // namespace

int es_reads_numbers(void) { return __builtin_cpu_supports("avx2") != 0; }

[[gnu::target("avx2")]] uint32_t es_read_numbers(
    const uint8_t *text, const es_field *fields, const es_number_column *columns, size_t count, uint8_t mark, double *values
) {
  const __m256i marks = _mm256_set1_epi8(static_cast<char>(mark ^ '0'));
  uint32_t read = 0;
  for (size_t at = 0; at < count; at += 4) {
    const es_number_column *column = columns + at;
    uint64_t words[4], counts[4];
    double numbers[4];
    for (size_t lane = 0; lane < 4; ++lane) {
      const es_field field = fields[column[lane].field];
      std::memcpy(&words[lane], text + field.start, 8);
      counts[lane] = field.count;
    }
    unsigned found;
    _mm256_storeu_pd(
        numbers, read_four(_mm256_setr_epi64x(words[0], words[1], words[2], words[3]),
                           _mm256_setr_epi64x(counts[0], counts[1], counts[2], counts[3]), marks, found));
    for (size_t lane = 0; lane < 4; ++lane) values[column[lane].slot] = numbers[lane];
    read |= found << at;
  }
  const uint32_t unread = read ^ static_cast<uint32_t>((uint64_t{1} << count) - 1);
  return unread != 0 ? read_others(text, fields, columns, unread, mark, values) : unread;
}

#else

int es_reads_numbers(void) { return 0; }

uint32_t es_read_numbers(const uint8_t *, const es_field *, const es_number_column *, size_t, uint8_t, double *) {
  return ~0u;
}

#endif
