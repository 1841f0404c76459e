#include "CNumberText.h"

void es_note_field(void *, size_t count, void *context) {
  es_row_position &row = *static_cast<es_row_position *>(context);
  const ptrdiff_t field = row.fields;
  const uint32_t place = row.place, length = static_cast<uint32_t>(count);
  row.fields = field + 1;
  row.place = place + length + row.gap;
  row.places[field < row.columns ? field : row.columns] = {place, length};
}
