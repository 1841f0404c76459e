import CoreTypes
import EventTime
import ImpactMeasures

extension CSVText {
  /// The row of `reactions.csv` of a used event.
  package mutating func append(reactionOf impact: EventImpact) {
    guard impact.event.status == .used, let legs = impact.legs else { return }
    let dates = impact.event.calendar?.sessionDates
    func date(_ session: Int?) -> CalendarDate? {
      session.flatMap { session in dates.flatMap { $0.indices.contains(session) ? $0[session] : nil } }
    }
    field(impact.event.id.text)
    field(impact.event.security.text)
    field(date(legs.baseSession))
    field(legs.baseClose)
    missing()
    missing()
    field(date(legs.reactionSession))
    field(legs.open)
    field(legs.close)
    field(legs.gapReturn)
    field(legs.openToCloseReturn)
    field(legs.closeToCloseReturn)
    field(legs.benchmarkReturn)
    field(
      impact.models.first?.measures.flatMap { measures in
        let returns = measures.abnormalReturns
        return returns.eventWindow.contains(0) ? returns.abnormal[returns.position(of: 0)] : nil
      })
    endRow()
  }
}
