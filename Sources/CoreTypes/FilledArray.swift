extension Array where Element: BitwiseCopyable {
  /// `Array(repeating:count:)`, which is never specialized, no more than `Array(unsafeUninitializedCapacity:)`: their
  /// allocation looks up types at run time and takes as long as filling some hundred elements.
  @inlinable
  package init(filledWith value: Element, count: Int) {
    self = []
    append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { elements, initialized in
        elements[..<count].initialize(repeating: value)
        initialized = count
      }
    }
  }

  /// `count` elements that `fill` writes, every one of them, for arrays whose parts differ: nothing is written twice.
  @inlinable
  package init(count: Int, filledBy fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    self = []
    append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { elements, initialized in
        fill(UnsafeMutableBufferPointer(rebasing: elements[..<count]))
        initialized = count
      }
    }
  }

  /// `count` elements: `inside` at the positions of `run`, `outside` at all others.
  @inlinable
  package init(count: Int, filledWith inside: Element, at run: Range<Int>, else outside: Element) {
    self.init(count: count) { elements in
      elements[..<run.lowerBound].initialize(repeating: outside)
      elements[run].initialize(repeating: inside)
      elements[run.upperBound...].initialize(repeating: outside)
    }
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// Fills all of it with the values from `place` on, which may lie outside; NaN where there is none.
  package func fill(from values: [Double], at place: Int) {
    let first = Swift.min(Swift.max(0, -place), count)
    let known = first..<Swift.max(first, Swift.min(values.count - place, count))
    self[..<known.lowerBound].initialize(repeating: .nan)
    values.withUnsafeBufferPointer { values in
      guard !known.isEmpty, let source = values.baseAddress, let target = baseAddress else { return }
      (target + known.lowerBound).initialize(from: source + (place + known.lowerBound), count: known.count)
    }
    self[known.upperBound...].initialize(repeating: .nan)
  }
}
