/// A test that is computed in several forms: one is the test itself, the others are its variants by their raw values.
protocol TestInForms: TestStatistic {
  associatedtype Form: RawRepresentable<String>, Equatable

  /// The form without a variant's name.
  static var standard: Form { get }

  /// The form that this value computes.
  var form: Form { get }

  init(form: Form)
}

extension TestInForms {
  init() { self.init(form: Self.standard) }

  package var variant: String? { form == Self.standard ? nil : form.rawValue }

  package func named(variant: String) -> (any TestStatistic)? {
    Form(rawValue: variant).flatMap { $0 == Self.standard ? nil : Self(form: $0) }
  }
}

/// A test one of whose forms takes events in clusters.
protocol TestWithClusters: TestInForms {
  static var clusters: Form { get }

  /// The column of the events file that the study names; `nil` = clusters are dates of day 0.
  var column: String? { get set }
}

extension TestWithClusters {
  package var clusterColumn: String? { form == Self.clusters ? column : nil }

  package func clustered(by column: String) -> any TestStatistic {
    var test = self
    test.column = column
    return test
  }
}
