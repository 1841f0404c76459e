import CoreTypes
import DataInput

/// Why the price files have no prices of a security, where they tell: a file of its name, its name in a file, standard input,
/// which has no name, or a file whose prices are called after it and that may hold them. Made once for all securities
/// that are asked about.
struct PricelessSecurities {
  /// What is asked of a `prices` entry.
  private struct Entry {
    /// The first file of each name.
    let fileByStem: [String: InputFile]
    /// The entry's file, where it has one alone.
    let onlyFile: InputFile?
    /// What the study calls the security of its files.
    let named: String?
    /// Nothing but what comes in on standard input, whose security has no name.
    let isNameless: Bool
    /// In the order of bytes.
    let seen: [SecurityID]

    init(_ source: PriceSource, seen: [SecurityID]) {
      let files = source.files
      fileByStem = Dictionary(files.map { ($0.stem, $0) }) { first, _ in first }
      onlyFile = files.count == 1 ? files[0] : nil
      named = source.security
      isNameless =
        seen.count == 1 && seen[0].text == StandardInput.name
        && files.contains { $0.name == StandardInput.name }
      self.seen = seen
    }

    func holds(_ security: SecurityID) -> Bool {
      let index = place(of: security)
      return index < seen.count && seen[index] == security
    }

    /// The first id that does not come before it.
    func place(of security: SecurityID) -> Int {
      seen.partitionPoint { $0.text.utf8.lexicographicallyPrecedes(security.text.utf8) }
    }
  }

  static let addition = "add its prices to the study, or correct the id"

  private let entries: [Entry]
  private let filesWithRows: Set<String>
  private let likelySecurityColumn: (file: String, column: String, help: String)?
  /// Files whose columns were taken for securities.
  private let tableByFile: [String: (date: String, columns: [String])]

  /// Securities with prices that no event is about, where they are few: what a benchmark may be called.
  private let besideEvents: [SecurityID]
  /// Where securities have their names, entry by entry.
  private let places: [String]
  /// Files whose prices are called after them and that no event and no benchmark names, in the order of bytes; but for those
  /// that are called as a ticker is.
  private let unclaimed: [InputFile]
  /// The same by the words of their names.
  private let unclaimedByWord: [String: [InputFile]]

  init(_ input: PriceInput, of choices: [PriceEntry], wanted: [SecurityID]) {
    entries = zip(choices, input.securitiesSeen).map { Entry($0.source, seen: $1) }
    filesWithRows = Set(input.summaries.filter { $0.rowsRead > $0.rowsRefused }.map(\.name))
    likelySecurityColumn = input.likelySecurityColumns.first
    tableByFile = Dictionary(
      input.securityTables.map { ($0.file, ($0.date, $0.columns)) }, uniquingKeysWith: { first, _ in first })
    let claimed = Set(wanted + choices.compactMap(\.benchmark))
    unclaimed = entries.flatMap { entry in
      entry.seen.filter { !claimed.contains($0) && !Self.isTicker($0.text) }
        .compactMap { entry.fileByStem[$0.text] }
    }
    let ofEvents = Set(wanted)
    besideEvents = Array(Set(entries.flatMap(\.seen)).subtracting(ofEvents)).sorted()
    places = zip(choices, entries).compactMap { Self.place(of: $0.source, $1) }
    var byWord: [String: [InputFile]] = [:]
    for file in unclaimed {
      for word in Set(SecurityNames.words(file.stem)) { byWord[word, default: []].append(file) }
    }
    unclaimedByWord = byWord
  }

  /// A name such as `MSFT`, `BRK-B` or `600519.SS` is another company's; `history` or `Apple Inc 2012` may be anybody's.
  private static func isTicker(_ name: String) -> Bool {
    name.count <= 9 && name.contains { $0.isUppercase || $0.isNumber }
      && name.allSatisfy { $0.isUppercase || $0.isNumber || ".-^=_".contains($0) }
  }

  /// Where the securities of an entry have their names; nil where the study says it.
  private static func place(of source: PriceSource, _ entry: Entry) -> String? {
    guard source.security == nil, let first = source.files.first else { return nil }
    let others = source.files.count == 1 ? "" : " and \(source.files.count - 1) more"
    if let column = source.columns?.security { return "the column '\(column)' of \(first.name)\(others)" }
    if entry.seen.contains(where: { entry.fileByStem[$0.text] != nil }) {
      return "the \(others.isEmpty ? "name" : "names") of \(first.name)\(others)"
    }
    return "\(first.name)\(others)"
  }

  /// What to do about a security of which the files tell nothing, and where it was looked for.
  var advice: String {
    guard !places.isEmpty else { return Self.addition }
    let shown = places.prefix(Self.mostPlaces).joined(separator: ", ")
    let more = places.count > Self.mostPlaces ? " ..." : ""
    return "\(Self.addition); it was looked for in \(shown)\(more)"
  }

  private static let mostPlaces = 3

  /// What a benchmark without prices may be called, where the files hold few securities that no event is about.
  var benchmarkAdvice: String {
    guard !besideEvents.isEmpty, besideEvents.count <= Self.mostPlaces else {
      return BenchmarkNaming.addition
    }
    let names = besideEvents.map { "'\($0)'" }.joined(separator: " or ")
    return
      "\(BenchmarkNaming.addition); or is \(names) meant, which the files hold besides the events' securities?"
  }

  /// nil = the files tell nothing.
  ///
  /// - Parameter meant: the security with prices that is spelled most like it.
  func reason(against security: SecurityID, meant: SecurityNames.Meant?) -> String? {
    if let reason = reason(against: security) { return reason }
    if let meant, meant.isSame { return meant.help(otherwise: "") }
    let files = unclaimedByWord[SecurityNames.bare(security.text)] ?? []
    if let reason = calledAfterFiles(files, as: security) { return reason }
    if let (file, column, help) = likelySecurityColumn {
      return "\(Self.addition); if the column '\(column)' of \(file) says whose prices its rows are, \(help)"
    }
    if let meant { return meant.help(otherwise: Self.addition) }
    return unclaimed.count > Self.mostUnclaimed
      ? nil : calledAfterFiles(unclaimed, as: security).map { "\(Self.addition); \($0)" }
  }

  /// So many files that are called otherwise are a collection, and none of them is likely to be the security's.
  private static let mostUnclaimed = 5

  /// Among more names some are always alike, and each of thousands of securities would be held against all of them.
  private static let mostCompared = 1_000

  private func calledAfterFiles(_ files: [InputFile], as security: SecurityID) -> String? {
    guard let first = files.first else { return nil }
    let others = files.count == 1 ? "" : " and \(files.count - 1) more"
    return
      "the prices of \(first.name)\(others) are called after the file: where they are those of '\(security)', say so in an entry "
      + "of its own in `prices`, {files: \(YAMLText.quoted(first.studyPath)), security: \(YAMLText.quoted(security.text))}"
  }

  /// What the files have in its place, nothing guessed; nil = nothing.
  func reason(against security: SecurityID) -> String? {
    for entry in entries {
      let isSeen = entry.holds(security)
      if let file = entry.fileByStem[security.text] {
        if !isSeen, filesWithRows.contains(file.name) { return others(than: security, in: file, entry) }
        return "no price could be read from \(file.name); see what is said about it"
      }
      if isSeen {
        return
          "\(entry.onlyFile?.name ?? "a price file") names it, without a price of it that can be read: fetch the file again, "
          + "or correct it"
      }
      if entry.named == security.text {
        let (files, them) =
          entry.onlyFile.map { ($0.name, "it") } ?? ("the files of its entry in `prices`", "them")
        return "no price could be read from \(files); see what is said about \(them)"
      }
      if entry.isNameless {
        return
          "what comes in on standard input has no name: add `security: \(YAMLText.quoted(security.text))` beside `files: '-'`"
      }
    }
    return nil
  }

  /// The rows of a file with the security's name are of others.
  private func others(than security: SecurityID, in file: InputFile, _ entry: Entry) -> String {
    if let table = tableByFile[file.name] {
      return PriceFileFormat.helpAgainstWide(
        date: table.date, columns: table.columns, security: security.text, file: file.name)
    }
    let place = entry.place(of: security)
    let next = place < entry.seen.count ? entry.seen[place].text : ""
    let isLikeNext = next.utf8.starts(with: security.text.utf8)
    let mayCompare = entry.seen.count <= Self.mostCompared
    let meant =
      isLikeNext ? next : mayCompare ? NearestName.to(security.text, among: entry.seen.lazy.map(\.text)) : nil
    return "the rows of \(file.name) are of other securities" + (meant.map { ", such as '\($0)'" } ?? "")
      + ": write the id as it stands there, or add `security: \(YAMLText.quoted(security.text))` where the file holds that one alone"
  }
}
