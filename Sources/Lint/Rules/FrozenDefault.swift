import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/frozen-default.md.
struct FrozenDefault: Rule {
  static let info = RuleInfo(
    id: "frozen-default", category: .design,
    summary: "DEFAULT 'now': the moment at which the migration ran, for every row from then on",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .createTable(let table): for column in table.columns { check(column, step, &findings) }
    case .alterTable(let alter):
      for command in alter.commands {
        if let column = command.column { check(column, step, &findings) }
        if command.kind == .columnDefault, case .expression(let value) = command.details,
          let name = command.name
        {
          let type = step.definitions[name.range]?.column?.type?.builtIn
          report(value, type, at: command.range, step, &findings)
        }
      }
    default: break
    }
  }

  private func check(_ column: ColumnDefinition, _ step: Step, _ findings: inout Findings) {
    for constraint in column.constraints where constraint.kind == .default {
      guard let value = constraint.expression, let type = column.type else { continue }
      let read = DataType(type, in: step.source) { _ in nil }
      report(value, read.builtIn, at: constraint.range, step, &findings)
    }
  }

  /// - Parameter type: of the column, as pg_type has it; nil where it is not known.
  private func report(
    _ value: Expression, _ type: String?, at range: ByteRange, _ step: Step,
    _ findings: inout Findings
  ) {
    guard let (word, own) = step.source.moment(value), let type = own ?? type,
      let call = calls[word]?[type]
    else { return }
    findings.report(
      "'\(word)' is read when the default is set: every row from then on gets that moment, not its own",
      at: range, help: "write DEFAULT \(call)")
  }
}

/// What to write for a word, by the type of the column.
private let calls: [String: [String: String]] = [
  "now": [
    "timestamptz": "now()", "timestamp": "LOCALTIMESTAMP", "date": "CURRENT_DATE",
    "time": "LOCALTIME", "timetz": "CURRENT_TIME",
  ],
  "today": [
    "timestamptz": "CURRENT_DATE", "timestamp": "CURRENT_DATE", "date": "CURRENT_DATE",
  ],
  "tomorrow": [
    "timestamptz": "CURRENT_DATE + 1", "timestamp": "CURRENT_DATE + 1", "date": "CURRENT_DATE + 1",
  ],
  "yesterday": [
    "timestamptz": "CURRENT_DATE - 1", "timestamp": "CURRENT_DATE - 1", "date": "CURRENT_DATE - 1",
  ],
]

extension SyntaxFile {
  /// A string constant, by itself or behind one cast, which is read at once; and the type of the cast. By way of a second
  /// type it is read at each use.
  fileprivate func moment(_ value: Expression) -> (word: String, type: String?)? {
    var node = Int(value.node)
    var type: String?
    if nodes[node].kind == .typeCast {
      guard let operand = parts(of: node).first(where: { nodes[$0].kind == .constant }),
        let name = part(.typeName, of: node)
      else { return nil }
      type = DataType(nodes[name].tokens, in: self) { _ in nil }.builtIn
      guard type != nil else { return nil }
      node = operand
    }
    guard nodes[node].kind == .constant, let text = string(node) else { return nil }
    return (text.lowercased().filter { !$0.isWhitespace }, type)
  }
}
