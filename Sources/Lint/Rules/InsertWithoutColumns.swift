import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/insert-without-columns.md.
struct InsertWithoutColumns: Rule {
  static let info = RuleInfo(
    id: "insert-without-columns", category: .design,
    summary: "INSERT or COPY without a list of columns: values go by the places of the columns",
    recommended: nil, documented: .info)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let (command, target) = step.statement.filledByPlace,
      !step.isPrivate(target), !target.isTemplate
    else { return }
    let columns = step.data.targetColumns.map(sqlName).joined(separator: ", ")
    findings.report(
      "\(command) names no columns of \(target.description): where the table has one more, or another "
        + "order, it fails or fills the wrong ones",
      at: step.head(to: target.range),
      help: columns.isEmpty
        ? "write the columns behind the name of the table"
        : "write them behind the name of the table: "
          + "\(step.text(target.range)) (\(columns)), or as many as there are values")
  }
}

extension Statement {
  /// The command, if its values go by their places, and the table.
  fileprivate var filledByPlace: (String, QualifiedName)? {
    switch tree {
    case .insert(let insert) where !insert.namesColumns: ("INSERT", insert.target)
    case .copy(let copy) where copy.isFrom && copy.columns.isEmpty:
      copy.table.map { ("COPY", $0) }
    default: nil
    }
  }
}
