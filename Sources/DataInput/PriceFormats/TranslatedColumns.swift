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
      date: "datum", close: ["zuletzt", "schlusskurs", "schluss"],
      open: ["eröffn.", "eröffnung", "eröffnungskurs"],
      high: ["hoch"], low: ["tief"], volume: ["vol.", "volumen"]),
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
