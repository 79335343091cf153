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

  func run() throws {
    let console = Console()
    let format: Format =
      try outputFormat.map {
        try choice($0, option: "--output-format", noun: "output format")
      } ?? .text
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
      let width = rules.map(\.id.count).max() ?? 0
      for rule in rules {
        console.output.write(padded(rule.id, to: width + 2))
        console.output.write(padded(severities(of: rule), to: 18))
        console.output.write(rule.summary + "\n")
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

  private func writeMembers(of rule: RuleInfo, to json: inout JSONWriter) {
    json.member("id", rule.id)
    json.member("category", rule.category.rawValue)
    json.member("summary", rule.summary)
    json.member("recommended", rule.recommended?.name)
    json.member("documented", rule.documented?.name)
    json.member("fix", rule.fix?.rawValue)
    json.key("since")
    if let since = rule.since { json.number(since) } else { json.null() }
  }
}

func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
