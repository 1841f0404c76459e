import CoreTypes
import Inference
import Reports

/// The tests of a study, made of one sample after the other: the pairs of windows and tests side by side.
struct TestBattery: Sendable {
  private let tests: [any TestStatistic]
  private let resampling: Resampling
  private let calendarTime: CalendarTimeRule

  /// Samples that a resampling test draws where it cannot count all outcomes (METHODS 5.13).
  static let replications = 9_999

  init(_ study: StudyConfiguration) {
    tests = study.battery
    calendarTime = study.calendarTime
    resampling = Resampling(seed: study.seed, replications: TestBattery.replications)
  }

  /// Window by window, every test in the study's order, and for each window which of them to believe.
  func rows(
    of sample: EventSample, group: String, model: String, jobs: Int
  ) -> (rows: [TestRow], advice: [TestAdvice]) {
    let workspace = SampleWorkspace(
      sample, resampling: resampling, calendarTime: calendarTime, blocks: .parallel(jobs: jobs))
    var rows: [TestRow] = []
    ParallelBlocks.run(count: sample.windows.count * tests.count, blockSize: 1, jobs: jobs) { pair in
      let window = sample.windows[pair.lowerBound / tests.count]
      let test = tests[pair.lowerBound % tests.count]
      return TestRow(
        group: group, model: model, window: window.window, test: test.id, entering: window.entering.count,
        outcome: test.evaluate(workspace, over: window))
    } consume: { (row: TestRow) in
      rows.append(row)
    }
    let advice = sample.windows.enumerated().map { index, window in
      TestAdvice(
        group: group, model: model, recommendation: TestRecommendation(workspace, over: window),
        window: window, rows: rows[(index * tests.count)..<((index + 1) * tests.count)])
    }
    return (rows, advice)
  }
}

extension BlockRunner {
  fileprivate static func parallel(jobs: Int) -> BlockRunner {
    BlockRunner { count, blockSize, produce, consume in
      ParallelBlocks.run(count: count, blockSize: blockSize, jobs: jobs) { block in
        (block, produce(block))
      } consume: { (made: (block: Range<Int>, numbers: [Double])) in
        consume(made.block, made.numbers)
      }
    }
  }
}

extension StudyConfiguration {
  /// The study's tests in its order, each followed by what the programs of `conventions` make of it, with the study's clusters.
  var battery: [any TestStatistic] {
    let forms = tests.flatMap(forms(of:))
    return clusters.map { column in forms.map { $0.clustered(by: column) } } ?? forms
  }

  /// Those of the study's tests that compare groups, in its order.
  var differences: [any GroupDifference] { tests.compactMap { GroupDifferences.named($0) } }

  /// A test and what the programs of `conventions` make of it; none for a difference between groups, which takes two samples.
  func forms(of id: String) -> [any TestStatistic] {
    guard let test = TestStatistics.named(id) else { return [] }
    let programs = conventions.map(\.rawValue).filter { program in
      test.variant == nil && test.descriptor.variants.contains { $0.id == program }
        && !tests.contains("\(id):\(program)")
    }
    return [test] + programs.compactMap(test.named(variant:))
  }
}

extension [any TestStatistic] {
  /// The columns of the events file whose values are some test's clusters, each once.
  var clusterColumns: [String] { Set(compactMap(\.clusterColumn)).sorted() }
}
