import Catalog
import Effects
import SQLSyntax

/// What a type asks of the values of a column, where a CHECK of the table can ask the same.
package enum TypeDemand: Sendable {
  case domain(DomainDemand)
  case labels(LabelChange)
}

/// A domain that checks its values.
package struct DomainDemand: Sendable {
  /// The type below all domains, as PostgreSQL prints it; nil where it is not known.
  package var base: String?
  /// A column that gets it has the values of that type already.
  package var isOverOldType = false
  package var isNotNull = false
  /// Its CHECKs and those of the domains below it, each in the pieces between VALUE; nil where one is not known.
  fileprivate var checks: [[String]]? = []

  /// What its CHECKs ask of a column, in SQL; nil where that is not known, or nothing.
  package func condition(on column: String) -> String? {
    guard let checks, !checks.isEmpty else { return nil }
    return checks.map { $0.joined(separator: column) }.joined(separator: " AND ")
  }
}

/// What an enum has otherwise than the one whose place it takes.
package struct LabelChange: Sendable {
  package struct Added: Sendable {
    package var label: String
    /// The first label behind it that is no new one.
    package var next: String?
  }
  package var removed: [String]
  package var added: [Added]
  /// What both have comes in the same order: ADD VALUE can put the new labels where they are wanted.
  package var keepsOrder: Bool

  init(from old: [String], to new: [String]) {
    let (former, present) = (Set(old), Set(new))
    removed = old.filter { !present.contains($0) }
    added = []
    var next: String?
    for label in new.reversed() {
      if former.contains(label) {
        next = label
      } else {
        added.append(Added(label: label, next: next))
      }
    }
    added.reverse()
    keepsOrder = old.filter(present.contains) == new.filter(former.contains)
  }
}

extension Replay {
  func columnType(_ column: Name?, of table: QualifiedName) -> DataType? {
    guard let column, let relation = find(table).flatMap({ catalog.relation($0.id) }),
      let number = relation.column(named: column.text)
    else { return nil }
    return relation[number].type
  }

  func demand(of new: DataType?, insteadOf old: DataType?) -> TypeDemand? {
    guard let new, new != old, !new.isArray, let id = new.userType else { return nil }
    if catalog.domain(id) != nil { return domain(new, insteadOf: old).map(TypeDemand.domain) }
    guard let old, !old.isArray, let labels = labels(of: new), let former = self.labels(of: old)
    else { return nil }
    return .labels(LabelChange(from: former, to: labels))
  }

  private func domain(_ new: DataType, insteadOf old: DataType?) -> DomainDemand? {
    var domain = DomainDemand()
    var type: DataType? = new
    while let id = type?.userType, type?.isArray == false, let next = catalog.domain(id) {
      domain.isNotNull = domain.isNotNull || next.isNotNull
      for case let constraint? in next.constraints.map(catalog.liveConstraint)
      where constraint.kind == .check {
        if let expression = constraint.expression, expression.isExact {
          domain.checks?.append(catalog.partsBetweenValue(of: expression))
        } else {
          domain.checks = nil
        }
      }
      type = next.base
    }
    guard domain.isNotNull || domain.checks?.isEmpty != true else { return nil }
    domain.base = type.map { catalog.describe($0) }
    if let old, let type { domain.isOverOldType = type.holdsTheSame(as: old) }
    return domain
  }

  private func labels(of type: DataType) -> [String]? {
    guard let id = type.userType, let type = catalog.type(id), !type.mayBeOlder,
      case .enum(let labels) = type.definition
    else { return nil }
    return labels.map(\.text)
  }
}

extension Catalog {
  fileprivate func liveConstraint(_ id: ObjectID) -> Constraint? {
    self[id].isDropped ? nil : constraint(id)
  }

  fileprivate func partsBetweenValue(of expression: BoundExpression) -> [String] {
    expression.pieces.split(separator: .column(0), omittingEmptySubsequences: false).map { pieces in
      var part = BoundExpression()
      part.pieces = Array(pieces)
      return text(of: part, in: nil)
    }
  }
}
