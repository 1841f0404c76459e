/// What the fields of a price file's rows hold, and whose prices they are.
struct PlannedColumns {
  /// By place in the header.
  var roles: [PriceColumnRole]
  /// The one security of the file; nil where its rows or its header name them.
  let security: String?
  /// Where the header names several securities.
  let wide: WidePlan?

  /// nil = no row can be read; `names` says why.
  init?(_ choice: PriceFormatChoice, _ names: inout PriceHeader, of input: InputFile) {
    var roles = [PriceColumnRole](repeating: .ignored, count: names.header.header.count)
    var security = names.source.security
    var wide: WidePlan?
    switch choice.columns {
    case .named(let columns):
      guard names.assign(columns, to: &roles) else { return nil }
    case .wide(let header):
      for (field, column) in header.columns.enumerated() { roles[field] = column?.role ?? .ignored }
      if names.looksLikeReturns { return nil }
      let plan = WidePlan(header)
      if choice.id == PriceFileFormat.wide.id, let security, plan.securities.count > 1,
        !plan.securities.contains(security)
      {
        names.reportSeveral(plan.securities, not: security)
        return nil
      }
      // One security is read like any other file.
      if plan.securities.count == 1 { security = security ?? plan.securities[0] } else { wide = plan }
    }
    guard names.hasWhatReturnsAreFrom(roles, choice.id) else { return nil }
    let isNamed = wide != nil || roles.contains(.security)
    self.security = isNamed ? nil : security ?? names.ticker ?? input.stem
    self.roles = roles
    self.wide = wide
    if let name = self.security, FieldText.isBlank(name) {
      names.reportNoSecurity()
      return nil
    }
  }

  /// What the returns are made from.
  func valueRole(_ source: PriceSource) -> PriceColumnRole {
    if roles.contains(.returns), source.returnsFrom != .prices || !roles.contains(.close) { return .returns }
    let hasAdjusted = roles.contains(.adjustedClose) || roles.contains(.divisor)
    if hasAdjusted, source.basis == .adjusted || !roles.contains(.close) { return .adjustedClose }
    return .close
  }

  /// What a row has besides its value.
  func shape(_ traits: PriceFileTraits, _ valueRole: PriceColumnRole, keepsTradedPrices: Bool)
    -> PriceRowShape
  {
    let chains = valueRole == .returns && roles.contains(.close)
    return PriceRowShape(
      hasVolume: roles.contains(.volume), hasStatus: roles.contains(.status),
      hasMidpoints: traits.prices.isMagnitude,
      hasDuration: roles.contains(.duration) || roles.contains(.delisted),
      hasOpen: keepsTradedPrices && roles.contains(.open),
      hasClose: chains || (keepsTradedPrices && valueRole != .close && roles.contains(.close)),
      hasFileIndex: false)
  }
}
