#pragma once

/// Exchanges two folders in one step (`renameat2` with `RENAME_EXCHANGE`). 0, or -1 with `errno`.
int es_exchange_paths(const char *first, const char *second);
