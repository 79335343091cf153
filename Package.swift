// swift-tools-version: 6.2

import PackageDescription

// Warnings are errors for us and in CI; a newer compiler's new warnings must not break a user's build.
let strict = Context.environment["WHIMBREL_STRICT"] != nil

let settings: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

func library(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: Target.Dependency..., fixtures: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: fixtures, swiftSettings: settings)
}

// One direction only: a target sees the ones above it. ARCHITECTURE.md has the map.
let package = Package(
  name: "whimbrel",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "whimbrel", targets: ["whimbrel"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    library("SQLLexer"),
    library("Diagnostics", "SQLLexer"),
    library("SQLSyntax", "SQLLexer"),
    library("Catalog", "SQLLexer", "SQLSyntax"),
    library("Migrations", "SQLLexer", "Diagnostics", "SQLSyntax"),
    library("Effects", "SQLLexer", "Diagnostics", "SQLSyntax", "Catalog", "Migrations"),
    library(
      "SchemaWriter", "SQLLexer", "Diagnostics", "SQLSyntax", "Catalog", "Migrations", "Effects"),
    library("Lint", "SQLLexer", "Diagnostics", "SQLSyntax", "Catalog", "Migrations", "Effects"),
    library("Config", "Diagnostics", "Migrations", "TOMLKit"),
    library(
      "Plan", "SQLLexer", "Diagnostics", "SQLSyntax", "Catalog", "Migrations", "Effects"),
    library(
      "Reporters", "SQLLexer", "Diagnostics", "Catalog", "Migrations", "Effects", "Plan"),
    .target(name: "ProcessMemory"),
    .executableTarget(
      name: "whimbrel",
      dependencies: [
        "SQLLexer", "Diagnostics", "SQLSyntax", "Catalog", "Migrations", "Effects", "SchemaWriter",
        "Lint", "Config",
        "Plan", "Reporters", "ProcessMemory",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    tests("SQLLexerTests", "SQLLexer", "SeededRandom"),
    tests(
      "SQLSyntaxTests", "SQLSyntax", "SQLLexer", "TestSupport", fixtures: ["Trees"]),
    tests("CatalogTests", "Catalog", "SQLSyntax", "SQLLexer", "TestSupport"),
    tests(
      "MigrationsTests", "Migrations", "SQLSyntax", "SQLLexer", "Diagnostics", "TestSupport"),
    tests(
      "EffectsTests", "Effects", "Catalog", "Migrations", "SQLSyntax", "SQLLexer", "SeededRandom",
      "TestSupport"),
    tests(
      "SchemaWriterTests", "SchemaWriter", "Effects", "Catalog", "Migrations", "SQLSyntax",
      "SQLLexer", "TestSupport"),
    tests(
      "LintTests", "Lint", "Effects", "Migrations", "SQLSyntax", "SQLLexer", "Diagnostics",
      "SeededRandom", "TestSupport"),
    tests("ConfigTests", "Config", "Diagnostics", "Migrations"),
    tests(
      "ReportersTests", "Reporters", "Diagnostics", "SQLLexer", "SeededRandom", "TestSupport"),
    tests("PlanTests", "Plan", "Reporters", "Effects", "Migrations"),
    tests("CommandTests", "whimbrel", "TestSupport", "Config", "Lint", "Migrations"),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: settings),
  ]
)

// What measures and attacks whimbrel is not part of a plain build: pre-commit would build it, too, and libFuzzer brings
// a main function of its own. scripts/benchmark, scripts/hostile and scripts/fuzz set the variables.
func tool(_ name: String, _ path: String, _ dependencies: Target.Dependency...) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "\(path)/\(name)", swiftSettings: settings)
}

if Context.environment["WHIMBREL_BENCHMARK"] != nil {
  package.targets += [
    .target(
      name: "BenchmarkSupport", path: "Benchmarks/BenchmarkSupport", swiftSettings: settings),
    tool("LexBenchmark", "Benchmarks", "BenchmarkSupport", "SQLLexer"),
    tool("ParseBenchmark", "Benchmarks", "BenchmarkSupport", "SQLSyntax"),
    tool(
      "HostileInputs", "Benchmarks", "BenchmarkSupport", "Diagnostics", "Lint", "SQLLexer",
      "SQLSyntax", "SeededRandom"),
  ]
}

if Context.environment["FUZZ"] != nil {
  let fuzz = tool("FuzzWhimbrel", "Fuzz", "Lint", "SQLLexer", "SQLSyntax")
  fuzz.swiftSettings? += [.unsafeFlags(["-parse-as-library"])]
  package.targets.append(fuzz)
}
