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
