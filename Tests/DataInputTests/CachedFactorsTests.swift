import CoreTypes
import Foundation
import TestSupport
import Testing

@testable import DataInput

/// Factors with a cache or without: the same.
@Suite struct CachedFactorsTests {
  @Test(arguments: [nil, FactorsFormat.french])
  func factors(_ format: FactorsFormat?) throws {
    let text =
      format == nil
      ? "date,mkt_rf,smb\n2019-10-07,0.01,x\n2019-10-08,0.02,\n2019-10-08,0.02,\n2019-10-09,-0.01,0.003\n"
      : "Made by hand\n\n,Mkt-RF,SMB\n20191007,0.10,-99.99\n20191008,0.2,0.1\n\nCopyright\n"
    let folder = try ScratchFolder()
    let file = try folder.input(text, as: "factors.csv")
    let plain = try FactorsFile.read(file, layout: FileLayout(), format: format, clock: nil)
    let cache = try CacheTrial()
    for round in 1...3 {
      var notes: [Diagnostic] = []
      let found = try CachedFactors.read(
        file, layout: FileLayout(), format: format, clock: nil, cache: cache.cache, notes: &notes)
      #expect(found.summary == plain.summary && found.diagnostics == plain.diagnostics)
      #expect(found.table.names == plain.table.names && found.table.dates == plain.table.dates)
      #expect("\(found.table.columns)" == "\(plain.table.columns)")
      let name = try #require(cache.names.first)
      #expect(notes.map(\.id) == (round == 3 ? [.cacheEntryDamaged] : []))
      #expect(cache.takeDeeds().written.count == (round == 2 ? 0 : 1))
      if round == 2 { try cache.folder.write(cache.bytes(name).dropLast(), to: name) }
    }
  }
}
