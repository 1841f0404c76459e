import Foundation
import TestSupport
import Testing

/// A run with a cache, whatever state it is in, writes the bytes of a run without one.
@Suite struct CacheTests {
  private let work: WorkDirectory

  /// The example with faults in its prices, a factors file, and one price file too many.
  init() throws {
    work = try WorkDirectory()
    var example = ExampleStudy()
    example.study += "models: [market-model, capm]\nfactors: factors.csv\n"
    let day = example.line(of: "2019-05-14", in: "prices/A.csv")
    example.replace(
      day + "\n", in: "prices/A.csv", with: "2019-05-14,x\n" + day.replacing("-14", with: "-15") + "\n")
    example.files["prices/C.csv"] = ExampleStudy.prices(seed: 4)
    example.files["factors.csv"] =
      "date,mkt_rf,rf\n" + ExampleStudy.sessions.map { "\($0),0.00\($0.suffix(2)),0.0001\n" }.joined()
    try example.write(to: work, folder: "study")
  }

  /// File name -> text.
  private func report(_ folder: String) throws -> [String: String] {
    try Dictionary(uniqueKeysWithValues: work.list(folder).map { ($0, work.read("\(folder)/\($0)") ?? "") })
  }

  private func run(_ options: String, to folder: String = "with") throws -> WorkDirectory.Outcome {
    try work.shell("\"$EVENTSTUDY\" run study/study.yaml --output \(folder) \(options)")
  }

  /// Runs without a cache, then with it on 1, 2, 3 and 8 threads: equal bytes, messages and exit status. What is said of
  /// the cache, in the first of these runs alone, is returned.
  private func isTheSame(
    _ what: Comment, cache: String = "--cache cache", isToldOnce: Bool = true
  ) throws -> String {
    let plain = try run("", to: "without")
    let expected = try report("without")
    #expect(expected.count == 11 && plain.status == 1)
    var said = ""
    for jobs in [1, 2, 3, 8] {
      let outcome = try run("\(cache) --jobs \(jobs)")
      #expect(try report("with") == expected, what)
      #expect(outcome.status == plain.status && outcome.output == plain.output, what)
      #expect(outcome.errors.hasPrefix(plain.errors), what)
      let note = String(outcome.errors.dropFirst(plain.errors.count))
      if jobs == 1 { said = note } else { #expect(note == (isToldOnce ? "" : said), what) }
    }
    return said
  }

  private var entries: [String] { get throws { try work.list("cache").filter { $0.hasSuffix(".rows") } } }

  /// Without the study's own change, which its manifest tells: the key and the option do the same.
  @Test func coldWarmGrownAndChanged() throws {
    #expect(try isTheSame("cold").isEmpty)
    #expect(try work.list("cache").contains("CACHEDIR.TAG") && entries.count == 5)
    let before = try entries
    #expect(try isTheSame("warm").isEmpty)
    #expect(try entries == before)

    _ = try work.shell("printf '2020-01-02,50.11\\n2020-01-03,x\\n' >> study/prices/A.csv")
    _ = try work.shell("printf '2020-01-02,3' >> study/index.csv")
    #expect(try isTheSame("grown").isEmpty)
    _ = try work.shell("printf '1.5\\n2020-01-03,31.25' >> study/index.csv")
    #expect(try isTheSame("grown in the middle of a row").isEmpty)
    _ = try work.shell("printf '2020-01-02,0.001,0.0001\\n' >> study/factors.csv")
    #expect(try isTheSame("grown factors").isEmpty)
    #expect(try entries.count == 5)

    _ = try work.shell("sed -i 's/^2019-03-0\\([1-9]\\),./2019-03-0\\1,9/' study/prices/B.csv")
    #expect(try isTheSame("changed, of the same length").isEmpty)
    _ = try work.shell("sed -i 's/columns: {date: date, close: close}/format: generic/' study/study.yaml")
    #expect(try isTheSame("other options").isEmpty)
    _ = try work.shell(
      "gzip study/prices/B.csv; sed -i 's|files: prices/.*|files: prices/*|' study/study.yaml")
    #expect(try isTheSame("packed").isEmpty)
    #expect(try isTheSame("packed and warm").isEmpty)
    _ = try work.shell("rm -r cache; sed -i '$ a cache: ../cache' study/study.yaml")
    #expect(try isTheSame("by the key", cache: "").isEmpty)
    #expect(try !entries.isEmpty)
  }

  @Test func damagedEntriesAreToldAndReplaced() throws {
    _ = try run("--cache cache")
    let good = try entries.map { try Data(contentsOf: URL(fileURLWithPath: work.path("cache/\($0)"))) }
    for line in [
      "truncate -s -1 $f", "truncate -s 0 $f", "truncate -s 40 $f", "printf x >> $f",
      "printf '\\377' | dd of=$f bs=1 seek=80 conv=notrunc 2>/dev/null",
    ] {
      _ = try work.shell("for f in cache/*.rows; do \(line); done")
      let said = try isTheSame("\(line)")
      #expect(said.components(separatedBy: "[cache-entry-damaged]").count == 6, "\(said)")
      #expect(said.contains("prices/A.csv: warning: the cache entry of this file is damaged;"))
      #expect(
        try entries.map { try Data(contentsOf: URL(fileURLWithPath: work.path("cache/\($0)"))) } == good)
    }
    _ = try work.shell("for f in cache/*.rows; do grep -q A.csv $f && truncate -s -1 $f; done")
    let note = try isTheSame("one damaged")
    #expect(try GoldenText.difference(note, from: "Diagnostics/cache-entry-damaged/expected.txt") == nil)
    _ = try work.shell("for f in cache/*.rows; do grep -q A.csv $f && truncate -s -1 $f; done")
    for isFirst in [true, false] {
      let told = try work.run("explain", "study/study.yaml", "E1", "--cache", "cache")
      #expect(told.status == 0 && told.output.contains("E1"))
      #expect(told.errors.contains("[cache-entry-damaged]") == isFirst)
    }
    _ = try work.shell("for f in cache/*.rows; do truncate -s -1 $f; done")
    #expect(try !run("--cache cache --quiet").errors.contains("cache"))
  }

  @Test func twoRunsAtOnce() throws {
    _ = try run("", to: "without")
    let expected = try report("without")
    for _ in 0..<3 {
      _ = try work.shell(
        """
        rm -rf cache
        for i in 1 2 3 4; do "$EVENTSTUDY" run study/study.yaml --output with$i --cache cache --jobs 2 2>errors$i & done
        wait
        """)
      for number in 1...4 {
        #expect(try report("with\(number)") == expected)
        #expect(work.read("errors\(number)")?.contains("cache") == false)
      }
      #expect(try entries.count == 5 && work.list("cache").count == 6)
    }
  }

  @Test func killedRunsLeaveACacheThatWorks() throws {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<12 {
      if round % 3 == 0 { _ = try work.shell("rm -rf cache") }
      let seconds = Double.random(in: 0...0.2, using: &generator)
      _ = try work.shell(
        "timeout --signal KILL \(seconds) \"$EVENTSTUDY\" run study/study.yaml --output with --cache cache")
    }
    // What one that was killed while it wrote leaves; one that still writes holds a lock.
    _ = try work.shell("mkdir -p cache; printf half > cache/.writing-1-2")
    #expect(try isTheSame("after kills").isEmpty)
    _ = try work.shell(
      "rm cache/*.rows; flock cache/.writing-3-4 -c '\"$EVENTSTUDY\" run study/study.yaml --output with --cache cache'"
    )
    #expect(try work.list("cache").filter { $0.hasPrefix(".writing") } == [".writing-3-4"])
    _ = try work.shell("rm cache/*.rows; \"$EVENTSTUDY\" run study/study.yaml --output with --cache cache")
    #expect(try work.list("cache").filter { $0.hasPrefix(".") }.isEmpty)
  }

  /// A report is replaced as a whole, and never where something else lies in it.
  @Test(arguments: ["new/cache", "new", "new/a/../b/cache"])
  func aCacheInsideTheReportIsRefusedAtOnce(_ cache: String) throws {
    let outcome = try run("--cache \(cache)", to: "new")
    #expect(outcome.status == 64 && outcome.errors.contains("lies in the output folder 'new'"))
    #expect(try !work.list().contains("new"))
  }

  @Test func aFolderThatCannotBeACacheIsLeftAlone() throws {
    try work.write("dear diary", to: "diary/2019.txt")
    try work.write(
      "Signature: 8a477f597d28d172789f06886806bc55\n# of somebody else\n", to: "other/CACHEDIR.TAG")
    for (folder, reason) in [
      ("diary", "'diary' is a folder of something else: no CACHEDIR.TAG in it"),
      ("other", "'other' is the cache of another program, by its CACHEDIR.TAG"),
      ("/proc/cache", "'/proc/cache' cannot be made: no such file or directory"),
      ("study/study.yaml", "'study/study.yaml' cannot be read: not a directory"),
    ] {
      let plain = try run("", to: "without")
      let outcome = try run("--cache \(folder) --strict")
      #expect(outcome.status == plain.status)
      #expect(try report("with") == report("without"))
      let note = "eventstudy: warning: the cache \(reason) [cache-not-usable]\n"
      #expect(outcome.errors.hasPrefix(plain.errors + note), "\(outcome.errors)")
    }
    #expect(try work.list("diary") == ["2019.txt"] && work.list("other") == ["CACHEDIR.TAG"])
    let note = try isTheSame("no cache", cache: "--cache diary", isToldOnce: false)
    #expect(try GoldenText.difference(note, from: "Diagnostics/cache-not-usable/expected.txt") == nil)
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func aFullDiskOrAReadOnlyOneCostsNothing() throws {
    try #require(try work.shell("mkdir disk && mount -t tmpfs -o size=16k tmpfs disk").status == 0)
    defer { _ = try? work.shell("umount disk") }
    let plain = try run("", to: "without")
    for (line, reason) in [
      (":", "no space left on device"), ("mount -o remount,ro disk", "read-only file system"),
    ] {
      _ = try work.shell(line)
      let outcome = try run("--cache disk")
      #expect(outcome.status == plain.status)
      #expect(try report("with") == report("without"))
      let note = "eventstudy: warning: the cache 'disk' cannot be written to: \(reason) [cache-not-usable]\n"
      #expect(outcome.errors.hasPrefix(plain.errors + note), "\(outcome.errors)")
      #expect(try work.list("disk").allSatisfy { !$0.hasPrefix(".") })
    }
  }

  @Test func otherCommandsUseItToo() throws {
    for command in [
      "check study/study.yaml", "check study/study.yaml --format csv", "explain study/study.yaml E2",
      "simulate study/study.yaml --replications 3 --summary --output sizes",
    ] {
      let plain = try work.shell("\"$EVENTSTUDY\" \(command)")
      for _ in 1...2 { #expect(try work.shell("\"$EVENTSTUDY\" \(command) --cache cache") == plain) }
    }
    #expect(try entries.count == 5)
  }
}
