import Foundation
import TestSupport
import Testing

/// A short, fixed run of `Scripts/torture`: random damage to every input file of the sample studies and of a
/// generated market. The long runs are started by hand, with other seeds.
@Suite struct DamageTests {
  private static let hasPython = (try? WorkDirectory().shell("command -v python3").status) == 0

  @Test(.enabled(if: hasPython, "the script needs python3"))
  func damagedInputNeitherCrashesNorLosesAnything() throws {
    let work = try WorkDirectory()
    let outcome = try work.shell(
      "'\(PackagePaths.root)/Scripts/torture' --program \"$EVENTSTUDY\" --seed 7 --count 40 --timeout 60 --keep found"
    )
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.hasPrefix("40 damages in "))
    #expect(outcome.output.contains("; 0 findings\nnumbers changed without a word in "))
  }
}
