import Config
import Diagnostics
import Lint
import Migrations
import TestSupport
import Testing

/// docs/whimbrel.schema.json, with which editors complete and check a whimbrel.toml, names what the program knows.
@Test func theSchemaNamesWhatTheProgramKnows() {
  func list(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
  let rules = Registry.rules.map { type(of: $0).info }.map { rule in
    let summary = rule.summary.replacing("\"", with: "\\\"")
    return rule.options.isEmpty
      ? """
              "\(rule.id)": {
                "description": "\(summary)",
                "$ref": "#/definitions/setting"
              }
      """
      : """
              "\(rule.id)": {
                "description": "\(summary)",
                "oneOf": [
                  { "$ref": "#/definitions/severity" },
                  {
                    "type": "object",
                    "additionalProperties": false,
                    "minProperties": 1,
                    "properties": {
                      "severity": { "$ref": "#/definitions/severity" },
      \(rule.options.map(property).joined(separator: ",\n"))
                    }
                  }
                ]
              }
      """
  }
  let schema = """
    {
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "whimbrel.toml",
      "description": "Configuration of whimbrel for a directory and everything below it.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "preset": { "$ref": "#/definitions/preset" },
        "postgres": {
          "description": "The major versions of PostgreSQL that the migrations run on: one, or a range such as \\"14-18\\".",
          "oneOf": [
            { "type": "integer", "minimum": \(knownPostgresVersions.lowerBound), "maximum": \(knownPostgresVersions.upperBound) },
            { "type": "string", "pattern": "^[0-9]+(-[0-9]+)?$" }
          ],
          "default": "14-18"
        },
        "framework": { "$ref": "#/definitions/framework" },
        "transport": { "$ref": "#/definitions/transport" },
        "timeouts": { "$ref": "#/definitions/timeouts" },
        "exclude": {
          "description": "Files and directories that are never checked: globs relative to this file.",
          "type": "array",
          "items": { "type": "string" }
        },
        "fail-on": {
          "description": "The least severity that makes a run fail.",
          "enum": [\(list(FailOn.allCases.map(\.rawValue)))],
          "default": "error"
        },
        "changelog": {
          "description": "The log of the migrations that people keep, relative to this file. By default CHANGELOG.md beside them.",
          "type": "string",
          "minLength": 1
        },
        "baseline": {
          "description": "The file of findings that are known and not reported, relative to this file; --baseline wins over it.",
          "type": "string",
          "minLength": 1
        },
        "rules": { "$ref": "#/definitions/rules" },
        "overrides": {
          "description": "What differs for some files; later ones win.",
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["paths"],
            "properties": {
              "paths": {
                "description": "Globs relative to this file.",
                "type": "array",
                "items": { "type": "string" }
              },
              "preset": { "$ref": "#/definitions/preset" },
              "framework": { "$ref": "#/definitions/framework" },
              "transport": { "$ref": "#/definitions/transport" },
              "timeouts": { "$ref": "#/definitions/timeouts" },
              "rules": { "$ref": "#/definitions/rules" }
            }
          }
        }
      },
      "definitions": {
        "preset": {
          "description": "The rules to start from.",
          "enum": [\(list(Preset.allCases.map(\.rawValue)))],
          "default": "recommended"
        },
        "framework": {
          "description": "What runs the migrations, with its version where that makes a difference (prisma@7.3). Default: what the files tell.",
          "anyOf": [
            { "enum": [\(list(Framework.allCases.map(\.rawValue)))] },
            { "type": "string", "pattern": "^[a-z-]+@[0-9]+(\\\\.[0-9]+)*$" }
          ]
        },
        "transport": {
          "description": "How the migration runner hands the SQL of a file to the server. Default: as the runner does.",
          "enum": [\(list(Transport.allCases.map(\.rawValue)))]
        },
        "timeouts": {
          "description": "Who sets lock_timeout: the migrations, or the runner, the role or PGOPTIONS for all of them.",
          "enum": [\(list(TimeoutSource.allCases.map(\.rawValue)))],
          "default": "files"
        },
        "severity": { "enum": ["off", "info", "warning", "error"] },
        "setting": {
          "oneOf": [
            { "$ref": "#/definitions/severity" },
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["severity"],
              "properties": { "severity": { "$ref": "#/definitions/severity" } }
            }
          ]
        },
        "rules": {
          "description": "Severities of single rules, and what else they can be told.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
    \(rules.joined(separator: ",\n"))
          }
        }
      }
    }

    """
  expectFile("\(packageRoot)/docs/whimbrel.schema.json", holds: schema)
}

private func property(_ option: RuleOption) -> String {
  func list(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
  let type =
    switch option.kind {
    case .flag(let initial): "\"type\": \"boolean\",\n\"default\": \(initial)"
    case .word(let initial, let words): "\"enum\": [\(list(words))],\n\"default\": \"\(initial)\""
    case .words(let initial):
      "\"type\": \"array\",\n\"items\": { \"type\": \"string\", \"minLength\": 1 },\n\"default\": [\(list(initial))]"
    }
  let lines =
    ["\"description\": \"\(option.summary)\","] + type.split(separator: "\n").map(String.init)
  return """
                    "\(option.key)": {
    \(lines.map { String(repeating: " ", count: 18) + $0 }.joined(separator: "\n"))
                    }
    """
}
