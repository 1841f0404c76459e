import CoreTypes

/// The usual hours of a calendar that lists every session's own: the most frequent ones of each year and weekday.
enum UsualHours {
  /// Ascending by date: for each year first the hours for all weekdays, then for each weekday that has sessions.
  static func periods(_ dates: [CalendarDate], _ hours: [DayHours]) -> [ExchangeHours.Period] {
    let years = Dictionary(grouping: dates.indices) { dates[$0].components.year }
    return years.keys.sorted().flatMap { year -> [ExchangeHours.Period] in
      guard let days = years[year], let from = CalendarDate(year: year, month: 1, day: 1) else { return [] }
      let weekdays = Dictionary(grouping: days) { dates[$0].weekday }
      return [period(from, .everyDay, days, hours)]
        + weekdays.keys.sorted().map { weekday in
          var set = WeekdaySet()
          set.insert(weekday)
          return period(from, set, weekdays[weekday] ?? [], hours)
        }
    }
  }

  private static func period(
    _ from: CalendarDate, _ weekdays: WeekdaySet, _ days: [Int], _ hours: [DayHours]
  ) -> ExchangeHours.Period {
    var counts: [DayHours: Int] = [:]
    for day in days { counts[hours[day], default: 0] += 1 }
    // Of equally frequent hours those of the longest day: the others are likely half-days.
    let usual = counts.max { left, right in
      (left.value, left.key.close, -left.key.open) < (right.value, right.key.close, -right.key.open)
    }
    return ExchangeHours.Period(from: from, weekdays: weekdays, hours: usual?.key ?? hours[days[0]])
  }
}
