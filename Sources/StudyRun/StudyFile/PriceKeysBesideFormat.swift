import DataInput

/// The keys of a `prices` entry that have no effect beside its `format`, and are refused.
struct PriceKeysBesideFormat {
  let map: StudyMapping
  let format: String
  let columns: PriceColumns?

  func check() {
    guard let known = PriceFileFormats.format(id: format) else { return }
    if known.id == PriceFileFormat.wide.id { return checkWide() }
    if let value = map["columns"], known.hasOwnColumns {
      value.fault(
        "'columns' stands beside 'format: \(format)', whose header lines say what each column holds",
        help: "remove 'columns', or 'format' where the file has one header line")
    }
    if let value = map["returns_in"], known.columns.returnColumn == nil, columns?.returnColumn == nil {
      value.fault(
        "'returns_in' stands beside 'format: \(format)', which has no column of returns",
        help: known.hasOwnColumns
          ? "remove 'returns_in'"
          : "add columns: {return: ...} with the name of that column, or remove 'returns_in'")
    }
  }

  /// A column a security has one kind of value: prices, or returns where `returns_in` says how they are written.
  private func checkWide() {
    let hasReturns = map["returns_in"] != nil
    let beside = "stands beside 'format: wide'"
    let sayingReturns = "say returns_in: fraction (or percent, log, log-percent) if the values are returns"
    if let value = map["columns"] {
      value.fault(
        "'columns' \(beside), whose columns are securities",
        help: columns?.returnColumn != nil && !hasReturns
          ? sayingReturns + ", in place of 'columns'"
          : "remove 'columns'; where they are columns of one security, remove 'format'")
    }
    if let value = map["security"] {
      value.fault(
        "'security' \(beside), whose header names the securities",
        help:
          "remove 'security'; where the columns are of one security, name them with columns: in place of 'format'"
      )
    }
    if let value = map["price"], hasReturns || value.scalarText != "close" {
      value.fault(
        "'price' \(beside), which has one \(hasReturns ? "return" : "price") a security and day",
        help: "remove 'price'; it is used as it stands")
    }
    if let value = map["suspended_status"] {
      value.fault(
        "'suspended_status' \(beside), which has no column of a status",
        help: "remove it; suspensions: can name a file of suspended sessions")
    }
    guard let value = map["returns_from"] else { return }
    if value.scalarText == "prices", hasReturns {
      value.fault(
        "'returns_from: prices' \(beside) and 'returns_in', which says that the values are returns",
        help: "keep one of the two")
    } else if value.scalarText == "column", !hasReturns {
      value.fault("'returns_from: column' \(beside), whose values are prices", help: sayingReturns)
    }
  }
}
