#pragma once
#include <stddef.h>
#include <stdint.h>

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
