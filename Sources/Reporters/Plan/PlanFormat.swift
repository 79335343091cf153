package import Plan

/// The formats of `plan`.
package enum PlanFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case text
  /// For programs; the format is described in docs/plan.md.
  case json
}

/// Prints a plan. The same plan gives the same bytes.
///
/// - Parameters:
///   - style: colours, for the format that has any.
///   - width: of the terminal, in columns.
package func report(
  _ plan: MigrationPlan, as format: PlanFormat, style: Style, width: Int, to output: OutputBuffer
) {
  switch format {
  case .text: PlanText(style: style, width: width, output: output).write(plan)
  case .json: writePlanJSON(plan, to: output)
  }
}
