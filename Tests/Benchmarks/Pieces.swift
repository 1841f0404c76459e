import Foundation

/// `Scripts/bench --pieces`: the hot pieces one by one, in nanoseconds of processor time a unit of their work.
@main enum Pieces {
  static func main() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/eventstudy-pieces-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pieces = try ReadingPiece.all(in: folder) + NumericPieces.all() + InferencePieces.all()
    for piece in pieces {
      let cost = String(format: "%12.2f", Stopwatch.nanoseconds(of: piece, rounds: 7))
      print("\(piece.name.padding(toLength: 26, withPad: " ", startingAt: 0))\(cost) ns a \(piece.unit)")
    }
  }
}
