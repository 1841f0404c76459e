import CoreTypes

/// A line of an input file with a caret under the fault, fit for a terminal whatever the line holds.
enum SourceExcerpt {
  /// Longer lines are shown as a window around the fault.
  private static let width = 100

  /// The two lines to print; only the first where no column is known. `column` counts characters (Unicode
  /// scalars) from 1.
  static func lines(of source: String, column: Int?) -> [String] {
    let scalars = Array(source.unicodeScalars.drop { $0 == "\u{FEFF}" })
    guard let column, column >= 1, column <= scalars.count + 1 else {
      return [window(scalars, around: 0).text]
    }
    let (text, position) = window(scalars, around: column - 1)
    let before = text.unicodeScalars.prefix(position)
    return [text, before.map(blank).joined() + "^"]
  }

  /// The text shown, and where in it the scalar at `position` stands.
  private static func window(_ scalars: [Unicode.Scalar], around position: Int) -> (text: String, Int) {
    let printable = scalars.map(harmless)
    guard printable.count > width else { return (text(printable[...]), position) }
    let first = max(0, min(position - width / 2, printable.count - width))
    let last = min(printable.count, first + width)
    let start = first > 0 ? "..." : ""
    let end = last < printable.count ? "..." : ""
    return (start + text(printable[first..<last]) + end, position - first + start.count)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// `text` without characters that nobody sees.
  static func harmless(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(harmless)))
  }

  /// What a file holds must neither command the terminal nor turn the line around; tabs keep their meaning.
  private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.isUnseen && scalar != "\t" ? "\u{FFFD}" : scalar
  }

  /// As wide as the scalar, without ink: a tab stays a tab, so that both lines stop at the same places.
  private static func blank(_ scalar: Unicode.Scalar) -> String {
    scalar == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.of(scalar))
  }
}
