import CCalendarData
import CoreTypes

/// A daily price limit: how far from the last closing price an exchange lets a price go on one day.
struct PriceLimit: Sendable {
  enum Kind: String, Sendable {
    case usual
    /// For securities under special treatment, which nothing in the prices names: a single close there may be chance.
    case specialTreatment = "special-treatment"
  }

  /// To the nearest tick, or to the last one inside the limit.
  enum Rounding: String, Sendable { case nearest, inward }

  /// The first digits of the codes that it holds for; empty = all.
  let securities: [String]
  let validFrom: CalendarDate
  let validTo: CalendarDate?
  /// As a fraction of the last closing price.
  let limit: Double
  let rounding: Rounding
  /// Ascending: from a price on, the smallest change of price.
  let ticks: [(from: Double, tick: Double)]
  let kind: Kind

  /// What a product such as 31.31 x 0.9 may miss a whole number of ticks by, as a share of itself.
  private static let tickSlack = 1e-9

  private func tick(at price: Double) -> Double { ticks.last { $0.from <= price }?.tick ?? ticks[0].tick }

  /// The price from which the day's limits are counted: the last close, on an ex-date lowered by the dividend or the split
  /// and rounded to its tick. A last close `carried` over that is off by little more than `rounding` is on no ex-date.
  func reference(last: Double, carried: Double, rounding: Double) -> Double {
    let tick = self.tick(at: carried)
    return abs(carried - last) > rounding + 1.5 * tick
      ? (carried / tick + PriceLimit.tickSlack).rounded() * tick : last
  }

  /// The highest (or lowest) price of a day after a close, and the tick there.
  func bound(after close: Double, isUpper: Bool) -> (price: Double, tick: Double) {
    let raw = close * (isUpper ? 1 + limit : 1 - limit)
    let tick = self.tick(at: raw)
    let steps = raw / tick
    let slack = PriceLimit.tickSlack * steps
    switch rounding {
    case .nearest: return ((steps + slack + 0.5).rounded(.down) * tick, tick)
    case .inward:
      return ((isUpper ? (steps + slack).rounded(.down) : (steps - slack).rounded(.up)) * tick, tick)
    }
  }

  /// The close stands at a bound, by half a tick at most: +1 at the upper one, -1 at the lower one, 0 at neither.
  func side(of close: Double, after previous: Double) -> Int {
    for isUpper in [true, false] where (close > previous) == isUpper {
      let (price, tick) = bound(after: previous, isUpper: isUpper)
      if abs(close - price) <= 0.5 * tick * (1 + PriceLimit.tickSlack) { return isUpper ? 1 : -1 }
    }
    return 0
  }
}

/// The exchanges with daily price limits, as far as they are known and sourced.
enum PriceLimits {
  /// The limits in force for a security on a date: the usual one of its board, then the others.
  static func limits(of security: SecurityID, on exchange: ExchangeID, at date: CalendarDate) -> [PriceLimit]
  {
    guard exchanges.contains(exchange), let all = byExchange[exchange] else { return [] }
    let code = code(in: security.text)
    let valid = all.filter { limit in
      limit.validFrom <= date && limit.validTo.map { date <= $0 } ?? true
        && (limit.securities.isEmpty || limit.securities.contains(where: code.hasPrefix))
    }
    guard let usual = valid.first(where: { $0.kind == .usual }) else { return [] }
    // A board with a limit of its own has the same one for securities under special treatment.
    guard usual.securities.isEmpty else { return [usual] }
    return [usual] + valid.filter { $0.kind == .specialTreatment }
  }

  /// `002415` of `sz.002415`, `002415.SZ`, `SZ002415`.
  private static func code(in text: String) -> String {
    let runs = text.split { !$0.isASCII || !$0.isNumber }
    return runs.max { $0.count < $1.count }.map(String.init) ?? ""
  }

  private static var text: UnsafeRawBufferPointer {
    var size = 0
    return UnsafeRawBufferPointer(start: es_price_limits(&size), count: size)
  }

  /// The exchanges that have any, read without taking the lines apart: most studies need no more.
  private static let exchanges: [ExchangeID] = {
    var found: [ExchangeID] = []
    let text = PriceLimits.text
    for lineBreak in text.indices where text[lineBreak] == UInt8(ascii: "\n") {
      let name = text[(lineBreak + 1)...].prefix { $0 != UInt8(ascii: ",") }
      let exchange = ExchangeID(String(decoding: UnsafeRawBufferPointer(rebasing: name), as: UTF8.self))
      if !name.isEmpty, found.last != exchange { found.append(exchange) }
    }
    return found
  }()

  private static let byExchange: [ExchangeID: [PriceLimit]] = {
    var limits: [ExchangeID: [PriceLimit]] = [:]
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", maxSplits: 8, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 9, let from = CalendarDate(iso: fields[2]), let limit = Double(fields[4]),
        let rounding = PriceLimit.Rounding(rawValue: fields[5]),
        let kind = PriceLimit.Kind(rawValue: fields[7])
      else { preconditionFailure("the price limits have the line '\(line)'") }
      let ticks = fields[6].split(separator: " ").map { pair in
        let numbers = pair.split(separator: ":").compactMap { Double($0) }
        precondition(numbers.count == 2, "a tick is a pair, found '\(pair)'")
        return (from: numbers[0], tick: numbers[1])
      }
      limits[ExchangeID(fields[0]), default: []].append(
        PriceLimit(
          securities: fields[1].split(separator: " ").map(String.init), validFrom: from,
          validTo: CalendarDate(iso: fields[3]), limit: limit, rounding: rounding, ticks: ticks, kind: kind))
    }
    return limits
  }()
}
