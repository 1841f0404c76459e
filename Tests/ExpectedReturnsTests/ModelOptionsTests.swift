import ExpectedReturns
import Testing

@Suite struct ModelOptionsTests {
  private func fault(_ id: String, _ set: (inout ModelOptions) -> Void) -> ModelOptionFault? {
    var options = ModelOptions()
    set(&options)
    do throws(ModelOptionFault) {
      _ = try ExpectedReturnModels.named(id, options: options)
      return nil
    } catch {
      return error
    }
  }

  private func descriptor(_ id: String, _ set: (inout ModelOptions) -> Void) throws -> ModelDescriptor {
    var options = ModelOptions()
    set(&options)
    return try #require(try ExpectedReturnModels.named(id, options: options)).descriptor
  }

  @Test func anOptionThatAModelDoesNotTakeIsAFault() {
    let found = fault("constant-mean") { $0.lags = 2 }
    #expect(found?.key == .lags)
    #expect(found?.message == "'lags' does not apply to the model 'constant-mean'")
    #expect(found?.help == "remove it; it is for 'dimson'")
    #expect(fault("huber") { $0.variant = "bisquare" }?.key == .variant)
    #expect(fault("capm") { $0.factors = ["smb"] }?.help == "remove it; it is for 'factors'")
  }

  @Test func impossibleValuesAreFaultsThatSayWhatIsPossible() {
    #expect(
      fault("dimson") { $0.leads = -1 }?.message == "'leads' must be from 0 to 20, found -1")
    #expect(fault("dimson") { $0.variant = "sum" }?.help == "write 'collapsed' or 'lead-lag'")
    #expect(fault("scholes-williams") { $0.variant = "ols" }?.help == "write 'instrumental' or 'three-slope'")
    #expect(fault("market-adjusted") { $0.variant = "" }?.help == "write 'centered' or 'uncentered'")
    #expect(fault("factors") { $0.excess = false }?.key == .factors)
    #expect(fault("factors") { $0.factors = [] }?.key == .factors)
    #expect(fault("factors") { $0.factors = ["smb", "smb"] }?.message == "the factor 'smb' is named twice")
  }

  @Test func theDescriptorFollowsTheOptions() throws {
    let own = try descriptor("factors") {
      $0.factors = ["smb", "oil"]
      $0.excess = false
      $0.intercept = false
    }
    #expect(own.parameters == ["smb", "oil"])
    #expect(own.factors == ["smb", "oil"])
    #expect(own.formula == "E[R_it] = b_smb smb_t + b_oil oil_t")
    #expect(try descriptor("carhart") { $0.intercept = false }.parameters == ["beta", "smb", "hml", "mom"])
    let dimson = try descriptor("dimson") {
      $0.lags = 2
      $0.leads = 0
    }
    #expect(dimson.parameters == ["alpha", "beta", "beta_lag_2", "beta_lag_1", "beta_0"])
  }

  @Test func withoutOptionsAModelIsItsDefault() throws {
    for model in ExpectedReturnModels.all where model.descriptor.id != "factors" {
      let found = try ExpectedReturnModels.named(model.descriptor.id, options: ModelOptions())
      #expect(found?.descriptor.parameters == model.descriptor.parameters)
    }
    #expect(try ExpectedReturnModels.named("no-such-model", options: ModelOptions()) == nil)
  }
}
