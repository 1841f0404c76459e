// Reads CSV files with libcsv and counts its fields and rows: the measure of Scripts/bench for reading.
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

struct counts {
  long fields, rows;
};

static void field(void *bytes, size_t length, void *context) {
  (void)bytes, (void)length;
  ((struct counts *)context)->fields++;
}

static void row(int terminator, void *context) {
  (void)terminator;
  ((struct counts *)context)->rows++;
}

int main(int count, char **words) {
  struct counts counts = {0, 0};
  const size_t block = 256 * 1024;
  char *buffer = malloc(block);
  for (int word = 1; word < count; word++) {
    FILE *file = fopen(words[word], "rb");
    struct csv_parser parser;
    if (file == NULL || buffer == NULL || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0) return 66;
    for (size_t length; (length = fread(buffer, 1, block, file)) > 0;) {
      if (csv_parse(&parser, buffer, length, field, row, &counts) != length) return 65;
    }
    csv_fini(&parser, field, row, &counts);
    csv_free(&parser);
    fclose(file);
  }
  printf("%ld fields, %ld rows\n", counts.fields, counts.rows);
  return 0;
}
