import Config
import Lint
import Migrations
import TestSupport
import Testing

/// docs/whimbrel.schema.json, with which editors complete and check a whimbrel.toml, names what the program knows.
@Test func theSchemaNamesWhatTheProgramKnows() {
  func list(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
  let rules = Registry.rules.map { type(of: $0).info }.map { rule in
    """
            "\(rule.id)": {
              "description": "\(rule.summary.replacing("\"", with: "\\\""))",
              "$ref": "#/definitions/setting"
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
          "description": "Severities of single rules.",
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
