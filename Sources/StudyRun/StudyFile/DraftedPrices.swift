import CoreTypes
import DataInput

/// One `prices` entry of a drafted study: the files of one folder and format.
struct DraftedPrices {
  let folder: String
  let format: String
  private(set) var files: [String]
  let ending: String
  private var securities: [String]
  /// No other file of the folder has this ending, so that a pattern names the files.
  private var isAlone = true

  private static let suffixes: [(String, String)] = [
    (".SZ", "XSHE"), (".SS", "XSHG"), (".SH", "XSHG"), (".L", "XLON"), (".DE", "XETR"), (".HK", "XHKG"),
    (".T", "XTKS"),
    (".PA", "XPAR"), (".AS", "XAMS"), (".TO", "XTSE"), (".AX", "XASX"), (".NS", "XNSE"), (".BO", "XBOM"),
    (".US", "XNYS"),
    (" US Equity", "XNYS"), (" LN Equity", "XLON"), (" GR Equity", "XETR"),
  ]
  private static let chinese = ["tushare", "tushare-history", "akshare", "baostock", "netease"]

  /// - Parameter unknown: files that the study does not use.
  static func entries(
    of files: [(file: String, kind: FileRecognition)], beside unknown: [String]
  ) -> [DraftedPrices] {
    var entries: [DraftedPrices] = []
    var places: [[String]: Int] = [:]
    for (file, kind) in files {
      guard case .prices(let format, let securities) = kind else { continue }
      let (folder, ending) = (folder(of: file), StudyDraft.ending(of: file))
      let place = places[[folder, format, ending]] ?? entries.count
      if place == entries.count {
        places[[folder, format, ending]] = place
        entries.append(
          DraftedPrices(folder: folder, format: format, files: [], ending: ending, securities: []))
      }
      entries[place].files.append(file)
      entries[place].securities += securities
    }
    let byFolder = Dictionary(grouping: files.map(\.file) + unknown, by: folder(of:))
    for index in entries.indices {
      let entry = entries[index]
      let own = Set(entry.files)
      entries[index].isAlone = !(byFolder[entry.folder] ?? []).contains {
        $0.hasSuffix(entry.ending) && !own.contains($0)
      }
    }
    return entries
  }

  private static func folder(of file: String) -> String {
    file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[..<$0]) } ?? ""
  }

  private init(folder: String, format: String, files: [String], ending: String, securities: [String]) {
    self.folder = folder
    self.format = format
    self.files = files
    self.ending = ending
    self.securities = securities
  }

  /// Those of the entry's securities that are indexes by their names.
  var indexes: [DraftedIndex] { securities.compactMap { DraftedIndex($0, in: folder) } }

  /// The entry in the study file. `markets` are the indexes of all entries.
  func text(markets: [DraftedIndex]) -> String {
    let pattern = (folder.isEmpty ? "" : folder + "/") + "*" + ending
    let names: String =
      if files.count == 1 {
        YAMLText.quoted(files[0])
      } else if isAlone {
        YAMLText.quoted(pattern)
      } else {
        "[" + files.map(YAMLText.quoted).joined(separator: ", ") + "]"
      }
    var text = "  - files: \(names)\n    format: \(format)\n"
    let exchange = exchange(of: securities)
    text += "    exchange: \(exchange.id)            # \(exchange.remark)\n"
    if let (market, why) = benchmark(among: markets, on: exchange.id) {
      let others = markets.filter { $0.id != market.id }.map { ", or \(YAMLText.remark($0.id))" }.joined()
      text +=
        "    benchmark: \(YAMLText.quoted(market.id))           # taken for the index by its name\(why)\(others)\n"
    } else {
      text +=
        "    # benchmark: NAME         # which series is the market: one of the securities of any entry\n"
    }
    return text
  }

  /// The market of the entry, and why it is that one of several: its own, the folder's, the exchange's, or any.
  private func benchmark(
    among markets: [DraftedIndex], on exchange: String
  ) -> (index: DraftedIndex, why: String)? {
    if let own = indexes.first { return (own, "") }
    let choice = markets.count > 1
    if let near = markets.first(where: { $0.folder == folder }) {
      return (near, choice ? ", in the same folder" : "")
    }
    if let home = markets.first(where: { $0.exchanges.contains(exchange) }) {
      return (home, choice ? ", of the same exchange" : "")
    }
    return markets.first.map { ($0, choice ? ", which may be of another market" : "") }
  }

  private func exchange(of ids: [String]) -> (id: String, remark: String) {
    for (suffix, exchange) in DraftedPrices.suffixes where ids.contains(where: { $0.hasSuffix(suffix) }) {
      return (exchange, "guessed from the ending '\(suffix)'; 'eventstudy calendar' knows the others")
    }
    if DraftedPrices.chinese.contains(format) {
      let shanghai = ids.filter { $0.hasPrefix("6") || $0.hasPrefix("sh.") }.count * 2 > ids.count
      return (shanghai ? "XSHG" : "XSHE", "guessed from the securities' numbers")
    }
    let known = ids.map { DraftedIndex($0, in: folder) }
    if let home = known.first??.exchanges.first, known.allSatisfy({ $0?.exchanges.first == home }) {
      return (
        home, "guessed from the name '\(YAMLText.remark(ids[0]))'; 'eventstudy calendar' knows the others"
      )
    }
    return ("XNYS", "a guess: the exchange's ISO 10383 code, such as XNAS, XLON, XTKS")
  }
}
