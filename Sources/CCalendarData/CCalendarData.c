#include "CCalendarData.h"

static const char exchanges[] = {
#embed "Data/exchanges.csv"
};

static const char calendars[] = {
#embed "Data/calendars.txt"
};

const char *es_exchanges(size_t *size) {
  *size = sizeof exchanges;
  return exchanges;
}

const char *es_calendars(size_t *size) {
  *size = sizeof calendars;
  return calendars;
}
