import CoreTypes
import ExpectedReturns
import Inference

extension EstimationChoice {
  /// The residuals of windows that are counted in returns, in a row of the length that all events share: those before
  /// the event end in the last slot of the nominal window, those after it begin in the first one, and nothing stands
  /// between them. nil = no residual.
  ///
  /// - Parameter window: the days that `residuals` stand on, NaN = none.
  func slots(of residuals: [Double], on window: EventWindow?) -> [(day: Int, residual: Double)?] {
    let nominal = self.window
    var slots = [(day: Int, residual: Double)?](repeating: nil, count: nominal.length)
    guard let window else { return slots }
    let found = zip(window.days, residuals).filter { !$0.1.isNaN }.map { (day: $0.0, residual: $0.1) }
    if let before {
      let own = found.filter { $0.day <= before.last }
      for (slot, residual) in zip(stride(from: before.length - 1, through: 0, by: -1), own.reversed()) {
        slots[slot] = residual
      }
    }
    if let after {
      let own = found.filter { $0.day >= after.first }
      for (slot, residual) in zip((after.first - nominal.first)..<nominal.length, own) {
        slots[slot] = residual
      }
    }
    return slots
  }

  /// Residuals in the row that all events share: by session, or in the slots of `slots(of:on:)`; NaN = none.
  func row(of residuals: [Double], on window: EventWindow?) -> [Double] {
    switch count {
    case .sessions: residuals
    case .returns: slots(of: residuals, on: window).map { $0?.residual ?? .nan }
    }
  }
}

extension DesignRows {
  /// The rows of the days of `residuals`, where those stand in the row that all events share.
  func inSlots(of choice: EstimationChoice, _ residuals: [Double], on window: EventWindow?) -> DesignRows {
    guard choice.count == .returns else { return self }
    var rows = self
    rows.estimation = choice.slots(of: residuals, on: window).flatMap { slot in
      let row = slot.map { ($0.day - (window?.first ?? 0)) * columns }
      return (0..<columns).map { column in row.map { estimation[$0 + column] } ?? .nan }
    }
    return rows
  }
}

extension DesignPanel {
  /// The rows of one event.
  init(_ rows: DesignRows) {
    self.init(
      columns: rows.columns, hasOffset: rows.hasOffset, estimation: rows.estimation, event: rows.event)
  }
}
