import Testing

@testable import CoreTypes

@Suite struct FlagsTests {
  /// One flag among many is found wherever it stands.
  @Test(arguments: [1, 7, 8, 9, 250]) func oneAmongMany(_ count: Int) {
    for sought in [true, false] {
      var flags = [Bool](repeating: !sought, count: count)
      #expect(!flags.holds(sought) && flags.holds(!sought))
      for place in flags.indices {
        flags[place] = sought
        #expect(flags.holds(sought))
        flags[place] = !sought
      }
    }
    #expect(![Bool]().holds(true) && ![Bool]().holds(false))
  }
}
