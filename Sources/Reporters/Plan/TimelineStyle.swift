import Plan

/// The looks of pictures, for light and for dark surroundings. Classes and no variables: more viewers of SVG know
/// these.
let timelineStyle = """
  .timeline{font:12px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}\
  .timeline text{fill:#1d2530}\
  .timeline .name,.timeline .track{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}\
  .timeline .file{font-weight:600}\
  .timeline .number,.timeline .legend,.timeline .track,.timeline .new{fill:#5c6775}\
  .timeline .track{font-size:11px}\
  .timeline .faint{opacity:.6}\
  .timeline .work{font-size:11px;font-weight:600}\
  .timeline .card{fill:#fff;stroke:#dde2e8}\
  .timeline .box{fill:#f5f7f9;stroke:#d3d9e0}\
  .timeline .hair{stroke:#e3e7ec}\
  .timeline .long{fill:#e9edf2}\
  .timeline .unreached{fill:#e9edf2;opacity:.55}\
  .timeline .failed{fill:#d1242f;opacity:.13}\
  .timeline .target{fill:transparent}\
  .timeline .reads{fill:#5b3fa8}\
  .timeline .writes{fill:#eaa53b}\
  .timeline .none{fill:#aab5c2}\
  .timeline .pill{fill:#fff}\
  .timeline .alarm{fill:#d1242f}\
  .timeline .stroke{fill:none;stroke:#fff;stroke-width:2;stroke-linecap:round}\
  .timeline .timeout{stroke:#8a95a3;stroke-width:2}\
  @media (prefers-color-scheme:dark){\
  .timeline text{fill:#e4e9f0}\
  .timeline .number,.timeline .legend,.timeline .track,.timeline .new{fill:#9aa6b5}\
  .timeline .card{fill:#11151b;stroke:#2a313b}\
  .timeline .box{fill:#181d25;stroke:#323a46}\
  .timeline .hair{stroke:#29303a}\
  .timeline .long,.timeline .unreached{fill:#222933}\
  .timeline .failed{fill:#ff6b70;opacity:.16}\
  .timeline .reads{fill:#8d72e6}\
  .timeline .writes{fill:#d9962e}\
  .timeline .none{fill:#586474}\
  .timeline .pill{fill:#11151b}\
  .timeline .alarm{fill:#f25a60}\
  .timeline .timeout{stroke:#6d7988}}
  """

/// The picture alone.
func planPicture(_ plan: MigrationPlan) -> String {
  let name = plan.files.count == 1 ? fileName(plan.files[0].path) : "\(plan.files.count) migrations"
  let timeline = Timeline(
    plan.files, title: "Locks of \(name) on PostgreSQL \(plan.version)", id: "plan",
    hasLegend: true)
  return timeline.markup(isAlone: true) + "\n"
}
