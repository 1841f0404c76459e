#pragma once
#include <stddef.h>
#include <stdint.h>

#include "EightDigits.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Room for any number, and for what is written past it on the way.
#define ES_NUMBER_ROOM 48

/// Writes the shortest decimal that reads back to `value`, in fixed or scientific form, whichever is shorter, into
/// `buffer` without a terminating zero; returns the number of bytes that count. `buffer` has `ES_NUMBER_ROOM` bytes, all
/// of which may be written.
///
/// The same text as `std::to_chars` in about a third of the time.
size_t es_write_double(double value, char *buffer);

/// Writes `count` numbers as `es_write_double` does, each with a comma behind it: what is not finite as nothing, and
/// minus zero as 0; returns the end of the text. `text` has `ES_NUMBER_ROOM` + 1 bytes for each.
char *es_write_fields(const double *values, size_t count, char *text);

/// A number's shortest decimal, without its sign.
typedef struct {
  uint64_t digits;
  int exponent;
} es_decimal;

/// Finds the decimals of `count` numbers that `es_write_found` will write: those of several rows together, so that none
/// waits for the text of the one before it.
void es_find_decimals(const double *values, size_t count, es_decimal *decimals);

/// Writes `count` numbers whose decimals were found, as `es_write_fields` does.
char *es_write_found(const double *values, const es_decimal *decimals, size_t count, char *text);

/// The same by `std::to_chars`, which `es_write_double` falls back on for numbers that are very large or very small and
/// is tested against; 0 where `capacity` does not suffice.
size_t es_write_double_standard(double value, char *buffer, size_t capacity);

/// Reads a decimal number (`std::from_chars`, correctly rounded, independent of the locale) that must
/// fill all `length` bytes; returns 1 and stores it, or 0. Never accepts `inf`, `nan` or hexadecimal.
int es_read_double(const char *text, size_t length, double *value);

/// The same of a number without an exponent or a plus sign; returns how many digits stand behind its point, or -1.
int es_read_decimal(const char *text, size_t length, double *value);

/// Where a field of a row lies in a text.
typedef struct {
  uint32_t start, count;
} es_field;

/// Where a reader stands in rows that come field by field. In a block whose fields are all that stands between two delimiters,
/// but for a quote at both ends, their counts tell where they lie.
typedef struct {
  /// The line on which the row being read begins, from 0 at the start of the scan.
  uint32_t line;
  /// What the end of a row adds to `line`: 1 in blocks where every line is a row, otherwise 0.
  uint32_t lineStep;
  /// The fields of the row so far. The receiver counts them and sets the count to 0 at the end of a row.
  ptrdiff_t fields;
  /// The block that is read, where it shows its fields.
  const uint8_t *block;
  /// Where its next field begins, a quote before it included.
  uint32_t place;
  /// 0 = the fields of the row that are too many are empty.
  uint32_t surplus;
  /// Where the fields of the row lie, as many as there are columns.
  es_field *places;
  ptrdiff_t columns;
} es_row_position;

/// libcsv's call for a field of such a block without quotes. In C, because it is called for every field of a large file.
///
/// @param context begins with an `es_row_position`
void es_note_bare_field(void *bytes, size_t count, void *context);

/// The same where some fields have quotes at both ends.
void es_note_field(void *bytes, size_t count, void *context);

/// Which field of a row is a number, and where among the row's numbers it goes.
typedef struct {
  uint32_t field, slot;
} es_number_column;

/// Whether this processor has what `es_read_numbers` needs (AVX2).
int es_reads_numbers(void);

/// Reads a row's numbers: digits, at least one, with at most one decimal `mark`; four at a time where they have at most 16
/// characters, one by one where they have more.
///
/// @param text the row's fields lie in it; eight bytes from the start of each can be read
/// @param count a multiple of four, at most 32
/// @return a bit for each column, the first the lowest, that holds something else or could not be read so,
/// in whose slot stands nothing that counts
uint32_t es_read_numbers(
    const uint8_t *text, const es_field *fields, const es_number_column *columns, size_t count, uint8_t mark, double *values
);

/// What stands in whole lines of a text besides fields.
typedef enum {
  ES_BARE_FIELDS,
  /// Neither quotes nor odd lines, but a blank or tab, other than the delimiter, at an end of a field.
  ES_BLANK_ENDS,
  /// Quotes, each at an end of a field that has one at both ends and no other; the other fields are bare.
  ES_ENCLOSED_FIELDS,
  /// Other quotes, an even number in every line.
  ES_QUOTES,
  /// A byte of value 0, a line that is empty or begins with a byte up to a blank's, or a line break of the other kind: an LF
  /// where lines end with CR, otherwise a CR without an LF behind it. Or an odd number of quotes in a line.
  ES_ODD_LINES,
} es_text_lines;

/// Looks through a text of whole lines, the first of which does not begin with a byte up to a blank's.
es_text_lines es_look_through(const uint8_t *text, size_t count, uint8_t delimiter, uint8_t newline);

#ifdef __cplusplus
}
#endif
