#pragma once

#include <stddef.h>

// Two files of text, embedded: which exchanges are known, and their calendars. Scripts/make-calendars writes them
// and describes them. Not zero-terminated; they live as long as the program.

/// The index: a line on the data's version, a header line, then `exchange,calendar,timezone,first_byte,bytes`.
const char *es_exchanges(size_t *size);

/// The calendars that the index points into.
const char *es_calendars(size_t *size);
