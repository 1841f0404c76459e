import CoreTypes

extension PriceDayFault {
  /// As a fault of its row.
  func fault(in plan: PriceFilePlan) -> PriceFault {
    let other = "\(otherFile):\(otherLine)"
    let (kind, detail): (PriceFault.Kind, String) =
      switch self.kind {
      case .repeated: (.dayRepeated, "\(security) has the same row for \(day) at \(other)")
      case .contradicted:
        (.dayContradicted, "\(security) has another row for \(day) with different prices at \(other)")
      case .outOfOrder:
        (.outOfOrder, "\(day) is out of order: the other rows of \(security) are sorted by date")
      case .daysSwapped(let count, let rows):
        (
          .daysSwapped,
          "in \(count) of the \(rows) dates of \(security) day and month are exchanged: as they are the rows are out of order, "
            + "exchanged they are sorted"
        )
      case .returnsContradicted(let count, let compared):
        (
          .returnsContradicted,
          "\(count) of \(compared) returns of \(security) differ from those of its prices, this one first"
        )
      case .returnMissing:
        (.returnMissing, "\(security) has no return from the row at \(other) to that of \(day)")
      case .factorMissing: (.missing, "")
      }
    return PriceFault(
      kind: kind, line: line, field: plan.field(of: kind == .missing ? .factor : .date), security: security,
      day: date?.dayNumber, detail: detail, rowsBesideOthers: self.kind.refusedRows)
  }
}
