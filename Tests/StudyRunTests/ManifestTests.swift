import CoreTypes
import DataInput
import Testing

@testable import StudyRun

@Suite struct ManifestTests {
  @Test func theManifestNamesEverythingInOrder() {
    let manifest = Manifest(
      name: "mine",
      study: OutputRecord(file: "study.yaml", bytes: 3, sha256: "ab"),
      inputs: [
        InputFileSummary(
          name: "prices/A.csv", bytes: 9, sha256: "cd", format: "yahoo", rowsRead: 7, rowsRefused: 1)
      ], outputs: [OutputRecord(file: "events.csv", bytes: 0, sha256: "ef")], configuration: .null, seed: 7,
      asOf: CalendarDate(iso: "2019-11-29"),
      counts: RunCounts(
        used: 2, provisional: 1, excludedByReason: [.notListedYet: 1, .unknownSecurity: 2], rowsRead: 7,
        rowsRefused: 1), calendarData: "4.13.2", timeZoneData: "2025b")
    #expect(
      manifest.json.line == #"{"name": "mine", "program": {"name": "eventstudy", "version": "0.1.0"}, "#
        + #""study": {"file": "study.yaml", "bytes": 3, "sha256": "ab"}, "#
        + #""inputs": [{"file": "prices/A.csv", "bytes": 9, "sha256": "cd", "format": "yahoo", "#
        + #""rows_read": 7, "rows_refused": 1}], "#
        + #""outputs": [{"file": "events.csv", "bytes": 0, "sha256": "ef"}], "configuration": null, "#
        + #""seed": 7, "as_of": "2019-11-29", "counts": {"requested": 6, "used": 2, "provisional": 1, "#
        + #""excluded": 3, "excluded_by_reason": {"unknown-security": 2, "not-listed-yet": 1}, "#
        + #""rows_read": 7, "rows_refused": 1}, "calendar_data": "4.13.2", "time_zone_data": "2025b"}"#)
  }

  @Test func theResolvedConfigurationHasEveryKeyAndNoPath() throws {
    let text =
      StudyFileDriver.minimal + """
          - {files: /abroad/*.csv, columns: {date: d, close: c}, delimiter: tab}
        output: /abroad/out
        """
    let json = try StudyFileDriver.read(text).resolved.lines
    #expect(!json.contains("/studies") && !json.contains("/abroad"))
    #expect(
      json == """
        {
          "name": "study",
          "events": {
            "files": "events.csv",
            "delimiter": null,
            "date_format": null,
            "decimal": null,
            "encoding": null
          },
          "securities": null,
          "suspensions": null,
          "other_events": {
            "file": null,
            "margin": 0,
            "treatment": "flag"
          },
          "calendars": null,
          "prices": [
            {
              "files": ["prices.csv"],
              "format": "yahoo",
              "columns": null,
              "security": null,
              "exchange": "XNAS",
              "benchmark": null,
              "calendar": "exchange",
              "hours": null,
              "price": "adjusted",
              "returns_from": null,
              "returns_in": null,
              "suspended_status": null,
              "delimiter": null,
              "date_format": null,
              "decimal": null,
              "encoding": null
            },
            {
              "files": ["A.csv", "B.csv"],
              "format": null,
              "columns": {
                "date": "d",
                "close": "c"
              },
              "security": null,
              "exchange": null,
              "benchmark": null,
              "calendar": "exchange",
              "hours": null,
              "price": "close",
              "returns_from": null,
              "returns_in": null,
              "suspended_status": null,
              "delimiter": "\\t",
              "date_format": null,
              "decimal": null,
              "encoding": null
            }
          ],
          "intraday": null,
          "factors": null,
          "portfolios": [],
          "returns": "simple",
          "return_after_gap": "drop",
          "estimation": {
            "length": 250,
            "last": -11,
            "minimum": 100,
            "exclude_other_events": true,
            "period": "pre",
            "count": "sessions"
          },
          "event_window": [-10, 10],
          "windows": [
            [0, 0],
            [-1, 1],
            [0, 1],
            [-5, 5]
          ],
          "incomplete_windows": "strict",
          "gaps": "trade-to-trade",
          "suspended": "resumption",
          "late_cutoff_minutes": 0,
          "earliest_reaction": 0,
          "shortest_suspension": 1,
          "models": [
            {
              "id": "market-model",
              "name": "market-model",
              "alpha_in_prediction": true
            }
          ],
          "tests": ["cross-sectional-t", "patell", "bmp", "sign"],
          "conventions": [],
          "calendar_time": {
            "weights": "equal",
            "minimum_firms": 1,
            "lags": null
          },
          "alternative": "two-sided",
          "group_by": "group",
          "clusters": "event-date",
          "compare": "two-groups",
          "regressions": [],
          "tables": ["events", "models", "abnormal_returns", "windows", "buy_and_hold", "averages", "tests", \
        "regressions", "reactions", "diagnostics", "quality"],
          "confidence": 0.95,
          "window_variance": "independent",
          "prediction_error": "exact",
          "bhar": "benchmark",
          "control": null,
          "after_delisting": "end",
          "seed": 20191007
        }

        """)
  }
}
