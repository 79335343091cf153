/// What a rule can be told beside its severity: `rule-id = { severity = "…", <key> = <value> }` in whimbrel.toml.
package struct RuleOption: Equatable, Sendable {
  package var key: String
  /// One line for lists: what it decides.
  package var summary: String
  package var kind: Kind

  /// Which values it takes, and the one that holds where nothing is said.
  package enum Kind: Equatable, Sendable {
    case flag(default: Bool)
    case word(default: String, of: [String])
    case words(default: [String])
  }

  package init(_ key: String, _ kind: Kind, summary: String) {
    self.key = key
    self.kind = kind
    self.summary = summary
  }
}

/// What a configuration says of an option; of its option's kind.
package enum OptionValue: Equatable, Sendable {
  case flag(Bool)
  case word(String)
  case words([String])
}

/// What a configuration says of the options of rules.
package struct RuleOptions: Equatable, Sendable {
  /// By rule, then by key.
  private var values: [String: [String: OptionValue]] = [:]

  package init() {}

  package var isEmpty: Bool { values.isEmpty }

  /// The value of an option of a rule; nil where nothing is said.
  package subscript(rule: String, key: String) -> OptionValue? {
    get { values[rule]?[key] }
    set { values[rule, default: [:]][key] = newValue }
  }

  /// Takes over what other options say: they win.
  package mutating func merge(_ others: RuleOptions) {
    values.merge(others.values) { old, new in old.merging(new) { _, new in new } }
  }

  package func flag(_ option: RuleOption, of rule: String) -> Bool {
    guard case .flag(let initial) = option.kind else { return false }
    if case .flag(let value) = self[rule, option.key] { return value }
    return initial
  }

  package func word(_ option: RuleOption, of rule: String) -> String {
    guard case .word(let initial, _) = option.kind else { return "" }
    if case .word(let value) = self[rule, option.key] { return value }
    return initial
  }

  package func words(_ option: RuleOption, of rule: String) -> [String] {
    guard case .words(let initial) = option.kind else { return [] }
    if case .words(let value) = self[rule, option.key] { return value }
    return initial
  }
}
