import CoreTypes

/// Diagnostics of one severity gathered by file and id, in the order of their first appearance, and of each kind no more than
/// a console shows.
struct FoldedDiagnostics {
  /// Those of one file and id: what is shown, and how many are not.
  struct Group {
    var shown: [Diagnostic] = []
    var hidden = 0
  }

  /// What is left of an id that several files have.
  struct Others: Equatable {
    let id: DiagnosticID
    var count: Int
    var files: Int
  }

  private(set) var groups: [Group] = []
  private(set) var others: [Others] = []

  /// - Parameter most: how many of an id are shown, `nil` = all. Of an id that several files have as many as of any other
  ///   are shown in all, each file's first ones.
  init(_ diagnostics: DiagnosticList, of severity: Severity, shownOfAKind most: Int?) {
    gather(diagnostics, of: severity, upTo: most ?? .max)
    guard let most else { return }
    let files = Dictionary(groups.map { ($0.shown[0].id, 1) }) { $0 + $1 }
    var seen: [DiagnosticID: Int] = [:]
    for place in groups.indices {
      let id = groups[place].shown[0].id
      let count = files[id, default: 1]
      seen[id, default: 0] += 1
      let isShown = seen[id, default: 0] <= most
      // A file has one character set: its first row says as much as all.
      let perFile = id == .encodingNotUTF8 ? 1 : max(1, most / min(most, count))
      groups[place].show(isShown ? perFile : 0)
      guard count > 1, groups[place].hidden > 0 else { continue }
      setAside(groups[place].hidden, of: id)
      groups[place].hidden = 0
    }
  }

  private mutating func gather(_ diagnostics: DiagnosticList, of severity: Severity, upTo most: Int) {
    struct Kind: Hashable {
      let file: String?
      let id: DiagnosticID
    }
    var places: [Kind: Int] = [:]
    for diagnostic in diagnostics where diagnostic.severity == severity {
      let kind = Kind(file: diagnostic.location?.file, id: diagnostic.id)
      let place = places[kind] ?? groups.count
      if place == groups.count {
        places[kind] = place
        groups.append(Group())
      }
      groups[place].hidden += 1
      if groups[place].shown.count < most { groups[place].shown.append(diagnostic) }
    }
    for place in groups.indices { groups[place].hidden -= groups[place].shown.count }
  }

  private mutating func setAside(_ count: Int, of id: DiagnosticID) {
    if let place = others.firstIndex(where: { $0.id == id }) {
      others[place].count += count
      others[place].files += 1
    } else {
      others.append(Others(id: id, count: count, files: 1))
    }
  }
}

extension FoldedDiagnostics.Group {
  /// No more than `most` are shown.
  fileprivate mutating func show(_ most: Int) {
    hidden += max(0, shown.count - most)
    shown = Array(shown.prefix(most))
  }
}
