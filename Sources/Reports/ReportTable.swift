/// The tables of a report, in the order of the documentation; the raw value is the file's stem and what `tables:`
/// lists.
package enum ReportTable: String, CaseIterable, Sendable {
  case events
  case models
  case abnormalReturns = "abnormal_returns"
  case windows
  case buyAndHold = "buy_and_hold"
  case averages
  case tests
  case regressions
  case reactions
  case diagnostics
  case quality

  package var fileName: String { "\(rawValue).csv" }

  /// The header line. New columns are only ever added at the end: scripts depend on these.
  package func columns(alternative: OneSided?) -> [String] {
    switch self {
    case .events:
      words(
        "event_id security exchange benchmark group announced_at announced_local phase day_zero status reason",
        "suspended_sessions spanned_sessions warnings estimation_first estimation_last",
        "announcement_id reaction_order phase_detail locked_sessions explanation")
    case .models: words("event_id model parameter estimate standard_error")
    case .abnormalReturns:
      words(
        "event_id security model day session spanned_sessions return benchmark_return expected_return ar",
        "ar_se sar convention")
    case .windows:
      words(
        "event_id security group model window first_session last_session days car car_se t",
        "degrees_of_freedom p_value scar bhar status reason car_lower car_upper convention")
        + (alternative.map { ["p_\($0.rawValue)"] } ?? []) + ["sq_p_value"]
        + ReportTable.heldColumns + (alternative.map { ["sq_p_\($0.rawValue)"] } ?? [])
    case .buyAndHold:
      words(
        "group model window events buy_and_hold_return benchmark_buy_and_hold_return abhar abhar_se abhar_lower",
        "abhar_upper wealth_relative convention t p_value skewness_adjusted_t skewness_adjusted_p_value hall hall_p_value"
      )
        + (alternative.map {
          ["p_\($0.rawValue)", "skewness_adjusted_p_\($0.rawValue)", "hall_p_\($0.rawValue)"]
        } ?? []) + ["skewness_bootstrap_p_value"]
        + (alternative.map { ["skewness_bootstrap_p_\($0.rawValue)"] } ?? [])
    case .averages:
      words("group model day events aar median_ar positive caar aar_se caar_se caar_lower caar_upper")
    case .tests:
      words(
        "group model window test statistic distribution df1 df2 p_value events estimate convention reason")
        + (alternative.map { ["p_\($0.rawValue)"] } ?? []) + ["p_holm", "p_benjamini_hochberg"]
    case .regressions:
      words(
        "regression model window term estimate standard_error statistic distribution df1 df2 p_value lower upper",
        "events r_squared convention reason")
        + (alternative.map { ["p_\($0.rawValue)"] } ?? [])
    case .reactions:
      words(
        "event_id security base_session base_close after_hours_last after_hours_return reaction_session open",
        "close gap_return open_to_close_return close_to_close_return benchmark_return abnormal_return")
        + ReportTable.pathColumns
    case .diagnostics: words("severity id file line column security event_id message help")
    case .quality:
      words(
        "security exchange first_session last_session rows_read rows_refused missing_sessions",
        "zero_volume_rows longest_zero_volume_run stale_rows longest_stale_run repeated_rows closed_day_rows",
        "return_outliers largest_return largest_return_session likely_splits adjusted_close_oddities scale_jumps",
        "findings findings_in_windows worst_finding worst_finding_date")
    }
  }

  private func words(_ lines: String...) -> [String] {
    lines.flatMap { $0.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) } }
  }
}
