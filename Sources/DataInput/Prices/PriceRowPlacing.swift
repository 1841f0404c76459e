import CoreTypes

/// Where the rows of each chunk go, worked out before any is copied.
struct PriceRowPlacing {
  /// A security's slab and its first row there.
  struct Place: Sendable {
    var slab = 0
    var first = 0
  }

  /// The securities of the entry, numbered in order of first appearance.
  private(set) var names: [String] = []
  /// Their rows.
  private var rows: [Int] = []
  /// For each chunk, for each of its own securities: how many of that security's rows lie in chunks before
  /// it.
  private(set) var starts: [[Int]] = []
  /// nil for a security without rows, and for one whose rows are not copied.
  private(set) var places: [Place?] = []
  /// The chunks that have rows of a security, with the security's number in each; no more than `mostSources` and one.
  private var sources: [[(piece: Int, security: Int)]] = []
  /// The rows of a security out of more chunks are copied.
  private static let mostSources = 4
  /// The numbers in the order of the names' bytes.
  let order: [Int]

  init(_ pieces: [PriceSeriesAssembly.Piece]) {
    var numbers: [String: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      var globals: [Int] = []
      var before: [Int] = []
      for (own, (name, count)) in zip(piece.chunk.securities, piece.chunk.store.rows).enumerated() {
        let number = numbers[name] ?? names.count
        if number == names.count {
          numbers[name] = number
          names.append(name)
          rows.append(0)
          sources.append([])
        }
        globals.append(number)
        before.append(rows[number])
        if count > 0, sources[number].count <= Self.mostSources { sources[number].append((index, own)) }
        rows[number] += count
      }
      piece.chunk.globalNumbers = globals
      starts.append(before)
    }
    let known = names
    order = names.indices.sorted { known[$0].utf8.lexicographicallyPrecedes(known[$1].utf8) }
  }

  /// Slabs of securities with at least `rows` rows (the last has what is left), in the order of first appearance, so that
  /// blocks are done with one after the other.
  mutating func makeSlabs(
    _ pieces: [PriceSeriesAssembly.Piece], rows least: Int, shape: PriceRowShape
  ) -> [PriceSlab] {
    places = [Place?](repeating: nil, count: names.count)
    var slabs: [PriceSlab] = []
    var parts: [PriceSlab.Part] = []
    var (used, copied) = (0, 0)
    for number in names.indices where rows[number] > 0 {
      if let found = rowsInBlocks(of: number, pieces) {
        parts.append(.inBlocks(security: number, found))
      } else {
        places[number] = Place(slab: slabs.count, first: copied)
        parts.append(.copied(security: number, rows: copied..<(copied + rows[number])))
        copied += rows[number]
      }
      used += rows[number]
      guard used >= least else { continue }
      slabs.append(PriceSlab(parts: parts, copiedRows: copied, shape: shape))
      parts = []
      (used, copied) = (0, 0)
    }
    if !parts.isEmpty { slabs.append(PriceSlab(parts: parts, copiedRows: copied, shape: shape)) }
    return slabs
  }

  /// All rows of a security, where they lie together in each of a few chunks; otherwise `nil`.
  private func rowsInBlocks(of number: Int, _ pieces: [PriceSeriesAssembly.Piece]) -> [SecurityRows]? {
    guard sources[number].count <= Self.mostSources else { return nil }
    var found: [SecurityRows] = []
    for source in sources[number] {
      guard let rows = pieces[source.piece].rowsInBlocks(ofOwn: source.security) else { return nil }
      found += rows
    }
    return found
  }

  /// Series in the order of the names' bytes.
  func sorted(_ made: [(security: Int, series: PriceSeries)]) -> [PriceSeries] {
    var places = [PriceSeries?](repeating: nil, count: names.count)
    for (security, series) in made { places[security] = series }
    return order.compactMap { places[$0] }
  }
}
