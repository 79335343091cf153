package import Diagnostics
package import Effects
package import Migrations
package import SQLLexer
package import SQLSyntax

/// A statement where it stands: what a rule looks at.
package struct Step: Sendable {
  package var statement: Statement
  package var effects: Effects
  package var transaction: TransactionContext
  package var section: Section
  /// Its place among the steps of the section.
  package var index: Int
  package var guarding: Guard
  /// What is known of relations before this statement.
  package var relations: RelationKnowledge
  package var migration: MigrationContext

  /// Why a statement does not hurt when it runs a second time, other than by its own IF [NOT] EXISTS.
  package enum Guard: Sendable, Equatable {
    case none
    /// Inside a DO block that tests the catalogue, or catches the condition that a second run would raise.
    case doBlock
    /// Behind psql's `\if`.
    case psqlIf
    /// A DROP … IF EXISTS of the same object stands before it.
    case dropBefore
  }

  /// No other session can see the relation yet, or no other ever will: made earlier in this migration, or temporary.
  package func isNew(_ relation: QualifiedName) -> Bool { relations.isNew(relation) }

  /// The SQL of a range of this section.
  package func text(_ range: ByteRange) -> String { section.syntax.text(range) }
}

/// A migration and what stands around it in the history: what a rule about whole files looks at.
package struct MigrationContext: Sendable {
  package var migration: Migration
  package var transport: Transport
  package var preset: Preset
  /// The versions of PostgreSQL it must run on, by major.
  package var postgres: ClosedRange<Int>
  /// Constraints that are validated in this file or a later one of the run.
  package var validatedLater: Set<ConstraintReference>
}

/// A constraint of a relation, as VALIDATE CONSTRAINT names it.
package struct ConstraintReference: Hashable, Sendable {
  package var table: QualifiedName
  package var constraint: Name
  package init(table: QualifiedName, constraint: Name) {
    self.table = table
    self.constraint = constraint
  }
}

/// Where rules put what they find. It fills in severity, section and rule.
package struct Findings: Sendable {
  package private(set) var all: [Finding] = []
  var rule = ""
  var severity = Severity.warning
  var section = SectionKind.up
  var preset = Preset.recommended

  package init() {}

  /// Reports a finding with the rule's own severity.
  ///
  /// - Parameters:
  ///   - mitigated: something makes the hazard harmless in practice (say what in the message): `recommended` then
  ///     lowers the severity to info.
  package mutating func report(
    _ message: String, at range: ByteRange, help: String? = nil, related: [RelatedPlace] = [],
    mitigated: Bool = false
  ) {
    all.append(
      Finding(
        rule: rule, severity: mitigated && preset == .recommended ? .info : severity,
        section: section, range: range, message: message, help: help, related: related))
  }
}
