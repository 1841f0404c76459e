import CoreTypes
import Testing

@testable import DataInput

/// Price files whose columns have German, French, Spanish, Italian or Portuguese names.
@Suite struct TranslatedColumnsTests {
  private static let headers = [
    "Datum,Zuletzt,Eröffn.,Hoch,Tief,Vol.,+/- %", "Date,Dernier,Ouv.,Plus Haut,Plus Bas,Vol.,Variation %",
    "Fecha,Último,Apertura,Máximo,Mínimo,Vol.,% var.", "Data,Ultimo,Apertura,Massimo,Minimo,Vol.,Var. %",
    "Data,Último,Abertura,Máxima,Mínima,Vol.,Var%",
  ]

  /// As investing.com exports them: the close before the open, decimal commas, days first.
  @Test(arguments: headers) func exportsAreRead(_ header: String) throws {
    let names = header.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
    let text = """
      \(names)
      "15.05.2012","31,25","31,00","31,50","30,75","12,30M","+0,81%"
      "14.05.2012","31,00","30,50","31,10","30,40","10,10M","-0,32%"

      """
    for text in [text, text.replacing("\",\"", with: ";").replacing("\"", with: "")] {
      let read = try PriceTrial(text).read()
      #expect(read.diagnostics.allSatisfy { $0.severity == .note }, "\(read.diagnostics)")
      let series = try #require(read.seriesBySource[0].first)
      #expect(series.dates.map(\.description) == ["2012-05-14", "2012-05-15"])
      #expect(series.values == [31, 31.25] && series.open == [30.5, 31])
    }
  }

  /// A wrong `format` beside a header that another one has.
  @Test func theFormatOfTheHeaderIsNamed() throws {
    var trial = try PriceTrial("Date,Open,High,Low,Close,Adj Close,Volume\n2019-10-07,1,1,1,1,1,1\n")
    trial.format = "stooq"
    #expect(
      try trial.read().diagnostics[0].help.hasPrefix(
        "the header is that of format yahoo: write `format: yahoo`"))
  }

  /// Half of a language is none, and the help can be completed.
  @Test func otherNamesAreAskedFor() throws {
    let read = try PriceTrial("Tag;Preisangabe;x\n04.05.2012;31,25;1\n").read()
    #expect(read.diagnostics.map(\.id) == [.unknownColumn])
    #expect(read.diagnostics[0].help.hasPrefix("name the columns with `columns: {date: Tag, close: ...}`"))
    let half = try PriceTrial("Datum;Hoch;Tief;Ende\n04.05.2012;31,25;30,75;31\n").read()
    #expect(half.diagnostics.map(\.message) == ["the header names no close column that is known"])
  }

  /// Beside dates by whatever name there is one series; a known name of the close needs no remark.
  @Test(arguments: [
    ("Datum;Kurs", 0), ("Datum;SP500", 1), ("Datum;Letzter", 0), ("Datum;Preis", 1), ("Fecha;Precio", 1),
    ("Data;Prezzo", 1),
    ("Datum;Close", 0), ("Datum;Schlusskurs", 0), ("Date;Dernier", 0), ("Date;BAS", 1),
  ]) func theOnlyOtherColumnIsTheClose(_ header: String, notes: Int) throws {
    let read = try PriceTrial("\(header)\n2019-10-07;31.25\n2019-10-08;31.5\n").read()
    #expect(read.seriesBySource[0].first?.values == [31.25, 31.5])
    #expect(read.diagnostics.filter { $0.id == .unknownColumn && $0.severity == .note }.count == notes)
    #expect(read.diagnostics.count == notes)
  }

  @Test func furtherGermanNamesAreKnown() throws {
    let read = try PriceTrial("Datum;Erster;Hoch;Tief;Kurs;Stuecke\n2019-10-07;30;32;29;31.25;900\n").read()
    #expect(read.diagnostics.isEmpty)
    #expect(read.seriesBySource[0].first?.values == [31.25] && read.seriesBySource[0].first?.open == [30])
  }

  @Test(arguments: ["Datum;Volumen", "Datum;Hoch", "Fecha;Apertura"])
  func aColumnThatIsNoCloseIsNotTaken(_ header: String) throws {
    let read = try PriceTrial("\(header)\n2019-10-07;31.25\n2019-10-08;31.5\n").read()
    #expect(read.diagnostics.map(\.id) == [.unknownColumn])
  }
}
