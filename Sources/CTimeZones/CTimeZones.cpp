#include "CTimeZones.h"
