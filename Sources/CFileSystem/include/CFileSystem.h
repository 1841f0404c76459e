#pragma once

/// Exchanges two folders in one step (`renameat2` with `RENAME_EXCHANGE`). 0, or -1 with `errno`.
int es_exchange_paths(const char *first, const char *second);

/// The words that the program was started with, its own name first; they stay where they are. Swift reads them from `/proc`,
/// which need not be there.
char *const *es_program_words(int *count);
