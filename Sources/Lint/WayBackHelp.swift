import Catalog
import Effects
import SQLLexer
import SQLSyntax

// What to add to a rollback that leaves something undone.

extension WayBackRun {
  /// What a rollback lacks, as statements in the order in which they run; nil where more than names has to be known.
  func statements(for differences: [WayBack.Difference]) -> [String]? {
    // What was made last goes first: something older may be part of it, but not the other way round.
    let ordered = differences.sorted { $0.item.origin.range.start > $1.item.origin.range.start }
    var statements: [String] = []
    for difference in ordered {
      guard let own = self.statements(for: difference) else { return nil }
      statements += own
    }
    return statements
  }

  private func statements(for difference: WayBack.Difference) -> [String]? {
    let identity = difference.item.identity
    guard difference.kind == .staysBehind else {
      return difference.restoration.map { revocations(before: difference) + [$0] }
    }
    guard let last = drop(identity) else { return nil }
    let contents = contents(of: identity).sorted { $0.address.object > $1.address.object }
    let drops = contents.compactMap { drop($0.identity) }
    return drops.count == contents.count ? drops + [last] : nil
  }

  /// Without row security, whoever may read a table reads all of its rows: what the migration grants on it goes first.
  private func revocations(before difference: WayBack.Difference) -> [String] {
    guard difference.kind == .staysChanged(.rowSecurity), difference.after?[.rowSecurity] != nil
    else { return [] }
    let identity = difference.item.identity
    return granted.filter { $0.isOn(identity) }.map { grant in
      "REVOKE \(grant.privilegesInSQL) ON \(identity.relationInSQL) FROM \(grant.granteesInSQL);"
    }
  }

  /// What is in a schema, without the parts of that.
  func contents(of schema: SchemaItem.Identity) -> [SchemaItem] {
    guard schema.kind == .schema, let things = comparison?.after.things else { return [] }
    let all = things.items.values.filter { $0.owners.contains(schema) }
    let identities = Set(all.map(\.identity))
    return all.filter { !$0.owners.contains(where: identities.contains) }
  }

  /// Tables that stay behind, and that the migration has filled with rows of others; a partition by way of its table.
  func filled(_ differences: [WayBack.Difference]) -> [String] {
    differences.filter { $0.kind == .staysBehind }.map(\.item).filter { item in
      guard item.identity.kind == .table else { return false }
      var names = [item.identity.lastOfRelation]
      if case .known(let parents)? = item[.parents] {
        names += parents.split(separator: ".").suffix(1).map(String.init)
      }
      return !filled.isDisjoint(with: names)
    }.map(\.identity.ownName)
  }
}

extension WayBack.Difference {
  /// The statement that gives a property its old value.
  fileprivate var restoration: String? {
    guard case .staysChanged(let property) = kind, let before else { return nil }
    let identity = item.identity
    let table = "ALTER TABLE \(identity.relationInSQL)"
    let old = before[property]
    switch (identity.kind, property) {
    case (.table, .rowSecurity):
      return "\(table) \(old == nil ? "DISABLE" : "ENABLE") ROW LEVEL SECURITY;"
    case (.table, .forcedRowSecurity):
      return "\(table) \(old == nil ? "NO FORCE" : "FORCE") ROW LEVEL SECURITY;"
    case (.column, .nullability):
      let verb = old == .known("nullable") ? "DROP" : "SET"
      return "\(table) ALTER COLUMN \(sqlName(identity.part)) \(verb) NOT NULL;"
    case (.column, .default):
      let column = "\(table) ALTER COLUMN \(sqlName(identity.part))"
      switch old {
      case .known(let value): return "\(column) SET DEFAULT \(value);"
      case .unknown: return nil
      case nil: return "\(column) DROP DEFAULT;"
      }
    default: return nil
    }
  }
}

extension SchemaItem.Identity {
  /// The relation, or the thing itself where it is part of none, as SQL has it.
  fileprivate var relationInSQL: String { sqlNames(shortLabel(relation)) }

  /// Without the schema.
  var lastOfRelation: String { relation.nameParts.last ?? relation }
}

/// The statement that drops a thing; nil for kinds that need more than a name.
func drop(_ thing: SchemaItem.Identity) -> String? {
  let name = thing.relationInSQL
  let part = sqlName(thing.part)
  switch thing.kind {
  case .table, .index, .view, .materializedView, .sequence, .type, .domain, .schema:
    return "DROP \(thing.kind.word.uppercased()) IF EXISTS \(name);"
  case .column: return "ALTER TABLE \(name) DROP COLUMN IF EXISTS \(part);"
  case .constraint: return "ALTER TABLE \(name) DROP CONSTRAINT IF EXISTS \(part);"
  case .function, .procedure, .aggregate:
    return "DROP \(thing.kind.word.uppercased()) IF EXISTS \(name)(\(thing.part));"
  case .trigger, .rule, .policy:
    return "DROP \(thing.kind.word.uppercased()) IF EXISTS \(part) ON \(name);"
  case .other: return nil
  }
}
