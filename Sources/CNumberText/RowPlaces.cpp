#include "CNumberText.h"

namespace {

/// Notes the row's next field, which `quotes` enclose at each end.
[[gnu::always_inline]] inline void note(es_row_position &row, uint32_t count, uint32_t quotes) {
  const ptrdiff_t field = row.fields;
  const uint32_t start = row.place + quotes;
  row.fields = field + 1;
  row.place = start + count + quotes + 1;
  if (field < row.columns) {
    row.places[field] = {start, count};
  } else {
    row.surplus |= count;
  }
}

}  // namespace

void es_note_bare_field(void *, size_t count, void *context) {
  note(*static_cast<es_row_position *>(context), static_cast<uint32_t>(count), 0);
}

void es_note_field(void *, size_t count, void *context) {
  es_row_position &row = *static_cast<es_row_position *>(context);
  note(row, static_cast<uint32_t>(count), row.block[row.place] == '"' ? 1 : 0);
}
