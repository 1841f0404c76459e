#pragma once

/// Exchanges two folders in one step (`renameat2` with `RENAME_EXCHANGE`). 0, or -1 with `errno`.
int es_exchange_paths(const char *first, const char *second);

/// Lets the system begin to bring `count` written bytes of an open file to the disk (`sync_file_range`), without waiting. A
/// hint: whether they arrived, `fsync` says.
void es_start_writing(int file, long long offset, long long count);
