import Foundation

/// One hot piece of the program: what it is called, what one unit of its work is, and the work.
struct Piece {
  let name: String
  /// What the nanoseconds are for: `byte`, `fit`, `value` ...
  let unit: String
  /// Units of work that one call of `run` does.
  let units: Int
  /// Does the work and returns a number made of its results, so that nothing is optimized away.
  let run: () -> Double
}

/// Processor time of repeated work.
enum Stopwatch {
  /// Nanoseconds of processor time a unit: the least of `rounds`, each of which lasts 50 ms or more.
  static func nanoseconds(of piece: Piece, rounds: Int) -> Double {
    var sink = piece.run()
    var repetitions = 1
    while time(repetitions, piece, &sink) < 0.05 { repetitions *= 2 }
    let least = (0..<rounds).map { _ in time(repetitions, piece, &sink) }.min() ?? 0
    precondition(!sink.isNaN, "\(piece.name) has no result")
    return least * 1e9 / Double(repetitions * piece.units)
  }

  private static func time(_ repetitions: Int, _ piece: Piece, _ sink: inout Double) -> Double {
    let start = clock()
    for _ in 0..<repetitions { sink += piece.run() }
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}
