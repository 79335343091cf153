/// What PL/pgSQL must know of the function around a body, for its variables and its RETURNs.
struct PLRoutine {
  enum Result {
    case value
    case void
    /// RETURNS SETOF or TABLE
    case rows
    /// Cannot be told from the statement.
    case unknown
  }
  enum Trigger { case none, table, event }

  var name: String
  /// Those in the parentheses, and the columns of RETURNS TABLE.
  var arguments: [FunctionArgument] = []
  var result = Result.void
  /// Has arguments, or columns of RETURNS TABLE, that give its result.
  var hasOutput = false
  var isProcedure = false
  /// Its result is a variable, `$0`: the type is one that only a call tells.
  var isPolymorphic = false
  var trigger = Trigger.none
  /// There may be other variables than those that are known.
  var isTemplate = false

  private init(name: String) { self.name = name }

  /// A DO block: a function that returns nothing.
  static let block = PLRoutine(name: "inline_code_block")

  /// - Parameter isTemplate: placeholders stand for some of what the statement says of the function.
  init(_ function: CreateFunction, isTemplate: Bool) {
    name = function.name.name.text
    isProcedure = function.object == .procedure
    self.isTemplate = isTemplate
    arguments = function.arguments
    hasOutput = arguments.contains { $0.mode == .out || $0.mode == .inOut }
    switch function.result {
    case .table(let columns):
      arguments += columns
      hasOutput = true
      result = .rows
    case .type(let type):
      result = type.isSetOf ? .rows : .value
      isPolymorphic = type.name.hasPrefix("any") && !hasOutput
      switch type.name {
      case "void", "pg_catalog.void": if !type.isSetOf { result = .void }
      case "trigger", "pg_catalog.trigger": trigger = .table
      case "event_trigger", "pg_catalog.event_trigger":
        trigger = .event
        result = .void
      default: break
      }
    case nil: if hasOutput { result = .value }
    }
    if isTemplate { result = .unknown }
  }
}
