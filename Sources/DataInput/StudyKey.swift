import CoreTypes

/// The key of a study file that names files, and beside which it says how they are written.
enum StudyKey: String {
  case events, securities, suspensions, calendars, prices, intraday, factors
  case otherEvents = "other_events"

  /// A layout as the study says it, and where: `member` is such as `date_format: DD.MM.YYYY`.
  func saying(_ member: String, of file: String) -> String {
    if self == .prices || self == .intraday { return "`\(member)` in the entry of `\(rawValue)`" }
    let path = YAMLText.quoted(StandardInput.studyPath(ofFileNamed: file))
    return "`\(rawValue): {files: \(path), \(member)}` in the study"
  }

  func saying(dates pattern: String, of file: String) -> String {
    saying("date_format: \(YAMLText.quoted(pattern))", of: file)
  }

  func sayingDecimalComma(of file: String) -> String { saying("decimal: \",\"", of: file) }

  /// What to do about a text that is no date.
  ///
  /// - Parameter isKnown: how the dates of the file are written, which no other pattern mends then.
  func help(forDate text: String, in file: String, isKnown: Bool) -> String {
    if let mistake = DateMistake.help(for: text) { return mistake }
    if isKnown || !text.contains(where: \.isNumber) { return "correct the date" }
    let patterns = DatePatterns.reading(text)
    switch patterns.count {
    case 0:
      return
        "correct the date, or say how dates are written, such as by \(saying(dates: "DD.MM.YYYY", of: file))"
    case 1: return "correct the date, or say how dates are written: \(saying(dates: patterns[0], of: file))"
    default:
      let other = DatePatterns.firstPart(of: patterns[1])
      return
        "say which comes first, \(DatePatterns.firstPart(of: patterns[0])) (\(saying(dates: patterns[0], of: file))) or \(other) "
        + "(\(patterns[1]))"
    }
  }
}
