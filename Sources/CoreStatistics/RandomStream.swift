import Glibc

/// A seeded stream of random numbers: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom
/// number generators", OOPSLA). The same seed gives the same numbers on every machine.
@usableFromInline
package struct RandomStream: Sendable {
  @usableFromInline var state: UInt64
  /// What one number adds to the state.
  @usableFromInline var step: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var spareNormal: Double?

  package init(seed: UInt64) { state = seed }

  /// The numbers of this stream from number `first` on (0 is the next one), every `stride`-th of them.
  package func strided(by stride: Int, from first: Int) -> RandomStream {
    var stream = RandomStream(seed: state &+ step &* UInt64(first + 1))
    stream.step = step &* UInt64(stride)
    stream.state &-= stream.step
    return stream
  }

  /// The stream of one purpose within a study: the study's seed and the purpose's name, hashed (FNV-1a, then
  /// one step of the generator), so that neither threads nor the other tests of a run can move its draws.
  package init(seed: UInt64, purpose: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var mixer = RandomStream(seed: seed ^ hash)
    state = mixer.next()
  }

  /// The next 64 bits.
  @inlinable @inline(__always)
  package mutating func next() -> UInt64 {
    state &+= step
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform on [0, 1): multiples of 2^-53.
  @inlinable @inline(__always)
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform on `0 ..< count`: the uniform number times `count`, rounded down.
  @inlinable @inline(__always)
  package mutating func index(below count: Int) -> Int { Int(uniform() * Double(count)) }

  /// Standard normal by Box and Muller (1958, Annals of Mathematical Statistics 29, 610-611): of each pair of
  /// uniform numbers the cosine's value first, then the sine's.
  package mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    // 1 - u is never 0, so its logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spareNormal = radius * sin(angle)
    return radius * cos(angle)
  }
}
