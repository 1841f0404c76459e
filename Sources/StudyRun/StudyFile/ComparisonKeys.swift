/// `compare:`, the pairs of groups whose difference is tested: a list of pairs, `all`, `none` or `two-groups`.
enum ComparisonKeys {
  private static let help =
    "write a list of pairs such as [[acquirer, target]], or all, none or two-groups"

  /// Without the key: the two groups of a study that has exactly two.
  static func read(_ value: StudyValue?) -> GroupComparison {
    guard let value else { return .twoGroups }
    switch value.scalarText {
    case "two-groups": return .twoGroups
    case "all": return .all
    case "none": return GroupComparison.none
    default: break
    }
    guard let entries = value.list("a list of pairs of groups", help: help) else { return .twoGroups }
    // One pair without the outer list.
    let isPair = entries.count == 2 && entries.allSatisfy { $0.node.list == nil }
    var pairs: [GroupComparison.Pair] = []
    for entry in isPair ? [value] : entries {
      guard let pair = pair(entry) else { continue }
      if pairs.contains(pair) {
        entry.fault("'\(entry.key)' repeats a pair", help: "remove it")
      } else {
        pairs.append(pair)
      }
    }
    return .pairs(pairs)
  }

  private static func pair(_ value: StudyValue) -> GroupComparison.Pair? {
    guard let names = value.list("a pair of groups", help: help) else { return nil }
    guard names.count == 2 else {
      value.fault("'\(value.key)' must be two groups, found \(names.count)", help: help)
      return nil
    }
    guard let first = names[0].text("a group's name", help: help),
      let second = names[1].text("a group's name", help: help)
    else { return nil }
    guard first != second else {
      value.fault("'\(value.key)' compares '\(first)' with itself", help: "name two groups")
      return nil
    }
    return GroupComparison.Pair(
      first: first, second: second, location: value.location)
  }
}
