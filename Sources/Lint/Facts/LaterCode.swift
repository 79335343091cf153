import Effects
import SQLSyntax

/// What a file does about policies and functions, for those who ask whether a later file mends something.
struct CodeMarks: Sendable {
  fileprivate var policies: [RelationKey] = []
  fileprivate var functions: [FunctionKey] = []

  mutating func note(_ statement: Statement) {
    switch statement.tree {
    case .createPolicy(let policy): policies.append(NamePath().keyOfNew(policy.table))
    case .alterTable(let alter) where alter.commands.contains { $0.kind == .disableRowSecurity }:
      policies.append(NamePath().keyOfNew(alter.name))
    case .createFunction(let function):
      functions.append(FunctionKey(function.name, function.arguments))
    case .alterFunction(let alter) where alter.options.settings.contains(where: \.isSearchPath):
      if let name = alter.function.name {
        functions.append(FunctionKey(name, alter.function.arguments))
      }
    case .drop(let drop):
      if drop.object == .table {
        policies += drop.names.map { NamePath().keyOfNew($0) }
      } else if drop.object.isRoutine {
        functions += drop.names.map { FunctionKey($0, nil) }
      }
    default: break
    }
  }
}

/// A function by its name and how many arguments a call gives it.
private struct FunctionKey: Hashable, Sendable {
  var name: RelationKey
  /// nil stands for any number.
  var arguments: Int?

  init(_ name: QualifiedName, _ arguments: [FunctionArgument]?) {
    self.name = NamePath().keyOfNew(name)
    self.arguments = arguments.map { $0.filter { $0.mode != .out }.count }
  }
}

/// What the files of a history behind one of them do about its policies and functions.
package struct LaterCode: Sendable {
  /// The last file, by its turn, that does something about it.
  private var lastPolicy: [RelationKey: Int] = [:]
  private var lastFunction: [FunctionKey: Int] = [:]
  /// That of the file that asks.
  var turn = 0

  /// Of a file that is in no history.
  init() {}

  init(of history: [Turn], _ read: [ReadMigration]) {
    for (turn, place) in history.enumerated() where place.stays {
      note(read[place.file].code, at: turn)
    }
  }

  private mutating func note(_ marks: CodeMarks, at turn: Int) {
    for key in marks.policies { lastPolicy[key] = turn }
    for key in marks.functions { lastFunction[key] = turn }
  }

  /// A later file makes a policy of the table, switches its row security off, or drops it.
  func settlesPolicies(of table: QualifiedName) -> Bool {
    lastPolicy[NamePath().keyOfNew(table)].map { $0 > turn } ?? false
  }

  /// A later file makes the function anew, gives it a search_path, or drops it.
  func settles(_ function: QualifiedName, _ arguments: [FunctionArgument]?) -> Bool {
    let keys = [FunctionKey(function, arguments), FunctionKey(function, nil)]
    return keys.contains { (lastFunction[$0] ?? -1) > turn }
  }
}

extension VariableSet {
  var isSearchPath: Bool { parameter == "search_path" }
}

extension ObjectType {
  var isRoutine: Bool { self == .function || self == .procedure || self == .routine }
}
