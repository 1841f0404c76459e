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
  /// What already excludes the event: a row that cannot be read, a second use of its id, an empty security.
  package let refusal: Refusal?

  package init(
    id: EventID, security: SecurityID, order: Int, securityNumber: Int, row: TextRow,
    typed: TextRow? = nil, file: String, refusal: Refusal?
  ) {
    self.id = id
    self.security = security
    self.order = order
    self.securityNumber = securityNumber
    self.row = row
    self.typed = typed
    self.file = file
    self.refusal = refusal
  }

  /// Why a row is no event that can be used. A class, since nearly all rows have none.
  package final class Refusal: Sendable {
    package let reason: ExclusionReason
    /// What is wrong, in words.
    package let text: String

    package init(_ reason: ExclusionReason, _ text: String) {
      self.reason = reason
      self.text = text
    }
  }

  /// A field as somebody typed it, for messages.
  package func typed(_ column: String) -> String? { (typed ?? row).value(column) }

  /// It is known how the dates are written: the study says so, or they tell.
  package var hasDateFormat: Bool { typed != nil }

  /// Where the row, or one of its fields, stands.
  package func location(ofColumn column: String? = nil) -> SourceLocation {
    row.location(in: file, ofColumn: column)
  }
}
