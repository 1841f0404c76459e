/// What several header lines say: where the rows begin, and for each column whose it is and what it holds.
package struct WideHeader: Sendable {
  /// The index of the row that names the columns in messages.
  let headerRow: Int
  let firstDataRow: Int
  /// One a field of the header; `nil` = not used.
  let columns: [WideColumn?]

  /// The same of a table whose values are ready-made returns.
  func withReturns() -> WideHeader {
    let columns = columns.map { column in
      column.map {
        WideColumn(
          security: $0.security, role: $0.role == .close ? .returns : $0.role, dateField: $0.dateField)
      }
    }
    return WideHeader(headerRow: headerRow, firstDataRow: firstDataRow, columns: columns)
  }

  /// The same without columns of a security whose name is blank, and where those are.
  func withNamedColumns() -> (header: WideHeader, unnamed: [Int]) {
    let unnamed = columns.indices.filter { columns[$0]?.security.map(FieldText.isBlank) == true }
    var kept = columns
    for field in unnamed { kept[field] = nil }
    return (WideHeader(headerRow: headerRow, firstDataRow: firstDataRow, columns: kept), unnamed)
  }

  /// The same with one column of each kind a security, the first, and only the dates that hold for these; and the columns
  /// of a kind that the security has already.
  func withFirstColumns() -> (header: WideHeader, repeated: [WideColumn]) {
    struct Kind: Hashable {
      let security: String
      let role: PriceColumnRole
    }
    var seen: Set<Kind> = []
    var dateFields: [String: Int] = [:]
    var kept = columns
    var repeated: [WideColumn] = []
    for (field, column) in columns.enumerated() {
      guard let column, let security = column.security else { continue }
      if seen.insert(Kind(security: security, role: column.role)).inserted {
        dateFields[security] = dateFields[security] ?? column.dateField
      } else {
        kept[field] = nil
        repeated.append(column)
      }
    }
    let dates = Set(dateFields.values)
    for field in kept.indices where kept[field]?.role == .date && !dates.contains(field) { kept[field] = nil }
    return (WideHeader(headerRow: headerRow, firstDataRow: firstDataRow, columns: kept), repeated)
  }
}

/// A column of such a file.
package struct WideColumn: Sendable {
  /// `nil` = a date.
  let security: String?
  let role: PriceColumnRole
  /// The column of the date that holds for it.
  let dateField: Int
}

/// How the columns of a file with several securities a row are read: each security's columns are a group, which is
/// read like a row of its own.
struct WidePlan: Sendable {
  /// The group of each column; -1 = ignored.
  let groups: [Int]
  /// The security of each group.
  let securities: [String]
  /// The date column's group and that of the groups it holds for: each group's own where they are equal.
  let dateFields: [Int]
  /// For each group and role the column; -1 = none.
  let fields: [Int]

  init(groups: [Int], securities: [String], dateFields: [Int], fields: [Int]) {
    self.groups = groups
    self.securities = securities
    self.dateFields = dateFields
    self.fields = fields
  }

  /// Each security has one column of a kind.
  init(_ header: WideHeader) {
    var names: [String] = []
    var numbers: [String: Int] = [:]
    var groups = [Int](repeating: -1, count: header.columns.count)
    var dateFields: [Int] = []
    for (field, column) in header.columns.enumerated() {
      guard let column, let security = column.security else { continue }
      let group = numbers[security] ?? names.count
      if group == names.count {
        numbers[security] = group
        names.append(security)
        dateFields.append(column.dateField)
      }
      groups[field] = group
    }
    var fields = [Int](repeating: -1, count: names.count * PriceColumnRole.slots)
    for (field, column) in header.columns.enumerated() {
      guard let column, groups[field] >= 0 else { continue }
      fields[groups[field] * PriceColumnRole.slots + Int(column.role.rawValue)] = field
    }
    for (group, field) in dateFields.enumerated() {
      fields[group * PriceColumnRole.slots + Int(PriceColumnRole.date.rawValue)] = field
    }
    self.init(groups: groups, securities: names, dateFields: dateFields, fields: fields)
  }
}
