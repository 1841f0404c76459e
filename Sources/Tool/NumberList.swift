import ArgumentParser
import CoreTypes

/// `0,0.005,0.01`: plain decimals, each once.
struct NumberList: ExpressibleByArgument {
  let numbers: [Double]

  init(_ numbers: [Double]) { self.numbers = numbers }

  init?(argument: String) {
    let fields = argument.split(separator: ",", omittingEmptySubsequences: false)
    let plain = fields.allSatisfy { $0.utf8.allSatisfy { "0123456789.-+eE".utf8.contains($0) } }
    let numbers = fields.compactMap { Double($0) }.filter(\.isFinite)
    guard plain, numbers.count == fields.count, Set(numbers).count == numbers.count else { return nil }
    self.numbers = numbers
  }

  var defaultValueDescription: String { numbers.map { rounded($0, 0) }.joined(separator: ",") }
}
