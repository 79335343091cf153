import Catalog
import SQLLexer
import SQLSyntax

/// Whether the default of a new column must be computed for each row.
extension Replay {
  /// - Returns: nil where it is not known, with the reason in words that follow "because".
  func columnRewrites(
    _ number: Int16, in id: ObjectID, _ definition: ColumnDefinition
  ) -> (rewrites: Bool?, reason: String) {
    guard let column = catalog.relation(id)?[number] else { return (false, "") }
    let hasConstraints = hasConstraints(column.type)
    let value: AddedColumn.Value
    var reason: String
    let written = definition.constraints.first { $0.kind == .default }?.expression
    if column.identity != nil || definition.type.flatMap(SerialType.init) != nil {
      value = .sequence
      reason = "each row gets a number of the sequence"
    } else if column.generated == .stored {
      value = .stored
      reason = "the generated column is computed for each row"
    } else if column.generated == .virtual {
      value = .virtual
      reason = ""
    } else if let written, !source.isNull(written) {
      let volatility = volatility(of: written)
      value = .default(volatility)
      reason =
        volatility == .volatile
        ? "the default is volatile" : "nothing is known of a function in the default"
    } else {
      value = .null
      reason = ""
    }
    let added = AddedColumn(value: value, domainHasConstraints: hasConstraints)
    let rewrites = added.rewrites(version: version)
    if reason.isEmpty || hasConstraints == true && rewrites == true && value != .default(.volatile)
    {
      reason =
        hasConstraints == nil ? "nothing is known of its type" : "its domain has constraints"
    }
    return (rewrites, reason)
  }

  /// How often PostgreSQL evaluates an expression for a column of many rows.
  func volatility(of expression: Expression) -> ExpressionVolatility {
    volatility(of: expression, in: source, depth: 0)
  }

  /// SQL functions that call each other are looked into so deep.
  private static let inlineLimit = 4

  private func volatility(
    of expression: Expression, in file: SyntaxFile, depth: Int
  ) -> ExpressionVolatility {
    let reader = VolatilityReader(version: version, extensions: catalog.extensionNames) {
      name, arguments in
      calledFunction(name, arguments, depth)
    }
    return reader.volatility(of: expression, in: file)
  }

  private func calledFunction(
    _ name: QualifiedName, _ arguments: Int, _ depth: Int
  ) -> CalledFunction? {
    let functions = (catalog.functions(name, path: session.path) ?? []).compactMap {
      catalog.function($0)
    }.filter {
      $0.isVariadic
        || ($0.arguments.count - $0.defaults...$0.arguments.count).contains(arguments)
    }
    guard let first = functions.first else { return nil }
    guard functions.count == 1 else {
      if functions.contains(where: \.isAssumed) { return .unknown }
      return .known(
        functions.dropFirst().reduce(VolatilityBounds(first.volatility)) {
          $0.union(VolatilityBounds($1.volatility))
        })
    }
    return first.isAssumed ? .unknown : called(first, depth)
  }

  /// PostgreSQL puts the body of a simple SQL function in place of the call, and asks that. Documentation: none
  /// (inline_function in clauses.c). [add_column_default_volatile_sql_function]
  private func called(_ function: Function, _ depth: Int) -> CalledFunction {
    let own = CalledFunction.known(VolatilityBounds(function.volatility))
    guard function.volatility == .volatile, function.language == "sql", !function.returnsSet,
      !function.isSecurityDefiner, !function.hasSearchPath
    else { return own }
    guard let body = function.body, depth < Self.inlineLimit else { return .mayInline }
    let file = parse(Array(body.utf8))
    guard file.statements.count == 1, case .query(let query) = file.statements[0].tree,
      let expression = file.soleExpression(of: query)
    else { return own }
    switch volatility(of: expression, in: file, depth: depth + 1) {
    case .nonVolatile: return .known(VolatilityBounds(.immutable))
    case .volatile: return own
    case .unknown: return .mayInline
    }
  }
}
