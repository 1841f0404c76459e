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
}
