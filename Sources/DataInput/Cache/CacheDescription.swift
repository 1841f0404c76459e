/// What stands at the end of a cache entry's file: what the entry is of, and where its parts lie.
///
/// An entry of a file that grew has the parts of the entry before it by reference, so that a night writes what is new.
struct CacheDescription: Sendable {
  /// Some rows of the file, in the order of the file.
  struct Section: Sendable {
    /// 0 = this entry's own file, otherwise an index into `files`, from 1.
    var file: Int
    var offset: Int
    /// What is told about the rows, and behind it, up to `bytes`, their columns.
    let headBytes: Int
    let headChecksum: UInt64
    let bytes: Int
    let columnChecksum: UInt64
    /// The part of the content it was read from, and the lines in it.
    let start: Int
    let nextStart: Int
    let lineCount: Int
  }

  /// `CacheKey.reading`.
  let reading: String
  /// Who wrote it, and where the file lay: for listings.
  let program: String
  let path: String
  let length: Int
  let sha256: String
  /// The length of the text, unpacked and decoded.
  let textLength: Int
  let format: String
  let rows: Int
  /// What reading can go on from when the file has grown; `nil` = it must be read anew.
  let resume: Int?
  /// How often it grew since it was read from its beginning.
  let growths: Int
  /// Names of other entries whose sections are used.
  let files: [String]
  var sections: [Section]
  /// What the kind of file has beside rows: the plan of a price file, the whole table of factors.
  let body: [UInt8]

  var encoded: [UInt8] {
    var encoder = CacheEncoder()
    encoder.add(reading)
    encoder.add(program)
    encoder.add(path)
    encoder.add(Int64(length))
    encoder.add(sha256)
    encoder.add(Int64(textLength))
    encoder.add(format)
    encoder.add(Int64(rows))
    encoder.add(Int64(resume ?? -1))
    encoder.add(Int64(growths))
    encoder.add(files)
    encoder.add(sections) { encoder, section in
      for number in [
        section.file, section.offset, section.headBytes, section.bytes, section.start, section.nextStart,
        section.lineCount,
      ] {
        encoder.add(Int64(number))
      }
      encoder.add(section.headChecksum)
      encoder.add(section.columnChecksum)
    }
    encoder.add(body)
    return encoder.bytes
  }

  init(
    key: CacheKey, length: Int, sha256: String, textLength: Int, format: String, rows: Int, resume: Int?,
    growths: Int, files: [String], sections: [Section], body: [UInt8]
  ) {
    reading = key.reading
    program = key.program
    path = key.path
    self.length = length
    self.sha256 = sha256
    self.textLength = textLength
    self.format = format
    self.rows = rows
    self.resume = resume
    self.growths = growths
    self.files = files
    self.sections = sections
    self.body = body
  }

  init(_ decoder: inout CacheDecoder) throws(CacheDamage) {
    reading = try decoder.text()
    program = try decoder.text()
    path = try decoder.text()
    length = try decoder.number(in: 0...CacheDescription.most)
    sha256 = try decoder.text()
    let textLength = try decoder.number(in: 0...CacheDescription.most)
    self.textLength = textLength
    format = try decoder.text()
    rows = try decoder.number(in: 0...CacheDescription.most)
    let resume = try decoder.number(in: -1...textLength)
    self.resume = resume < 0 ? nil : resume
    growths = try decoder.number(in: 0...CacheDescription.most)
    files = try decoder.texts()
    guard files.allSatisfy({ CacheEntryName($0) != nil }) else { throw CacheDamage() }
    let fileCount = files.count
    sections = try decoder.list(ofAtLeast: 72) { (decoder) throws(CacheDamage) in
      try CacheDescription.section(&decoder, length: textLength, fileCount: fileCount)
    }
    body = try decoder.data()
  }

  /// Far more than any file has, and far from where sums overflow.
  private static let most = 1 << 56

  private static func section(
    _ decoder: inout CacheDecoder, length: Int, fileCount: Int
  ) throws(CacheDamage) -> Section {
    let file = try decoder.number(in: 0...fileCount)
    let offset = try decoder.number(in: 0...most)
    let headBytes = try decoder.number(in: 0...most)
    let bytes = try decoder.number(in: headBytes...most)
    let start = try decoder.number(in: 0...length)
    let nextStart = try decoder.number(in: start...length)
    // No line is shorter than its line break.
    let lineCount = try decoder.number(in: 0...min(nextStart - start + 1, Int(UInt32.max)))
    return Section(
      file: file, offset: offset, headBytes: headBytes, headChecksum: try decoder.number(), bytes: bytes,
      columnChecksum: try decoder.number(), start: start, nextStart: nextStart, lineCount: lineCount)
  }
}
