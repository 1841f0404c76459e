import ArgumentParser
import CoreTypes
import Reports
import StudyRun

extension SimulationChoice.Dates: ExpressibleByArgument {}
extension SyntheticMarket.Errors: ExpressibleByArgument {}

/// `eventstudy simulate`: how often the study's tests reject, where nothing happened and where something did.
struct SimulateCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Size and power of the study's tests: its own securities on random dates, many times over.",
    discussion: """
      Each replication moves the study's events to random dates on which nothing is known to have happened, \
      computes them as 'run' would, and counts which tests reject. A test whose size is far from its level is not \
      to be believed on these data. With --abnormal-return and --variance day 0's abnormal return AR becomes \
      sqrt(variance) AR + abnormal return: that is power, and size under event-induced variance.

      Examples:
        eventstudy simulate study.yaml
        eventstudy simulate study.yaml --dates one --replications 10000 --seed 7
        eventstudy simulate study.yaml --abnormal-return 0,0.005,0.01 --variance 1,2
        eventstudy simulate study.yaml --market t4 --events 50
      """)

  @Argument(help: .study, completion: .studyFile)
  var study: String?

  @OptionGroup var settings: StudySettingArguments

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many times the events are moved.", valueName: "number"))
  var replications = 1_000

  @Option(
    help: ArgumentHelp(
      "Where events lie: study (those whose event windows overlap keep their distances), independent (each on a "
        + "date of its own) or one (all on one date). (default: study; with --market independent)",
      valueName: "how"))
  var dates: SimulationChoice.Dates?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Added on day 0, as a fraction; a list such as 0,0.01.", valueName: "list"))
  var abnormalReturn = NumberList([0])

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Factor of day 0's abnormal variance; a list such as 1,2.", valueName: "list"))
  var variance = NumberList([1])

  @Option(
    help: ArgumentHelp(
      "Draw returns with errors of this distribution instead of reading prices: normal, t4 or lognormal.",
      valueName: "errors"))
  var market: SyntheticMarket.Errors?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many events a drawn market has. (default: 50)", valueName: "number"))
  var events: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Correlation of a drawn market's errors; with --dates one. (default: 0)", valueName: "number"))
  var correlation: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many samples bootstrap and randomization tests draw. (default: they are left out)",
      valueName: "number"))
  var resamples: Int?

  @Option(help: ArgumentHelp("The seed of the random numbers. (default: the study's)", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Where size_power.csv and its manifest go, relative to the working directory.",
      valueName: "folder"), completion: .directory)
  var output = "size_power"

  @OptionGroup var execution: ExecutionArguments

  @Flag(help: "Print the table of rejections even where standard output is not a terminal.")
  var summary = false

  var console: Console { execution.console }

  func validate() throws {
    guard (1...10_000_000).contains(replications) else {
      throw ValidationError("--replications must be from 1 to 10000000, found \(replications).")
    }
    if let value = variance.numbers.first(where: { $0 < 0 }) {
      throw ValidationError("--variance must not be negative, found \(value).")
    }
    if let events, !(1...100_000).contains(events) {
      throw ValidationError("--events must be from 1 to 100000, found \(events).")
    }
    if let correlation, !(0..<1).contains(correlation) {
      throw ValidationError("--correlation must be from 0 to below 1, found \(correlation).")
    }
    if let resamples, !(1...1_000_000).contains(resamples) {
      throw ValidationError("--resamples must be from 1 to 1000000, found \(resamples).")
    }
    try validateMarket()
  }

  private func validateMarket() throws {
    guard market != nil else {
      if events != nil || correlation != nil {
        throw ValidationError("--events and --correlation belong to a drawn market: add --market normal.")
      }
      return
    }
    if dates == .study {
      throw ValidationError("A drawn market knows no dates of the study: --dates independent or --dates one.")
    }
    if let correlation, correlation > 0, dates != .one {
      throw ValidationError("Errors are correlated on a common date only: add --dates one.")
    }
  }

  func execute(on console: Console) throws -> ExitStatus {
    var configuration = try settings.read(study)
    configuration.seed = seed ?? configuration.seed
    return try simulate(configuration, on: console)
  }

  private func simulate(_ configuration: StudyConfiguration, on console: Console) throws -> ExitStatus {
    let synthetic = market.map {
      SyntheticMarket(errors: $0, events: events ?? 50, correlation: correlation ?? 0)
    }
    let choice = SimulationChoice(
      replications: replications, dates: dates ?? (synthetic == nil ? .study : .independent),
      abnormalReturns: abnormalReturn.numbers, variances: variance.numbers, synthetic: synthetic,
      resamples: resamples)
    let bar = console.progressBar()
    defer { bar.finish() }
    let outcome = try SimulationRunner.run(
      configuration, choice, output: output, asOf: execution.asOf, jobs: execution.threads,
      progress: { bar.update($0, "\(configuration.name): \(replications) replications") })
    bar.finish()
    let status: ExitStatus = outcome.hasLosses ? .doneWithFaults : .done
    console.report(outcome.diagnostics, status: status)
    console.report(cacheNotes: outcome.cacheNotes)
    if !execution.quiet, summary || console.output.isTerminal {
      console.output.write(SimulationSummary(outcome, folder: output).text)
    }
    return status
  }
}
