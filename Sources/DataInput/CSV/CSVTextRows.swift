/// One row as text, for headers and small tables.
struct CSVTextRow: Sendable {
  /// The line on which the row begins, counted like `CSVRowPosition.line`.
  let line: UInt32
  let fields: [String]
  /// libcsv refused the row; `fields` are those before the fault.
  let isBroken: Bool

  var isBlank: Bool { !isBroken && fields.allSatisfy(\.isEmpty) }
}

/// Rows of a scan collected as text. Prices never take this way.
struct CSVTextRows: ~Copyable {
  private struct Context {
    var position = CSVRowPosition()
    var table = CSVTextTable()

    mutating func endRow(isBroken: Bool) {
      table.endRow(line: position.line, isBroken: isBroken)
      position.fields = 0
    }
  }

  private let context: UnsafeMutablePointer<Context>

  /// `line` is the number given to the first line of the scan.
  init(line: UInt32) {
    context = .allocate(capacity: 1)
    context.initialize(to: Context())
    context.pointee.position.line = line
  }

  deinit {
    context.deinitialize(count: 1)
    context.deallocate()
  }

  /// Takes room for a text of so many bytes.
  func reserveCapacity(bytes count: Int) { context.pointee.table.reserveCapacity(bytes: count) }

  /// Lets go of the rows that hold nothing.
  func removeBlankRows() { context.pointee.table.removeBlankRows() }

  /// Number of rows so far.
  var count: Int { context.pointee.table.count }
  /// The rows so far, as bytes.
  var table: CSVTextTable { context.pointee.table }
  /// The rows so far, as text.
  var rows: [CSVTextRow] { table.rows }
  /// The number of the line behind the last row.
  var nextLine: UInt32 { context.pointee.position.line }

  /// Valid as long as the collection.
  var sink: CSVSink {
    guard let position = context.pointer(to: \.position) else { preconditionFailure("a stored property") }
    return CSVSink(
      context: context, position: position,
      field: { bytes, count, context in
        guard let context = context?.assumingMemoryBound(to: Context.self) else { return }
        context.pointee.table.addField(
          UnsafeBufferPointer(start: bytes?.assumingMemoryBound(to: UInt8.self), count: count))
        context.pointee.position.fields += 1
      },
      row: { _, context in
        guard let context = context?.assumingMemoryBound(to: Context.self) else { return }
        context.pointee.endRow(isBroken: false)
        context.pointee.position.line += context.pointee.position.lineStep
      },
      abandon: { _, context in
        context?.assumingMemoryBound(to: Context.self).pointee.endRow(isBroken: true)
      })
  }
}
