import CoreTypes
import TestSupport
import Testing

@testable import DataInput

/// Entries whose bytes are not those that were written.
@Suite struct DamagedCacheTests {
  private let trial: PriceTrial
  private let cache: CacheTrial
  private let plain: String
  private let name: String
  private let entry: [UInt8]

  init() throws {
    trial = try PriceTrial(ChunkCutTests.nastyLines().joined(separator: "\n"))
    cache = try CacheTrial()
    plain = try trial.read().described
    _ = try trial.read(chunkBytes: 300, cache: cache.cache)
    name = try #require(cache.takeDeeds().written.first)
    entry = cache.bytes(name)
  }

  /// Any byte changed, any length cut off or added: told, and read and written anew.
  @Test(arguments: [300, 8 << 20])
  func damageIsFoundToldAndMended(_ chunkBytes: Int) throws {
    var random = SeededGenerator(seed: UInt64(chunkBytes))
    for round in 0..<60 {
      var damaged = entry
      let at = Int.random(in: CacheEntryFile.mark.count..<entry.count, using: &random)
      switch round % 4 {
      case 0: damaged.removeSubrange(at...)
      case 1: damaged += [UInt8](repeating: 0, count: 1 + at % 40)
      default: damaged[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
      }
      try cache.folder.write(damaged, to: name)
      let input = try trial.read(jobs: 2, chunkBytes: chunkBytes, cache: cache.cache)
      #expect(input.described == plain, "round \(round), at \(at)")
      #expect(
        input.cacheNotes.map(\.id) == [.cacheEntryDamaged], "round \(round), at \(at) of \(entry.count)")
      #expect(cache.takeDeeds().written == [name])
      #expect(try trial.read(chunkBytes: chunkBytes, cache: cache.cache).cacheNotes.isEmpty)
      _ = cache.takeDeeds()
    }
  }

  /// A study of one security does not read the columns of sections that have only others.
  @Test func damageIsFoundByThoseWhoNeedWhatIsDamaged() throws {
    let trial = try PriceTrial(
      "date,symbol,close\n"
        + ["AAA", "BBB"].map { name in
          (10...29).map { "2019-10-\($0),\(name),1\($0 % 7)\n" }.joined()
        }.joined())
    let cache = try CacheTrial()
    _ = try trial.read(chunkBytes: 150, cache: cache.cache)
    let name = try #require(cache.names.first)
    guard
      case .found(let description) = CacheEntryFile.description(
        of: try #require(CacheEntryName(name)), in: cache.folder.path)
    else {
      Issue.record("the entry is there")
      return
    }
    let last = try #require(description.sections.last { $0.bytes > $0.headBytes })
    var bytes = cache.bytes(name)
    bytes[last.offset + last.bytes - 1] ^= 1
    try cache.folder.write(bytes, to: name)
    for (security, damaged) in [("AAA", 0), ("BBB", 1)] {
      let wanted: Set<SecurityID> = [SecurityID(security)]
      let plain = try trial.read(wanted: wanted).described
      let input = try trial.read(wanted: wanted, chunkBytes: 150, cache: cache.cache)
      #expect(input.described == plain)
      #expect(input.cacheNotes.map(\.id) == [DiagnosticID](repeating: .cacheEntryDamaged, count: damaged))
    }
  }

  /// Another run may put its own entry in the place of one that was looked up, or remove it: its rows are not there then, but
  /// nothing is damaged.
  @Test func anEntryThatAnotherRunReplacesIsNotDamaged() throws {
    let entryName = try #require(CacheEntryName(name))
    guard case .found(let description) = CacheEntryFile.description(of: entryName, in: cache.folder.path)
    else {
      Issue.record("the entry is there")
      return
    }
    let cached = try CachedPrices(
      entryName, description, input: trial.files[0], source: trial.source, isGrown: false)
    #expect(cached.isDamaged(in: cache.folder.path), "it is as it was")
    let second = try CacheTrial()
    _ = try trial.read(chunkBytes: 8 << 20, cache: second.cache)
    try cache.folder.write(second.bytes(try #require(second.names.first)), to: name)
    #expect(!cached.isDamaged(in: cache.folder.path))
    try cache.folder.write(entry.dropLast(), to: name)
    #expect(cached.isDamaged(in: cache.folder.path))
    cache.cache.writing.remove([name])
    #expect(!cached.isDamaged(in: cache.folder.path))
  }

  @Test func anEntryOfNothingOrOfSomethingElse() throws {
    for bytes in [[], Array("date,close\n".utf8), [UInt8](repeating: 0xFF, count: 5_000)] as [[UInt8]] {
      try cache.folder.write(bytes, to: name)
      let input = try trial.read(cache: cache.cache)
      #expect(input.described == plain && input.cacheNotes.map(\.id) == [.cacheEntryDamaged])
    }
    // Another entry under the name of this one.
    let other = try PriceTrial("date,close\n2019-10-07,1\n")
    _ = try other.read(cache: cache.cache)
    let foreign = try #require(cache.names.first { $0 != name })
    try cache.folder.write(cache.bytes(foreign), to: name)
    #expect(try trial.read(cache: cache.cache).described == plain)
  }

  /// What somebody changes together with the checksums is not found to be damage; it must not break the program either.
  @Test func intentDoesNotBreakTheReader() throws {
    let entryName = try #require(CacheEntryName(name))
    guard case .found(let description) = CacheEntryFile.description(of: entryName, in: cache.folder.path)
    else {
      Issue.record("the entry cannot be read")
      return
    }
    var random = SeededGenerator(seed: 9)
    let end = description.sections.map { $0.offset + $0.bytes }.max() ?? 0
    for round in 0..<400 {
      var bytes = Array(entry[..<end])
      var encoded = description.encoded
      if round % 2 == 0 {
        Self.change(&encoded, &random)
      } else {
        for _ in 0...Int.random(in: 0...2, using: &random) {
          bytes[Int.random(in: CacheEntryFile.mark.count..<end, using: &random)] = Self.byte(&random)
        }
        encoded = Self.resealed(description, bytes).encoded
      }
      try cache.folder.write(bytes + CacheEntryFile.ending(encoded, at: end), to: name)
      _ = try? trial.read(jobs: 2, chunkBytes: round % 3 == 0 ? 300 : 8 << 20, cache: cache.cache)
    }
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    for _ in 0...Int.random(in: 0...2, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: bytes.remove(at: at)
      case 1: bytes.insert(byte(&random), at: at)
      default: bytes[at] = byte(&random)
      }
    }
  }

  private static func byte(_ random: inout SeededGenerator) -> UInt8 {
    [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF].randomElement(using: &random)
      ?? UInt8.random(in: 0...255, using: &random)
  }

  /// The same with the checksums of `bytes`.
  private static func resealed(_ description: CacheDescription, _ bytes: [UInt8]) -> CacheDescription {
    var changed = description
    changed.sections = description.sections.map { section in
      func sum(_ from: Int, _ to: Int) -> UInt64 {
        bytes[(section.offset + from)..<(section.offset + to)].withUnsafeBytes(CacheChecksum.of)
      }
      return CacheDescription.Section(
        file: section.file, offset: section.offset, headBytes: section.headBytes,
        headChecksum: sum(0, section.headBytes), bytes: section.bytes,
        columnChecksum: sum(section.headBytes, section.bytes), start: section.start,
        nextStart: section.nextStart, lineCount: section.lineCount)
    }
    return changed
  }
}
