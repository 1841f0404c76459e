import TestSupport

/// Files that are missing, empty, or not what the study says.
enum FaultyFiles {
  static let all: [BadInputTests.Fault] = [
    .init("missing-prices") { $0.files["index.csv"] = nil },
    .init("missing-events") { $0.study = $0.study.replacingOccurrences(of: "events.csv", with: "evnts.csv") },
    .init("empty-prices") { $0.files["prices/B.csv"] = "" },
    .init("empty-index") { $0.files["index.csv"] = "" },
    .init("empty-events") { $0.events = "" },
    .init("header-only-prices") { $0.files["prices/B.csv"] = "date,close\n" },
    .init("header-only-events") { $0.events = "event_id,security,announced_at\n" },
    .init("blank-file-name") { $0.files["prices/ .csv"] = $0.files["prices/B.csv"] },
    .init("blank-security-in-a-header") { study in
      study.detectFormats()
      study.files["prices/wide.csv"] =
        "Price,Close,Close\nTicker,\"  \",C\nDate,,\n2019-06-03,1,2\n2019-06-04,1,3\n"
    },
    .init("only-bad-prices") { study in
      for file in study.files.keys { study.files[file] = "date,close\n2019-01-02,zero\n" }
    },
    .init("unknown-column") { study in
      study.files["prices/B.csv"] = "date,clse" + (study.files["prices/B.csv"] ?? "").dropFirst(10)
    },
    .init("prices-of-other-securities") { study in
      let rows = (study.files["prices/B.csv"] ?? "").split(separator: "\n").dropFirst()
      study.detectFormats()
      study.files["prices/B.csv"] = rows.reduce("symbol,date,close\n") { $0 + "B.US,\($1)\n" }
    },
    .init("column-without-prices") { study in
      let rows = (study.files["prices/B.csv"] ?? "").split(separator: "\n").dropFirst()
      study.detectFormats()
      study.files["prices/B.csv"] = nil
      study.files["prices/wide.csv"] = rows.reduce("Name,FIRM B,FIRM C\nCode,B(P),C(P)\n") { text, row in
        text + "\(row.prefix(10)),#ERROR,1\(row.dropFirst(11))\n"
      }
    },
    .init("unknown-column-in-events") { study in
      study.events = study.events.replacingOccurrences(of: "announced_at", with: "announced")
    },
    .init("quote-not-closed") { study in
      let line = study.line(of: "2019-10-08", in: "prices/B.csv")
      study.replace(line, in: "prices/B.csv", with: "\"" + line)
    },
  ]
}

/// Rows of prices that cannot be used.
enum FaultyPrices {
  private static func close(_ text: String) -> @Sendable (inout ExampleStudy) -> Void {
    { study in
      let line = study.line(of: "2019-09-11", in: "prices/B.csv")
      study.replace(line, in: "prices/B.csv", with: "2019-09-11,\(text)")
    }
  }

  static let all: [BadInputTests.Fault] = [
    .init("price-zero", close("0.00")), .init("price-negative", close("-1.05")),
    .init("price-not-a-number", close("12.5x")), .init("price-huge", close("1e999")),
    .init("price-empty", close("")),
    .init("duplicate-day-equal") { study in
      let line = study.line(of: "2019-09-11", in: "prices/B.csv")
      study.replace(line, in: "prices/B.csv", with: line + "\n" + line)
    },
    .init("duplicate-day-different") { study in
      let line = study.line(of: "2019-09-11", in: "prices/B.csv")
      study.replace(line, in: "prices/B.csv", with: line + "\n" + line + "1")
    },
    .init("date-outside-calendar") { $0.files["prices/B.csv"]? += "1850-01-02,9.50\n" },
    .init("date-impossible") { $0.files["prices/B.csv"]? += "2019-02-30,9.50\n" },
    .init("price-on-a-holiday") { $0.files["prices/B.csv"]? += "2019-12-25,9.50\n" },
    .init("benchmark-ends-early") { study in
      let text = study.files["index.csv"] ?? ""
      study.files["index.csv"] = text.components(separatedBy: "2019-09-09")[0]
    },
    .init("benchmark-begins-late") { study in
      let lines = (study.files["index.csv"] ?? "").split(separator: "\n")
      study.files["index.csv"] =
        "date,close\n" + lines.filter { $0 >= "2019-08-05" && $0 < "d" }.joined(separator: "\n") + "\n"
    },
    .init("constant-benchmark") { study in
      study.files["index.csv"] = ExampleStudy.sessions.reduce("date,close\n") { $0 + "\($1),100\n" }
    },
    .init("security-is-its-benchmark") { study in
      study.files["prices/B.csv"] = study.files["index.csv"]
    },
    .init("price-never-moves") { study in
      study.files["prices/B.csv"] = ExampleStudy.sessions.reduce("date,close\n") { $0 + "\($1),7\n" }
    },
  ]
}

/// Events that cannot be used.
enum FaultyEvents {
  private static func adding(_ rows: String...) -> @Sendable (inout ExampleStudy) -> Void {
    { $0.events += rows.joined(separator: "\n") + "\n" }
  }

  static let all: [BadInputTests.Fault] = [
    .init("unknown-security", adding("E4,C,2019-09-10,")),
    .init("event-without-security", adding("E4,,2019-09-10,")),
    .init("event-without-time", adding("E4,A,,")),
    .init("event-time-unreadable", adding("E4,A,yesterday,")),
    .init("event-phase-unknown", adding("E4,A,2019-09-10,lunch")),
    .init("duplicate-event-id", adding("E1,B,2019-09-10,", "E1,B,2019-09-12,")),
    .init("row-too-short", adding("E4")),
    .init("row-too-long", adding("E4,A,2019-09-10,,,,")),
    .init("unknown-zone") { study in
      study.events =
        "security,announced_at,timezone\nA,2019-09-10T10:00:00,Europe/Frankfrt\nB,2019-09-10T10:00:00,\n"
    },
    .init("weights-that-are-none") { study in
      study.study += "calendar_time: {weights: cap}\n"
      study.events = """
        security,announced_at,cap
        A,2019-08-06,300
        A,2019-10-08,"1,200"
        B,2019-09-10,-5

        """
    },
    .init("unknown-benchmark-of-an-event") { study in
      study.events = "security,announced_at,benchmark\nA,2019-09-10,N\nB,2019-09-10,\n"
    },
    .init("announced-before-the-data", adding("E4,A,2018-12-03,pre-open")),
    .init("announced-after-the-data", adding("E4,A,2020-02-03,pre-open")),
    .init("announced-outside-calendar", adding("E4,A,1850-02-03,pre-open")),
    .init("history-too-short", adding("E4,A,2019-03-05,pre-open")),
    .init("window-beyond-the-data", adding("E4,A,2019-12-27,pre-open")),
    .init(
      "event-without-prices",
      { study in
        let text = study.files["prices/B.csv"] ?? ""
        study.files["prices/B.csv"] = text.components(separatedBy: "2019-09-05")[0]
      }),
    .init("misspelled-security", adding("E4,b.US,2019-09-10,")),
    .init("formula-in-an-id", adding("=1+1,A,2019-09-17,pre-open")),
  ]
}

/// Study files that cannot be used.
enum FaultyStudies {
  private static func replacing(_ text: String, _ other: String) -> @Sendable (inout ExampleStudy) -> Void {
    { study in
      precondition(study.study.contains(text))
      study.study = study.study.replacingOccurrences(of: text, with: other)
    }
  }

  static let all: [BadInputTests.Fault] = [
    .init("column-named-twice", replacing("close: close}", "close: close, open: close}")),
    .init(
      "adjusted-without-its-column",
      replacing("exchange: XNYS\n    benchmark", "exchange: XNYS\n    price: adjusted\n    benchmark")),
    .init(
      "returns-in-without-returns",
      replacing("exchange: XNYS\n    benchmark", "exchange: XNYS\n    returns_in: percent\n    benchmark")),
    .init("blank-security", replacing("security: M", "security: ' '")),
    .init("portfolio-called-like-a-security", { $0.study += "portfolios: [{id: M, members: [A, B]}]\n" }),
    .init("no-windows", replacing("windows: [[0, 0], [-1, 1]]", "windows: []")),
    .init("no-factors", { $0.study += "factors: []\n" }),
    .init("typo-in-a-key", replacing("event_window:", "event_windw:")),
    .init("typo-in-a-nested-key", replacing("minimum:", "minimun:")),
    .init("typo-in-a-model", { $0.study += "models: [marketmodel]\n" }),
    .init("typo-in-a-test", replacing("sign]", "sing]")),
    .init("typo-in-a-table", { $0.study += "tables: [event]\n" }),
    .init("typo-in-a-column-of-a-table", { $0.study += "tables: [events, windows: [event_id, care]]\n" }),
    .init("columns-of-an-unknown-table", { $0.study += "tables:\n  - events\n  - returns: [event_id]\n" }),
    .init("no-columns-of-a-table", { $0.study += "tables: [events: []]\n" }),
    .init("one-column-of-a-table", { $0.study += "tables: [events: [day_zero]]\n" }),
    .init("column-of-a-table-twice", { $0.study += "tables: [events: [event_id, event_id]]\n" }),
    .init("columns-that-are-no-list", { $0.study += "tables: [events: event_id]\n" }),
    .init("tables-in-one-entry", { $0.study += "tables: [{events: [event_id], windows: [event_id]}]\n" }),
    .init("table-twice", { $0.study += "tables: [events, events: [event_id]]\n" }),
    .init("quote-not-closed-in-the-study", replacing("events: events.csv", "events: \"events.csv")),
    .init(
      "key-without-a-blank", { $0.study = $0.study.replacing("tests: [", with: "tests:[") + "seed: 5\n" }),
    .init("not-yaml", { $0.study += "models: [market-model\n" }),
    .init("key-twice", { $0.study += "event_window: [-3, 3]\n" }),
    .init("windows-overlap", replacing("last: -11", "last: -5")),
    .init("window-outside-event-window", replacing("[-1, 1]", "[-1, 6]")),
    .init("window-backwards", replacing("[-1, 1]", "[1, -1]")),
    .init("minimum-above-length", replacing("minimum: 50", "minimum: 101")),
    .init("unknown-exchange", replacing("exchange: XNYS", "exchange: XNIS")),
    .init("unknown-zone-in-hours") { study in
      study.study = study.study.replacingOccurrences(
        of: "    exchange: XNYS\n    benchmark: M\n",
        with: """
              calendar: benchmark
              benchmark: M
              hours: {open: "09:30", close: "16:00", timezone: America/New_Yrk}

          """)
    },
    .init("unknown-zone-in-intraday") { study in
      study.study +=
        "intraday: [{files: m.csv, columns: {instant: t, close: c}, stamp: end, timezone: New_York}]\n"
      study.files["m.csv"] = "t,c\n"
    },
    .init("price-refused-on-day-0") { study in
      for security in ["A", "B"] {
        let line = study.line(of: "2019-10-08", in: "prices/\(security).csv")
        study.replace(line, in: "prices/\(security).csv", with: "2019-10-08,5O.1")
      }
    },
    .init("price-stands-still-from-day-0-on") { study in
      for session in ExampleStudy.sessions where session >= "2019-09-10" && session < "2019-10-15" {
        let line = study.line(of: session, in: "prices/B.csv")
        study.replace(line, in: "prices/B.csv", with: "\(session),52.5")
      }
    },
    .init("unknown-control") { study in study.study += "bhar: control\ncontrol: AA\n" },
    .init("unknown-portfolio-member") { study in
      study.study = study.study.replacingOccurrences(of: "benchmark: M", with: "benchmark: peers")
      study.study += "portfolios:\n  - id: peers\n    members: [M, N]\n"
    },
    .init("benchmark-missing", replacing("benchmark: M", "benchmark: MM")),
    .init("no-benchmark-named", replacing("    benchmark: M\n", "")),
    .init("no-exchange-named", replacing("    exchange: XNYS\n", "")),
    .init(
      "file-in-two-entries",
      replacing(
        "estimation:",
        "  - {files: prices/A.csv, columns: {date: date, close: close}, exchange: XNYS}\nestimation:")),
    .init("unknown-exchange-of-a-security") { study in
      study.study += "securities: securities.csv\n"
      study.files["securities.csv"] = "security,exchange\nB,XNYZ\n"
    },
    .init("unknown-exchange-of-a-benchmark") { study in
      study.study += "securities: securities.csv\n"
      study.files["securities.csv"] = "security,exchange\nM,XNYZ\n"
    },
    .init("unknown-group-column", { $0.study += "group_by: phse\n" }),
    .init("unknown-cluster-column", replacing("sign]", "\"wild-cluster:industry\"]")),
    .init("no-events-key", replacing("events: events.csv\n", "")),
    .init("empty-study", { $0.study = "" }),
  ]
}

extension ExampleStudy {
  /// The securities' files are known by their header lines.
  fileprivate mutating func detectFormats() {
    study = study.replacing("    columns: {date: date, close: close}\n", with: "", maxReplacements: 1)
  }
}
