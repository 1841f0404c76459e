import CoreTypes
import DataInput

/// Why the price files have no prices of a security, where they tell: a file of its name, its name in a file, or standard input,
/// which has no name. Made once for all securities that are asked about.
struct PricelessSecurities {
  /// What is asked of a `prices` entry.
  private struct Entry {
    /// The first file of each name.
    let fileByStem: [String: InputFile]
    /// The entry's file, where it has one alone.
    let onlyFile: InputFile?
    /// Nothing but what comes in on standard input, whose security has no name.
    let isNameless: Bool
    /// In the order of bytes.
    let seen: [SecurityID]

    init(_ files: [InputFile], seen: [SecurityID]) {
      fileByStem = Dictionary(files.map { ($0.stem, $0) }) { first, _ in first }
      onlyFile = files.count == 1 ? files[0] : nil
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

  private let entries: [Entry]
  private let filesWithRows: Set<String>
  private let likelySecurityColumn: (file: String, column: String, help: String)?
  /// Files whose columns were taken for securities.
  private let tableByFile: [String: (date: String, columns: [String])]

  init(_ input: PriceInput, of choices: [PriceEntry]) {
    entries = zip(choices, input.securitiesSeen).map { Entry($0.source.files, seen: $1) }
    filesWithRows = Set(input.summaries.filter { $0.rowsRead > $0.rowsRefused }.map(\.name))
    likelySecurityColumn = input.likelySecurityColumns.first
    tableByFile = Dictionary(
      input.securityTables.map { ($0.file, ($0.date, $0.columns)) }, uniquingKeysWith: { first, _ in first })
  }

  /// nil = the files tell nothing.
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
      if entry.isNameless {
        return
          "what comes in on standard input has no name: add `security: \(YAMLText.quoted(security.text))` beside `files: '-'`"
      }
    }
    return likelySecurityColumn.map { file, column, help in
      "add its prices to the study, or correct the id; if the column '\(column)' of \(file) says whose prices its rows are, "
        + help
    }
  }

  /// The rows of a file with the security's name are of others.
  private func others(than security: SecurityID, in file: InputFile, _ entry: Entry) -> String {
    if let table = tableByFile[file.name] {
      return PriceFileFormat.helpAgainstWide(
        date: table.date, columns: table.columns, security: security.text, file: file.name)
    }
    let place = entry.place(of: security)
    let next = place < entry.seen.count ? entry.seen[place].text : ""
    let meant =
      next.utf8.starts(with: security.text.utf8)
      ? next : NearestName.to(security.text, among: entry.seen.lazy.map(\.text))
    return "the rows of \(file.name) are of other securities" + (meant.map { ", such as '\($0)'" } ?? "")
      + ": write the id as it stands there, or add `security: \(YAMLText.quoted(security.text))` where the file holds that one alone"
  }
}
