/// Numbers, texts and lists as bytes of a cache entry: numbers little-endian, texts and lists behind their lengths.
struct CacheEncoder {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func add(_ text: String) {
    add(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(optional text: String?) {
    add(text != nil)
    if let text { add(text) }
  }

  mutating func add(_ list: [UInt8]) {
    add(UInt32(list.count))
    bytes.append(contentsOf: list)
  }

  mutating func add<Element>(_ list: [Element], _ each: (inout CacheEncoder, Element) -> Void) {
    add(UInt32(list.count))
    for element in list { each(&self, element) }
  }

  mutating func add(_ texts: [String]) { add(texts) { $0.add($1) } }
}

/// An entry does not hold what it should: it is refused as a whole.
struct CacheDamage: Error {}

/// Takes back what a `CacheEncoder` wrote, and believes none of it: lengths are held against the bytes that are there
/// before anything is made of them.
struct CacheDecoder {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Gives `body` a decoder of `bytes`, of which it must take all.
  static func decode<Value>(
    _ bytes: [UInt8], _ body: (inout CacheDecoder) throws(CacheDamage) -> Value
  ) throws(CacheDamage) -> Value {
    let result: Result<Value, CacheDamage> = bytes.withUnsafeBytes { bytes in
      do throws(CacheDamage) {
        var decoder = CacheDecoder(bytes)
        let value = try body(&decoder)
        try decoder.finish()
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  var left: Int { bytes.count - position }

  mutating func number<Number: FixedWidthInteger>() throws(CacheDamage) -> Number {
    let size = MemoryLayout<Number>.size
    guard size <= left else { throw CacheDamage() }
    defer { position += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Number.self))
  }

  /// A number that must lie in `range`.
  mutating func number(in range: ClosedRange<Int>) throws(CacheDamage) -> Int {
    let value: Int64 = try number()
    guard range.contains(Int(value)) else { throw CacheDamage() }
    return Int(value)
  }

  mutating func flag() throws(CacheDamage) -> Bool {
    let byte: UInt8 = try number()
    guard byte <= 1 else { throw CacheDamage() }
    return byte == 1
  }

  mutating func text() throws(CacheDamage) -> String {
    guard let text = String(validating: try slice(), as: UTF8.self) else { throw CacheDamage() }
    return text
  }

  mutating func optionalText() throws(CacheDamage) -> String? { try flag() ? try text() : nil }

  mutating func data() throws(CacheDamage) -> [UInt8] { Array(try slice()) }

  /// The next bytes, as many as the number before them says.
  private mutating func slice() throws(CacheDamage) -> UnsafeRawBufferPointer {
    let count: UInt32 = try number()
    return try bytes(Int(count))
  }

  mutating func bytes(_ count: Int) throws(CacheDamage) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= left else { throw CacheDamage() }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
  }

  /// `each` reads one element, which takes at least `bytes` bytes.
  mutating func list<Element>(
    ofAtLeast bytes: Int, _ each: (inout CacheDecoder) throws(CacheDamage) -> Element
  ) throws(CacheDamage) -> [Element] {
    let count: UInt32 = try number()
    guard Int(count) <= left / max(1, bytes) else { throw CacheDamage() }
    var list: [Element] = []
    list.reserveCapacity(Int(count))
    for _ in 0..<count { list.append(try each(&self)) }
    return list
  }

  mutating func texts() throws(CacheDamage) -> [String] {
    try list(ofAtLeast: 4) { (decoder) throws(CacheDamage) in try decoder.text() }
  }

  /// Everything must have been taken.
  func finish() throws(CacheDamage) {
    guard left == 0 else { throw CacheDamage() }
  }
}
