/// A place in an input file. Lines and columns count from 1; columns count characters, not bytes.
package struct SourceLocation: Hashable, Sendable {
  /// The file as it stands in the manifest: relative to the study, never absolute.
  package let file: String
  package var line: Int? { lineNumber == 0 ? nil : Int(lineNumber) }
  package var column: Int? { columnNumber == 0 ? nil : Int(columnNumber) }
  /// 0 = none.
  private let lineNumber: UInt32
  private let columnNumber: UInt32

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    lineNumber = UInt32(clamping: line ?? 0)
    columnNumber = UInt32(clamping: column ?? 0)
  }

  /// `prices.csv:3:17`.
  package var text: String {
    let numbers = [line, line == nil ? nil : column].compactMap(\.self)
    return ([file] + numbers.map(String.init)).joined(separator: ":")
  }
}
