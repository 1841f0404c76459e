/// What the robust regressions have in common (METHODS 3.10).
enum RobustLine {
  /// Said of every robust line in `eventstudy methods`.
  static let variance =
    "s^2 = e'e / (M - 2), nu = M - 2, with the leverage of least squares: approximate, and named so"
}
