/// The median by its definition, from the values in order: what the quicker ways are compared with.
func sortedMedian(of values: [Double]) -> Double? {
  let sorted = values.sorted()
  guard let last = sorted.indices.last else { return nil }
  let middle = (last + 1) / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
