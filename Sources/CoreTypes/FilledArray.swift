extension Array where Element: BitwiseCopyable {
  /// `Array(repeating:count:)`, which is not specialized across targets: its allocation looks up types at run time and
  /// takes as long as filling some hundred elements.
  @inlinable
  package init(filledWith value: Element, count: Int) {
    self.init(unsafeUninitializedCapacity: count) { elements, initialized in
      elements.initialize(repeating: value)
      initialized = count
    }
  }
}
