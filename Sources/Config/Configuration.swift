package import Diagnostics
package import Migrations

/// The name of the file that configures the directory it is in and everything below.
package let configurationFileName = "whimbrel.toml"

/// A whimbrel.toml, read. nil: not said there.
package struct Configuration: Equatable, Sendable {
  package var preset: String?
  /// Severities by rule id; nil inside switches the rule off.
  package var rules: [String: Severity?] = [:]
  package var options = RuleOptions()
  package var framework: FrameworkChoice?
  package var transport: Transport?
  package var postgres: ClosedRange<Int>?
  package var timeouts: TimeoutSource?
  /// Files that are not checked, relative to the directory of the configuration.
  package var exclude: [Glob] = []
  package var failOn: FailOn?
  /// The log of migrations that people keep, relative to the directory of the configuration.
  package var changelog: String?
  /// The file that holds the whole schema, relative to the directory of the configuration, or absolute.
  package var schema: String?
  /// The file of findings that are known, relative to the directory of the configuration, or absolute.
  package var baseline: String?
  package var overrides: [Override] = []

  package init() {}

  /// What differs for some files. Later ones win.
  package struct Override: Equatable, Sendable {
    package var paths: [Glob] = []
    package var preset: String?
    package var rules: [String: Severity?] = [:]
    package var options = RuleOptions()
    package var framework: FrameworkChoice?
    package var transport: Transport?
    package var timeouts: TimeoutSource?
  }

  /// The configuration as it is for one file: overrides applied.
  ///
  /// - Parameter path: relative to the directory of the configuration.
  package func resolved(for path: String) -> Configuration {
    var resolved = self
    resolved.overrides = []
    for override in overrides where override.paths.contains(where: { $0.matches(path) }) {
      resolved.preset = override.preset ?? resolved.preset
      resolved.framework = override.framework ?? resolved.framework
      resolved.transport = override.transport ?? resolved.transport
      resolved.timeouts = override.timeouts ?? resolved.timeouts
      resolved.rules.merge(override.rules) { _, new in new }
      resolved.options.merge(override.options)
    }
    return resolved
  }

  /// Whether a file or directory is left out.
  ///
  /// - Parameter path: relative to the directory of the configuration.
  package func excludes(_ path: String) -> Bool {
    exclude.contains { $0.matches(path) }
  }
}

/// What a configuration may name. Rules and presets are Lint's, which this module does not know.
package struct Vocabulary: Sendable {
  package var rules: [String]
  package var presets: [String]
  /// Of those rules that have any.
  package var options: [String: [RuleOption]]

  package init(rules: [String], presets: [String], options: [String: [RuleOption]] = [:]) {
    self.rules = rules
    self.presets = presets
    self.options = options
  }
}

/// What is wrong with a configuration, and where.
package struct ConfigurationError: Equatable, Sendable {
  /// From 1.
  package var line: Int
  /// In code points, from 1.
  package var column: Int
  /// A sentence without a full stop.
  package var message: String
}

package struct ConfigurationErrors: Error, Equatable {
  /// In the order of the file; at least one.
  package var errors: [ConfigurationError]
}
