import CoreTypes
import DataInput

/// The key `factors`: files of factors, and series of the study's own prices.
extension FileKeys {
  private static let help =
    "write a path, or a list such as [three_factors.csv, {files: momentum.csv, format: french}, {series: SP500}]"

  /// A path or pattern, such a map (with `format: french` for files as Kenneth French publishes them), a map with a `series`
  /// of the prices, or a list of these.
  func factors(_ value: StudyValue) -> (files: [TableSource], series: [FactorSeries]) {
    var entries = [value]
    if value.node.list != nil { entries = value.filledList("a list of files", help: Self.help) ?? [] }
    var files: [TableSource] = []
    var series: [FactorSeries] = []
    for entry in entries {
      guard entry.node.map != nil else {
        files += (self.files(entry) ?? []).map { TableSource(file: $0, layout: FileLayout()) }
        continue
      }
      let allowed = ["files", "file", "format", "series", "name"] + LayoutKeys.all
      guard let map = entry.mapping(allowed: allowed, "a path or a map", help: Self.help) else { continue }
      guard let id = map["series"] else {
        files += factorFiles(map, of: entry)
        continue
      }
      guard let found = factorSeries(id, map, entry) else { continue }
      if series.contains(where: { $0.name == found.name }) {
        entry.fault("two factors are called '\(found.name)'", help: "give one another name with 'name:'")
      }
      series.append(found)
    }
    return (files, series)
  }

  private func factorFiles(_ map: StudyMapping, of entry: StudyValue) -> [TableSource] {
    map["name"]?.fault(
      "'name' is that of a series", help: "remove it: factors of a file have its columns' names")
    let layout = LayoutKeys.read(map)
    let format = map["format"].flatMap { $0.choice(FactorsFormat.allCases) }
    return (path(in: map, of: entry, help: Self.help).flatMap(files) ?? []).map {
      TableSource(file: $0, layout: layout, factorsFormat: format)
    }
  }

  private func factorSeries(_ id: StudyValue, _ map: StudyMapping, _ entry: StudyValue) -> FactorSeries? {
    for key in ["files", "file", "format"] + LayoutKeys.all {
      map[key]?.fault("'\(key)' stands beside 'series'", help: "remove it: a series is read with the prices")
    }
    let help = "write a security of the prices or a portfolio, such as SP500"
    guard let text = id.text("a security", help: help) else { return nil }
    let name = map["name"].flatMap { $0.text("a name", help: "write what models shall call it") }
    return FactorSeries(
      name: FactorsFile.factorName(name ?? text), id: SecurityID(text),
      location: entry.faults.location(of: id.mark))
  }
}
