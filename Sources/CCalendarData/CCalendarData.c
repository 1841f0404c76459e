#include "CCalendarData.h"

static const char exchanges[] = {
#embed "Data/exchanges.csv"
};

static const char calendars[] = {
#embed "Data/calendars.txt"
};

static const char phases[] = {
#embed "Data/phases.csv"
};

static const char price_limits[] = {
#embed "Data/price-limits.csv"
};

const char *es_exchanges(size_t *size) {
  *size = sizeof exchanges;
  return exchanges;
}

const char *es_calendars(size_t *size) {
  *size = sizeof calendars;
  return calendars;
}

const char *es_phases(size_t *size) {
  *size = sizeof phases;
  return phases;
}

const char *es_price_limits(size_t *size) {
  *size = sizeof price_limits;
  return price_limits;
}
