import CoreTypes

/// Price files -> series. Every file is read to its end whatever is wrong with it, in pieces on several
/// threads; what comes out does not depend on the number of threads or the size of the pieces.
package enum PriceReader {
  /// Reads the files of all entries.
  ///
  /// `wanted` are the securities whose rows are kept, `nil` = all; rows of others are checked and counted.
  /// Throws `inputMissing` where a file does not exist, `readOrWriteError` where one cannot be read,
  /// `unusable` where the study names a format or date format that does not exist: the first of these in the
  /// order of the files.
  package static func read(
    _ sources: [PriceSource], wanted: Set<SecurityID>?, jobs: Int, options: PriceReadingOptions
  ) throws(RunFailure) -> PriceInput {
    let files = try readFiles(sources, wanted: wanted, jobs: jobs, options: options)
    let cacheNotes = options.cache.map { PriceCacheKeeper($0, jobs: jobs).keep(files) } ?? []
    if options.cache != nil, let wanted {
      for chunk in files.flatMap(\.chunks) { chunk.restrict(to: wanted) }
    }
    var assemblies: [PriceSeriesAssembly] = []
    for source in sources.indices {
      assemblies.append(
        PriceSeriesAssembly(files, files.indices.filter { files[$0].source == source }, jobs: jobs))
    }
    let dayFaults = Dictionary(grouping: assemblies.flatMap(\.dayFaults), by: \.file)
    let reports = PriceFileReport.all(files, dayFaults: dayFaults, jobs: jobs)
    let latestByFile = files.compactMap { file in
      let days = LatestDays(file.chunks.flatMap { [$0.latestDays.last, $0.latestDays.before] })
      func date(_ day: Int32) -> CalendarDate? { day == .min ? nil : CalendarDate(dayNumber: day) }
      return date(days.last).map { (file: file.input.name, date: $0, before: date(days.before)) }
    }
    return PriceInput(
      seriesBySource: marked(assemblies.map(\.series), refused: reports.flatMap(\.refusedTrades)),
      summaries: reports.map(\.summary),
      diagnostics: reports.reduce(into: DiagnosticList()) { $0 += $1.diagnostics },
      latestDate: latestByFile.map(\.date).max(),
      latestByFile: latestByFile,
      securitiesSeen: assemblies.map(\.securitiesSeen),
      likelySecurityColumns: files.compactMap { file in
        file.plan.flatMap { plan in
          plan.likelySecurityColumn.map { (file.input.name, $0, plan.naming(securityColumn: $0)) }
        }
      },
      securityTables: files.compactMap { file in
        guard let plan = file.plan, let wide = plan.wide, plan.format == PriceFileFormat.wide.id else {
          return nil
        }
        return (file.input.name, plan.opening.header[0], wide.securities)
      },
      cacheNotes: cacheNotes)
  }

  /// The series with the days of their refused trades.
  private static func marked(
    _ series: [[PriceSeries]], refused: [(security: String, day: Int32)]
  ) -> [[PriceSeries]] {
    guard !refused.isEmpty else { return series }
    let days = Dictionary(grouping: refused) { SecurityID($0.security) }
      .mapValues { Set($0.map(\.day)).sorted().map(CalendarDate.init(dayNumber:)) }
    return series.map { entry in
      entry.map { series in
        guard let dates = days[series.security] else { return series }
        var marked = series
        marked.refusedDates = dates
        return marked
      }
    }
  }

  /// The files of all entries in pieces, their rows checked but not put together yet. With a cache rows of other securities
  /// are kept as well.
  static func readFiles(
    _ sources: [PriceSource], wanted: Set<SecurityID>?, jobs: Int, options: PriceReadingOptions
  ) throws(RunFailure) -> [PriceFileReading] {
    let openers = sources.enumerated().map { number, source in
      PriceFileOpener(number: number, source: source, wanted: wanted, options: options)
    }
    var files = openAll(sources, openers, jobs)
    files = LargePriceFiles.read(files, of: sources, wanted: wanted, jobs: jobs, options: options)
    for index in files.indices {
      files[index].settle(wanted: options.kept(of: wanted))
      guard files[index].isOutdated else { continue }
      let old = files[index]
      files[index] = openers[old.source].readSteadily(old.input)
      files[index].key = old.key
      files[index].settle(wanted: options.kept(of: wanted))
    }
    if let failure = files.indices.lazy.compactMap({ files[$0].failure }).first { throw failure }
    return files
  }

  /// Every file is opened and its header understood; a file of one piece is read at once.
  private static func openAll(
    _ sources: [PriceSource], _ openers: [PriceFileOpener], _ jobs: Int
  ) -> [PriceFileReading] {
    let files = sources.enumerated().flatMap { source, entry in entry.files.map { (source, $0) } }
    return WorkQueue.map(count: files.count, jobs: jobs) { number in
      let (source, input) = files[number]
      return openers[source].open(input.encoded(as: sources[source].layout))
    }
  }
}
