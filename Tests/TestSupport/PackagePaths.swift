/// Where the package's own files lie, found from this source file.
package enum PackagePaths {
  /// The folder of Package.swift.
  package static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// `Tests/Fixtures/...`
  package static func fixture(_ path: String) -> String { "\(root)/Tests/Fixtures/\(path)" }
}
