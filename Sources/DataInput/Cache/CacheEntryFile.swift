import CoreTypes

/// The file of a cache entry: a mark, the sections of rows, the description, and at the very end where that begins, its
/// checksum and the length of the file. Reading it believes nothing that a checksum does not confirm.
enum CacheEntryFile {
  enum Lookup: Sendable {
    case found(CacheDescription)
    /// Another run has removed it.
    case absent
    case damaged
  }

  static let mark = Array("eventstudy cache".utf8)
  private static let endBytes = 32
  /// What is read of an entry to find its description.
  private static let lastBytes = 16 * 1_024

  /// What stands behind the sections, which end at `offset`: an encoded description and the end.
  static func ending(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
    var end = CacheEncoder()
    end.add(Int64(bytes.count))
    end.add(bytes.withUnsafeBytes(CacheChecksum.of))
    end.add(Int64(offset + bytes.count + endBytes))
    end.add(end.bytes.withUnsafeBytes(CacheChecksum.of))
    return bytes + end.bytes
  }

  static func description(of name: CacheEntryName, in folder: String) -> Lookup {
    let file: OpenFile
    do {
      file = try OpenFile(stored: CacheEntryFile.input(name.text, in: folder))
    } catch {
      return error.kind == .inputMissing ? .absent : .damaged
    }
    guard let description = try? read(file), description.length == name.length,
      description.sha256 == name.sha256, description.reading.hasPrefix(name.reading)
    else { return .damaged }
    return .found(description)
  }

  /// Some bytes of an entry's file; `nil` where they are not there any more, or are not those that were written.
  static func memory(
    _ file: String, in folder: String, from offset: Int, count: Int, checksum: UInt64
  ) -> RoomMemory? {
    guard let opened = try? OpenFile(stored: input(file, in: folder)), offset + count <= opened.storedSize
    else { return nil }
    let memory = RoomMemory(bytes: count)
    let room = memory.start.assumingMemoryBound(to: UInt8.self)
    guard opened.readStored(at: offset, count: count, into: room) == count,
      CacheChecksum.of(UnsafeRawBufferPointer(start: room, count: count)) == checksum
    else { return nil }
    return memory
  }

  private static func input(_ name: String, in folder: String) -> InputFile {
    InputFile(path: "\(folder)/\(name)", name: name)
  }

  private static func read(_ file: borrowing OpenFile) throws(CacheDamage) -> CacheDescription {
    let size = file.storedSize
    let last = try bytes(of: file, from: max(0, size - lastBytes), to: size)
    guard last.count >= endBytes else { throw CacheDamage() }
    let end = Array(last.suffix(endBytes))
    let (count, checksum) = try ending(end, size: size)
    guard count <= size - endBytes - mark.count else { throw CacheDamage() }
    let text =
      count + endBytes <= last.count
      ? Array(last.dropLast(endBytes).suffix(count))
      : try bytes(of: file, from: size - endBytes - count, to: size - endBytes)
    guard text.withUnsafeBytes(CacheChecksum.of) == checksum else { throw CacheDamage() }
    return try CacheDecoder.decode(text) { (decoder) throws(CacheDamage) in try CacheDescription(&decoder) }
  }

  private static func ending(_ end: [UInt8], size: Int) throws(CacheDamage) -> (Int, UInt64) {
    let sum = end.prefix(24).withUnsafeBytes(CacheChecksum.of)
    let (count, checksum, length, ownChecksum) = try CacheDecoder.decode(end) {
      (decoder) throws(CacheDamage) -> (Int, UInt64, Int, UInt64) in
      (
        try decoder.number(in: 0...size), try decoder.number(), try decoder.number(in: 0...Int.max),
        try decoder.number()
      )
    }
    guard length == size, ownChecksum == sum else { throw CacheDamage() }
    return (count, checksum)
  }

  private static func bytes(
    of file: borrowing OpenFile, from start: Int, to end: Int
  ) throws(CacheDamage) -> [UInt8] {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: max(1, end - start)) { room, count in
      guard let base = room.baseAddress,
        let done = file.readStored(at: start, count: end - start, into: base)
      else { return }
      count = done
      isWhole = done == end - start
    }
    guard isWhole else { throw CacheDamage() }
    return bytes
  }
}
