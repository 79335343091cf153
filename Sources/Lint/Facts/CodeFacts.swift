import Catalog
import Effects
import SQLLexer
package import SQLSyntax

/// What rules about functions, policies and views ask of the schema behind a statement of that kind.
package indirect enum CodeFacts: Sendable {
  case rowSecurity(RowSecurityFacts)
  case function(FunctionFacts)
  /// Of views, also materialized ones: the tables that it reads whose row security is not forced on their owner.
  case view(securedTables: [String])
  /// It switches triggers and foreign keys off, otherwise than by SET.
  case replicaRole
  /// A DO block: some of what it does cannot be told.
  case losesTrack
}

/// The row security of the table that a statement changes, behind it.
package struct RowSecurityFacts: Sendable {
  package struct Policy: Sendable {
    package var name: String
    package var isPermissive: Bool
    package var command: CreatePolicy.Command
  }

  package var isOn: Bool
  package var policies: [Policy]
  /// There may be policies that the files do not make.
  package var mayHaveMore: Bool
  /// No file makes it, and an extension that the files make has its schema: the extension makes its policies as well.
  package var isOfExtension = false
  /// Before DROP POLICY, those that it names.
  package var dropped: [Policy] = []
  /// Row security was on before.
  package var wasOn: Bool
}

/// The function that CREATE FUNCTION or ALTER FUNCTION is about, behind it.
package struct FunctionFacts: Sendable {
  package var isSecurityDefiner: Bool
  package var hasSearchPath: Bool
  /// It was there before, and has another body or another volatility now.
  package var isChanged: Bool
  package var oldVolatility: FunctionOptions.Volatility?
  /// It is new, and a call may mean just as well a function that was there: that one, with its arguments.
  package var rival: String?
  /// Of ALTER FUNCTION … IMMUTABLE: its code, where that is known.
  package var body: Body?
  /// Indexes, CHECK constraints and generated columns that were computed by it before, in words.
  package var storedIn: [String]
  /// Of one that runs with its owner's rights: the schemas beside its own of what its code names without one. What no
  /// file makes is of an extension, most likely, and in public.
  package var schemasUsed: [String] = []
  /// The same: the functions, as `f()`, that only PostgreSQL itself has under the names that its code calls.
  package var builtInsCalled: Set<String> = []
}

/// What is known before a statement that rules want to compare with what is behind it.
struct CodeBefore {
  fileprivate var functions: [ObjectID: Function] = [:]
  fileprivate var policies: [RowSecurityFacts.Policy] = []
  fileprivate var wasOn = false
  fileprivate var isReplica = false
}

extension Replay {
  /// To be asked before a statement is executed.
  func codeBefore(_ statement: Statement) -> CodeBefore {
    var before = CodeBefore()
    switch statement.tree {
    case .createFunction(let function): note(function.name, &before)
    case .alterFunction(let alter):
      if let name = alter.function.name { note(name, &before) }
    case .alterTable, .drop, .createPolicy:
      guard let table = statement.securedTable, let id = find(table)?.id else { break }
      before.wasOn = catalog.relation(id)?.hasRowSecurity ?? false
      if case .drop(let drop) = statement.tree {
        let names = Set(drop.names.map(\.name.text))
        before.policies = policies(of: id).filter { names.contains($0.name) }
      }
    case .query: before.isReplica = isReplica
    default: break
    }
    return before
  }

  private func note(_ name: QualifiedName, _ before: inout CodeBefore) {
    for id in catalog.functions(name, path: session.path) ?? [] {
      before.functions[id] = catalog.function(id)
    }
  }

  /// To be asked behind it.
  mutating func codeFacts(of statement: Statement, since before: CodeBefore) -> CodeFacts? {
    switch statement.tree {
    case .createFunction(let function):
      let all = catalog.functions(function.name, path: session.path) ?? []
      let count = function.arguments.filter { $0.mode != .out }.count
      let candidates = all.filter { catalog.function($0)?.arguments.count == count }
      guard case .function(var found)? = facts(of: candidates, since: before),
        case .code(let body) = function.definition, let id = candidates.first
      else { return facts(of: candidates, since: before) }
      if function.options.isSecurityDefiner == true, !found.hasSearchPath {
        found.schemasUsed = schemas(of: body.namesWithoutSchema, beside: catalog[id].container)
        found.builtInsCalled = builtIns(
          among: body.namesWithoutSchema.union(body.namesExecuted ?? []))
      }
      return .function(found)
    case .alterFunction(let alter):
      guard let name = alter.function.name else { return nil }
      let functions = catalog.functions(name, path: session.path) ?? []
      guard case .function(var found)? = facts(of: functions, since: before) else { return nil }
      if alter.options.volatility == .immutable, functions.count == 1 {
        found.body = body(of: functions[0])
      }
      return .function(found)
    case .alterTable, .drop, .createPolicy, .alterPolicy:
      guard let table = statement.securedTable, let id = find(table)?.id,
        let relation = catalog.relation(id)
      else { return nil }
      return .rowSecurity(
        RowSecurityFacts(
          isOn: relation.hasRowSecurity, policies: policies(of: id),
          mayHaveMore: !relation.isOfHistory,
          isOfExtension: relation.isAssumed && isInSchemaOfExtension(id),
          dropped: before.policies, wasOn: before.wasOn))
    case .createView(let view):
      guard view.persistence != .temporary else { return nil }
      return viewFacts(view.name)
    case .createMaterializedView(let view): return viewFacts(view.name)
    case .query: return isReplica && !before.isReplica ? .replicaRole : nil
    default: return nil
    }
  }

  private var isReplica: Bool { session.replicationRole.value?.lowercased() == "replica" }

  // MARK: - Row security

  private func policies(of table: ObjectID) -> [RowSecurityFacts.Policy] {
    catalog.attached(to: table).filter { $1.kind == .policy }.map {
      RowSecurityFacts.Policy(
        name: catalog[$0].name, isPermissive: $1.isPermissive, command: $1.command)
    }
  }

  /// Extensions call a schema of their own after themselves: that of pg_cron is cron, those of timescaledb begin with
  /// _timescaledb.
  private func isInSchemaOfExtension(_ table: ObjectID) -> Bool {
    guard let schema = catalog[table].container.map({ catalog[$0].name }) else { return false }
    return catalog.extensionNames.contains { name in
      schema == name || schema.hasPrefix("_\(name)")
        || name.split(separator: "_").contains { $0 == schema }
    }
  }

  private func viewFacts(_ name: QualifiedName) -> CodeFacts? {
    let tables = securedTables(readBy: name)
    return tables.isEmpty ? nil : .view(securedTables: tables)
  }

  /// Through other views as well, for those are expanded with the rights of their owners.
  private func securedTables(readBy name: QualifiedName) -> [String] {
    guard let view = find(name)?.id else { return [] }
    var found: [ObjectID] = []
    var seen: Set<ObjectID> = [view]
    var waiting = [view]
    while let next = waiting.popLast() {
      for id in Set(catalog.relation(next)?.view?.reads.map(\.object) ?? []).sorted()
      where seen.insert(id).inserted {
        guard let relation = catalog.relation(id) else { continue }
        if relation.kind == .view { waiting.append(id) }
        if relation.hasRowSecurity, !relation.forcesRowSecurity { found.append(id) }
      }
    }
    return found.sorted().map { shortLabel(catalog.qualifiedName($0)) }
  }

  // MARK: - Functions

  /// The schemas in which something has these names, other than one in which it may have them.
  private func schemas(of names: Set<String>, beside own: ObjectID?) -> [String] {
    var found: Set<String> = []
    for name in names {
      let isFunction = name.hasSuffix("()")
      let plain = isFunction ? String(name.dropLast(2)) : name
      let place = QualifiedName(name: Name(text: plain, range: ByteRange(start: 0, end: 0)))
      if isFunction, isBuiltInFunction(place) { continue }
      let homes = catalog.objects(named: plain).filter { id in
        isFunction ? catalog.function(id) != nil : catalog.relation(id) != nil
      }.compactMap { catalog[$0].container }
      guard !homes.contains(where: { $0 == own }) else { continue }
      found.insert(homes.first.map { catalog[$0].name } ?? "public")
    }
    return found.sorted()
  }

  /// Functions that PostgreSQL brings along and no file makes.
  private func builtIns(among names: Set<String>) -> Set<String> {
    names.filter { name in
      let plain = String(name.dropLast(2))
      let place = QualifiedName(name: Name(text: plain, range: ByteRange(start: 0, end: 0)))
      return name.hasSuffix("()") && isBuiltInFunction(place)
        && !catalog.objects(named: plain).contains { catalog.function($0) != nil }
    }
  }

  private func facts(of functions: [ObjectID], since before: CodeBefore) -> CodeFacts? {
    let changed = functions.filter { id in
      guard let old = before.functions[id], let new = catalog.function(id) else { return false }
      return old.body != new.body || old.volatility != new.volatility
        || old.isSecurityDefiner != new.isSecurityDefiner
        || old.hasSearchPath != new.hasSearchPath
    }
    // One that is not changed is replaced by itself.
    let new = functions.filter { before.functions[$0] == nil }
    guard let id = changed.first ?? new.first ?? (functions.count == 1 ? functions[0] : nil),
      let function = catalog.function(id)
    else { return nil }
    let old = before.functions[id]
    let isOther =
      old.map { $0.body != function.body || $0.volatility != function.volatility } ?? false
    return .function(
      FunctionFacts(
        isSecurityDefiner: function.isSecurityDefiner, hasSearchPath: function.hasSearchPath,
        isChanged: isOther, oldVolatility: old?.volatility,
        rival: old == nil ? rival(of: function, among: before.functions) : nil,
        storedIn: old.map { stored(by: id, from: $0, to: function) } ?? []))
  }

  /// Another volatility alone changes no results; but what only an immutable function may compute, cannot be told to stay.
  private func stored(by id: ObjectID, from old: Function, to new: Function) -> [String] {
    if old.body != new.body { return stored(by: id) }
    guard old.volatility != new.volatility, new.volatility != .immutable else { return [] }
    return stored(by: id).filter { !$0.hasPrefix("constraint ") }
  }

  /// With defaults left out, both take the same arguments: 42725. Documentation: CREATE FUNCTION, "Overloading".
  private func rival(of new: Function, among old: [ObjectID: Function]) -> String? {
    for (id, other) in old.sorted(by: { $0.key < $1.key }) {
      guard !catalog[id].isDropped, !other.isAssumed, !new.isVariadic, !other.isVariadic,
        other.kind != .aggregate, catalog[id].origin.file != file
      else { continue }
      let least = max(new.arguments.count - new.defaults, other.arguments.count - other.defaults)
      let most = min(new.arguments.count, other.arguments.count)
      guard least <= most,
        !zip(new.arguments, other.arguments).prefix(least).contains(where: {
          $0 == nil || $0?.withoutModifier != $1?.withoutModifier
        })
      else { continue }
      return "\(shortLabel(catalog.qualifiedName(id)))(\(other.signature))"
    }
    return nil
  }

  /// What holds results of a function.
  private func stored(by function: ObjectID) -> [String] {
    var words: [String] = []
    for dependency in catalog.dependencies(on: ObjectAddress(function)) {
      let id = dependency.dependent.object
      let name = shortLabel(catalog.qualifiedName(id))
      switch catalog[id].definition {
      case .relation(let relation) where relation.kind.isIndex: words.append("index \(name)")
      case .relation(let relation):
        let column: Int16? =
          switch dependency.dependent.part {
          case .column(let number), .defaultValue(let number): number
          case .whole: nil
          }
        guard let column, relation[column].generated == .stored else { continue }
        words.append("column \(name).\(relation[column].name)")
      case .constraint(let constraint) where constraint.kind == .check:
        words.append("constraint \(catalog[id].name)")
      default: continue
      }
    }
    return words.sorted()
  }
}

extension Statement {
  /// The table whose row security it may change.
  fileprivate var securedTable: QualifiedName? {
    switch tree {
    case .alterTable(let alter):
      alter.commands.contains { $0.kind.isOfRowSecurity } ? alter.name : nil
    case .createPolicy(let policy): policy.table
    case .alterPolicy(let policy): policy.table
    case .drop(let drop): drop.object == .policy ? drop.table : nil
    default: nil
    }
  }
}

extension AlterTableKind {
  var isOfRowSecurity: Bool {
    switch self {
    case .enableRowSecurity, .disableRowSecurity, .forceRowSecurity, .noForceRowSecurity: true
    default: false
    }
  }
}
