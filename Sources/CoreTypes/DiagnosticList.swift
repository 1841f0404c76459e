/// Diagnostics in the order in which they are told. Lists that are joined are not copied and one that grows is not moved,
/// since a faulty file can have one for each of its millions of rows.
package struct DiagnosticList: RandomAccessCollection, Sendable {
  /// None is empty.
  private var parts: [[Diagnostic]] = []
  /// How many diagnostics there are up to the end of each part.
  private var ends: [Int] = []
  private static let longestPart = 4096

  package init() {}

  package init(_ diagnostics: [Diagnostic]) { self += diagnostics }

  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.last ?? 0 }

  package subscript(place: Int) -> Diagnostic {
    let part = ends.partitionPoint { $0 <= place }
    return parts[part][place - (part == 0 ? 0 : ends[part - 1])]
  }

  package func makeIterator() -> FlattenSequence<[[Diagnostic]]>.Iterator { parts.joined().makeIterator() }

  package mutating func append(_ diagnostic: Diagnostic) {
    let last = parts.count - 1
    guard last >= 0, parts[last].count < DiagnosticList.longestPart else {
      self += [diagnostic]
      return
    }
    parts[last].append(diagnostic)
    ends[last] += 1
  }

  package static func += (list: inout DiagnosticList, more: [Diagnostic]) {
    guard !more.isEmpty else { return }
    list.ends.append(list.endIndex + more.count)
    list.parts.append(more)
  }

  package static func += (list: inout DiagnosticList, more: DiagnosticList) {
    for part in more.parts { list += part }
  }

  package static func + (list: DiagnosticList, more: [Diagnostic]) -> DiagnosticList {
    list + DiagnosticList(more)
  }

  package static func + (list: DiagnosticList, more: DiagnosticList) -> DiagnosticList {
    var joined = list
    joined += more
    return joined
  }
}

extension DiagnosticList: Equatable {
  package static func == (left: DiagnosticList, right: DiagnosticList) -> Bool { left.elementsEqual(right) }
}
