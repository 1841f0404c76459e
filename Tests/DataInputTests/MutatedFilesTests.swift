import Foundation
import TestSupport
import Testing

/// Price files with seeded changes of their bytes: no crash, no wrong line number, no line lost and no number changed
/// without a word (`ReadingLaws`).
///
/// A fixed number of changes a file; `EVENTSTUDY_MUTATIONS=N` makes N changes in all, from another place in the sequence.
@Suite struct MutatedFilesTests {
  static let layouts = MutableFile.layouts

  private static let wanted =
    ProcessInfo.processInfo.environment["EVENTSTUDY_MUTATIONS"].flatMap(Int.init).map {
      (count: $0 / layouts.count + 1, seed: UInt64(20_191_007))
    } ?? (count: 60, seed: 7)

  @Test(arguments: layouts.indices)
  func whatIsReadStandsInTheFile(_ index: Int) throws {
    let file = Self.layouts[index]
    let folder = try ScratchFolder()
    let clean = try file.read(file.bytes, in: folder)
    #expect(clean.diagnostics.isEmpty && clean.summaries[0].rowsRefused == 0, "\(file.name)")
    var generator = SeededGenerator(seed: Self.wanted.seed &+ UInt64(index) << 32)
    var broken: [String] = []
    for round in 0..<Self.wanted.count {
      let change = FileChange.random(in: file.bytes, &generator)
      let bytes = change.applied(to: file.bytes)
      let read = try file.read(bytes, in: folder)
      let laws = ReadingLaws(before: file.bytes, clean: clean, after: bytes, read: read)
      if let finding = laws.broken() { broken.append("\(file.name) \(round): \(change): \(finding)") }
    }
    #expect(
      broken.isEmpty, "\(broken.count) of \(Self.wanted.count):\n\(broken.prefix(6).joined(separator: "\n"))")
  }
}
