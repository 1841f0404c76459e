/// The usual columns of a price file in other languages, as investing.com and others export them.
///
/// A language counts where the header has its date and its close: `Data` and `Ultimo` are Italian, `Data` and `Último`
/// Portuguese.
struct TranslatedColumns {
  private let date: String
  private let close: [String]
  private let open: [String]
  private let high: [String]
  private let low: [String]
  private let volume: [String]

  private static let languages = [
    TranslatedColumns(
      date: "datum", close: ["zuletzt", "schlusskurs", "schluss", "letzter", "kurs"],
      open: ["eröffn.", "eröffnung", "eröffnungskurs", "erster"], high: ["hoch", "tageshoch"],
      low: ["tief", "tagestief"], volume: ["vol.", "stücke", "stuecke", "volumen", "umsatz"]),
    TranslatedColumns(
      date: "date", close: ["dernier", "clôture"], open: ["ouv.", "ouverture"], high: ["plus haut", "haut"],
      low: ["plus bas", "bas"], volume: ["vol.", "volume"]),
    TranslatedColumns(
      date: "fecha", close: ["último", "cierre"], open: ["apertura"], high: ["máximo"], low: ["mínimo"],
      volume: ["vol.", "volumen"]),
    TranslatedColumns(
      date: "data", close: ["ultimo", "chiusura"], open: ["apertura"], high: ["massimo"], low: ["minimo"],
      volume: ["vol.", "volume"]),
    TranslatedColumns(
      date: "data", close: ["último", "fechamento"], open: ["abertura"], high: ["máxima"], low: ["mínima"],
      volume: ["vol.", "volume"]),
  ]

  /// What a column of dates is called, in small letters.
  static let dates = languages.map(\.date)

  /// The close of one of the languages.
  static func isClose(_ name: String) -> Bool { languages.contains { $0.close.contains(name.lowercased()) } }

  /// What the columns of a single security are called beside dates that are called `date`. `Date` is English too, where `BAS`
  /// is a security.
  static func titles(besides date: String) -> Set<String> {
    let date = date.lowercased()
    guard date != "date" else { return [] }
    return Set(
      languages.filter { $0.date == date }.flatMap { $0.close + $0.open + $0.high + $0.low + $0.volume })
  }

  /// nil where no language has both the date and the close.
  static func columns(in header: [String]) -> PriceColumns? {
    let lowered = header.map { $0.lowercased() }
    func column(_ names: [String]) -> String? {
      names.lazy.compactMap { lowered.firstIndex(of: $0) }.first.map { header[$0] }
    }
    for language in languages {
      guard let date = column([language.date]), let close = column(language.close) else { continue }
      return PriceColumns(
        date: date, close: close, open: column(language.open), high: column(language.high),
        low: column(language.low), volume: column(language.volume))
    }
    return nil
  }
}
