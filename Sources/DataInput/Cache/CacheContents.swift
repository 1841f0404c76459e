import Glibc

/// What lies in a cache folder, for whoever looks after it.
package struct CacheContents: Sendable {
  /// Whether a run of this program can use an entry, or why not.
  package enum State: String, Sendable {
    /// The file is there, and this program can use the entry where the content is the same or has grown.
    case ready
    /// Rows that a newer entry of the same file uses.
    case part
    /// Another version or build of the program wrote it.
    case otherProgram = "other-program"
    /// There is no file at its path any more.
    case fileGone = "file-gone"
    /// It does not say what it holds, or rows that it uses are gone. The rows themselves are looked at where a run reads them.
    case damaged

    /// A run of this program may use it.
    package var isOfUse: Bool { self == .ready || self == .part }
  }

  /// One file of the folder: what was read of one price or factor file, or of a part of it.
  package struct Entry: Sendable {
    /// The name of its file in the folder.
    package let name: String
    /// The file that was read; empty where the entry is damaged.
    package let path: String
    package let format: String
    package let rows: Int
    /// What it takes on disk.
    package let bytes: Int
    /// In seconds since 1970.
    package let lastUsed: Int64
    /// Names of the entries whose rows it uses.
    package let references: [String]
    package let state: State
  }

  /// By the path of the file, then by name.
  package let entries: [Entry]

  package init(of folder: String, program: CacheProgram) {
    let names = (FolderListing.names(in: folder) ?? []).compactMap(CacheEntryName.init)
    let described = names.compactMap { name -> (CacheEntryName, stat, CacheDescription?)? in
      var status = stat()
      guard lstat("\(folder)/\(name.text)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return nil
      }
      switch CacheEntryFile.description(of: name, in: folder) {
      case .found(let description): return (name, status, description)
      case .damaged: return (name, status, nil)
      case .absent: return nil
      }
    }
    let referred = Set(described.flatMap { $0.2?.files ?? [] })
    let present = Set(described.map { $0.0.text })
    entries = described.map { name, status, description in
      Entry(
        name: name.text, path: description?.path ?? "", format: description?.format ?? "",
        rows: description?.rows ?? 0, bytes: Int(status.st_size), lastUsed: Int64(status.st_mtim.tv_sec),
        references: description?.files ?? [],
        state: description.map {
          present.isSuperset(of: $0.files)
            ? CacheContents.state($0, isReferred: referred.contains(name.text), program) : .damaged
        } ?? .damaged)
    }.sorted { ($0.path, $0.name) < ($1.path, $1.name) }
  }

  private static func state(
    _ description: CacheDescription, isReferred: Bool, _ program: CacheProgram
  ) -> State {
    if description.program != program.identity { return .otherProgram }
    if access(description.path, F_OK) != 0 { return .fileGone }
    return isReferred ? .part : .ready
  }

  package var bytes: Int { entries.reduce(0) { $0 + $1.bytes } }

  // MARK: What can go

  /// Entries that no run of this program can use any more.
  package var useless: [Entry] { only(of: tops.filter { !$0.state.isOfUse }) }

  /// Entries that were not used since `instant`, in seconds since 1970.
  package func unused(since instant: Int64) -> [Entry] { only(of: tops.filter { $0.lastUsed < instant }) }

  /// Those unused for longest, until the others take no more than `most` bytes.
  package func beyond(_ most: Int) -> [Entry] {
    let sizes = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.bytes) })
    var users: [String: Int] = [:]
    for reference in tops.flatMap(\.references) { users[reference, default: 0] += 1 }
    var left = bytes
    let oldest = tops.sorted { ($0.lastUsed, $0.name) < ($1.lastUsed, $1.name) }
    let removed = oldest.prefix { top in
      guard left > most else { return false }
      left -= top.bytes
      for reference in top.references {
        users[reference, default: 0] -= 1
        if users[reference] == 0 { left -= sizes[reference] ?? 0 }
      }
      return true
    }
    return only(of: Array(removed))
  }

  /// Entries that no other one uses: removing one takes along what only it uses.
  private var tops: [Entry] {
    let referred = Set(entries.flatMap(\.references))
    return entries.filter { !referred.contains($0.name) }
  }

  private func only(of removed: [Entry]) -> [Entry] {
    let names = Set(removed.map(\.name))
    let kept = tops.filter { !names.contains($0.name) }
    let used = Set(kept.flatMap { [$0.name] + $0.references })
    return entries.filter { !used.contains($0.name) }
  }
}
