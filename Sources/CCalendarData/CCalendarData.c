#include "CCalendarData.h"
