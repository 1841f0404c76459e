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
  private(set) var places: [Place] = []
  /// The numbers in the order of the names' bytes.
  let order: [Int]

  init(_ pieces: [PriceSeriesAssembly.Piece]) {
    var numbers: [String: Int] = [:]
    for piece in pieces {
      var globals: [Int] = []
      var before: [Int] = []
      for (name, count) in zip(piece.chunk.securities, piece.chunk.store.rows) {
        let number = numbers[name] ?? names.count
        if number == names.count {
          numbers[name] = number
          names.append(name)
          rows.append(0)
        }
        globals.append(number)
        before.append(rows[number])
        rows[number] += count
      }
      piece.chunk.globalNumbers = globals
      starts.append(before)
    }
    let known = names
    order = names.indices.sorted { known[$0].utf8.lexicographicallyPrecedes(known[$1].utf8) }
  }

  /// Slabs of at least `rows` rows (the last has what is left), in the order of the securities.
  mutating func makeSlabs(rows least: Int, shape: PriceRowShape) -> [PriceSlab] {
    places = [Place](repeating: Place(), count: names.count)
    var slabs: [PriceSlab] = []
    var parts: [PriceSlab.Part] = []
    var used = 0
    for number in order where rows[number] > 0 {
      places[number] = Place(slab: slabs.count, first: used)
      parts.append(PriceSlab.Part(security: number, rows: used..<(used + rows[number])))
      used += rows[number]
      guard used >= least else { continue }
      slabs.append(PriceSlab(parts: parts, shape: shape))
      parts = []
      used = 0
    }
    if !parts.isEmpty { slabs.append(PriceSlab(parts: parts, shape: shape)) }
    return slabs
  }
}
