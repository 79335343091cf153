import Catalog
import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/integer-key.md.
struct IntegerKey: Rule {
  static let info = RuleInfo(
    id: "integer-key", category: .design,
    summary: "A key that counts up in an integer or smallint: INSERT fails when it is at its end",
    recommended: .info, documented: .info)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    let (table, columns) = step.statement.newColumns
    guard let table else { return }
    for column in columns {
      guard let type = column.type, let bits = column.countingBits(in: step.source)
      else { continue }
      findings.report(
        "\(column.name.text) of \(table.description) counts up in \(bits) bits: when "
          + "\(bits == 16 ? "32767" : "2147483647") is reached, every INSERT fails (SQLSTATE 2200H)",
        at: type.range,
        help: "bigint has no end, and costs four bytes more: "
          + "\(step.text(column.name.range)) bigint GENERATED ALWAYS AS IDENTITY")
    }
  }
}

extension Statement {
  /// The columns that a statement adds to a table that stays.
  fileprivate var newColumns: (QualifiedName?, [ColumnDefinition]) {
    switch tree {
    case .createTable(let table) where table.persistence != .temporary: (table.name, table.columns)
    case .alterTable(let alter) where alter.object == .table:
      (alter.name, alter.commands.filter { $0.kind == .addColumn }.compactMap(\.column))
    default: (nil, [])
    }
  }
}

extension ColumnDefinition {
  /// How wide it is, if it takes its values from a sequence and is narrower than bigint.
  fileprivate func countingBits(in file: SyntaxFile) -> Int? {
    guard let type else { return nil }
    let serial = DataType.serial(type)
    let counts = constraints.contains { constraint in
      if constraint.kind == .identity { return true }
      guard constraint.kind == .default, let value = constraint.expression else { return false }
      return file.functions(calledBy: value).contains { $0.name.text == "nextval" }
    }
    guard serial != nil || counts else { return nil }
    let name = serial ?? DataType(type, in: file) { _ in nil }.builtIn
    return switch name {
    case "int2": 16
    case "int4": 32
    default: nil
    }
  }
}
