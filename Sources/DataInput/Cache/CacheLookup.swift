/// Looks for the entry of one file.
struct CacheLookup {
  private let cache: InputCache
  private let key: CacheKey
  private let input: InputFile
  private let source: PriceSource
  private let size: Int
  /// What the file may have been before it grew; `nil` where it can only be read from its beginning on.
  let shorter: CacheEntryName?
  /// An entry that turned out not to hold what it should.
  var damagedEntry: String?

  init(
    cache: InputCache, key: CacheKey, input: InputFile, source: PriceSource, stored: borrowing OpenFile,
    isPlain: Bool
  ) {
    self.cache = cache
    self.key = key
    self.input = input
    self.source = source
    size = stored.storedSize
    shorter = isPlain ? cache.listing.shorter(key, than: size) : nil
  }

  /// What a file most likely is before its content is known: what lay at its path, of the same length; else any of its
  /// length; else what it was before it grew.
  mutating func expected() -> CachedPrices? {
    for name in cache.listing.candidates(key, length: size) {
      if let found = entry(name, isGrown: false) { return found }
    }
    return shorter.flatMap { entry($0, isGrown: true) }
  }

  /// The entry of the content with these digests, of the whole and of the first bytes (as many as `shorter` has).
  mutating func verified(_ digests: (whole: String, prefix: String?)?) -> CachedPrices? {
    guard let digests else { return nil }
    for name in cache.listing.candidates(key, length: size) where name.sha256 == digests.whole {
      if let found = entry(name, isGrown: false) { return found }
    }
    guard let shorter, digests.prefix == shorter.sha256 else { return nil }
    return entry(shorter, isGrown: true)
  }

  private mutating func entry(_ name: CacheEntryName, isGrown: Bool) -> CachedPrices? {
    switch CacheEntryFile.description(of: name, in: cache.folder) {
    case .absent: return nil
    case .damaged:
      damagedEntry = name.text
      return nil
    case .found(let description):
      guard description.reading == key.reading else { return nil }
      if isGrown, description.resume == nil || description.growths >= CachedPrices.mostGrowths { return nil }
      do {
        return try CachedPrices(name, description, input: input, source: source, isGrown: isGrown)
      } catch {
        damagedEntry = name.text
        return nil
      }
    }
  }
}
