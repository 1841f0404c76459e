/// `-` in the place of a file: what comes in on standard input.
package enum StandardInput {
  package static let argument = "-"
  /// What it is called in messages and in the manifest, where a file of that name is called `./stdin`.
  package static let name = "stdin"

  /// What a study file calls the file that messages call `name`.
  package static func studyPath(ofFileNamed name: String) -> String { name == self.name ? argument : name }
}
