import Foundation

/// A fresh scratch folder that disappears with the value; writes files and runs the built `eventstudy` in it.
package final class WorkDirectory: Sendable {
  package let path: String

  package init() throws {
    let folder = FileManager.default.temporaryDirectory.path
    var template = Array("\(folder)/eventstudy-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  package func path(_ file: String) -> String { "\(path)/\(file)" }

  /// Writes a file, with the folders it needs.
  package func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: path(file))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// A file's text, or `nil` where there is none.
  package func read(_ file: String) -> String? {
    FileManager.default.contents(atPath: path(file)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in a folder, hidden ones too, sorted.
  package func list(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
  }

  /// Copies a folder of the package (`Tests/Fixtures/...`, `SampleData/...`) into the scratch folder.
  package func copy(_ packagePath: String, to name: String) throws {
    try FileManager.default.copyItem(atPath: "\(PackagePaths.root)/\(packagePath)", toPath: path(name))
  }

  /// What a run of the program left behind.
  package struct Outcome: Sendable, Equatable {
    package let status: Int32
    package let output: String
    package let errors: String

    package init(status: Int32, output: String, errors: String) {
      self.status = status
      self.output = output
      self.errors = errors
    }
  }

  /// Runs the built `eventstudy` with the scratch folder as working directory; neither stream is a
  /// terminal. A status above 128 is 128 + the signal that ended it.
  package func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try launch(Self.executable, arguments, environment)
  }

  /// Runs a line of `sh` in the scratch folder, with the program as `$EVENTSTUDY`.
  package func shell(_ line: String) throws -> Outcome {
    try launch("/bin/sh", ["-c", line], ["EVENTSTUDY": Self.executable])
  }

  /// The program lies beside the test bundle that is running.
  package static let executable: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().path + "/eventstudy"
  }()

  private func launch(
    _ program: String, _ arguments: [String], _ environment: [String: String]
  ) throws -> Outcome {
    let scratch = FileManager.default.temporaryDirectory.path + "/eventstudy-" + UUID().uuidString
    let files = ["\(scratch).out", "\(scratch).err"]
    defer { for file in files { unlink(file) } }
    for file in files { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: files[0])
    process.standardError = FileHandle(forWritingAtPath: files[1])
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    let texts = files.map {
      String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
    }
    return Outcome(
      status: process.terminationStatus + (isSignal ? 128 : 0), output: texts[0], errors: texts[1])
  }
}
