#include <cstring>

#include "CNumberText.h"

namespace {

/// Bytes that are looked at side by side: one register with AVX2, two with SSE2.
typedef uint8_t Bytes __attribute__((vector_size(32)));
/// Bytes that are told by the bits of a word, the first by the lowest.
typedef uint8_t WordOfBytes __attribute__((vector_size(64)));
typedef bool Flags __attribute__((ext_vector_type(64)));

constexpr uint8_t tab = 9, line_feed = 10, carriage_return = 13, blank = 32, quote = 34;

/// Calls `look` with the places of all bytes but the first, 32 at a time: before each stands another, and `edge` stands behind
/// the last.
template <typename Look>
[[gnu::always_inline]] inline void for_pairs(const uint8_t *text, size_t count, uint8_t edge, const Look &look) {
  size_t at = 1;
  for (; at + sizeof(Bytes) <= count; at += sizeof(Bytes)) look(text + at);
  uint8_t rest[1 + sizeof(Bytes)];
  std::memset(rest, edge, sizeof rest);
  std::memcpy(rest, text + at - 1, count - at + 1);
  look(rest + 1);
}

[[gnu::always_inline]] inline bool is_any(const Bytes &found) {
  uint64_t words[4];
  std::memcpy(words, &found, sizeof words);
  return (words[0] | words[1] | words[2] | words[3]) != 0;
}

/// A bit for each byte whose comparison holds.
[[gnu::always_inline]] inline uint64_t bits_of(const WordOfBytes &comparison) {
  const Flags flags = __builtin_convertvector(comparison, Flags);
  uint64_t bits;
  std::memcpy(&bits, &flags, sizeof bits);
  return bits;
}

/// The bits of a word moved to the bytes behind theirs; `last` is the highest bit of the word before, then of this one.
[[gnu::always_inline]] inline uint64_t behind(uint64_t bits, uint64_t &last) {
  const uint64_t moved = bits << 1 | last;
  last = bits >> 63;
  return moved;
}

/// What quotes do in lines that are not odd. A byte is quoted where an odd number of quotes stands before it or at it.
[[gnu::always_inline]] inline es_text_lines look_at_quotes(
    const uint8_t *text, size_t count, uint8_t delimiter, uint8_t newline, uint8_t first_blank, uint8_t second_blank
) {
  uint64_t quoted = 0, quoted_breaks = 0, misplaced = 0, last_end = 1, last_closing = 0, last_blank = 0;
  const auto look = [&](const uint8_t *place) __attribute__((always_inline)) {
    WordOfBytes bytes;
    std::memcpy(&bytes, place, sizeof bytes);
    const uint64_t quotes = bits_of(bytes == quote);
    const uint64_t ends = bits_of((bytes == delimiter) | (bytes == line_feed) | (bytes == carriage_return));
    const uint64_t before = quoted >> 63;
    quoted = quotes;
    for (int step = 1; step < 64; step *= 2) quoted ^= quoted << step;
    quoted ^= 0 - before;
    const uint64_t blanks = bits_of((bytes == first_blank) | (bytes == second_blank)) & ~quoted;
    const uint64_t behind_end = behind(ends, last_end);
    quoted_breaks |= bits_of(bytes == newline) & quoted;
    misplaced |= blanks & behind_end;
    misplaced |= quotes & quoted & ~behind_end;
    misplaced |= behind(quotes & ~quoted, last_closing) & ~ends;
    misplaced |= behind(blanks, last_blank) & ends;
  };
  size_t at = 0;
  for (; at + sizeof(WordOfBytes) <= count; at += sizeof(WordOfBytes)) look(text + at);
  uint8_t rest[sizeof(WordOfBytes)];
  std::memset(rest, delimiter, sizeof rest);
  std::memcpy(rest, text + at, count - at);
  look(rest);
  if (quoted_breaks != 0 || quoted >> 63 != 0) return ES_ODD_LINES;
  return misplaced == 0 ? ES_ENCLOSED_FIELDS : ES_QUOTES;
}

[[gnu::always_inline]] inline es_text_lines look_through(const uint8_t *text, size_t count, uint8_t delimiter, uint8_t newline) {
  const uint8_t other = newline == line_feed ? carriage_return : line_feed;
  const uint8_t first_blank = delimiter == blank ? tab : blank, second_blank = delimiter == tab ? blank : tab;
  Bytes odd{}, quotes{}, blanks{};
  for_pairs(text, count, '0', [&](const uint8_t *place) __attribute__((always_inline)) {
    Bytes before, here;
    std::memcpy(&before, place - 1, sizeof before);
    std::memcpy(&here, place, sizeof here);
    odd |= Bytes(here == 0) | Bytes((before == newline) & (here <= blank)) | Bytes((before == other) & (here != line_feed));
    quotes |= Bytes(here == quote);
    blanks |= Bytes((here == first_blank) | (here == second_blank));
  });
  if (is_any(odd)) return ES_ODD_LINES;
  if (text[0] == quote || is_any(quotes)) return look_at_quotes(text, count, delimiter, newline, first_blank, second_blank);
  if (!is_any(blanks)) return ES_BARE_FIELDS;

  Bytes ends{};
  for_pairs(text, count, delimiter, [&](const uint8_t *place) __attribute__((always_inline)) {
    Bytes before, here;
    std::memcpy(&before, place - 1, sizeof before);
    std::memcpy(&here, place, sizeof here);
    ends |= Bytes((before == delimiter) & ((here == first_blank) | (here == second_blank)));
    ends |= Bytes(((before == first_blank) | (before == second_blank)) &
                  ((here == delimiter) | (here == line_feed) | (here == carriage_return)));
  });
  return is_any(ends) ? ES_BLANK_ENDS : ES_BARE_FIELDS;
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] es_text_lines look_through_avx2(const uint8_t *text, size_t count, uint8_t delimiter, uint8_t newline) {
  return look_through(text, count, delimiter, newline);
}
#endif

}  // namespace

es_text_lines es_look_through(const uint8_t *text, size_t count, uint8_t delimiter, uint8_t newline) {
#if defined(__x86_64__)
  if (es_reads_numbers() != 0) return look_through_avx2(text, count, delimiter, newline);
#endif
  return look_through(text, count, delimiter, newline);
}
