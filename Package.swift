// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: warnings are errors, and hot code may be specialized across targets.
let swiftSettings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .unsafeFlags(
    ["-cross-module-optimization", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Every C and C++ target: no fused multiply-add, so that results do not depend on the processor; no frame for functions that
/// call nothing, such as those that are called for every field.
let cFlags = ["-ffp-contract=off", "-momit-leaf-frame-pointer", "-Wall", "-Werror"]
let cSettings: [CSetting] = [.unsafeFlags(cFlags)]
let cxxSettings: [CXXSetting] = [.unsafeFlags(cFlags)]

/// The program as it is built for use brings the Swift libraries with it: it starts in half the time and runs where Swift is
/// not installed. The libraries behind FoundationEssentials have to be named. Nothing looks up a symbol of the program by its
/// name, so that none is exported.
let programSettings: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections", "-Xlinker", "--no-export-dynamic",
    ], .when(configuration: .release))
]

/// Tests see the same language rules; they are never built for speed.
let testSettings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// The order of the targets is the order in which data flows; a target imports only targets above it.
let package = Package(
  name: "eventstudy",
  products: [.executable(name: "eventstudy", targets: ["Tool"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  ],
  targets: [
    .target(name: "CCalendarData", exclude: ["Data"], cSettings: cSettings),
    .systemLibrary(name: "CCodecs", providers: [.apt(["libxxhash-dev", "zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CFileSystem", cSettings: cSettings),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CMemory"),
    .target(name: "CNumberText", cxxSettings: cxxSettings),
    .target(name: "CNumerics", cxxSettings: cxxSettings, linkerSettings: [.linkedLibrary("nlopt")]),
    .target(name: "CThreads", cSettings: cSettings),
    .target(name: "CTimeZones", cxxSettings: cxxSettings, linkerSettings: [.linkedLibrary("cctz")]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),

    .target(name: "CoreStatistics", dependencies: ["CNumerics"], swiftSettings: swiftSettings),
    .target(name: "CoreTypes", swiftSettings: swiftSettings),
    .target(
      name: "DataInput",
      dependencies: [
        "CCodecs", "CCrypto", "CLibCSV", "CMemory", "CNumberText", "CThreads", "CoreTypes",
      ],
      swiftSettings: swiftSettings,
      // Out of the archives comes only what is used; every shared library costs time at each start. (libcsv, whose license
      // asks that users can exchange it, stays one.)
      linkerSettings: [":libcrypto.a", ":libxxhash.a", ":libz.a"].map { .linkedLibrary($0) }),
    .target(
      name: "EventTime", dependencies: ["CCalendarData", "CTimeZones", "CoreTypes"],
      swiftSettings: swiftSettings),
    .target(
      name: "ExpectedReturns", dependencies: ["CoreStatistics", "CoreTypes", "EventTime"],
      swiftSettings: swiftSettings),
    .target(
      name: "ImpactMeasures",
      dependencies: ["CoreStatistics", "CoreTypes", "EventTime", "ExpectedReturns"],
      swiftSettings: swiftSettings),
    .target(
      name: "Inference", dependencies: ["CoreStatistics", "CoreTypes"], swiftSettings: swiftSettings),
    .target(
      name: "Reports",
      dependencies: [
        "CNumberText", "CoreStatistics", "CoreTypes", "EventTime", "ExpectedReturns", "ImpactMeasures",
        "Inference",
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "StudyRun",
      dependencies: [
        "CFileSystem", "CYAML", "CoreStatistics", "CoreTypes", "DataInput", "EventTime", "ExpectedReturns",
        "ImpactMeasures", "Inference", "Reports",
      ],
      swiftSettings: swiftSettings, linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .executableTarget(
      name: "Tool",
      dependencies: [
        "CFileSystem", "CoreTypes", "DataInput", "EventTime", "ExpectedReturns", "ImpactMeasures",
        "Inference", "Reports", "StudyRun",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: swiftSettings, linkerSettings: programSettings),

    .target(
      name: "TestSupport", dependencies: ["CoreTypes"], path: "Tests/TestSupport", swiftSettings: testSettings
    ),
    .target(
      name: "FuzzTargets", dependencies: ["CoreTypes", "DataInput", "EventTime", "StudyRun"],
      path: "Tests/FuzzTargets", swiftSettings: testSettings),
    .testTarget(
      name: "CoreStatisticsTests", dependencies: ["CoreStatistics", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "CoreTypesTests", dependencies: ["CoreTypes", "TestSupport"], swiftSettings: testSettings),
    .testTarget(
      name: "DataInputTests", dependencies: ["CNumberText", "DataInput", "CoreTypes", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "EventTimeTests", dependencies: ["CTimeZones", "EventTime", "CoreTypes", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "ExpectedReturnsTests",
      dependencies: ["ExpectedReturns", "CoreTypes", "CoreStatistics", "EventTime", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "ImpactMeasuresTests",
      dependencies: [
        "ImpactMeasures", "CoreTypes", "CoreStatistics", "EventTime", "ExpectedReturns", "TestSupport",
      ], swiftSettings: testSettings),
    .testTarget(
      name: "InferenceTests", dependencies: ["Inference", "CoreTypes", "CoreStatistics", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "CNumberText", "Reports", "CoreTypes", "EventTime", "ExpectedReturns", "ImpactMeasures", "Inference",
        "TestSupport",
      ], swiftSettings: testSettings),
    .testTarget(
      name: "StudyRunTests",
      dependencies: [
        "StudyRun", "CoreTypes", "DataInput", "EventTime", "ExpectedReturns", "FuzzTargets", "ImpactMeasures",
        "Inference", "Reports", "TestSupport",
      ], swiftSettings: testSettings),
    .testTarget(
      name: "ToolTests",
      dependencies: [
        "CoreTypes", "ImpactMeasures", "Inference", "TestSupport", "Tool",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: testSettings),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)

// libFuzzer brings its own main function, so that the fuzz target is there only where `Scripts/fuzz` builds it.
if Context.environment["EVENTSTUDY_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz",
      swiftSettings: testSettings + [.unsafeFlags(["-parse-as-library"])]))
}

// The benchmark of the hot pieces is built by `Scripts/bench --pieces` alone.
if Context.environment["EVENTSTUDY_BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "pieces", dependencies: ["CoreStatistics", "CoreTypes", "DataInput", "Inference", "Reports"],
      path: "Tests/Benchmarks", swiftSettings: testSettings + [.unsafeFlags(["-parse-as-library"])]))
}

// Under a sanitizer `Scripts/check --deep` runs the tests of what has threads or reads the bytes of others; building the rest
// would take longer than they do.
if Context.environment["EVENTSTUDY_SANITIZED"] != nil {
  package.targets.removeAll { $0.type == .test && !["DataInputTests", "StudyRunTests"].contains($0.name) }
}
