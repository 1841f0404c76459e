#pragma once

#include <stddef.h>

// Files of text, embedded: which exchanges are known, their calendars, and the phases of their days outside continuous
// trading. Scripts/make-calendars writes them and describes them. Not zero-terminated; they live as long as the program.

/// The index: a line on the data's version, a header line, then `exchange,calendar,timezone,first_byte,bytes`.
const char *es_exchanges(size_t *size);

/// The calendars that the index points into.
const char *es_calendars(size_t *size);

/// A header line, then `exchange,phase,valid_from,valid_to,starts,ends,half_day_ends`.
const char *es_phases(size_t *size);

/// Daily price limits, written by hand, each with its source: a header line, then `exchange,securities,valid_from,
/// valid_to,limit,rounding,ticks,kind,source`. `securities` are the first digits of their codes; `ticks` are pairs of a
/// price and the smallest change of price from it on.
const char *es_price_limits(size_t *size);
