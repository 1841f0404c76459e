/// A program whose statistics stand in publications and differ from the literature's. Each is a variant of the tests
/// that it computes in its own way, so that a published number can be reproduced beside the right one.
///
/// Only what can be read in a program's source is here. Tests that it computes as this project does have no such
/// variant: the R package's `t_test` is `cross-sectional-t`, its `rank_test` `corrado-rank:1989`, its
/// `modified_rank_test` `corrado-rank:plain`, its `sign_test`, `corrado_sign_test` and `wilcoxon_test` (the statistic)
/// `sign`, `corrado-zivney-sign` and `wilcoxon`, its `car_brown_warner_1985` the statistic of `crude-dependence`, its
/// `car_rank_test` `corrado-rank:eventstudy2` where no return is missing; the t of WRDS's mean CAR is
/// `cross-sectional-t`, its Wilcoxon test has `wilcoxon`'s exact p; EventStudyTools' BMP and skewness-corrected test are
/// `bmp` and `hall`, its BHAR that of `bhar: model`, its t of one event that of `prediction_error: none`.
package enum ForeignConvention: String, CaseIterable, Sendable {
  /// The R package, which has these tests for single days only, but for `portfolio-t`.
  case estudy2
  /// The Stata module.
  case eventstudy2
  /// The service, as its page of significance tests has it.
  case eventstudytools
  /// The Python program of Wharton Research Data Services and the pages that it makes.
  case wrds
}
