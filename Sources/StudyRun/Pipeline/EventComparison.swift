import CoreTypes
import DataInput

/// What the events file says that an event is compared with.
extension EventRequest {
  /// The benchmark that the events file itself names.
  var benchmark: SecurityID? { row.value("benchmark").map(SecurityID.init) }

  /// What the event is held against; nil where the study holds none against a control.
  func control(_ study: StudyConfiguration) -> SecurityID? {
    study.buyAndHold == .control ? control(else: study.control) : nil
  }

  /// The control that the event names, else the study's.
  func control(else usual: SecurityID?) -> SecurityID? {
    row.value("control").map(SecurityID.init) ?? usual
  }
}
