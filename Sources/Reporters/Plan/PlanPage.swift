import Effects
import Plan

/// A picture of more statements than this is no help.
private let mostPictured = 400

/// One page with pictures, for a browser. It needs nothing but itself: no scripts, no other files.
func planPage(_ plan: MigrationPlan) -> String {
  PlanPage(plan: plan).markup
}

private struct PlanPage {
  let plan: MigrationPlan

  var markup: String {
    var page = Markup()
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">")
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
    page.raw("style-src 'unsafe-inline'\">\n")
    page.element("title", text: "\(subject) on PostgreSQL \(plan.version)")
    page.raw("<style>\(pageStyle)\(timelineStyle)</style></head>\n<body><main>\n")
    header(&page)
    if plan.files.count > 1 { overview(&page) }
    for (place, file) in plan.files.enumerated() { section(&page, file, place) }
    checklist(&page)
    page.raw("</main></body></html>\n")
    return page.text
  }

  private var subject: String {
    plan.files.count == 1 ? fileName(plan.files[0].path) : "\(plan.files.count) migrations"
  }

  private func header(_ page: inout Markup) {
    page.element("header") { page in
      page.element("h1", text: subject)
      var facts = ["PostgreSQL \(plan.version)"]
      let statements = plan.files.reduce(0) { $0 + $1.statements.count }
      facts.append("\(statements) statement\(statements == 1 ? "" : "s")")
      if plan.historyCount > 0 {
        facts.append(
          "behind \(plan.historyCount) earlier file\(plan.historyCount == 1 ? "" : "s")")
      }
      page.element("p", ["class": "facts"], text: facts.joined(separator: " · "))
    }
    page.lineBreak()
  }

  /// All files in one picture, as far as one can take it in.
  private func overview(_ page: inout Markup) {
    var count = 0
    let files = plan.files.prefix { file in
      count += file.statements.count
      return count <= mostPictured
    }
    guard files.contains(where: { !$0.statements.isEmpty }) else { return }
    let title =
      "Locks of \(files.count == plan.files.count ? "all" : "the first \(files.count)") files"
    figure(&page, Timeline(Array(files), title: title, id: "all", hasLegend: true))
  }

  private func figure(_ page: inout Markup, _ timeline: Timeline) {
    // What scrolls must be in reach of the keyboard.
    page.element("figure", ["tabindex": "0"]) { $0.raw(timeline.markup(isAlone: false)) }
    page.lineBreak()
  }

  // MARK: - A file

  private func section(_ page: inout Markup, _ file: PlannedFile, _ place: Int) {
    page.element("section", ["id": "file-\(place + 1)"]) { page in
      page.element("h2") { $0.element("code", text: file.path) }
      if let description = file.description, !description.isEmpty {
        page.element("p", ["class": "facts"], text: description)
      }
      page.element("ul", ["class": "summary"]) { page in
        for clause in file.summary {
          page.element("li", ["class": clause.weight.name], text: clause.text)
        }
      }
      if file.statements.count > mostPictured {
        page.element(
          "p", ["class": "facts"],
          text: "\(file.statements.count) statements are too many for a picture.")
      } else if !file.lanes.isEmpty {
        let title = "Locks of \(fileName(file.path))"
        let hasLegend = plan.files.count == 1
        figure(
          &page, Timeline([file], title: title, id: "picture-\(place + 1)", hasLegend: hasLegend))
      }
      statements(&page, file)
      locks(&page, file)
    }
    page.lineBreak()
  }

  private func statements(_ page: inout Markup, _ file: PlannedFile) {
    guard !file.statements.isEmpty else { return }
    page.element("ol", ["class": "statements"]) { page in
      for (index, statement) in file.statements.enumerated() {
        page.element("li", ["class": statement.isReached ? "" : "unreached"]) { page in
          page.element("code", text: statement.text)
          let previous = index > 0 ? file.statements[index - 1] : nil
          for note in statement.notes(after: previous) {
            page.element("p", ["class": note.kind.name], text: note.text)
          }
        }
      }
    }
    page.lineBreak()
  }

  /// The picture in words.
  private func locks(_ page: inout Markup, _ file: PlannedFile) {
    guard !file.lanes.isEmpty else { return }
    page.element("details") { page in
      page.element("summary", text: "The locks as a table")
      page.element("table") { page in
        page.raw(
          "<thead><tr><th scope=\"col\">relation</th><th scope=\"col\">lock</th>"
            + "<th scope=\"col\">statements</th><th scope=\"col\">waiting</th></tr></thead>")
        page.element("tbody") { page in
          for lane in file.lanes {
            for hold in lane.segments(in: file.transactions) { row(&page, lane, hold) }
          }
        }
      }
    }
  }

  private func row(_ page: inout Markup, _ lane: Lane, _ hold: Lane.Hold) {
    let (first, last) = (hold.statements.lowerBound + 1, hold.statements.upperBound + 1)
    let waiting = lane.isNew ? "nobody: it is new" : hold.mode.blocked ?? "nobody"
    page.element("tr") { page in
      page.element("th", ["scope": "row"]) { $0.element("code", text: lane.label) }
      page.element("td", text: hold.mode.name)
      page.element("td", text: first == last ? "\(first)" : "\(first) to \(last)")
      page.element("td", text: waiting)
    }
  }

  // MARK: - The checklist

  private func checklist(_ page: inout Markup) {
    page.element("section", ["class": "checklist"]) { page in
      page.element("h2", text: "Before it runs")
      page.element("ul") { page in
        for item in plan.checklist {
          page.element("li", ["class": item.state.rawValue]) { page in
            page.element(
              "span", ["class": "tick", "role": "img", "aria-label": item.state.label],
              text: item.state.sign)
            page.element("span", text: item.title)
            for note in item.notes { page.element("p", text: note) }
          }
        }
      }
      page.element(
        "p", ["class": "facts"],
        text: "✓ the files prove it · ! to be done · ? the files cannot tell")
    }
  }
}

extension SummaryClause.Weight {
  fileprivate var name: String {
    switch self {
    case .grave: "grave"
    case .notable: "notable"
    case .quiet: "quiet"
    }
  }
}

extension StatementNote.Kind {
  fileprivate var name: String {
    switch self {
    case .failure, .loss: "grave"
    case .work: "notable"
    case .remark: "quiet"
    }
  }
}

extension ChecklistItem.State {
  fileprivate var sign: String {
    switch self {
    case .done: "✓"
    case .open: "!"
    case .unknown: "?"
    }
  }

  fileprivate var label: String {
    switch self {
    case .done: "done"
    case .open: "to be done"
    case .unknown: "the files cannot tell"
    }
  }
}

private let pageStyle = """
  :root{color-scheme:light dark;--ink:#1d2530;--soft:#5c6775;--page:#f5f7f9;--card:#fff;--line:#dde2e8;\
  --grave:#b42318;--notable:#8a5a00;--done:#1a7f45}\
  @media (prefers-color-scheme:dark){:root{--ink:#e4e9f0;--soft:#9aa6b5;--page:#0b0e12;--card:#11151b;--line:#2a313b;\
  --grave:#ff8a80;--notable:#e8b04b;--done:#5dc98a}}\
  *{box-sizing:border-box}\
  body{margin:0;background:var(--page);color:var(--ink);\
  font:16px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}\
  main{max-width:1140px;margin:0 auto;padding:40px 24px 64px}\
  h1{font-size:28px;line-height:1.2;margin:0;overflow-wrap:anywhere}\
  h2{font-size:17px;margin:0;overflow-wrap:anywhere}\
  code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}\
  h2 code{font-size:15px}\
  section{margin-top:48px}\
  .facts{margin:4px 0 0;color:var(--soft);font-size:14px}\
  figure{margin:16px 0 0;overflow-x:auto;border-radius:10px}\
  figure svg{display:block}\
  .summary{list-style:none;margin:10px 0 0;padding:0}\
  .grave{color:var(--grave)}.notable{color:var(--notable)}.quiet{color:var(--soft)}\
  .summary .grave{font-weight:600}\
  .statements{margin:16px 0 0;padding:0 0 0 36px}\
  .statements li{margin:0 0 8px}\
  .statements li::marker{color:var(--soft);font-size:13px}\
  .statements p{margin:0;font-size:14px}\
  .unreached code{opacity:.6}\
  details{margin-top:12px;font-size:14px}\
  summary{cursor:pointer;color:var(--soft)}\
  table{border-collapse:collapse;margin-top:8px}\
  th,td{text-align:left;font-weight:400;padding:4px 16px 4px 0;border-bottom:1px solid var(--line)}\
  thead th{color:var(--soft)}\
  .checklist{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:24px}\
  .checklist ul{list-style:none;margin:16px 0;padding:0}\
  .checklist li{padding-left:34px;margin:0 0 12px}\
  .checklist li p{margin:0;color:var(--soft);font-size:14px;overflow-wrap:anywhere}\
  .tick{display:inline-block;width:22px;height:22px;margin:0 12px 0 -34px;border-radius:6px;text-align:center;\
  font-size:14px;line-height:20px;font-weight:700;border:1px solid var(--line);color:var(--soft)}\
  .done .tick{color:var(--done);border-color:var(--done)}\
  .open .tick{color:var(--grave);border-color:var(--grave)}

  """
