import CoreTypes
import EventTime

extension Diagnostic {
  /// A zone of the study file that keeps the standard time of a place all year; nil for any other zone.
  ///
  /// - Parameter places: where the clocks of the exchange in question are; asked for abbreviations alone.
  static func withoutSummerTime(
    _ name: String, meaning places: @autoclosure () -> [TimeZoneRules], at location: SourceLocation?
  ) -> Diagnostic? {
    guard let zone = TimeZoneRules(ianaName: name), zone.isAbbreviation,
      let place = zone.usualPlace(among: places())
    else { return nil }
    let hours = -zone.local(of: Instant(secondsSinceEpoch: 0)).utcOffset / 3_600
    return Diagnostic(
      .timeZoneWithoutSummerTime, at: location,
      message:
        "'\(name)' has no daylight saving time: in summer its clocks are behind those in \(place.name)",
      help:
        "write '\(place.name)' if clocks there are meant, or 'Etc/GMT\(hours < 0 ? "" : "+")\(hours)' if the same time all "
        + "year is")
  }
}
