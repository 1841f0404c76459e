/// What a column's title says of the returns in it, whatever its letters' case and what stands between its words.
enum ReturnTitles {
  private static let returns: Set = [
    "ret", "rets", "return", "returns", "rtn", "retn", "retx", "dailyret", "dailyreturn", "dailyreturns",
    "retdaily", "returndaily", "stockret", "stockreturn", "simpleret", "simplereturn", "simplereturns",
    "pctreturn", "returnpct", "retpct",
  ]
  private static let logs: Set = ["log", "ln"]
  private static let words: Set = ["ret", "rets", "return", "returns", "rtn", "retn"]
  private static let logReturns = Set(
    words.flatMap { word in logs.flatMap { ["\($0)\(word)", "\(word)\($0)"] } })

  /// `ret`, `Daily Return`, and those of log returns; no title in which a return is one word among others: a `Total
  /// Return Index` is a price.
  static func isReturn(_ title: String) -> Bool {
    mayBeReturn(title) && (returns.contains(letters(of: title)) || isLogReturn(title))
  }

  /// `log_return`, `LogRet`, `ln.ret`, `AAPL log returns`.
  static func isLogReturn(_ title: String) -> Bool {
    let letters = letters(of: title)
    if logReturns.contains(letters) { return true }
    if letters.hasPrefix("daily"), logReturns.contains(String(letters.dropFirst(5))) { return true }
    let words = title.lowercased().split { !$0.isLetter }.map(String.init)
    return words.contains(where: logReturns.contains)
      || (words.contains(where: logs.contains) && words.contains(where: Self.words.contains))
  }

  /// `ret` or `rtn` stands in it, as in all of them: of thousands of securities hardly one is looked at further.
  private static func mayBeReturn(_ title: String) -> Bool {
    var (before, last): (UInt8, UInt8) = (0, 0)
    for byte in title.utf8 {
      let letter = byte | 32
      if before == UInt8(ascii: "r"),
        (last == UInt8(ascii: "e") && letter == UInt8(ascii: "t"))
          || (last == UInt8(ascii: "t") && letter == UInt8(ascii: "n"))
      {
        return true
      }
      (before, last) = (last, letter)
    }
    return false
  }

  private static func letters(of title: String) -> String { title.lowercased().filter(\.isLetter) }
}
