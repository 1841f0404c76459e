import Foundation
import TestSupport

/// One change of the example study for each id that needs more than a file to show.
enum CatalogFaults {
  private typealias Fault = BadInputTests.Fault

  static let all: [BadInputTests.Fault] = prices + calendars + events + columns + intraday

  private static let prices: [Fault] = [
    Fault("price-on-closed-day") { $0.files["prices/B.csv"]? += "2019-12-25,9.50\n" },
    Fault("price-stale") { study in
      for day in ExampleStudy.sessions[30..<52] {
        study.replace(study.line(of: day, in: "prices/B.csv"), in: "prices/B.csv", with: "\(day),51.5")
      }
    },
    Fault("prices-not-daily") { study in
      let days = stride(from: 4, to: ExampleStudy.sessions.count, by: 5).map { ExampleStudy.sessions[$0] }
      study.files["prices/B.csv"] =
        "date,close\n"
        + days.map { study.line(of: $0, in: "prices/A.csv") + "\n" }.joined()
    },
    Fault("price-while-suspended") { study in
      study.study += "suspensions: suspensions.csv\n"
      study.files["suspensions.csv"] = "security,from,until\nB,2019-03-05,2019-03-05\n"
    },
    Fault("looks-like-a-split") { study in
      study.files["prices/B.csv"] = halved(study.files["prices/B.csv"] ?? "", from: "2019-06-03")
    },
    Fault("price-out-of-line") { study in
      let day = ExampleStudy.sessions[200]
      let line = study.line(of: day, in: "prices/B.csv")
      study.replace(line, in: "prices/B.csv", with: line.replacing(".", with: ""))
    },
    Fault("prices-end-early") { study in
      study.events = "event_id,security,announced_at\nE1,A,2019-09-10\nE2,B,2019-10-30\nE3,B,2019-12-10\n"
      let text = study.files["prices/B.csv"] ?? ""
      study.files["prices/B.csv"] = text.components(separatedBy: "2019-11-01")[0]
    },
    Fault("prices-end-before-as-of", flags: ["--as-of", "2020-02-10"]) { _ in },
    Fault("total-loss-under-log") { study in
      study.study += "returns: log\nsecurities: securities.csv\n"
      study.files["securities.csv"] = "security,delisting_return\nB,-1\n"
      let text = study.files["prices/B.csv"] ?? ""
      study.files["prices/B.csv"] = text.components(separatedBy: "2019-11-01")[0]
    },
    Fault("looks-like-log-returns") { study in
      study.files["prices/B.csv"] = ExampleStudy.sessions.enumerated().reduce("date,log_return\n") {
        $0 + "\($1.element),\($1.offset % 2 == 0 ? "" : "-")0.01\($1.offset % 7)\n"
      }
      study.study = study.study.replacing("prices/*.csv", with: "prices/A.csv").replacing(
        "  - files: index.csv",
        with: "  - files: prices/B.csv\n    columns: {date: date, return: log_return}\n    exchange: XNYS\n"
          + "    benchmark: M\n  - files: index.csv")
    },
    Fault("benchmark-missing") { $0.study = $0.study.replacing("    benchmark: M\n", with: "") },
    Fault("delisting-unreadable") { study in
      study.study += "securities: securities.csv\n"
      study.files["securities.csv"] = "security,delisting_return,delisting_date\nA,-30%,\nB,-0.3,2019-03-05\n"
    },
    Fault("factor-missing") { study in
      study.study += "factors: factors.csv\nmodels: [capm]\n"
      study.files["factors.csv"] = ExampleStudy.sessions.prefix(185).enumerated().reduce("date,mkt_rf,rf\n") {
        $0 + "\($1.element),0.00\($1.offset % 7),0.0001\n"
      }
    },
    Fault("factor-looks-like-prices") { study in
      study.study += "factors: factors.csv\nmodels: [{id: factors, factors: [index], excess: false}]\n"
      study.files["factors.csv"] = study.files["index.csv"]?.replacing("date,close", with: "date,index")
    },
    Fault("factor-contradicts-benchmark") { study in
      study.study += "factors: factors.csv\nmodels: [capm]\n"
      study.files["factors.csv"] = marketOf(study.files["index.csv"] ?? "", tenfoldOn: "2019-06-04")
    },
  ]

  /// The index as a factor of returns in excess of a riskless rate of 0.01 %, ten times its size on one day.
  private static func marketOf(_ index: String, tenfoldOn day: String) -> String {
    let rows = index.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    return zip(rows, rows.dropFirst()).reduce("date,mkt_rf,rf\n") { text, pair in
      let change = (Double(pair.1[1]) ?? 0) / (Double(pair.0[1]) ?? 0) - 1.0001
      let shown = ((pair.1[0] == day ? 10 : 1) * change * 10_000).rounded() / 10_000
      return text + "\(pair.1[0]),\(shown),0.0001\n"
    }
  }

  private static func halved(_ text: String, from day: String) -> String {
    text.split(separator: "\n").map { line in
      let cells = line.split(separator: ",")
      guard line >= day, let price = Double(cells[1]) else { return String(line) }
      return "\(cells[0]),\((price * 50).rounded() / 100)"
    }.joined(separator: "\n") + "\n"
  }

  private static let calendars: [Fault] = [
    Fault("calendar-disagrees-with-prices") { study in
      for name in study.files.keys { study.files[name]? += "2019-12-25,50.5\n" }
    },
    Fault("hours-not-used") { study in
      let hours = "{open: \"09:30\", close: \"15:00\", timezone: America/New_York}"
      study.study = study.study.replacing("exchange: XNYS\n", with: "exchange: XNYS\n    hours: \(hours)\n")
    },
    Fault("exchange-not-named") {
      $0.study = $0.study.replacing("    exchange: XNYS\n    benchmark: M", with: "    benchmark: M")
    },
    Fault("date-outside-calendar") { $0.files["prices/B.csv"]? += "1850-01-02,9.50\n" },
    Fault("unknown-exchange") { study in
      study.study += "securities: securities.csv\n"
      study.files["securities.csv"] = "security,exchange\nB,XNIS\n"
    },
    Fault("exchange-hours-unknown") { study in
      study.study = study.study.replacing(
        "exchange: XNYS\n    benchmark: M", with: "calendar: benchmark\n    benchmark: M")
    },
    Fault("unknown-time-zone") { study in
      study.events = "security,announced_at,timezone\nA,2019-09-10T10:00:00,Europe/Frankfrt\n"
    },
  ]

  private static func event(_ id: String, _ rows: String) -> Fault {
    Fault(id) { $0.events = "event_id,security,announced_at,phase,timezone,day_zero\n\(rows)\n" }
  }

  /// A session elsewhere that ended on the Sunday on which New York's clocks were set back, between the two half past one.
  private static let repeatedTime = Fault("announcement-time-repeated") { study in
    study.study = study.study.replacing("XNYS", with: "XLON") + "calendars: calendars.csv\n"
    let days = (ExampleStudy.sessions + ["2019-11-03"]).sorted()
    study.files["calendars.csv"] = days.reduce("exchange,session,open,close\n") { text, day in
      let hours = day == "2019-11-03" ? ("04", "06") : ("08", "16")
      return text + "XLON,\(day),\(day)T\(hours.0):30:00Z,\(day)T\(hours.1):00:00Z\n"
    }
    study.events = "security,announced_at,timezone\nA,2019-11-03T01:30:00,America/New_York\n"
  }

  private static let events: [Fault] = [
    event("announcement-unreadable", "E1,A,yesterday,,,\nE2,B,,,,"),
    event("announcement-time-skipped", "E1,A,2019-03-10T02:30:00,,America/New_York,"),
    repeatedTime,
    event("time-zone-without-summer-time", "E1,A,2019-09-10T15:30:00,,EST,"),
    event("time-zone-contradicts-offset", "E1,A,2019-09-10T15:30:00-05:00,,America/New_York,"),
    event("phase-unknown", "E1,A,2019-09-10,lunch,,"),
    Fault("announcement-instants-differ") { study in
      study.events = """
        event_id,security,announced_at,announcement_id
        E1,A,2019-09-10T16:05:00-04:00,merger
        E2,B,2019-09-11T16:05:00-04:00,merger
        E3,A,2019-09-12T16:05:00-04:00,merger

        """
    },
    event(
      "event-repeated",
      "E1,A,2019-09-10T10:00:00-04:00,,,\nE2,B,2019-09-10T10:00:00-04:00,,,\nE3,A,2019-09-10T14:00:00Z,,,"),
    event("phase-contradicts-time", "E1,A,2019-09-10T10:00:00-04:00,after-close,,"),
    event("day-zero-unreadable", "E1,A,2019-09-10,,,2019-09-14\nE2,B,2019-09-10,,,soon"),
  ]

  /// Six events with a group, a size and a weight.
  private static func regression(_ id: String, _ keys: String, size: String = "7", weight: String = "1")
    -> Fault
  {
    Fault(id) { study in
      study.study += keys
      let days = ["2019-07-09", "2019-08-13", "2019-09-17", "2019-10-15", "2019-11-12"]
      study.events = days.enumerated().reduce("security,announced_at,phase,industry,size,w\n") {
        $0
          + "\("AB".split(separator: "")[$1.offset % 2]),\($1.element),pre-open,\("xyx".split(separator: "")[$1.offset % 3]),\($1.offset),2\n"
      }
      study.events += "A,2019-12-10,pre-open,x,\(size),\(weight)\n"
    }
  }

  private static let columns: [Fault] = [
    regression("unknown-group", "group_by: industry\ncompare: [[x, bank]]\n"),
    regression("groups-not-compared", "group_by: industry\ncompare: all\n"),
    regression("regressor-not-a-number", "regressions: [{name: r, on: [size]}]\n", size: "huge"),
    regression("regressor-missing", "regressions: [{name: r, on: [size]}]\n", size: ""),
    regression(
      "regressor-level-unknown",
      "regressions: [{name: r, on: [{column: industry, categorical: true, base: bank}]}]\n"),
    regression("weight-not-positive", "regressions: [{name: r, on: [size], weights: w}]\n", weight: "-1"),
  ]

  /// Closes of a minute file that are a multiple of the daily ones: on all days, or from one day on.
  private static func minutes(_ id: String, multiple: @escaping @Sendable (String) -> Double) -> Fault {
    Fault(id) { study in
      study.study += """
        intraday:
          - {files: minutes.csv, security: A, columns: {instant: instant, close: close}, stamp: end, bar_seconds: 60}

        """
      let daily = (study.files["prices/A.csv"] ?? "").split(separator: "\n").dropFirst()
      study.files["minutes.csv"] = daily.reduce("instant,close\n") { text, line in
        let cells = line.split(separator: ",").map(String.init)
        let summer = cells[0] >= "2019-03-10" && cells[0] < "2019-11-03"
        let close = (Double(cells[1]) ?? 0) * multiple(cells[0])
        return text + "\(cells[0])T16:00:00-0\(summer ? 4 : 5):00,\(close)\n"
      }
    }
  }

  private static let intraday: [Fault] = [
    minutes("intraday-ratio") { _ in 4 },
    minutes("intraday-ratio-changes") { $0 < "2019-08-07" ? 4 : 1 },
    Fault("intraday-hours-doubtful") { study in
      study.study += """
        intraday:
          - {files: quotes.csv, security: A, columns: {instant: instant, price: price}}

        """
      // Every quarter of an hour of New York's sessions, in UTC and without saying so.
      study.files["quotes.csv"] = ["2019-08-06", "2019-08-07", "2019-10-07", "2019-10-08"].reduce(
        "instant,price\n"
      ) { text, day in
        let close = study.line(of: day, in: "prices/A.csv").split(separator: ",").last ?? ""
        return stride(from: 810, through: 1_200, by: 15).reduce(text) {
          $0 + "\(day) \($1 / 60):\($1 % 60 < 10 ? "0" : "")\($1 % 60),\(close)\n"
        }
      }
    },
  ]
}
