/// The entries of a cache folder by what they are of, as the folder was when the run began.
struct CacheListing: Sendable {
  private var entries: [Place: [CacheEntryName]] = [:]
  private var byContent: [Content: [CacheEntryName]] = [:]

  private struct Place: Hashable {
    let reading: String
    let place: String
  }
  private struct Content: Hashable {
    let reading: String
    let length: Int
  }

  init(of folder: String) {
    let names = (FolderListing.names(in: folder) ?? []).compactMap(CacheEntryName.init)
    for name in names {
      entries[Place(reading: name.reading, place: name.place), default: []].append(name)
      byContent[Content(reading: name.reading, length: name.length), default: []].append(name)
    }
  }

  /// The entries of a file of this length, that of the same path first.
  func candidates(_ key: CacheKey, length: Int) -> [CacheEntryName] {
    let found = byContent[Content(reading: String(key.reading.prefix(16)), length: length)] ?? []
    return found.filter { $0.place == key.place } + found.filter { $0.place != key.place }
  }

  /// The longest entry of the same path that is shorter than `length`: what the file may have been before it grew.
  func shorter(_ key: CacheKey, than length: Int) -> CacheEntryName? {
    all(key).filter { $0.length < length }.max { $0.length < $1.length }
  }

  /// Every entry of this path, read this way.
  func all(_ key: CacheKey) -> [CacheEntryName] {
    entries[Place(reading: String(key.reading.prefix(16)), place: key.place)] ?? []
  }
}
