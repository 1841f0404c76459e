/// One non-blank row of the events file: the event that somebody asked for, still as text.
///
/// Reading the announcement as an instant needs an exchange and is EventTime's business.
///
/// A class, though it never changes, because events, samples and tables pass it on: a copy counts one reference.
package final class EventRequest: Sendable {
  package let id: EventID
  package let security: SecurityID
  /// Position among the requested events, from 0: the order of every report.
  package let order: Int
  /// Position of its security among those of the events file, from 0 in the order of first appearance: who keeps
  /// something for each security finds it without a look at the name.
  package let securityNumber: Int
  /// The whole row, for further columns (`group_by`, clusters) and for excerpts.
  package let row: TextRow
  /// The row as it stands in the file, where dates of `row` have been rewritten.
  private let typed: TextRow?
  package let file: String
  /// A fault that already excludes the event: a second use of its id, an empty security.
  package let fault: ExclusionReason?

  package init(
    id: EventID, security: SecurityID, order: Int, securityNumber: Int, row: TextRow,
    typed: TextRow? = nil, file: String, fault: ExclusionReason?
  ) {
    self.id = id
    self.security = security
    self.order = order
    self.securityNumber = securityNumber
    self.row = row
    self.typed = typed
    self.file = file
    self.fault = fault
  }

  /// A field as somebody typed it, for messages.
  package func typed(_ column: String) -> String? { (typed ?? row).value(column) }

  /// It is known how the dates are written: the study says so, or they tell.
  package var hasDateFormat: Bool { typed != nil }

  /// Where the row, or one of its fields, stands.
  package func location(ofColumn column: String? = nil) -> SourceLocation {
    SourceLocation(file: file, line: row.line, column: column.flatMap { row.fields[$0]?.column })
  }
}
