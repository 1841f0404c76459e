#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// Digits eight at a time in one machine word, the first character in its lowest byte, without a branch a digit: the pieces that
/// numbers are read with here and in Swift, which takes these functions in as its own.

/// The first `count` (1 ... 8) characters moved to the end of the word, zeros before them.
static inline uint64_t es_first_characters(uint64_t word, size_t count) {
  const size_t others = 64 - 8 * count;
  return word << others | (0x3030303030303030u & ((1ull << others) - 1));
}

/// A word whose lowest set bit is the highest of the first byte that equals `mark`; 0 = none does.
static inline uint64_t es_first_mark(uint64_t word, uint8_t mark) {
  const uint64_t ones = 0x0101010101010101u, difference = word ^ ones * mark;
  return (difference - ones) & ~difference & 0x8080808080808080u;
}

/// The number that eight digits are; what is no digit leaves its mark in `faults`.
///
/// Pairs and fours are put together by multiplication (Lemire 2021, "Number Parsing at a Gigabyte per Second", Software: Practice
/// and Experience 51(8), 1700-1727).
static inline uint64_t es_eight_digits(uint64_t characters, uint64_t *faults) {
  const uint64_t values = characters ^ 0x3030303030303030u;
  *faults |= ((values + 0x7676767676767676u) | values) & 0x8080808080808080u;
  const uint64_t pairs = values * 10 + (values >> 8);
  const uint64_t upper = (pairs & 0x000000ff000000ffu) * 0x000f424000000064u;
  const uint64_t lower = (pairs >> 16 & 0x000000ff000000ffu) * 0x0000271000000001u;
  return (upper + lower) >> 32;
}

/// Eight characters of which one may be the decimal mark.
typedef struct {
  uint64_t value;
  /// Digits behind the mark; 0 without one.
  int decimals;
  int has_mark;
} es_marked_digits;

static inline es_marked_digits es_read_marked_digits(uint64_t characters, uint8_t mark, uint64_t *faults) {
  const uint64_t found = es_first_mark(characters, mark);
  es_marked_digits digits = {0, 0, found != 0};
  if (found != 0) {
    // Characters before the mark move over it; a zero takes the first place.
    const int bit = __builtin_ctzll(found) & ~7;
    const uint64_t before = (1ull << bit) - 1, behind = ~before & ~(0xffull << bit);
    characters = (characters & behind) | (characters & before) << 8 | 0x30;
    digits.decimals = 7 - bit / 8;
  }
  digits.value = es_eight_digits(characters, faults);
  return digits;
}

/// Digits with at most one decimal mark: the number without it, and how many stand behind it.
typedef struct {
  uint64_t mantissa;
  int decimals;
  /// Only digits, at least one, and at most one decimal mark.
  int is_number;
} es_short_number;

/// Reads `count` (1 ... 16) characters; eight bytes from `text` on can be read whatever `count` is.
static inline es_short_number es_read_short_number(const uint8_t *text, size_t count, uint8_t mark) {
  uint64_t first, last, faults = 0;
  memcpy(&first, text, sizeof first);
  if (count <= 8) {
    const es_marked_digits only = es_read_marked_digits(es_first_characters(first, count), mark, &faults);
    const es_short_number number = {only.value, only.decimals, faults == 0 && count > (size_t)only.has_mark};
    return number;
  }
  memcpy(&last, text + count - 8, sizeof last);
  const es_marked_digits head = es_read_marked_digits(es_first_characters(first, count - 8), mark, &faults);
  const es_marked_digits tail = es_read_marked_digits(last, mark, &faults);
  const es_short_number number = {
    head.value * (tail.has_mark ? 10000000 : 100000000) + tail.value,
    head.has_mark ? head.decimals + 8 : tail.decimals,
    faults == 0 && !(head.has_mark && tail.has_mark),
  };
  return number;
}
