import CCodecs
import CoreTypes
import Glibc

/// What the rows of one file depend on beside its content: how it is read, and by which program.
struct CacheKey: Sendable {
  /// Raised whenever the layout of entries changes.
  static let schema = 6

  /// SHA-256 of the program and of everything the study says of how to read the file.
  let reading: String
  /// Of the path, 16 digits: the file that grew is the one that lies where the old one lay.
  let place: String
  /// The path and the program, for listings.
  let path: String
  let program: String

  /// Of a price file. The securities that the study needs are not in it: an entry holds those of all.
  init(of input: InputFile, as source: PriceSource, keepsTradedPrices: Bool, program: CacheProgram) {
    var encoder = CacheEncoder()
    encoder.add("prices")
    let columns = source.columns
    encoder.add(columns != nil)
    for name in [
      source.format, columns?.date, columns?.close, columns?.adjustedClose, columns?.returnColumn,
      columns?.divisor, columns?.factor, columns?.security, columns?.open, columns?.high, columns?.low,
      columns?.volume, columns?.status, source.security, source.returnsFrom?.rawValue,
      source.returnsIn?.rawValue,
    ] {
      encoder.add(optional: name)
    }
    // A file without a column of securities is called by its own name, and a column that is called like the file may be the price.
    encoder.add(input.stem)
    // Where dates are moments, the clocks decide.
    for clock in [source.clocks.clock(of: source.security ?? input.stem), source.clocks.usual] {
      encoder.add(optional: clock?.identity)
    }
    encoder.add(source.basis.rawValue)
    encoder.add(source.suspendedStatus)
    encoder.add(keepsTradedPrices)
    self.init(of: input, layout: source.layout, encoder, program)
  }

  /// Of a factors file.
  init(
    ofFactors input: InputFile, layout: FileLayout, format: FactorsFormat?, clock: ExchangeClock?,
    program: CacheProgram
  ) {
    var encoder = CacheEncoder()
    encoder.add("factors")
    encoder.add(optional: format?.rawValue)
    encoder.add(optional: clock?.identity)
    self.init(of: input, layout: layout, encoder, program)
  }

  private init(
    of input: InputFile, layout: FileLayout, _ further: CacheEncoder, _ program: CacheProgram
  ) {
    var encoder = further
    encoder.add(optional: layout.delimiter.map { String($0) })
    encoder.add(optional: layout.dateFormat?.pattern)
    encoder.add(layout.decimalComma)
    encoder.add(optional: layout.encoding)
    encoder.add(program.identity)
    self.program = program.identity
    reading = ContentDigest.sha256(encoder.bytes)
    path = CacheKey.absolute(input.path)
    place = String(ContentDigest.sha256(path.utf8).prefix(16))
  }

  private static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// The program that wrote an entry. Another one, also another build of the same version, reads the file anew: what a
/// fault of a reader once made of a file does not outlive that reader.
package struct CacheProgram: Sendable {
  /// Version, build and the C library, whose iconv decodes.
  let identity: String

  package init(version: String) {
    var status = stat()
    let build =
      stat("/proc/self/exe", &status) == 0
      ? "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)" : "unknown"
    let library = String(cString: gnu_get_libc_version())
    identity = "\(version) schema \(CacheKey.schema) build \(build) libc \(library)"
  }
}
