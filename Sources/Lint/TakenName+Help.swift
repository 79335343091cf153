import Effects
import SQLSyntax

/// Pieces of messages about names that clients ask for.
extension TakenName {
  /// What clients notice of it, to be put behind what the statement does; nil where they notice nothing.
  ///
  /// - Parameter name: as they know it.
  func consequence(_ name: String) -> String? {
    guard !isUnknownToClients else { return nil }
    switch fate {
    case .gone:
      return "queries of the running release that name \(name) fail from the commit on"
    case .returnsLater:
      return "queries that name \(name) fail until a later transaction has made it again"
    case .stays(let successor):
      return successor.consequence.map { "the \(successor.kind) that takes its name \($0)" }
    }
  }
}

extension TakenName.Successor {
  /// Behind its name: what clients notice of it; nil where they notice nothing.
  fileprivate var consequence: String? {
    if !lacks.isEmpty {
      return "lacks \(list(lacks)): queries of the running release that name "
        + "\(lacks.count == 1 ? "it" : "them") fail"
    }
    if isReadOnly {
      return "cannot be written to: INSERT and UPDATE of the running release fail"
    }
    let which =
      switch failingCalls {
      case .all: ""
      case .ofOldTypes: "that pass a value of the old type "
      case .byPlace: "that pass arguments without their names "
      }
    return difference.map { "has \($0): calls of the running release \(which)fail" }
  }
}

extension Step {
  /// What to add to a statement that renames or moves a relation, so that its old name stays.
  ///
  /// - Parameters:
  ///   - name: the old name.
  ///   - newName: in SQL.
  func viewUnderOldName(_ name: QualifiedName, over newName: String) -> String {
    let view = "CREATE VIEW \(text(name.range)) AS SELECT * FROM \(newName);"
    let words = "leave a view under the old name until no release asks for it"
    guard transaction.opening == nil, let own = quotation(statement.range) else {
      return "in the same transaction, \(words):\n\(view)"
    }
    let both = "\(own);\n\(view)"
    return "in one transaction, \(words):\n" + (knowsTransport ? "BEGIN;\n\(both)\nCOMMIT;" : both)
  }

  /// What keeps a name from being missed between two statements. A COMMIT in the file would end the transaction of a runner
  /// that opens one.
  var bothInOneTransaction: String {
    "put both into one transaction"
      + (knowsTransport ? ": BEGIN before the first, COMMIT behind both" : "")
  }
}
