/// Neighboring values of a column that stay where they are: the returns around an event are a part of those of its whole
/// security, the days of its event window a part of these, and nobody copies them.
///
/// Positions count from 0, whatever the part begins with. The column lives as long as a part of it does.
@frozen @usableFromInline
package struct ColumnPart<Value: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
  @usableFromInline let column: [Value]
  @usableFromInline let start: Int
  @usableFromInline package let count: Int

  /// The whole column.
  @inlinable
  package init(_ column: [Value]) { self.init(column, 0..<column.count) }

  @inlinable
  package init(_ column: [Value], _ places: Range<Int>) {
    precondition(places.lowerBound >= 0 && places.upperBound <= column.count, "places of the column")
    self.column = column
    start = places.lowerBound
    count = places.count
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }

  @inlinable
  package subscript(position: Int) -> Value {
    precondition(position >= 0 && position < count, "a position of the part")
    return column[start &+ position]
  }

  /// The values at some of the positions, as a part of the same column.
  @inlinable
  package func part(_ positions: Range<Int>) -> ColumnPart {
    precondition(positions.lowerBound >= 0 && positions.upperBound <= count, "positions of the part")
    return ColumnPart(column, (start &+ positions.lowerBound)..<(start &+ positions.upperBound))
  }

  /// A copy of the values; `Array(part)` takes ten times as long.
  @inlinable
  package var values: [Value] {
    withUnsafeBufferPointer { values in
      [Value](count: count) { copy in
        if let source = values.baseAddress { copy.baseAddress?.initialize(from: source, count: count) }
      }
    }
  }

  /// Lends the values themselves, in place; they may not be used after `body`.
  @inlinable
  package func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Value>) -> Result) -> Result {
    column.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<(start &+ count)])) }
  }
}

extension ColumnPart: Equatable where Value: Equatable {
  @inlinable package static func == (left: ColumnPart, right: ColumnPart) -> Bool {
    left.elementsEqual(right)
  }
}

extension ColumnPart: ExpressibleByArrayLiteral {
  @inlinable package init(arrayLiteral values: Value...) { self.init(values) }
}
