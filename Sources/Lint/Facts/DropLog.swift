import Catalog
import Effects
import SQLLexer
import SQLSyntax

/// A trigger that a DROP TRIGGER of the present file names.
struct DroppedTrigger {
  /// Of its name.
  var name: ByteRange
  var id: ObjectID
  var table: ObjectID

  /// The file makes one of the same table that runs whenever this one did.
  func isReplaced(_ server: Replay) -> Bool {
    let catalog = server.catalog
    guard let old = catalog.attached(id), old.kind == .trigger else { return false }
    return catalog.attached(to: table).contains { other, new in
      other != id && catalog[other].origin.file == server.file && new.covers(old)
    }
  }
}

/// Keeps what the statements of a file drop beside keys and indexes.
struct DropLog {
  private(set) var triggers: [DroppedTrigger] = []
  /// The places of the names of types of which nothing was made before the file, nor by it.
  private(set) var unusedTypes: Set<ByteRange> = []
  /// The places of the names of what IF EXISTS asks for, and is known to be gone.
  private(set) var gone: Set<ByteRange> = []

  /// Looks at what a statement is about to drop, or those of a block.
  mutating func expect(_ stop: Stop, _ server: Replay) {
    guard !stop.context.isRolledBack else { return }
    expect(stop.statement, in: stop.source, server)
  }

  private mutating func expect(
    _ statement: Statement, in source: SyntaxFile, _ server: Replay
  ) {
    if let body = statement.executedBody?.text {
      for inner in body.statements { expect(inner, in: body, server) }
    }
    guard case .drop(let drop) = statement.tree else { return }
    if drop.ifExists {
      for object in drop.objects {
        guard let name = object.name, server.isGone(object, in: source) else { continue }
        gone.insert(name.range)
      }
    }
    switch drop.object {
    case .trigger:
      guard let table = drop.table.flatMap({ server.find($0)?.id }) else { return }
      for name in drop.names {
        guard let id = server.catalog.object(.trigger, name.name.text, in: table)?.id else {
          continue
        }
        triggers.append(DroppedTrigger(name: name.range, id: id, table: table))
      }
    case .type, .domain:
      // Without CASCADE PostgreSQL refuses to drop what anything is made of.
      guard drop.behavior.cascadeRange == nil else { return }
      for name in drop.names {
        guard let id = server.catalog.lookUp(.type, name, path: server.session.path).id,
          server.isUnused(type: id)
        else { continue }
        unusedTypes.insert(name.range)
      }
    default: break
    }
  }
}

extension Replay {
  /// A type that earlier files have made, of which nothing is left to drop first, and no column that the present one has
  /// given another type: nothing was of it when the file began, as far as can be told of what is gone.
  fileprivate func isUnused(type id: ObjectID) -> Bool {
    guard catalog[id].origin.file >= 0, catalog[id].origin.file != file else { return false }
    return catalog.dependencyCandidates(on: id).allSatisfy { candidate in
      guard !catalog[candidate.dependent.object].isDropped else { return false }
      guard case .column(let number) = candidate.dependent.part,
        let relation = catalog.relation(candidate.dependent.object)
      else { return true }
      return !relation[number].isDropped && relation[number].typeOrigin.file != file
    }
  }
}

extension AttachedObject {
  /// It runs whenever another trigger of its table did.
  fileprivate func covers(_ other: AttachedObject) -> Bool {
    kind == .trigger && isEnabled && timing == other.timing && isForEachRow == other.isForEachRow
      && events.isSuperset(of: other.events)
      && columns.subtracting(updateColumns).isSubset(of: other.columns)
      && (updateColumns.isEmpty
        || !other.updateColumns.isEmpty && Set(updateColumns).isSuperset(of: other.updateColumns))
  }
}
