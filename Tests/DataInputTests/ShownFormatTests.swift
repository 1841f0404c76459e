import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Rows of formats whose numbers take more than one plain step, and rows with several securities, say the same read together
/// and field by field, which a blank line at the end of the file brings about.
@Suite struct ShownFormatTests {
  struct Layout: Sendable, CustomTestStringConvertible {
    let format: String
    let header: String
    /// A letter for what each column holds.
    let columns: String
    var delimiter = ","
    var returnsFrom: PriceSource.ReturnsFrom?

    var testDescription: String { "\(format) \(returnsFrom.map(String.init(describing:)) ?? "")" }
  }

  private static let chinese = "日期,股票代码,名称,收盘价,最高价,最低价,开盘价,前收盘,涨跌额,涨跌幅,换手率,成交量"
  static let layouts = [
    Layout(format: "nasdaq", header: "Date,Close/Last,Volume,Open,High,Low", columns: "u$v$$$"),
    Layout(format: "netease", header: chinese, columns: "dqxppppppprv"),
    Layout(format: "netease", header: chinese, columns: "dqxppppppprv", returnsFrom: .prices),
    Layout(
      format: "crsp-dsf", header: "PERMNO,date,TICKER,PRC,VOL,RET,OPENPRC,ASKHI,BIDLO", columns: "scxpvrppp"),
    Layout(
      format: "crsp-dsf", header: "PERMNO,date,TICKER,PRC,VOL,RET,OPENPRC,ASKHI,BIDLO", columns: "scxpvrppp",
      returnsFrom: .prices),
    Layout(format: "crsp-index", header: "caldt,vwretd,vwretx,spindx", columns: "crrp"),
    Layout(
      format: "compustat", header: "gvkey\tdatadate\tconm\tcshtrd\tprccd\tprchd\tprcld\tprcod\tajexdi\ttrfd",
      columns: "scxvppppaf", delimiter: "\t"),
    Layout(
      format: "tushare-history", header: "date,open,high,close,low,volume,price_change,p_change",
      columns: "dppppvrr"),
    Layout(
      format: "baostock", header: "date,code,open,high,low,close,volume,tradestatus,pctChg",
      columns: "dsppppvtr"),
    Layout(
      format: "bloomberg",
      header: ",A US Equity,,B US Equity,,,C US Equity\n"
        + "Dates,PX_LAST,PX_VOLUME,PX_LAST,PX_OPEN,Dates,PX_LAST",
      columns: "dpvppdp"),
    // One security, the second of two columns of one kind left aside.
    Layout(
      format: "bloomberg", header: ",A US Equity,,\nDates,PX_LAST,PX_LAST,PX_VOLUME", columns: "dppv"),
  ]

  private static let odd = [
    "", "", "0", "0.0", "-5", "-1.5", "-0.0125", "n/a", "#N/A N/A", "$7.25", "$", "-", "--5", "-.5", "5.",
    "C", "-44.0", "-66", "123456789.25", "-123456789.25", "0.12345678901234567", "-0.12345678901234567",
    "$0.1234567890123456789", "$1234567.125", "1e2", "'", "-2001", "3000", "1.2.3", "$$5", "-$5", "$-5",
  ]

  private static func field(
    _ column: Character, _ index: Int, _ number: (Int) -> Int
  ) -> String {
    let day = CalendarDate(dayNumber: Int32(17_000 + index))
    let date = "\(day)".split(separator: "-").joined(separator: " ").split(separator: " ").map(String.init)
    let isOdd = number(30) == 0
    switch column {
    case "d": return isOdd ? ["", "2019-13-40", "x"][number(3)] : "\(day)"
    case "c": return isOdd ? ["", "20191340"][number(2)] : date.joined()
    case "u": return isOdd ? ["", "13/40/2019"][number(2)] : "\(date[1])/\(date[2])/\(date[0])"
    case "s": return isOdd ? "" : ["A", "LONGEST.NAME", "B"][number(3)]
    case "q": return isOdd ? ["", "'", "A"][number(3)] : ["'A", "'000001", "'B"][number(3)]
    case "t": return isOdd ? ["", "停牌", "0"][number(3)] : "1"
    case "x": return isOdd ? "" : "NAME OF A FIRM"
    case "a": return isOdd ? ["", "0", "-1", "2"][number(4)] : "1.5"
    case "f": return isOdd ? ["", "x"][number(2)] : "1.0\(number(9))"
    default: break
    }
    if isOdd { return odd[number(odd.count)] }
    switch column {
    case "r": return number(2) == 0 ? "-0.0\(number(90_000))" : "0.0\(number(90_000))"
    case "v": return "\(number(3_000_000))"
    case "$": return "$\(100 + index).25"
    default: return "\(100 + index).25"
    }
  }

  private static func row(_ index: Int, _ layout: Layout, _ number: (Int) -> Int) -> [String] {
    var fields = layout.columns.map { field($0, index, number) }
    switch number(40) {
    case 0: fields.removeLast()
    case 1: fields.append("")
    case 2: fields += ["", "x"]
    case 3: fields = fields.map { _ in "" }
    default: break
    }
    return fields
  }

  private func told(_ text: String, _ layout: Layout, chunkBytes: Int = 8 << 20) throws -> [String] {
    var trial = try PriceTrial(text)
    trial.format = layout.format
    trial.returnsFrom = layout.returnsFrom
    trial.layout.encoding = "utf-8"
    let input = try trial.read(chunkBytes: chunkBytes)
    let series = input.seriesBySource[0].map {
      "\($0.security) \($0.dates) \($0.values) \($0.open) \($0.close) \($0.zeroVolume) \($0.suspended) "
        + "\($0.midpoint) \($0.lines)"
    }
    let counts = input.summaries.map { "\($0.rowsRead) \($0.rowsRefused)" }
    return series + counts + input.diagnostics.map(\.shown)
  }

  @Test(arguments: layouts, ["\n", "\r\n"])
  func `a row says what its fields say`(_ layout: Layout, _ ending: String) throws {
    var random = TestNumbers(seed: 7)
    func number(_ end: Int) -> Int { Int(random.next().magnitude * 1e6) % end }
    let header = layout.header.replacing("\n", with: ending) + ending
    for trial in 0..<15 {
      let rows = (0..<(20 + trial)).map { Self.row($0, layout, number) }
      let bare = header + rows.map { $0.joined(separator: layout.delimiter) + ending }.joined()
      let together = try told(bare, layout)
      #expect(try told(bare + " " + ending, layout) == together, "\(bare)")
      #expect(try told(bare, layout, chunkBytes: 97) == together, "\(bare)")
      for quotes in [{ _ in 0 }, number] {
        let enclosed = rows.map { fields in
          fields.map { field in
            if quotes(2) == 1 { return field }
            return "\"" + field.replacing(" OF", with: layout.delimiter) + "\""
          }.joined(separator: layout.delimiter) + ending
        }
        let quoted = header + enclosed.joined()
        #expect(try told(quoted + " " + ending, layout) == told(quoted, layout), "\(quoted)")
      }
    }
  }

  @Test(arguments: ["", " \n"]) func `a fault of a security quotes its own fields`(_ end: String) throws {
    let rows = "2019-01-02,1x,2019-01-02,2y\n3x,1,4y,2\n"
    let text = ",A US Equity,,B US Equity\nDates,PX_LAST,Dates,PX_LAST\n" + rows
    let faults = try PriceTrial(text + end).read().diagnostics.filter { $0.location?.line ?? 0 > 2 }
    let told = faults.map { "\($0.location?.column ?? 0) \($0.message)" }
    for (column, text) in [(12, "1x"), (26, "2y"), (1, "3x"), (6, "4y")] {
      #expect(told.contains { $0.hasPrefix("\(column) ") && $0.contains("'\(text)'") }, "\(told)")
    }
  }

  /// Whatever the rows of a format hold, none of the layouts is read the slow way.
  @Test(arguments: layouts) func `blocks of the layouts show their fields`(_ layout: Layout) {
    let rows = (0..<20).map { index in
      layout.columns.map { Self.field($0, index) { $0 - 1 } }.joined(separator: layout.delimiter) + "\n"
    }
    let block = Array(rows.joined().utf8)
    let delimiter = Array(layout.delimiter.utf8)[0]
    #expect(
      CSVBlockShape(block, count: block.count, delimiter: delimiter, newline: 10) == .bareFields)
  }
}
