import CoreTypes

/// How the numbers of a factors file are written: with a decimal comma where the study says so, or where only that reads them.
struct FactorNumbers {
  /// Comma or point.
  let decimalMark: UInt8
  /// The note that it was found.
  let said: Diagnostic?

  init(of file: TableFile, apartFrom dateField: Int, _ layout: FileLayout, _ format: FactorsFormat) {
    let found =
      layout.decimalComma || format.isFrench ? nil : FactorNumbers.evidence(of: file, apartFrom: dateField)
    decimalMark = layout.decimalComma || found != nil ? UInt8(ascii: ",") : FactorNumbers.point
    said = found.map { .numbersFound($0, in: file.input.name, markIsComma: false, .factors) }
  }

  private static let point = UInt8(ascii: ".")

  /// `nil` where the numbers are plain, or where nothing tells that they have a decimal comma.
  private static func evidence(of file: TableFile, apartFrom dateField: Int) -> NumberEvidence? {
    let rows = file.rows
    let isPlain = firstRows(of: file).allSatisfy { row in
      (0..<rows.fieldCount(of: row)).allSatisfy { field in
        field == dateField
          || rows.withField(field, of: row) {
            FieldText.isMissing($0) || NumberScan.number($0, decimalMark: point) != nil
          }
      }
    }
    guard !isPlain,
      let evidence = NumberEvidence(
        prices: texts(of: file, apartFrom: dateField), volumes: [], markIsComma: false),
      evidence.decimalMark != point, !evidence.hasThousands, !evidence.hasCurrency
    else { return nil }
    return evidence
  }

  private static func firstRows(of file: TableFile) -> Range<Int> {
    0..<min(file.rows.count, PriceSample.usual)
  }

  /// The texts of the first rows that hold something.
  private static func texts(of file: TableFile, apartFrom dateField: Int) -> NumberEvidence.Texts {
    firstRows(of: file).flatMap { index in
      let row = file.rows[index]
      return row.fields.indices.filter { $0 != dateField && !FieldText.isMissing(row.fields[$0]) }
        .map { (text: row.fields[$0], line: Int(row.line)) }
    }
  }
}
