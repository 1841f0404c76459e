import CoreTypes

/// A cache entry of a price file: what the header said, and the chunks of its rows.
struct CachedPrices: Sendable {
  let name: CacheEntryName
  let description: CacheDescription
  let planning: PriceFilePlanning
  /// The character set that the file turned out to be in.
  let encoding: String?
  /// The sections that hold: all of them, or those before `resume`.
  let sections: [CacheDescription.Section]
  /// Where reading goes on in a file that has grown; `nil` = the file is as it was.
  let resume: Int?
  /// The entry that is written when the file has grown uses the sections where they are, instead of writing them again.
  let areSectionsReferredTo: Bool

  /// After this many growths a file is read from its beginning, which brings its rows together again.
  static let mostGrowths = 32

  /// Throws where the entry contradicts itself.
  init(
    _ name: CacheEntryName, _ description: CacheDescription, input: InputFile, source: PriceSource,
    isGrown: Bool
  ) throws(CacheDamage) {
    self.name = name
    self.description = description
    (planning, encoding) = try PricePlanCoding(input: input, source: source).decoded(description.body)
    var next = planning.plan?.opening.dataStart
    for section in description.sections {
      guard section.start == next else { throw CacheDamage() }
      next = section.nextStart
    }
    guard next == description.textLength else { throw CacheDamage() }
    resume = isGrown ? description.resume : nil
    let end = resume
    sections = description.sections.filter { end == nil || $0.nextStart <= end ?? 0 }
    areSectionsReferredTo = sections.reduce(0) { $0 + $1.bytes } >= CachedPrices.smallestReference
    if isGrown, sections.last?.nextStart != resume { throw CacheDamage() }
  }

  /// The header of the file as it is now says the same as when the entry was made.
  func agrees(with planning: PriceFilePlanning) -> Bool {
    PricePlanCoding.encoded(planning, encoding: nil) == description.body
  }

  private static let smallestReference = 1 << 20

  /// A section without the rows of securities that are not wanted (`nil` = all are); `nil` where it is damaged or gone. The
  /// columns of a section that has no others are not read, unless they may have to be written again.
  func chunk(_ index: Int, wanted: Set<SecurityID>?, in folder: String) -> PriceChunk? {
    let section = sections[index]
    let file = file(of: section)
    guard let plan = planning.plan,
      let head = CacheEntryFile.memory(
        file, in: folder, from: section.offset, count: section.headBytes, checksum: section.headChecksum)
    else { return nil }
    let decoding = PriceSectionDecoding(plan: plan, section: section, textLength: description.textLength)
    let areAllRead = resume != nil && !areSectionsReferredTo
    return try? decoding.chunk(
      head: head, isWanted: { areAllRead || wanted?.contains($0) ?? true },
      columns: {
        CacheEntryFile.memory(
          file, in: folder, from: section.offset + section.headBytes,
          count: section.bytes - section.headBytes,
          checksum: section.columnChecksum)
      })
  }

  /// Of an entry whose rows are not all there: it is still the one that was found. Otherwise another run has removed it, or put
  /// its own in its place, since it was looked up.
  func isDamaged(in folder: String) -> Bool {
    switch CacheEntryFile.description(of: name, in: folder) {
    case .found(let now): now.encoded == description.encoded
    case .absent: false
    case .damaged: true
    }
  }

  func chunks(wanted: Set<SecurityID>?, in folder: String) -> [PriceChunk]? {
    var chunks: [PriceChunk] = []
    for index in sections.indices {
      guard let chunk = chunk(index, wanted: wanted, in: folder) else { return nil }
      chunks.append(chunk)
    }
    return chunks
  }

  /// The entry's file that holds a section.
  func file(of section: CacheDescription.Section) -> String {
    section.file == 0 ? name.text : description.files[section.file - 1]
  }
}
