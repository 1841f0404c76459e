/// A folder that keeps what was read of files, so that the next run hashes them and reads only what is new.
///
/// Nothing that a run writes depends on it: an entry is used only where the SHA-256 of the whole file is that of the
/// content it was made from, and an entry that cannot be used is a file read as without a cache.
package struct InputCache: Sendable {
  let folder: String
  let program: CacheProgram
  let listing: CacheListing
  let writing: CacheWriting

  /// Lists the folder, which must exist.
  package init(folder: String, program: CacheProgram, writing: CacheWriting) {
    self.folder = folder
    self.program = program
    self.writing = writing
    listing = CacheListing(of: folder)
  }
}

/// How entries are written: this target only reads, so it is handed in.
package struct CacheWriting: Sendable {
  /// What `fill` hands out becomes the file `name`, whole or not at all, in the place of one of that name. `nil` = done,
  /// otherwise why it could not be.
  package let write:
    @Sendable (_ name: String, _ fill: (_ put: (UnsafeRawBufferPointer) -> Bool) -> Void) -> String?
  /// The entries were used: they are not the first to be removed.
  package let markUsed: @Sendable (_ names: [String]) -> Void
  /// Entries that newer ones have replaced.
  package let remove: @Sendable (_ names: [String]) -> Void

  package init(
    write: @escaping @Sendable (String, ((UnsafeRawBufferPointer) -> Bool) -> Void) -> String?,
    markUsed: @escaping @Sendable ([String]) -> Void, remove: @escaping @Sendable ([String]) -> Void
  ) {
    self.write = write
    self.markUsed = markUsed
    self.remove = remove
  }
}
