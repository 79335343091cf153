import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/trigger-disabled.md.
struct TriggerDisabled: Rule {
  static let info = RuleInfo(
    id: "trigger-disabled", category: .dataLoss,
    summary: "DISABLE TRIGGER that also switches foreign keys off, or that nothing takes back",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands {
      guard let disabled = Disabled(command), !isMadeHere(disabled, alter, step) else { continue }
      let span = Span(of: disabled, on: alter.name, step)
      guard let message = message(disabled, alter.name, span) else { continue }
      findings.report(
        message, at: command.range, help: help(disabled, step.text(alter.name.range), step),
        isCertain: disabled.isAll && span != .transaction)
    }
  }

  private func isMadeHere(_ disabled: Disabled, _ alter: AlterTable, _ step: Step) -> Bool {
    guard case .one(let name) = disabled else { return false }
    return step.isMadeEarlier(ObjectReference(.trigger, name, of: alter.name))
  }

  private func message(_ disabled: Disabled, _ table: QualifiedName, _ span: Span) -> String? {
    let name = table.description
    switch (disabled, span) {
    case (.all, .transaction):
      return "DISABLE TRIGGER ALL switches the foreign keys of \(name) off as well: "
        + "what this transaction writes is not checked, now or later"
    case (.all, .section):
      return "DISABLE TRIGGER ALL switches the foreign keys of \(name) off as well: "
        + "until they are on again, what any session writes is not checked, now or later"
    case (.all, .open):
      return "DISABLE TRIGGER ALL switches the foreign keys of \(name) off as well, "
        + "and this file does not switch them on again"
    case (_, .transaction): return nil
    case (_, .section):
      return "until \(disabled.words) of \(name) \(disabled.isOr) on again, "
        + "no session fires \(disabled.them), not only this one"
    case (_, .open):
      return "\(disabled.words) of \(name) no longer \(disabled.fires), "
        + "and this file does not enable \(disabled.them) again"
    }
  }

  private func help(_ disabled: Disabled, _ table: String, _ step: Step) -> String {
    let which =
      switch disabled {
      case .all, .user: "USER"
      case .one(let name): step.text(name.range)
      }
    return "in one transaction with what it is for, and foreign keys stay on:\n"
      + "ALTER TABLE \(table) DISABLE TRIGGER \(which);\n-- write the rows\n"
      + "ALTER TABLE \(table) ENABLE TRIGGER \(which);"
  }
}

/// What a command disables.
private enum Disabled {
  case all, user
  case one(Name)

  init?(_ command: AlterTableCommand) {
    switch (command.kind, command.name) {
    case (.disableTriggerAll, _): self = .all
    case (.disableTriggerUser, _): self = .user
    case (.disableTrigger, let name?): self = .one(name)
    default: return nil
    }
  }

  var isAll: Bool { if case .all = self { true } else { false } }

  var words: String {
    switch self {
    case .all, .user: "the triggers"
    case .one(let name): "trigger \(name.text)"
    }
  }

  private var isOne: Bool { if case .one = self { true } else { false } }
  var isOr: String { isOne ? "is" : "are" }
  var them: String { isOne ? "it" : "them" }
  var fires: String { isOne ? "fires" : "fire" }

  func isTakenBack(by command: AlterTableCommand) -> Bool {
    switch (self, command.kind) {
    case (_, .enableTriggerAll), (.user, .enableTriggerUser), (.one, .enableTriggerUser): true
    case (.one(let name), .enableTrigger), (.one(let name), .enableAlwaysTrigger):
      command.name?.text == name.text
    default: false
    }
  }
}

/// Until when it is disabled.
private enum Span {
  /// Nobody else sees it.
  case transaction
  case section
  /// It stays.
  case open

  init(of disabled: Disabled, on table: QualifiedName, _ step: Step) {
    func takesBack(_ statement: Statement) -> Bool {
      guard case .alterTable(let alter) = statement.tree, step.isSame(alter.name, table)
      else { return false }
      return alter.commands.contains { disabled.isTakenBack(by: $0) }
    }
    self =
      if step.isFollowedInTransaction(by: takesBack) {
        .transaction
      } else if step.isFollowed(by: takesBack) {
        .section
      } else {
        .open
      }
  }
}
