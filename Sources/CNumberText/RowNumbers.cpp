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

/// Four numbers in the first bytes of four words, one lane each. `found` = the lanes that hold one.
///
/// Pairs and fours of digits are put together by multiplication (Lemire 2021, "Number Parsing at a Gigabyte per Second",
/// Software: Practice and Experience 51(8), 1700-1727). A whole number below 10^8 over a power of ten up to 10^7 is one
/// correctly rounded division of two exact doubles.
///
/// @param mark the decimal mark less '0'
[[gnu::target("avx2"), gnu::always_inline]] inline __m256d read_four(__m256i words, __m256i counts, __m256i mark, unsigned &found) {
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
  const __m256i decimals = _mm256_sad_epu8(_mm256_andnot_si256(upto, _mm256_set1_epi8(1)), none);

  const __m256i others = _mm256_subs_epu8(digits, _mm256_set1_epi8(9));
  const __m256i digit_count = _mm256_sub_epi64(_mm256_sub_epi64(counts, one), unmarked);
  const __m256i good = _mm256_and_si256(
      _mm256_cmpeq_epi64(others, none),
      _mm256_and_si256(_mm256_cmpgt_epi64(digit_count, none), _mm256_cmpgt_epi64(_mm256_set1_epi64x(9), counts)));
  found = static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(good)));

  const __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010a));
  const __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001'0064));
  const __m256i numbers =
      _mm256_add_epi64(_mm256_mul_epu32(fours, _mm256_set1_epi64x(10'000)), _mm256_srli_epi64(fours, 32));
  const __m256i table = _mm256_setr_epi32(1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000);
  const __m256i powers = _mm256_blend_epi32(_mm256_permutevar8x32_epi32(table, decimals), none, 0b1010'1010);
  return _mm256_div_pd(as_doubles(numbers), as_doubles(powers));
}

/// Reads 9 to 16 characters that are digits with at most one mark and that a double holds exactly without it: one correctly
/// rounded division of two exact doubles (see `NumberScan.read`).
[[gnu::always_inline]] inline bool read_medium(const uint8_t *text, size_t length, uint8_t mark, double *value) {
  static constexpr double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const es_short_number number = es_read_short_number(text, length, mark);
  if (!number.is_number || number.mantissa > 1ull << 53) return false;
  *value = static_cast<double>(number.mantissa) / powers[number.decimals];
  return true;
}

/// Reads those of the `unread` numbers that are longer decimals; returns the others.
[[gnu::noinline]] uint32_t read_longer(
    const uint8_t *text, const es_field *fields, const es_number_column *columns, uint32_t unread, uint8_t mark, double *values
) {
  uint32_t others = unread;
  for (; unread != 0; unread &= unread - 1) {
    const es_number_column column = columns[__builtin_ctz(unread)];
    const es_field field = fields[column.field];
    const uint8_t *number = text + field.start;
    double *value = &values[column.slot];
    int decimals;
    if (field.count > 16 ? mark == '.' && number_text::read_long_decimal(reinterpret_cast<const char *>(number), field.count, value, &decimals)
                         : field.count > 8 && read_medium(number, field.count, mark, value))
      others ^= unread & -unread;
  }
  return others;
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
  return unread != 0 ? read_longer(text, fields, columns, unread, mark, values) : unread;
}

#else

int es_reads_numbers(void) { return 0; }

uint32_t es_read_numbers(const uint8_t *, const es_field *, const es_number_column *, size_t, uint8_t, double *) {
  return ~0u;
}

#endif
