/// So many variables, visible in one place, are compared with a name. Where there are more, every name may be one.
private let mostVariables = 300

/// The variables and labels that can be seen from a place in a body (pl_funcs.c, plpgsql_ns_lookup).
struct PLNamespace {
  struct Variable {
    enum Kind {
      /// Its type tells that it has fields.
      case record
      /// A cursor with a query, by its declaration, and the names of its arguments.
      case boundCursor([String])
      case cursor
      /// Has neither fields nor rows.
      case scalar
      /// Of a type of which only the catalogue knows what it is.
      case other
    }
    var name: String
    var kind = Kind.other
    var isConstant = false
  }

  enum Label { case block, loop, other }

  private struct Level {
    var label: String?
    var kind: Label
    /// Index of its first variable.
    var first: Int
  }

  private var levels: [Level] = []
  private var variables: [Variable] = []
  private let routine: PLRoutine
  /// Every name may be a variable.
  private var isOpen: Bool

  init(_ routine: PLRoutine) {
    self.routine = routine
    isOpen = routine.isTemplate
    push(routine.name, .block)
    for argument in routine.arguments {
      guard let name = argument.name?.text else { continue }
      declare(Variable(name: name, kind: argument.type.variableKind))
    }
  }

  mutating func push(_ label: String?, _ kind: Label) {
    levels.append(Level(label: label, kind: kind, first: variables.count))
  }

  mutating func pop() {
    guard let level = levels.popLast() else { return }
    variables.removeSubrange(level.first...)
  }

  mutating func declare(_ variable: Variable) {
    guard variables.count < mostVariables else {
      isOpen = true
      return
    }
    variables.append(variable)
  }

  /// From now on every name may be a variable: a declaration could not be read.
  mutating func open() { isOpen = true }

  /// Whether the innermost block has a variable of this name already.
  func isDeclared(_ name: String) -> Bool {
    guard let level = levels.last else { return false }
    return variables[level.first...].contains { $0.name == name }
  }

  /// The variable that one to three words name, and with how many of them; what is behind are its fields.
  func variable(_ names: [Name]) -> (variable: Variable, names: Int)? {
    var end = variables.count
    for level in levels.reversed() {
      let inner = variables[level.first..<end]
      end = level.first
      if let variable = variable(names[...], in: inner) { return (variable, 1) }
      if names.count > 1, level.label == names[0].text,
        let variable = variable(names[1...], in: inner)
      {
        return (variable, 2)
      }
    }
    if let variable = builtIn(names) { return (variable, 1) }
    return isOpen || names.contains(where: \.isTemplate) ? (Variable(name: names[0].text), 1) : nil
  }

  /// A variable that is there without a declaration.
  private func builtIn(_ names: [Name]) -> Variable? {
    let name = names[0].text
    switch (name, routine.trigger) {
    case ("new", .table), ("old", .table): return Variable(name: name, kind: .record)
    case ("found", _) where names.count == 1: return Variable(name: name)
    case (_, .table) where names.count == 1 && tableTriggerVariables.contains(name),
      (_, .event) where names.count == 1 && eventTriggerVariables.contains(name):
      return Variable(name: name)
    default:
      // $1
      guard name.utf8.first == UInt8(ascii: "$"), let number = Int(name.dropFirst()) else {
        return nil
      }
      if number > 0, number <= routine.arguments.count {
        return Variable(name: name, kind: routine.arguments[number - 1].type.variableKind)
      }
      return number == 0 && routine.isPolymorphic ? Variable(name: name) : nil
    }
  }

  private func variable(
    _ names: ArraySlice<Name>, in variables: ArraySlice<Variable>
  ) -> Variable? {
    guard let name = names.first else { return nil }
    // Only what has fields is followed by more names; a type that is not known may have some.
    return variables.last { $0.name == name.text && (names.count == 1 || $0.mayHaveFields) }
  }

  func label(_ name: Name) -> Label? {
    levels.last { $0.label == name.text }?.kind ?? (name.isTemplate ? .loop : nil)
  }

  var isInLoop: Bool { levels.contains { $0.kind == .loop } }
}

extension PLNamespace.Variable {
  fileprivate var mayHaveFields: Bool {
    switch kind {
    case .record, .other: true
    case .boundCursor, .cursor, .scalar: false
    }
  }
}

private let tableTriggerVariables = [
  "tg_name", "tg_when", "tg_level", "tg_op", "tg_relid", "tg_relname", "tg_table_name",
  "tg_table_schema", "tg_nargs", "tg_argv",
]
private let eventTriggerVariables = ["tg_event", "tg_tag"]

/// The types that most variables have. Those of pg_catalog are found before others of the same name.
private let scalarTypes = [
  "int", "integer", "int4", "text", "boolean", "bool", "bigint", "int8", "smallint", "int2",
  "numeric", "decimal", "varchar", "character varying", "char", "character", "date", "timestamp",
  "timestamptz", "timestamp with time zone", "timestamp without time zone", "time", "interval",
  "uuid", "json", "jsonb", "real", "double precision", "bytea", "oid", "regclass", "name", "xml",
]

extension TypeName {
  /// What can be told of a variable of this type.
  var variableKind: PLNamespace.Variable.Kind {
    if arrayDimensions > 0 { return .scalar }
    switch name {
    case "record", "pg_catalog.record": return .record
    case "refcursor", "pg_catalog.refcursor": return .cursor
    default: return !isReference && scalarTypes.contains(name) ? .scalar : .other
    }
  }
}
