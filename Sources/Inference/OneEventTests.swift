/// What `windows.csv` tests of every single event; the ids are its columns.
package enum OneEventTests {
  package static let all = [t, sampleQuantile]

  static let t = TestDescriptor(
    id: "t", title: "t of one event's cumulative abnormal return",
    nullHypothesis: "the event had no effect",
    formula:
      "t = CAR / se(CAR), Student's t with the degrees of freedom of the estimation; the bounds are CAR +- quantile x se",
    assumptions: ["abnormal returns are normal, independent and of equal variance in both windows"],
    reference: "MacKinlay (1997), Journal of Economic Literature 35, 13-39")

  static let sampleQuantile = TestDescriptor(
    id: "sq_p_value", title: "Sample-quantile test of one event", nullHypothesis: "the event had no effect",
    formula:
      "p = min(1, 2 min((1 + #{sum <= CAR}) / (B+1), (1 + #{sum >= CAR}) / (B+1))), over all B sums of neighboring "
      + "residuals of the estimation window that span as many sessions as the window's returns",
    assumptions: [
      "residuals are stationary; no distribution is assumed, which fat tails make worth having"
    ],
    reference: "Gelbach, Helland and Klick (2013), American Law and Economics Review 15, 495-541")
}
