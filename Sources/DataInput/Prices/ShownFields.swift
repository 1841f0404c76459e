import CNumberText

/// Where the fields of a row lie in a block that shows them (see `CSVRowPosition.block`), and which of them mean what.
struct ShownFields {
  /// A number that takes more than one plain step.
  struct Special {
    let field: Int
    let slot: Int
    /// What may stand before the digits: a minus sign or, where numbers have marks, a dollar sign.
    let sign: UInt8
    let isInterpreted: Bool
    /// Where among the places the number without that sign lies.
    let unsigned: Int
  }

  /// The processor reads four numbers at once, and those of several securities a row are plain.
  let areUsed: Bool
  /// One a column; behind them the special numbers without their signs.
  let places: UnsafeMutablePointer<es_field>
  /// The numbers, the special ones first, the last repeated up to a multiple of four.
  let numbers: UnsafeMutablePointer<es_number_column>
  let numberCount: Int
  let paddedCount: Int
  let specials: UnsafeMutableBufferPointer<Special>
  /// -1 = the file has no such column, or it is one of the others.
  let date: Int
  let security: Int
  /// Columns that are taken as in blocks that do not show their fields.
  let others: UnsafeMutableBufferPointer<Int>
  /// There are neither special numbers nor other columns.
  let arePlain: Bool

  init(_ plan: PriceFilePlan) {
    let groups = plan.wide?.groups
    let derives = plan.derivesAdjustedClose
    let hasOneDay = plan.intraday == nil && groups == nil
    var (date, security) = (-1, -1)
    var (plain, special, others): ([Int], [Int], [Int]) = ([], [], [])
    for (field, role) in plan.roles.enumerated() where role != .ignored {
      let isPlain = plan.action(of: role) == role.rawValue
      switch role {
      case .date where hasOneDay: date = field
      case .security where hasOneDay && isPlain: security = field
      case .date, .security, .status, .duration, .delisted, .time: others.append(field)
      case _ where groups.map { $0[field] < 0 } ?? false: continue
      case .returns, .divisor, .factor: special.append(field)
      case .close where derives: special.append(field)
      default: if isPlain { plain.append(field) } else { special.append(field) }
      }
    }
    areUsed = es_reads_numbers() != 0 && (groups == nil || special.isEmpty)
    let columns = plan.roles.count
    places = .allocate(capacity: columns + special.count)
    places.initialize(repeating: es_field(), count: columns + special.count)
    func slot(_ field: Int) -> Int {
      PriceColumnRole.slots * (groups?[field] ?? 0) + Int(plan.roles[field].rawValue)
    }
    specials = Self.list(
      special.enumerated().map { index, field in
        let rule = plan.rule(of: plan.roles[field])
        return Special(
          field: field, slot: slot(field), sign: UInt8(ascii: rule.hasMarks ? "$" : "-"),
          isInterpreted: rule.isInterpreted, unsigned: columns + index)
      })
    let numberColumns =
      specials.map { es_number_column(field: UInt32($0.unsigned), slot: UInt32($0.slot)) }
      + plain.map { es_number_column(field: UInt32($0), slot: UInt32(slot($0))) }
    numberCount = numberColumns.count
    paddedCount = (numberCount + 3) / 4 * 4
    numbers = .allocate(capacity: paddedCount)
    for index in 0..<paddedCount {
      (numbers + index).initialize(to: numberColumns[min(index, numberCount - 1)])
    }
    (self.date, self.security) = (date, security)
    self.others = Self.list(others)
    arePlain = special.isEmpty && others.isEmpty
  }

  private static func list<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let list = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = list.initialize(from: elements)
    return list
  }

  func free() {
    places.deallocate()
    numbers.deallocate()
    specials.deallocate()
    others.deallocate()
  }
}
