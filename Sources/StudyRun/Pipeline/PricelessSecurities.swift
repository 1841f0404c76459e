import CoreTypes
import DataInput

extension PriceInput {
  /// Why the files have no prices of a security, where they tell: a file of its name, its name in a file, or standard input,
  /// which has no name.
  func reason(against security: SecurityID, in entries: [PriceEntry]) -> String? {
    for (entry, seen) in zip(entries, securitiesSeen) {
      let files = entry.source.files
      // In the order of bytes.
      let index = seen.partitionPoint { $0.text.utf8.lexicographicallyPrecedes(security.text.utf8) }
      let isSeen = index < seen.count && seen[index] == security
      if let file = files.first(where: { $0.stem == security.text }) {
        if !isSeen, hasRows(file) { return others(than: security, in: file, seen) }
        return "no price could be read from \(file.name); see what is said about it"
      }
      if isSeen {
        let place = files.count == 1 ? files[0].name : "a price file"
        return
          "\(place) names it, without a price of it that can be read: fetch the file again, or correct it"
      }
      if files.contains(where: { $0.name == StandardInput.name }), seen.map(\.text) == [StandardInput.name] {
        return "what comes in on standard input has no name: add `security: \(security)` beside `files: '-'`"
      }
    }
    return likelySecurityColumns.first.map { file, column, help in
      "add its prices to the study, or correct the id; if the column '\(column)' of \(file) says whose prices its rows are, "
        + help
    }
  }

  private func hasRows(_ file: InputFile) -> Bool {
    summaries.contains { $0.name == file.name && $0.rowsRead > $0.rowsRefused }
  }

  /// The rows of a file with the security's name are of others.
  private func others(than security: SecurityID, in file: InputFile, _ seen: [SecurityID]) -> String {
    let names = seen.map(\.text)
    let meant = names.first { $0.hasPrefix(security.text) } ?? NearestName.to(security.text, among: names)
    return "the rows of \(file.name) are of other securities" + (meant.map { ", such as '\($0)'" } ?? "")
      + ": write the id as it stands there, or add `security: \(security)` where the file holds that one alone"
  }
}
