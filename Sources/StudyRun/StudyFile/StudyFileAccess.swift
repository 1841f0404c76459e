import CoreTypes

/// How the study file reaches the disk: reading files is DataInput's business, so it is handed in.
package struct StudyFileAccess: Sendable {
  /// The bytes of a small file; a `RunFailure` of kind `inputMissing` where there is none.
  package let contents: @Sendable (_ path: String) throws(RunFailure) -> [UInt8]
  /// The paths that match a glob(3) pattern (relative to `folder` unless absolute), sorted by bytes; a
  /// `RunFailure` of kind `inputMissing` where there is none.
  package let expand: @Sendable (_ pattern: String, _ folder: String) throws(RunFailure) -> [String]

  package init(
    contents: @escaping @Sendable (String) throws(RunFailure) -> [UInt8],
    expand: @escaping @Sendable (String, String) throws(RunFailure) -> [String]
  ) {
    self.contents = contents
    self.expand = expand
  }
}
