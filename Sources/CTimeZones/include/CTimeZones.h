#pragma once

#include <stddef.h>
#include <stdint.h>

// Local time through CCTZ, behind a C face. Zones are read from the system's time zone database
// (/usr/share/zoneinfo, or $TZDIR) once, are never freed, and may be used from any thread.

#ifdef __cplusplus
extern "C" {
#endif

/// A handle of the IANA zone `name`, or 0 where the system knows no such zone.
uint64_t es_time_zone_find(const char *name);

enum {
  /// One moment has that local time.
  ES_LOCAL_TIME_UNIQUE = 0,
  /// None has: the clocks were put forward over it. `first` and `second` lie on either side of the gap.
  ES_LOCAL_TIME_SKIPPED = 1,
  /// Two have: the clocks were put back.
  ES_LOCAL_TIME_REPEATED = 2,
};

/// The moments (seconds since 1970-01-01T00:00:00Z, first <= second) whose local time is `second_of_day`
/// seconds of wall clock after midnight of `day` (days since 1970-01-01). `second_of_day` may be negative or
/// beyond one day.
int es_time_zone_resolve(uint64_t zone, int64_t day, int64_t second_of_day, int64_t *first, int64_t *second);

/// The same by CCTZ alone: what the table of offsets is compared with.
int es_time_zone_resolve_by_cctz(uint64_t zone, int64_t day, int64_t second_of_day, int64_t *first, int64_t *second);

/// The local day, the second of it and the offset from UTC in seconds (east is positive) at `instant`.
void es_time_zone_local(uint64_t zone, int64_t instant, int64_t *day, int64_t *second_of_day,
                        int64_t *utc_offset);

/// The same by CCTZ alone.
void es_time_zone_local_by_cctz(uint64_t zone, int64_t instant, int64_t *day, int64_t *second_of_day,
                                int64_t *utc_offset);

/// Writes the version of the system's time zone data (`2024a`), or "unknown"; always ends with a zero byte.
void es_time_zone_data_version(char *text, size_t capacity);

/// The names of the zones that the system's database lists, one a line, never freed; "" where there is no list.
const char *es_time_zone_names(void);

#ifdef __cplusplus
}
#endif
