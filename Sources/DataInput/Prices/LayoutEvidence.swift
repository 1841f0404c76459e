import CoreTypes

/// What the first rows of a price file say about how its dates and numbers are written, where neither the study nor
/// the vendor does. Looked for only where the first row cannot be read as it is.
struct LayoutEvidence: Sendable {
  private(set) var dates: DateFormat?
  private(set) var decimalMark: UInt8?
  /// Thousands separators or currency signs.
  private(set) var hasMarks = false
  /// Every row ends with a delimiter that the header does not have.
  private(set) var hasEmptyLastField = false
  private(set) var diagnostics: [Diagnostic] = []
  /// The dates, or their years, can be read in two ways: no row can be used.
  private(set) var isAmbiguous = false
  /// The kind of entry that names the file.
  private let key: StudyKey

  /// - Parameter dates: how dates are written as far as it is known before.
  init(
    _ file: borrowing OpenFile, called input: InputFile, _ opening: CSVOpening, roles: [PriceColumnRole],
    dates: DateScan, traits: PriceFileTraits, layout: FileLayout, _ key: StudyKey
  ) {
    self.key = key
    let first = opening.firstRow
    if first.count == opening.header.count + 1, first.last == "" {
      hasEmptyLastField =
        PriceSample(file, opening, fields: first.count, most: PriceSample.usual).count
        > PriceSample(file, opening, fields: first.count - 1, most: PriceSample.usual).count
    }
    let numbers = roles.indices.filter { (1..<PriceColumnRole.numberSlots).contains(Int(roles[$0].rawValue)) }
    let datesAreOpen = layout.dateFormat == nil && traits.dates == .plain
    let numbersAreOpen = traits.prices.leavesMarksOpen && traits.returns == .plain
    let mark = UInt8(ascii: layout.decimalComma ? "," : ".")
    var scan = dates
    // A first row that is too short tells nothing: the others are asked.
    let isShort = !first.isEmpty && first.count < roles.count
    let needsDates =
      datesAreOpen && !first.isEmpty
      && (isShort
        || roles.indices.contains { roles[$0] == .date && !first[$0].isEmpty && scan.date(first[$0]) == nil })
    let needsNumbers =
      numbersAreOpen && !first.isEmpty
      && (isShort || opening.delimiter == UInt8(ascii: ";") || layout.decimalComma
        || numbers.contains {
          let text = roles[$0] == .volume ? VolumeSuffix.removed(from: first[$0]) : first[$0]
          return !traits.prices.isMissing(text) && NumberScan.number(text, decimalMark: mark) == nil
        })
    guard needsDates || needsNumbers else { return }
    let sample = PriceSample(
      file, opening, fields: max(first.count, roles.count), most: PriceSample.usual)
    if needsDates { judgeDates(sample, roles, input) }
    if needsNumbers {
      let texts = { (columns: [Int]) in
        sample.texts(of: columns).filter { !traits.prices.isMissing($0.text) }
      }
      judgeNumbers(
        prices: texts(numbers.filter { roles[$0] != .volume }),
        volumes: texts(numbers.filter { roles[$0] == .volume }), input, markIsComma: layout.decimalComma)
    }
  }

  private mutating func judgeDates(
    _ sample: PriceSample, _ roles: [PriceColumnRole], _ input: InputFile
  ) {
    let texts = sample.texts(of: roles.indices.filter { roles[$0] == .date })
    func location(_ line: Int) -> SourceLocation { SourceLocation(file: input.name, line: line) }
    let outcome = "no row of the file is used"
    switch DateEvidence(texts) {
    case .none: return
    case .decided(let format, let proof, let line):
      dates = format
      diagnostics.append(.datesFound(format, proof: proof, at: location(line), key))
    case .undecided(let formats, let rows):
      isAmbiguous = true
      diagnostics.append(
        .datesUndecided(
          formats, texts[0].text, rows: rows, outcome: outcome, at: location(texts[0].line), key))
    case .centuryOpen(let format, let text, let line):
      isAmbiguous = true
      diagnostics.append(.centuryOpen(format, text, outcome: outcome, at: location(line), key))
    }
  }

  private mutating func judgeNumbers(
    prices: NumberEvidence.Texts, volumes: NumberEvidence.Texts, _ input: InputFile, markIsComma: Bool
  ) {
    let volumes = volumes.map { (text: VolumeSuffix.removed(from: $0.text), line: $0.line) }
    guard let evidence = NumberEvidence(prices: prices, volumes: volumes, markIsComma: markIsComma) else {
      return
    }
    decimalMark = evidence.decimalMark
    hasMarks = evidence.hasThousands || evidence.hasCurrency
    diagnostics.append(.numbersFound(evidence, in: input.name, markIsComma: markIsComma, key))
  }
}
