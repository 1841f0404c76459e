import CCodecs

/// A gzip file (RFC 1952) unpacked piece by piece, also one of several members behind each other.
struct Inflation: ~Copyable {
  static let magic: [UInt8] = [0x1F, 0x8B]

  private let stream: UnsafeMutablePointer<z_stream>
  private let room: UnsafeMutablePointer<UInt8>
  private static let roomBytes = 64 * 1_024
  /// The last member is complete.
  private(set) var isComplete = false
  private(set) var isDamaged = false
  /// The bytes behind the last member that are no further one; zeros, as tapes have them, do not count.
  private(set) var foreignBytes = 0
  private var isBehindMembers = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    room = .allocate(capacity: Inflation.roomBytes)
    // 15 bits of window, 16 = gzip's header and checksum.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot start")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    room.deallocate()
  }

  /// Unpacks all of `input` and appends it to `output`. What follows the last member and is no further one is counted.
  mutating func append(_ input: UnsafeMutableBufferPointer<UInt8>, to output: inout [UInt8]) {
    stream.pointee.next_in = input.baseAddress
    stream.pointee.avail_in = UInt32(input.count)
    while stream.pointee.avail_in > 0, !isDamaged {
      if isComplete {
        guard !isBehindMembers, stream.pointee.next_in.pointee == Inflation.magic[0],
          inflateReset(stream) == Z_OK
        else {
          isBehindMembers = true
          foreignBytes += input.suffix(Int(stream.pointee.avail_in)).count { $0 != 0 }
          return
        }
        isComplete = false
      }
      stream.pointee.next_out = room
      stream.pointee.avail_out = UInt32(Inflation.roomBytes)
      let status = inflate(stream, Z_NO_FLUSH)
      output.append(
        contentsOf: UnsafeBufferPointer(
          start: room, count: Inflation.roomBytes - Int(stream.pointee.avail_out)))
      switch status {
      case Z_STREAM_END: isComplete = true
      case Z_OK: break
      default: isDamaged = true
      }
    }
  }
}
