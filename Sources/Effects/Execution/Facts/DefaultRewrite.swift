package import Catalog
import SQLLexer
package import SQLSyntax

/// How often PostgreSQL evaluates the expression of a default when it adds the column.
package enum ExpressionVolatility: Sendable, Equatable {
  /// Once: it is immutable or stable, and all rows of the table get the same value without being written.
  case nonVolatile
  /// For each row.
  case volatile
  case unknown
}

/// A function of the history, or one of which nobody knows anything, as the volatility of a call wants it.
package enum CalledFunction: Sendable, Equatable {
  case known(VolatilityBounds)
  /// VOLATILE, but in SQL: PostgreSQL puts its body in place of the call, and asks that
  /// [add_column_default_volatile_sql_function].
  case mayInline
  case unknown
}

/// The volatility of an expression, and what decides it.
package struct VolatilityReading: Sendable, Equatable {
  package enum Cause: Sendable, Equatable {
    /// It is volatile, or nothing is known of it.
    case function(QualifiedName)
    /// It is volatile, unless PostgreSQL puts its body in its place.
    case inlining(QualifiedName)
    /// Which of the functions of that name is called, is not known, and they differ.
    case overloads(QualifiedName)
    /// Nothing is known of it.
    case `operator`(String)
    /// Something of it is filled in, or is not read.
    case expression
  }

  package var volatility: ExpressionVolatility
  /// Of a volatile expression, and of one of which that is not known.
  package var cause: Cause?
}

/// The volatility of expressions: contain_volatile_functions (clauses.c) after the planner has simplified them.
package struct VolatilityReader {
  package var version: Int
  /// The extensions that the history has created.
  package var extensions: Set<String>
  /// What the history says of a function called with so many arguments; nil where it made none of that name. A function
  /// without a schema is asked for only if pg_catalog has none.
  package var function: (QualifiedName, _ arguments: Int) -> CalledFunction?

  package init(
    version: Int, extensions: Set<String> = [],
    function: @escaping (QualifiedName, _ arguments: Int) -> CalledFunction?
  ) {
    self.version = version
    self.extensions = extensions
    self.function = function
  }

  /// Operators, conversions and the functions with a grammar of their own are never volatile, as far as PostgreSQL brings
  /// them along.
  package func volatility(of expression: Expression, in file: SyntaxFile) -> ExpressionVolatility {
    reading(of: expression, in: file).volatility
  }

  /// The volatility of an expression, with what decides it.
  package func reading(of expression: Expression, in file: SyntaxFile) -> VolatilityReading {
    let calls = file.calls(in: expression)
    var doubt = calls.isComplete ? nil : VolatilityReading.Cause.expression
    for call in calls.functions {
      let name = call.name
      switch volatility(of: call) {
      case .known(let bounds) where bounds.least == .volatile:
        return VolatilityReading(volatility: .volatile, cause: .function(name))
      case .known(let bounds) where bounds.most < .volatile: break
      case .mayInline: doubt = doubt ?? .inlining(name)
      case .known: doubt = doubt ?? .overloads(name)
      case .unknown: doubt = doubt ?? (name.isTemplate ? .expression : .function(name))
      }
    }
    for name in calls.operators.sorted()
    where BuiltInFunction.forms(ofOperator: name, version: version) == nil && !isSpelledTwice(name)
    {
      doubt = doubt ?? .operator(name)
    }
    return VolatilityReading(volatility: doubt == nil ? .nonVolatile : .unknown, cause: doubt)
  }

  /// `!=` is `<>` already for the scanner.
  private func isSpelledTwice(_ name: String) -> Bool { name == "!=" }

  private func volatility(of call: Calls.Function) -> CalledFunction {
    let schema = call.name.schema?.text
    let name = call.name.name.text
    if call.name.isTemplate { return .unknown }
    if schema == nil || schema == "pg_catalog",
      let own = BuiltInFunction.volatility(of: name, arguments: call.arguments, version: version)
    {
      // A function of the history with the same name is taken where its arguments fit better.
      guard schema == nil, let other = function(call.name, call.arguments) else {
        return .known(own)
      }
      return union(.known(own), other)
    }
    if let found = function(call.name, call.arguments) { return found }
    for owner in extensions.sorted() {
      if let found = BuiltInFunction.volatility(
        of: name, extension: owner, arguments: call.arguments, version: version)
      {
        return .known(found)
      }
    }
    return .unknown
  }

  private func union(_ left: CalledFunction, _ right: CalledFunction) -> CalledFunction {
    if case .known(let left) = left, case .known(let right) = right {
      return .known(left.union(right))
    }
    return .unknown
  }
}

/// A column that ADD COLUMN adds, as far as that decides what becomes of the rows.
package struct AddedColumn: Sendable {
  package enum Value: Sendable, Equatable {
    /// No default, or DEFAULT NULL.
    case null
    case `default`(ExpressionVolatility)
    /// IDENTITY or serial: nextval() for each row.
    case sequence
    case stored
    case virtual
  }

  package var value: Value
  /// Of its type, if that is a domain: CHECK or NOT NULL, its own or of a domain below; nil where it is not known.
  package var domainHasConstraints: Bool?

  package init(value: Value, domainHasConstraints: Bool? = false) {
    self.value = value
    self.domainHasConstraints = domainHasConstraints
  }

  /// Whether all rows are written anew (ATExecAddColumn); nil where it is not known. Documentation: ALTER TABLE, "Notes".
  ///
  /// [add_column_default_random, add_column_default_now_plus_interval, add_column_identity_always,
  /// add_column_generated_stored, add_column_generated_virtual_not_null, add_column_domain_check_not_null_default,
  /// add_column_domain_with_own_default]
  package func rewrites(version: Int) -> Bool? {
    switch value {
    case .sequence, .stored: return true
    case .virtual: return false
    case .default(.volatile): return true
    // Before 11 a default was written to all rows. Release notes of 11, "Utility Commands".
    case .default where version < 11: return true
    case .default(.nonVolatile), .null: return domainHasConstraints
    case .default(.unknown): return domainHasConstraints == true ? true : nil
    }
  }
}
