import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// How long an INSERT is, in nodes, that notes no more than a version.
private let mostNodesOfNote = 64

/// How to say that something is meant as it is.
func approval(of rule: RuleInfo) -> String {
  "if it is meant, say so above the statement: -- whimbrel: allow \(rule.id) -- <why, who agreed>"
}

/// Pieces of messages and help texts that several rules share.
extension Step {
  /// What a second run runs into, unless the section is not one that is run again.
  var rerunHazards: [RerunHazard] {
    goesForward && guarding == .none ? written.rerun : []
  }

  /// Why a second run is not likely to meet what the step has done, to be put behind a message about it; nil where nothing
  /// says so.
  var rerunMitigation: String? {
    if transaction.isWholeSection {
      return " (the file is one transaction: a run that fails leaves nothing behind)"
    }
    if recordsVersion || isNotedBefore {
      return
        " (the file notes its version: a key refuses to note it twice, and with it the transaction)"
    }
    if migration.migration.purpose == .schema || migration.migration.isDump {
      return " (a whole schema is meant for an empty database)"
    }
    if transaction.opening == nil, migration.isOneTransaction(section) {
      return " (each runner that names its files so runs one as a transaction)"
    }
    if stopBehind == nil, !leavesHalf {
      return " (nothing that follows it in the file is likely to fail)"
    }
    return nil
  }

  /// What `recordsVersion` keeps.
  func findsVersion() -> Bool {
    guard statement.node == .insert, !written.rerun.isEmpty,
      statement.nodes.count <= mostNodesOfNote
    else { return false }
    lazy var words = migration.name.split { !$0.isLetter && !$0.isNumber && $0 != "." }
    return statement.nodes.contains { node in
      guard source.nodes[node].kind == .constant,
        case .string(let value)? = source.value(of: source.nodes[node]),
        value.utf8.contains(where: { (0x30...0x39).contains($0) })
      else { return false }
      return words.contains { $0 == value || $0.hasPrefix(value + ".") }
    }
  }

  /// What a finding about a second run hangs on, to be put behind its message; nil where it is known how the file is sent.
  var rerunDoubt: String? {
    isCommittedOtherwise ? nil : runnerDoubt
  }

  /// What a finding hangs on for which it matters that the step is a transaction of its own, to be put behind its message;
  /// nil where it is known how the file is sent.
  var runnerDoubt: String? {
    guard otherTransaction?.opening != nil else { return nil }
    // COMMIT stands in the file.
    if case .block = transaction.opening { return nil }
    return migration.migration.framework == nil
      ? " (if its runner opens no transaction: nothing tells which one it is)"
      : " (since Prisma 7.4, which runs each statement by itself: nothing tells its version)"
  }

  /// What a finding hangs on for which it matters that the step is in one transaction with those before it, to be put into
  /// its message.
  var runnerCondition: String {
    migration.migration.framework == nil
      ? "if its runner opens a transaction"
      : "before Prisma 7.4, which sends the file as one string"
  }

  /// To be told as one with the others of the section.
  var sectionGroup: Finding.Group { Finding.Group(part: section.range) }

  /// To be told as one with those of the section that say the same: only their places differ.
  func sectionGroup(of message: String) -> Finding.Group {
    Finding.Group(part: section.range, subject: message)
  }

  /// Where a run may stop after which another one meets what the step has done.
  var placesOfStop: [RelatedPlace] {
    guard let stop = stopBehind?.firstLine(in: section.syntax.bytes) else { return [] }
    return [related(stop, "a run that fails here has done it already")]
  }

  /// What is left of it if it fails is in its own way.
  private var leavesHalf: Bool {
    guard runsConcurrently else { return false }
    if case .drop = statement.tree { return false }
    return true
  }

  /// Put before a statement that refuses a transaction: where it has none.
  var alone: String { said(alone(IndexMove())) }

  /// Put before several statements that do: where one text is one transaction, each needs one for itself.
  var eachAlone: String { said(alone(IndexMove(), ofSeveral: true)) }

  /// Put before a statement that builds an index instead: behind what the index is made of, before what needs it.
  ///
  /// - Parameters:
  ///   - place: of the constraint, or of the name of the table of CREATE INDEX.
  ///   - isOfSeveral: another statement that refuses a transaction stands beside it.
  func alone(building place: ByteRange, ofSeveral isOfSeveral: Bool = false) -> String {
    let move = self.indexMoves[place] ?? IndexMove()
    return said(
      alone(move, ofSeveral: isOfSeveral),
      move.users.isEmpty ? "" : "; what needs the index goes behind that")
  }

  private func said(_ place: String, _ rest: String = "") -> String {
    place.isEmpty ? "" : place + rest + ":\n"
  }

  private func alone(_ move: IndexMove, ofSeveral isOfSeveral: Bool = false) -> String {
    let isBehind = move.isBehind && !goesBack
    // Where there is nothing beside the statement. A way back is only that of its migration.
    let ownFile =
      goesBack
      ? "the rollback of a migration of its own"
      : isBehind ? "a later migration" : "a file of its own"
    let place = isOfSeveral && sendsOneText ? "each in \(ownFile)" : "in \(ownFile)"
    switch transaction.opening {
    case nil where knowsTransport: return ""
    case nil where migration.migration.framework == nil:
      if isOfSeveral, isSentApart { return "" }
      return (section.statementCount == 1 && !isOfSeveral ? "" : "\(place), ")
        + "outside of a transaction"
    case nil: return place
    case .runner: return aloneWithRunner(place, isOfSeveral, isBehind: isBehind)
    case .block
    where section.transport == .autocommit && !migration.migration.detection.isOfTransactions:
      return isBehind ? "behind the transaction" : "outside the transaction"
    case .block: return "\(place), outside the transaction"
    case .doBlock: return "outside the DO block, \(place)"
    }
  }

  /// More than one statement of a file may share a transaction even where the runner opens none.
  var sendsOneText: Bool {
    [.implicit, .pipeline, .autoSplit].contains(section.transport)
      || migration.migration.framework.map(\.sendsOneStringWithoutTransaction)
        ?? (section.transportCause == .runner)
  }

  /// The same, where the runner opens a transaction.
  private func aloneWithRunner(
    _ place: String, _ isOfSeveral: Bool, isBehind: Bool
  ) -> String {
    let framework = migration.migration.framework
    let words = framework?.transactionSwitch(of: section.kind).map { " (\($0))" } ?? ""
    let behind = isBehind ? "behind this migration, " : ""
    return switch framework?.wayOut(for: statement) {
    case .never(let text): behind + "outside of the transaction (\(text))"
    case .alone(let text):
      (goesBack ? "split the migration, and " : behind)
        + withReasonInParentheses(isOfSeveral ? text.replacing(" it ", with: " each ") : text)
    case .directive where section.transport == .transactionPerChangeset:
      "in a \(isBehind ? "later changeset" : "changeset of its own"), for which the runner opens no "
        + "transaction\(words)"
    case .directive, nil: "\(place), for which the runner opens no transaction\(words)"
    }
  }

  /// Each statement is certain to be a transaction of its own, whatever stands beside it.
  var knowsTransport: Bool {
    guard section.transport == .autocommit else { return false }
    switch section.transportCause {
    case .asked, .directive, .file, .byHand: return true
    // Prisma up to 7.3 sends the file as one string.
    case .runner, .statement: return ![nil, .prisma].contains(migration.migration.framework)
    }
  }

  /// Put behind a statement that must not share the transaction of the one before it.
  var inNextMigration: String {
    switch transaction.opening {
    case nil where knowsTransport: ""
    case nil where section.transport == .autocommit && migration.migration.framework == nil:
      " -- in a transaction of its own"
    case nil where goesBack, .runner where goesBack:
      " -- behind the rollback, in a transaction of its own"
    case .runner where section.transport == .transactionForAll:
      " -- in a later release: all pending migrations are one transaction"
    case nil, .runner: " -- in the next migration: a transaction of its own"
    case .block, .doBlock: " -- in a transaction of its own"
    }
  }

  /// Put before statements that must not share a transaction.
  var eachApart: String {
    section.transport == .transactionForAll
      ? "each in a release of its own (all pending migrations are one transaction):\n"
      : "each in a transaction of its own:\n"
  }

  /// The longest piece of a file that a help text repeats, in bytes.
  private static let longestQuotation = 400

  /// SQL of the file, as a help text repeats it; nil where it is too long for that.
  func quotation(_ range: ByteRange) -> String? {
    let quoted = text(range)
    // White space at the start would double that of the text around it.
    let trimmed = quoted.drop { $0.isWhitespace }
    return trimmed.utf8.count <= Step.longestQuotation ? String(trimmed) : nil
  }

  /// The name of a constraint in SQL; where it has none, the one that PostgreSQL makes up.
  func name(
    of constraint: ConstraintDefinition, on table: QualifiedName, column: Name?
  ) -> String {
    if let name = constraint.name { return text(name.range) }
    if let name = self.constraintNames[constraint.range] { return sqlName(name) }
    let columns = column.map { [$0] } ?? constraint.columns
    switch constraint.kind {
    case .primaryKey: return newName(table, [], "pkey")
    case .unique: return newName(table, columns, "key")
    case .foreignKey: return newName(table, columns, "fkey")
    default: return newName(table, columns, "check")
    }
  }

  /// What stands behind the name of a constraint.
  func definition(of constraint: ConstraintDefinition) -> String {
    let body = ByteRange(
      start: constraint.name.map(\.range.end) ?? constraint.range.start, end: constraint.range.end)
    // White space at the start would double that of the text around it.
    return String(text(body).drop { $0.isWhitespace })
  }

  /// Statements that make a column NOT NULL and read the table under a lock that lets others work.
  func notNullInSteps(_ table: QualifiedName, _ column: Name) -> String {
    notNullSteps(table, column).map { "\($0);" }.joined(separator: "\n")
  }

  /// The same, each without its semicolon: the constraint, its validation, and what makes the column NOT NULL of it.
  func notNullSteps(_ table: QualifiedName, _ column: Name) -> [String] {
    let alter = "ALTER TABLE \(text(table.range))"
    let name = text(column.range)
    guard migration.postgres.lowerBound < 18 else {
      let constraint = newName(table, [column], "not_null")
      return [
        "\(alter) ADD CONSTRAINT \(constraint) NOT NULL \(name) NOT VALID",
        "\(alter) VALIDATE CONSTRAINT \(constraint)",
      ]
    }
    // Not the name that 18 makes up for NOT NULL itself.
    let check = newName(table, [column], "set")
    return [
      "\(alter) ADD CONSTRAINT \(check) CHECK (\(name) IS NOT NULL) NOT VALID",
      "\(alter) VALIDATE CONSTRAINT \(check)",
      "\(alter) ALTER COLUMN \(name) SET NOT NULL",
      "\(alter) DROP CONSTRAINT \(check)",
    ]
  }

  /// A name for something new about columns of a table, in SQL; with a number behind it, as PostgreSQL does it, if it is
  /// taken.
  func newName(_ table: QualifiedName, _ columns: [Name], _ label: String) -> String {
    let parts = columns.map(\.text).joined(separator: "_")
    return sqlName(
      implicitName(table.name.text, parts, label) { self.takenNames.contains($0) })
  }

  /// A name for a column that takes the place of another, in SQL.
  func newName(_ column: Name) -> String {
    let name = implicitName(column.text, "", "new")
    return column.isQuoted ? quotedName(name) : name
  }
}

/// `do this: so it is`, as `do this (so it is)`.
private func withReasonInParentheses(_ text: String) -> String {
  let parts = text.split(separator: ": ", maxSplits: 1)
  return parts.count < 2 ? text : "\(parts[0]) (\(parts[1]))"
}

/// A name as SQL has it, in quotes where it needs them. Key words as names are not known here.
func sqlName(_ name: String) -> String {
  let isPlain = name.utf8.enumerated().allSatisfy { place, byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): place > 0
    default: false
    }
  }
  return isPlain || name.isTemplate ? name : quotedName(name)
}

/// The same, of a name with what it belongs to before it.
func sqlNames(_ label: String) -> String {
  label.nameParts.map(sqlName).joined(separator: ".")
}

private func quotedName(_ name: String) -> String {
  let escaped = name.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"" + escaped.joined(separator: "\"\"") + "\""
}

/// A qualified name as most people would write it.
func shortLabel(_ name: String) -> String {
  name.hasPrefix("public.") ? String(name.dropFirst(7)) : name
}

/// Put behind what a statement does to one table, if it locks others against reads and writes as well.
func alsoLocks(_ tables: [TouchedRelation]) -> String {
  tables.isEmpty
    ? "" : "; until commit, reads and writes of \(list(tables.map(\.label))) wait as well"
}

/// The most names that a message lists.
private let longestList = 5

/// `a, b and c`
func list(_ names: [String]) -> String {
  guard names.count <= longestList else {
    let rest = names.count - longestList + 1
    return names.prefix(longestList - 1).joined(separator: ", ") + " and \(rest) more"
  }
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " and " + last
}
