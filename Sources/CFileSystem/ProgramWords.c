#include "CFileSystem.h"

static int kept_count;
static char *const *kept_words;

/// glibc hands the words of the command line to what runs before `main`.
__attribute__((constructor)) static void keep(int count, char *const *words) {
  kept_count = count;
  kept_words = words;
}

char *const *es_program_words(int *count) {
  *count = kept_count;
  return kept_words;
}
