import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The fuzz targets on the fixtures, on a fixed number of seeded changes of them, and on every input that once broke
/// them (`Fixtures/Crashes/<target>/`). `Scripts/fuzz` runs the same targets for longer.
@Suite struct FuzzTargetTests {
  private static func inputs(in folder: String) -> [[UInt8]] {
    let root = PackagePaths.fixture(folder)
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { FileManager.default.contents(atPath: root + "/" + $0).map(Array.init) }
      .filter { !$0.isEmpty && $0.count < 10_000 }
  }

  private static func seeds(of target: FuzzTarget) -> [[UInt8]] {
    switch target {
    case .study: inputs(in: "Studies")
    case .csv, .formats, .intraday, .encodings: inputs(in: "Formats") + inputs(in: "Diagnostics")
    default: inputs(in: "Diagnostics") + inputs(in: "Studies")
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func changedFixturesAreRead(_ target: FuzzTarget) throws {
    var generator = SeededGenerator(seed: 7)
    let seeds = Self.seeds(of: target)
    try #require(seeds.count >= 5)
    for seed in seeds {
      for round in 0..<12 {
        let input = round == 0 ? seed : Self.changed(seed, &generator)
        input.withUnsafeBufferPointer { target.run($0) }
      }
    }
  }

  @Test func whatOnceBrokeIsRead() throws {
    let crashes = FuzzTarget.allCases.map { ($0, Self.inputs(in: "Crashes/\($0.rawValue)")) }
    try #require(crashes.contains { !$1.isEmpty })
    for (target, inputs) in crashes {
      for input in inputs { input.withUnsafeBufferPointer { target.run($0) } }
    }
  }

  /// One to four changes: a byte replaced, taken out or put in, a piece repeated or cut off.
  private static func changed(_ seed: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    let signs = Array(",;\"\n\r\t -.0129ex$%\u{0}".utf8) + [0xFF, 0xEF, 0x80]
    var bytes = seed
    for _ in 0...Int.random(in: 0...3, using: &generator) {
      let at = Int.random(in: 0..<max(1, bytes.count), using: &generator)
      guard at < bytes.count else { return bytes }
      switch Int.random(in: 0...5, using: &generator) {
      case 0: bytes[at] = signs.randomElement(using: &generator) ?? 0
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(signs.randomElement(using: &generator) ?? 0, at: at)
      case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
      case 4: bytes.removeSubrange(at..<min(bytes.count, at + 7))
      default: bytes.removeLast(min(bytes.count - 1, bytes.count / 3))
      }
    }
    return bytes
  }
}
