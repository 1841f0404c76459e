import CoreStatistics
import CoreTypes
import ExpectedReturns
import Inference

/// Size and power of a study's tests: events on random dates or in a drawn market, many times over.
///
/// Brown and Warner (1980), Journal of Financial Economics 8, 205-258; (1985), 14, 3-31. Each replication has random
/// numbers of its own, seeded from the study's seed and its number, so that neither threads nor the number of
/// replications move the others.
struct StudySimulation: Sendable {
  /// What one row of `size_power.csv` is about.
  struct Cell: Sendable {
    let scenario: SimulationChoice.Scenario
    let model: String
    let window: EventWindow
    let test: String
  }

  private let study: StudyConfiguration
  private let choice: SimulationChoice
  private let windows: [EventWindow]
  private let models: [EventComputation.NamedModel]
  private let battery: [any TestStatistic]
  /// As the study says, with equal weights: the events that move have no row in the events file.
  private let calendarTime: CalendarTimeRule
  /// `nil` = the market is drawn.
  private let moved: RandomDates?

  init(
    study: StudyConfiguration, choice: SimulationChoice, battery: [any TestStatistic], moved: RandomDates?
  ) {
    self.study = study
    self.choice = choice
    self.battery = battery
    self.moved = moved
    calendarTime = CalendarTimeRule(
      weights: nil, minimumFirms: study.calendarTime.minimumFirms, lags: study.calendarTime.lags)
    windows = study.dayWindows
    models = study.models.compactMap { entry in
      entry.model.map { EventComputation.NamedModel(entry.name, $0) }
    }
  }

  /// The rows in the order of the report: scenarios, models, windows, tests.
  var cells: [Cell] {
    choice.scenarios.flatMap { scenario in
      models.flatMap { model in
        windows.flatMap { window in
          battery.map { Cell(scenario: scenario, model: model.name, window: window, test: $0.id) }
        }
      }
    }
  }

  /// A tally a cell, the same whatever `jobs` is.
  func run(jobs: Int, progress: (Double) -> Void) -> [RejectionTally] {
    let none = [RejectionTally](repeating: RejectionTally(), count: cells.count)
    var total = none
    var done = 0
    let blockSize = 8
    ParallelBlocks.run(count: choice.replications, blockSize: blockSize, jobs: jobs) { range in
      var tallies = none
      for replication in range { replicate(replication, into: &tallies) }
      return tallies
    } consume: { tallies in
      for index in total.indices { total[index].add(tallies[index]) }
      done = min(choice.replications, done + blockSize)
      progress(Double(done) / Double(choice.replications))
    }
    return total
  }

  private func replicate(_ replication: Int, into tallies: inout [RejectionTally]) {
    var stream = RandomStream(seed: study.seed, purpose: "simulate \(replication)")
    let events =
      moved?.draw(&stream, study: study)
      ?? choice.synthetic?.draw(&stream, study: study, onOneDate: choice.dates == .one) ?? []
    let resampling = Resampling(seed: stream.next(), replications: choice.resamples ?? 1)
    let needs = SampleNeeds.of(battery)
    let panels = models.map { named in
      ReplicationPanels(
        events, model: named.model, study: study, windows: windows, needs: needs)
    }
    var cell = 0
    for scenario in choice.scenarios {
      for panel in panels {
        let workspace = SampleWorkspace(
          panel.sample(scenario), resampling: resampling, calendarTime: calendarTime, blocks: .inTurn)
        for window in workspace.sample.windows {
          for test in battery {
            tallies[cell].add(test.evaluate(workspace, over: window))
            cell += 1
          }
        }
      }
    }
  }
}
