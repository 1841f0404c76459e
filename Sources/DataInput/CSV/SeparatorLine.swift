/// The line `sep=;` with which a file tells Excel its delimiter, before the header.
struct SeparatorLine {
  let delimiter: UInt8
  /// Of the line and its end.
  let length: Int

  /// nil = the text does not begin with one.
  init?(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    let start = Array(text.prefix(7))
    guard start.count >= 6, start[..<4].map({ $0 | 32 }) == Array("sep=".utf8).map({ $0 | 32 }),
      CSVOpening.delimiters.contains(start[4]), start[5] == 10 || start[5] == 13
    else { return nil }
    delimiter = start[4]
    length = start.count == 7 && start[5] == 13 && start[6] == 10 ? 7 : 6
  }
}
