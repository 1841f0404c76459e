#include "CTimeZones.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace {

/// CCTZ would also read paths, `file:` names and its own `Fixed/` zones; the `right` copies count leap seconds. Some names
/// mean the zone that a machine was set to, or none.
bool isZoneName(const std::string &name) {
  if (name.empty() || name.size() > 255 || name.front() == '/' || name.back() == '/') return false;
  if (name.find("..") != std::string::npos) return false;
  for (const char *prefix : {"right/", "posix/", "Fixed/"}) {
    if (name.compare(0, std::strlen(prefix), prefix) == 0) return false;
  }
  for (const char *other : {"localtime", "posixrules", "Factory"}) {
    if (name == other) return false;
  }
  return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") ==
         std::string::npos;
}

constexpr int64_t seconds_a_day = 86400;

cctz::time_point<cctz::seconds> pointAt(int64_t instant) {
  return cctz::time_point<cctz::seconds>{cctz::seconds(instant)};
}

int64_t secondsSinceEpoch(const cctz::time_point<cctz::seconds> &point) {
  return point.time_since_epoch().count();
}

/// A zone, and its offsets from 1970 to 2040: looked up in a table they cost a tenth of what CCTZ's civil times do, which
/// are made for any year and field. Outside, and for local times near a change, CCTZ is asked.
struct Zone {
  cctz::time_zone rules;
  /// When each offset begins; the last entry ends the table.
  std::vector<int64_t> starts;
  std::vector<int64_t> offsets;

  explicit Zone(const cctz::time_zone &zone) : rules(zone) {
    constexpr int64_t first = 0, end = int64_t(25567) * seconds_a_day;
    int64_t start = first;
    while (start < end) {
      starts.push_back(start);
      offsets.push_back(rules.lookup(pointAt(start)).offset);
      cctz::time_zone::civil_transition change;
      if (!rules.next_transition(pointAt(start), &change)) break;
      start = secondsSinceEpoch(rules.lookup(change.to).trans);
    }
    starts.push_back(end);
  }

  /// The entry that `instant` lies in, with `margin` seconds to either side of it; -1 for none.
  ptrdiff_t entry(int64_t instant, int64_t margin) const {
    if (instant < starts.front() + margin || instant >= starts.back() - margin) return -1;
    const auto next = std::upper_bound(starts.begin(), starts.end(), instant);
    const ptrdiff_t index = next - starts.begin() - 1;
    return instant - starts[index] >= margin && *next - instant > margin ? index : -1;
  }
};

const Zone &zoneOf(uint64_t handle) { return *reinterpret_cast<const Zone *>(static_cast<uintptr_t>(handle)); }

/// The civil date of a day number (days since 1970-01-01; Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms").
/// Added to a `civil_day`, CCTZ would count the days year by year.
cctz::civil_day civilDay(int64_t number) {
  const int64_t shifted = number + 719468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t index = (5 * day_of_year + 2) / 153;
  const int64_t month = index < 10 ? index + 3 : index - 9;
  return cctz::civil_day(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * index + 2) / 5 + 1);
}

std::string databaseFile(const char *name) {
  const char *folder = std::getenv("TZDIR");
  return std::string(folder != nullptr && *folder != 0 ? folder : "/usr/share/zoneinfo") + "/" + name;
}

/// `Z Europe/Paris ...` names a zone, `L Europe/Paris Europe/Monaco` another name of one.
std::string readZoneNames() {
  std::string names;
  std::ifstream compiled(databaseFile("tzdata.zi"));
  for (std::string line; std::getline(compiled, line);) {
    size_t start = std::string::npos;
    if (line.compare(0, 2, "Z ") == 0) start = 2;
    if (line.compare(0, 2, "L ") == 0) start = line.find(' ', 2) + 1;
    if (start != std::string::npos && start > 0) {
      const std::string name = line.substr(start, line.find(' ', start) - start);
      if (isZoneName(name)) names += name + "\n";
    }
  }
  if (!names.empty()) return names;
  // Without it, the table of zones by country: code, coordinates, zone name, remark, between tabs.
  std::ifstream table(databaseFile("zone1970.tab"));
  for (std::string line; std::getline(table, line);) {
    const size_t first = line.find('\t');
    const size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (line.empty() || line.front() == '#' || second == std::string::npos) continue;
    names += line.substr(second + 1, line.find('\t', second + 1) - second - 1) + "\n";
  }
  return names;
}

}  // namespace

uint64_t es_time_zone_find(const char *name) {
  try {
    if (!isZoneName(name)) return 0;
    // Both live as long as the process: a handle must stay good, also while the process ends.
    static auto &mutex = *new std::mutex;
    static auto &zones = *new std::map<std::string, Zone>;
    const std::lock_guard<std::mutex> lock(mutex);
    auto known = zones.find(name);
    if (known == zones.end()) {
      cctz::time_zone zone;
      if (!cctz::load_time_zone(name, &zone)) return 0;
      known = zones.emplace(name, Zone(zone)).first;
    }
    return reinterpret_cast<uintptr_t>(&known->second);
  } catch (...) {
    return 0;
  }
}

int es_time_zone_resolve(uint64_t zone, int64_t day, int64_t second_of_day, int64_t *first, int64_t *second) {
  const Zone &table = zoneOf(zone);
  const int64_t seconds = day * seconds_a_day + second_of_day;
  // No offset is more than a day, so that two days from any change only one is in question.
  const ptrdiff_t entry = table.entry(seconds, 2 * seconds_a_day);
  if (entry < 0) return es_time_zone_resolve_by_cctz(zone, day, second_of_day, first, second);
  *first = *second = seconds - table.offsets[entry];
  return ES_LOCAL_TIME_UNIQUE;
}

int es_time_zone_resolve_by_cctz(uint64_t zone, int64_t day, int64_t second_of_day, int64_t *first,
                                 int64_t *second) {
  const cctz::civil_second local = cctz::civil_second(civilDay(day)) + second_of_day;
  const cctz::time_zone::civil_lookup found = zoneOf(zone).rules.lookup(local);
  const int64_t pre = secondsSinceEpoch(found.pre);
  const int64_t post = secondsSinceEpoch(found.post);
  *first = pre < post ? pre : post;
  *second = pre < post ? post : pre;
  switch (found.kind) {
  case cctz::time_zone::civil_lookup::SKIPPED: return ES_LOCAL_TIME_SKIPPED;
  case cctz::time_zone::civil_lookup::REPEATED: return ES_LOCAL_TIME_REPEATED;
  case cctz::time_zone::civil_lookup::UNIQUE: break;
  }
  return ES_LOCAL_TIME_UNIQUE;
}

void es_time_zone_local(uint64_t zone, int64_t instant, int64_t *day, int64_t *second_of_day,
                        int64_t *utc_offset) {
  const Zone &table = zoneOf(zone);
  const ptrdiff_t entry = table.entry(instant, 0);
  if (entry < 0) return es_time_zone_local_by_cctz(zone, instant, day, second_of_day, utc_offset);
  // From 1970 to 2040, and with an offset of less than a day.
  const int64_t local = instant + table.offsets[entry] + seconds_a_day;
  *day = local / seconds_a_day - 1;
  *second_of_day = local % seconds_a_day;
  *utc_offset = table.offsets[entry];
}

void es_time_zone_local_by_cctz(uint64_t zone, int64_t instant, int64_t *day, int64_t *second_of_day,
                                int64_t *utc_offset) {
  const cctz::time_zone::absolute_lookup found = zoneOf(zone).rules.lookup(pointAt(instant));
  const cctz::civil_day date(found.cs);
  *day = date - cctz::civil_day(1970, 1, 1);
  *second_of_day = found.cs - cctz::civil_second(date);
  *utc_offset = found.offset;
}

void es_time_zone_data_version(char *text, size_t capacity) {
  std::string version;
  try {
    std::ifstream compiled(databaseFile("tzdata.zi"));
    std::string line;
    const std::string mark = "# version ";
    if (std::getline(compiled, line) && line.compare(0, mark.size(), mark) == 0) {
      version = line.substr(mark.size());
    } else {
      std::ifstream plain(databaseFile("+VERSION"));
      std::getline(plain, version);
    }
  } catch (...) {
    version.clear();
  }
  std::snprintf(text, capacity, "%s", version.empty() ? "unknown" : version.c_str());
}

const char *es_time_zone_names(void) {
  try {
    static const std::string &names = *new std::string(readZoneNames());
    return names.c_str();
  } catch (...) {
    return "";
  }
}
