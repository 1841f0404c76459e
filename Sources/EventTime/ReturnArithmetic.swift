import Glibc

extension ReturnKind {
  /// The return of a price that went from `start` to `end`.
  package func change(from start: Double, to end: Double) -> Double {
    switch self {
    case .simple: end / start - 1
    case .log: Glibc.log(end / start)
    }
  }

  /// The returns from each of `prices` to the next: one fewer than there are prices.
  func changes(of prices: UnsafeBufferPointer<Double>, into target: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .simple: for index in 0..<target.count { target[index] = prices[index + 1] / prices[index] - 1 }
    case .log: for index in 0..<target.count { target[index] = Glibc.log(prices[index + 1] / prices[index]) }
    }
  }

  /// A ready-made simple return as a return of this kind.
  package func readyMade(_ simple: Double) -> Double {
    switch self {
    case .simple: simple
    case .log: log1p(simple)
    }
  }

  /// One return over several consecutive intervals: compounded (simple) or summed (log). 0 for none.
  package func accumulated(_ parts: ArraySlice<Double>) -> Double {
    switch self {
    case .simple:
      if parts.count == 1, let only = parts.first { return only }
      return parts.reduce(1) { $0 * (1 + $1) } - 1
    case .log: return parts.reduce(0, +)
    }
  }

  /// 1 + the simple return that a return of this kind stands for.
  package func gross(_ value: Double) -> Double {
    switch self {
    case .simple: 1 + value
    case .log: exp(value)
    }
  }

  /// An n-session return spread evenly over its sessions.
  package func share(of value: Double, among sessions: Int) -> Double {
    switch self {
    case .simple: pow(1 + value, 1 / Double(sessions)) - 1
    case .log: value / Double(sessions)
    }
  }
}
