import ArgumentParser
import Config
import Diagnostics
import Lint
import Reporters

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules, or print the page of one.")

  enum Format: String, CaseIterable {
    case text, json
  }

  @Argument(help: ArgumentHelp("A rule, to print its page.", valueName: "rule"))
  var id: String?

  @Option(
    help: ArgumentHelp("How rules are printed: text (the default) or json.", valueName: "format"))
  var outputFormat: String?

  @Flag(help: "The same as --output-format json.")
  var json = false

  func run() throws {
    let console = Console()
    let format: Format =
      try outputFormat.map {
        try choice($0, option: "--output-format", noun: "output format")
      } ?? (json ? .json : .text)
    if let id {
      guard let rule = Registry.rule(id) else {
        throw ValidationError(unknownRule(id, known: Configurations.vocabulary.rules).description)
      }
      show(type(of: rule).info, as: format, on: console)
    } else {
      list(Registry.rules.map { type(of: $0).info }, as: format, on: console)
    }
    throw console.finish() ? ExitStatus.clean : ExitStatus.unusable
  }

  private func show(_ rule: RuleInfo, as format: Format, on console: Console) {
    // A test sees to it that every rule has one.
    let page = RuleDocs.page(rule.id) ?? rule.summary
    switch format {
    case .text: console.output.write(page)
    case .json:
      var json = JSONWriter(to: console.output)
      json.beginObject()
      writeMembers(of: rule, to: &json)
      json.member("page", page)
      json.endObject()
      json.endDocument()
    }
  }

  private func list(_ rules: [RuleInfo], as format: Format, on console: Console) {
    switch format {
    case .text:
      let rows = rules.map { [$0.id, severities(of: $0), remarks(on: $0), $0.summary] }
      let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
      for row in rows {
        for (column, width) in widths.enumerated() {
          console.output.write(padded(row[column], to: width + 2))
        }
        console.output.write(row[3] + "\n")
      }
    case .json:
      var json = JSONWriter(to: console.output)
      json.beginArray()
      for rule in rules {
        json.lineBreak()
        json.beginObject()
        writeMembers(of: rule, to: &json)
        json.endObject()
      }
      json.endArray()
      json.endDocument()
    }
  }

  /// Under `recommended` and under `documented`, once where they agree.
  private func severities(of rule: RuleInfo) -> String {
    let names = [rule.recommended, rule.documented].map { $0?.name ?? "off" }
    return names[0] == names[1] ? names[0] : names.joined(separator: "/")
  }

  /// What can be done about its findings, and since when there are any.
  private func remarks(on rule: RuleInfo) -> String {
    let fix: [String] = rule.fix.map { $0 == .safe ? ["fix"] : ["unsafe fix"] } ?? []
    return (fix + (rule.since.map { ["PostgreSQL \($0)+"] } ?? [])).joined(separator: ", ")
  }

  private func writeMembers(of rule: RuleInfo, to json: inout JSONWriter) {
    json.member("id", rule.id)
    json.member("category", rule.category.rawValue)
    json.member("summary", rule.summary)
    json.member("recommended", rule.recommended?.name)
    json.member("documented", rule.documented?.name)
    json.member("all", rule.severity(in: .all)?.name)
    json.member("fix", rule.fix?.rawValue)
    json.key("since")
    if let since = rule.since { json.number(since) } else { json.null() }
    json.key("options")
    json.beginArray()
    for option in rule.options { write(option, to: &json) }
    json.endArray()
  }
}

private func write(_ option: RuleOption, to json: inout JSONWriter) {
  json.beginObject()
  json.member("key", option.key)
  json.member("summary", option.summary)
  switch option.kind {
  case .flag(let initial): json.member("default", initial)
  case .word(let initial, let words):
    json.member("default", initial)
    json.key("values")
    write(words, to: &json)
  case .words(let initial):
    json.key("default")
    write(initial, to: &json)
  }
  json.endObject()
}

private func write(_ words: [String], to json: inout JSONWriter) {
  json.beginArray()
  for word in words { json.string(word) }
  json.endArray()
}

func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
