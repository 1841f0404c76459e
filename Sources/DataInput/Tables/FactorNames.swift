/// What the columns of a factors file are called.
extension FactorsFile {
  /// The column of the riskless rate.
  package static let risklessRate = "rf"

  /// How the message about a text in a factor's column begins.
  package static func mustBeANumber(_ factor: String) -> String { "the factor \(factor) must be a number" }

  /// What others call the program's factors: WRDS says MKTRF and UMD, some say WML for momentum.
  private static let otherNames = ["mktrf": "mkt_rf", "umd": "mom", "wml": "mom"]

  /// `Mkt-RF` -> `mkt_rf`, `MKTRF` -> `mkt_rf`, `UMD` -> `mom`.
  package static func factorName(_ title: String) -> String {
    let name = title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    return otherNames[name] ?? name
  }
}
