import Config
import Lint
import Migrations

/// The text of a whimbrel.toml for a project: what was found is set, what was not stands there as a comment.
///
/// - Parameter framework: nil: as the files of each directory tell.
func writtenConfiguration(_ survey: ProjectSurvey, preset: Preset) -> String {
  var lines = [
    "# How whimbrel checks the migrations below this directory.",
    "",
    "# Which rules are on: \"recommended\", \"documented\" (the migration guide to the letter) or \"all\".",
    "preset = \(quoted(preset.rawValue))",
    "",
  ]
  let frameworks = Set(survey.directories.map(\.framework))
  if let directory = survey.directories.first, let framework = directory.framework,
    frameworks.count == 1
  {
    lines += [
      "# What runs the migrations in \(commented(directory.path)). \(commented(directory.because)).",
      "framework = \(quoted(framework.rawValue))", "",
    ]
  } else if frameworks.count <= 1 {
    let why = survey.directories.first.map { " \(commented($0.because))." } ?? ""
    let likely = survey.directories.first?.candidates.first ?? .goose
    lines += [
      "# What runs the migrations.\(why) Not set, whimbrel takes them to be sent as psql -f does.",
      "# framework = \(quoted(likely.rawValue))", "",
    ]
  }
  if let postgres = survey.postgres {
    lines += [
      "# The versions of PostgreSQL that they run on. This one stands in \(commented(postgres.path)).",
      "postgres = \(value(postgres.versions))", "",
    ]
  } else {
    lines += [
      "# The versions of PostgreSQL that they run on: one, or a range. Not set, 14 to 18.",
      "# postgres = 17", "",
    ]
  }
  if let changelog = survey.changelog {
    lines += [
      "# What people keep of the migrations.", "changelog = \(quoted(changelog))", "",
    ]
  }
  if let schema = survey.schema {
    lines += [
      "# The whole schema, for fresh installs: the migrations must lead to it.",
      "schema = \(quoted(schema))", "",
      "# Files and directories that are never checked. Nobody runs that one on tables with rows.",
      "exclude = [\(quoted("/" + globEscaped(schema)))]", "",
    ]
  } else {
    lines += [
      "# Files and directories that are never checked.", "# exclude = [\"legacy/**\"]", "",
    ]
  }
  lines += [
    "# The least severity that makes a run fail: \"info\", \"warning\", \"error\" or \"never\".",
    "# fail-on = \"error\"",
    "",
    "# Single rules: \"off\", \"info\", \"warning\", \"error\". `whimbrel rules` lists them.",
    "# [rules]",
    "# drop-object = \"off\"",
    "",
  ]
  if frameworks.count > 1 {
    for directory in survey.directories {
      guard let framework = directory.framework else { continue }
      lines += [
        "# \(commented(directory.because)).", "[[overrides]]",
        "paths = [\(quoted("/" + globEscaped(directory.path)))]",
        "framework = \(quoted(framework.rawValue))", "",
      ]
    }
  }
  return lines.joined(separator: "\n")
}

private func value(_ versions: ClosedRange<Int>) -> String {
  versions.count == 1
    ? "\(versions.lowerBound)" : quoted("\(versions.lowerBound)-\(versions.upperBound)")
}

/// A basic string of TOML.
private func quoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": quoted += "\\\(scalar)"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}

/// Fit for a comment, which ends with its line.
private func commented(_ text: String) -> String {
  String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
}

/// A path as a glob that matches it and nothing else.
private func globEscaped(_ path: String) -> String {
  path.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
}
