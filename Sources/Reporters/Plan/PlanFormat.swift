package import Plan

/// The formats of `plan`.
package enum PlanFormat: String, CaseIterable, Sendable {
  /// For people at a terminal.
  case text
  /// For a comment at a pull request.
  case markdown
  /// For programs; the format is described in docs/plan.md.
  case json
  /// One page with pictures, for a browser.
  case html
  /// The picture alone.
  case svg
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
  case .markdown: output.write(planMarkdown(plan))
  case .json: writePlanJSON(plan, to: output)
  case .html: output.write(planPage(plan))
  case .svg: output.write(planPicture(plan))
  }
}
