import CoreTypes
import Testing

@Suite struct ColumnPartTests {
  private let column = [0.0, 1, 2, 3, 4, 5]

  @Test func partsOfPartsCountFromTheirOwnFirst() {
    let part = ColumnPart(column, 2..<6)
    #expect(part == [2, 3, 4, 5] && part.part(1..<3) == [3, 4])
    #expect(part[0] == 2 && part.part(1..<3)[1] == 4)
    #expect(part.part(4..<4).isEmpty && ColumnPart(column) == ColumnPart(column, 0..<6))
  }

  @Test func itsMemoryIsThatOfTheColumn() {
    let first = column.withUnsafeBufferPointer { $0.baseAddress }
    let (start, count) = ColumnPart(column).part(1..<5).part(2..<4).withUnsafeBufferPointer {
      ($0.baseAddress, $0.count)
    }
    #expect(start == first.map { $0 + 3 } && count == 2)
  }
}
