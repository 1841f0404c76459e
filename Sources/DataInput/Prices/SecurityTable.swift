import CoreTypes
import Glibc

/// The securities of one chunk, numbered in order of first appearance and found by their bytes.
///
/// Open addressing with linear probing over a table that is never more than half full; the row before is
/// tried first, since most files are sorted by security.
struct SecurityTable {
  /// The number of a name that is not UTF-8, and of a row without a name.
  static let notUTF8: Int32 = -1
  static let empty: Int32 = -2

  private(set) var names: [String] = []
  private(set) var isWanted: [Bool] = []
  private let wanted: Set<SecurityID>?
  private var slots: UnsafeMutablePointer<Int32>
  private var slotCount = 64
  private var ends: [Int] = [0]
  /// The names one behind the other, and room for reading a word from any place of them.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCapacity = 1_024
  private var last: Int32 = SecurityTable.empty
  private var lastStart = 0
  private var lastCount = -1
  /// The first bytes of the last name, as many as a word holds, and the mask of those.
  private var lastWord: UInt64 = 0
  private var lastMask: UInt64 = 0

  /// `wanted` = `nil` keeps every security. Call `free()` at the end.
  init(wanted: Set<SecurityID>?) {
    self.wanted = wanted
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: -1, count: slotCount)
    bytes = .allocate(capacity: byteCapacity + NumberScan.slack)
    bytes.initialize(repeating: 0, count: byteCapacity + NumberScan.slack)
  }

  func free() {
    slots.deallocate()
    bytes.deallocate()
  }

  /// The number of the security called by these bytes, behind which `NumberScan.slack` more can be read.
  @inline(__always)
  mutating func number(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    let word = UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
    if count == lastCount, word & lastMask == lastWord,
      count <= 8 || isSame(text, at: lastStart, count)
    {
      return last
    }
    return lookUp(text, count)
  }

  private func isSame(_ text: UnsafePointer<UInt8>, at start: Int, _ count: Int) -> Bool {
    var index = 0
    while index < count, text[index] == bytes[start &+ index] { index &+= 1 }
    return index == count
  }

  @inline(never)
  private mutating func lookUp(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
    if isNextInTurn(text, count) { return last }
    let name = FieldText.trimmed(UnsafeBufferPointer(start: text, count: count))
    guard let start = name.baseAddress, !name.isEmpty else { return SecurityTable.empty }
    var slot = Int(truncatingIfNeeded: SecurityTable.hash(name)) & (slotCount - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      let nameStart = ends[number]
      if ends[number + 1] - nameStart == name.count, isSame(start, at: nameStart, name.count) {
        remember(Int32(number), start: nameStart, count: name.count)
        return last
      }
      slot = (slot + 1) & (slotCount - 1)
    }
    guard let text = FieldText.valid(name) else { return SecurityTable.notUTF8 }
    return add(text, name, at: slot)
  }

  /// The security is the one that came after the last when both were new, as in files sorted by date.
  private mutating func isNextInTurn(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard last >= 0 else { return false }
    let next = Int(last) + 1 < names.count ? Int(last) + 1 : 0
    let start = ends[next]
    guard ends[next + 1] - start == count, isSame(text, at: start, count) else { return false }
    remember(Int32(next), start: start, count: count)
    return true
  }

  /// Adds a security by name: the one of a file without a column of securities.
  mutating func add(_ name: String) -> Int32 {
    var copy = name
    return copy.withUTF8 { text in
      text.baseAddress.map { lookUp($0, text.count) } ?? SecurityTable.empty
    }
  }

  private mutating func add(_ name: String, _ text: UnsafeBufferPointer<UInt8>, at slot: Int) -> Int32 {
    let number = Int32(names.count)
    let start = ends[names.count]
    reserve(start + text.count)
    for (index, byte) in text.enumerated() { bytes[start + index] = byte }
    names.append(name)
    isWanted.append(wanted?.contains(SecurityID(name)) ?? true)
    ends.append(start + text.count)
    slots[slot] = number
    if names.count * 2 > slotCount { grow() }
    remember(number, start: start, count: text.count)
    return number
  }

  private mutating func remember(_ number: Int32, start: Int, count: Int) {
    last = number
    lastStart = start
    lastCount = count
    lastMask = count < 8 ? 1 << UInt64(8 * count) - 1 : .max
    lastWord = UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self) & lastMask
  }

  private mutating func reserve(_ count: Int) {
    guard count > byteCapacity else { return }
    let capacity = max(count, byteCapacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + NumberScan.slack)
    larger.initialize(repeating: 0, count: capacity + NumberScan.slack)
    larger.update(from: bytes, count: ends[names.count])
    bytes.deallocate()
    bytes = larger
    byteCapacity = capacity
  }

  private mutating func grow() {
    slots.deallocate()
    slotCount *= 4
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: -1, count: slotCount)
    for number in names.indices {
      let name = UnsafeBufferPointer(start: bytes + ends[number], count: ends[number + 1] - ends[number])
      var slot = Int(truncatingIfNeeded: SecurityTable.hash(name)) & (slotCount - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// FNV-1a (Fowler, Noll and Vo), its high bits folded down since the slots take the low ones.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ (hash >> 32)
  }
}
