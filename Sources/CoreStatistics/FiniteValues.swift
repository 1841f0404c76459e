/// Every value is a number: neither missing nor infinite. Zero times anything else is not zero; eight values at a time.
package func areFinite(_ values: UnsafeBufferPointer<Double>) -> Bool {
  guard let bytes = values.baseAddress.map(UnsafeRawPointer.init) else { return true }
  let whole = values.count & ~7
  var zeros = SIMD8<Double>.zero
  for position in stride(from: 0, to: whole, by: 8) {
    zeros +=
      bytes.loadUnaligned(fromByteOffset: position * MemoryLayout<Double>.stride, as: SIMD8<Double>.self) * 0
  }
  var rest = zeros.sum()
  for position in whole..<values.count { rest += values[position] * 0 }
  return rest == 0
}

/// Every value is 1: returns over one session each, which nothing has to be divided by.
package func areOne(_ values: UnsafeBufferPointer<Double>) -> Bool {
  let one = 1.0.bitPattern
  var others: UInt64 = 0
  for value in values { others |= value.bitPattern ^ one }
  return others == 0
}
