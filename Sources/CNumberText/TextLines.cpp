#include <cstring>

#include "CNumberText.h"

namespace {

/// Bytes that are looked at side by side: one register with AVX2, two with SSE2.
typedef uint8_t Bytes __attribute__((vector_size(32)));

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
  if (text[0] == quote || is_any(quotes)) return ES_QUOTES;
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
