package import Catalog
package import SQLLexer
package import SQLSyntax

/// The settings of a session that decide what statements do. Documentation: SET.
package struct Session: Sendable {
  package var path = SearchPath()
  /// As set by the files; nil where it is the server's.
  package private(set) var lockTimeout = Setting()
  package private(set) var statementTimeout = Setting()
  package private(set) var timeZone = Setting()
  /// session_replication_role, which switches triggers and foreign keys off.
  package private(set) var replicationRole = Setting()
  /// check_function_bodies, which pg_dump switches off.
  package private(set) var functionBodyCheck = Setting()

  /// A configuration parameter: what the session has set, and what SET LOCAL put over it.
  package struct Setting: Sendable {
    private var session: String?
    private var sessionPlace: ByteRange?
    private var local: String?
    private var localPlace: ByteRange?
    private var isLocal = false

    /// In force now; nil where it is the server's default.
    package var value: String? { isLocal ? local : session }

    /// The statement that made it what it is, be that a RESET; nil where nothing has touched it.
    package var place: ByteRange? { isLocal ? localPlace : sessionPlace }

    fileprivate mutating func set(_ value: String?, isLocal: Bool, at place: ByteRange?) {
      if isLocal {
        (local, localPlace, self.isLocal) = (value, place, true)
      } else {
        (session, sessionPlace) = (value, place)
        endTransaction()
      }
    }

    fileprivate mutating func endTransaction() { (local, localPlace, isLocal) = (nil, nil, false) }
  }

  package init() {}

  /// SET and RESET.
  ///
  /// - Parameters:
  ///   - place: the statement.
  ///   - inTransaction: a transaction is open beyond the statement; without one, SET LOCAL has no effect.
  package mutating func apply(
    _ set: VariableSet, at place: ByteRange? = nil, inTransaction: Bool
  ) {
    let isLocal = set.scope == .local
    guard inTransaction || !isLocal else { return }
    apply(set.parameter, set.values, isLocal: isLocal, at: place)
  }

  /// SET, RESET, set_config: `values` is nil for RESET.
  package mutating func apply(
    _ parameter: String, _ values: [String]?, isLocal: Bool, at place: ByteRange? = nil
  ) {
    let value = values?.first
    switch parameter {
    case "search_path": path.set(values, isLocal: isLocal)
    case "lock_timeout": lockTimeout.set(value, isLocal: isLocal, at: place)
    case "statement_timeout": statementTimeout.set(value, isLocal: isLocal, at: place)
    case "timezone", "time zone": timeZone.set(value, isLocal: isLocal, at: place)
    case "session_replication_role": replicationRole.set(value, isLocal: isLocal, at: place)
    case "check_function_bodies": functionBodyCheck.set(value, isLocal: isLocal, at: place)
    case "all":
      path.set(nil, isLocal: false)
      lockTimeout.set(nil, isLocal: false, at: place)
      statementTimeout.set(nil, isLocal: false, at: place)
      timeZone.set(nil, isLocal: false, at: place)
      replicationRole.set(nil, isLocal: false, at: place)
      functionBodyCheck.set(nil, isLocal: false, at: place)
    default: break
    }
  }

  /// Ends what SET LOCAL set.
  package mutating func endTransaction() {
    path.endTransaction()
    lockTimeout.endTransaction()
    statementTimeout.endTransaction()
    timeZone.endTransaction()
    replicationRole.endTransaction()
    functionBodyCheck.endTransaction()
  }
}
