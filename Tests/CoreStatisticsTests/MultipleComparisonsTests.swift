import CoreStatistics
import Testing

/// Adjusted p-values; the figures with many digits are those of statsmodels' `multipletests`.
@Suite struct MultipleComparisonsTests {
  @Test func workedByHand() {
    #expect(MultipleComparisons.holm([0.01, 0.04, 0.03]) == [0.03, 0.06, 0.06])
    #expect(MultipleComparisons.benjaminiHochberg([0.01, 0.04, 0.03]) == [0.03, 0.04, 0.04])
    #expect(MultipleComparisons.holm([0.9, 0.8]) == [1, 1])
    #expect(MultipleComparisons.benjaminiHochberg([0.9, 0.8]) == [0.9, 0.9])
  }

  @Test func oneAndNone() {
    #expect(MultipleComparisons.holm([0.2]) == [0.2] && MultipleComparisons.benjaminiHochberg([0.2]) == [0.2])
    #expect(MultipleComparisons.holm([]).isEmpty && MultipleComparisons.benjaminiHochberg([]).isEmpty)
  }

  @Test func equalValuesStayEqualAndOrderDoesNotMatter() {
    let values = [0.02, 0.5, 0.02, 0.001, 0.3]
    for adjust in [MultipleComparisons.holm, MultipleComparisons.benjaminiHochberg] {
      let adjusted = adjust(values)
      #expect(adjusted[0] == adjusted[2])
      #expect(adjust(values.reversed()) == adjusted.reversed())
      #expect(zip(values, adjusted).allSatisfy { $0 <= $1 && $1 <= 1 })
    }
  }
}
