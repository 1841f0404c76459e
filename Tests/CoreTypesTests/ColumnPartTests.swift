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

  @Test func valuesAreACopy() {
    let part = ColumnPart([1.0, 2, 3, 4], 1..<3)
    #expect(
      part.values == [2, 3] && part.part(1..<1).values.isEmpty && ColumnPart([Double]()).values.isEmpty)
  }

  /// Places before, about, inside and after what is there.
  @Test(arguments: -7...7) func fillingFromAPlace(place: Int) {
    let values = [1.0, 2, 3]
    for count in 0...6 {
      for source in [values, []] {
        let filled = [Double](count: count) { $0.fill(from: source, at: place) }
        for index in 0..<count {
          let known = source.indices.contains(place + index)
          #expect(known ? filled[index] == source[place + index] : filled[index].isNaN)
        }
      }
    }
  }
}
