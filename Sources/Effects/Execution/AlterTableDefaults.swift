import Catalog
import SQLLexer
import SQLSyntax

/// Whether the default of a new column must be computed for each row.
extension Replay {
  /// - Returns: nil where it is not known.
  func columnRewrites(
    _ number: Int16, in id: ObjectID, _ definition: ColumnDefinition
  ) -> (rewrites: Bool?, cause: NewColumn.Cause?) {
    guard let column = catalog.relation(id)?[number] else { return (false, nil) }
    let hasConstraints = hasConstraints(column.type)
    let value: AddedColumn.Value
    var cause: NewColumn.Cause?
    let written = definition.constraints.first { $0.kind == .default }?.expression
    if column.identity != nil {
      (value, cause) = (.sequence, .identity)
    } else if let serial = definition.type.flatMap(SerialType.init) {
      (value, cause) = (.sequence, .serial(type: catalog.describe(serial.type)))
    } else if column.generated == .stored {
      (value, cause) = (.stored, .storedGenerated)
    } else if column.generated == .virtual {
      value = .virtual
    } else if let written, !source.isNull(written) {
      let reading = reading(of: written)
      value = .default(reading.volatility)
      cause = reading.cause.map { .default($0) }
    } else {
      value = .null
    }
    let added = AddedColumn(value: value, domainHasConstraints: hasConstraints)
    let rewrites = added.rewrites(version: version)
    // A constraint of the domain is certain where the default is in doubt.
    if cause == nil || hasConstraints == true && value == .default(.unknown) {
      let name = definition.type?.name ?? ""
      cause =
        hasConstraints == nil
        ? .unknownType(name)
        : .domain(
          name, base: baseType(column.type), constraint: constraint(ofDomain: column.type))
    }
    return (rewrites, rewrites == false ? nil : cause)
  }

  /// The first constraint of a domain, or of one below it.
  private func constraint(ofDomain type: DataType?) -> ObjectID? {
    guard let id = type?.userType, type?.isArray == false, let domain = catalog.domain(id) else {
      return nil
    }
    return domain.constraints.first { !catalog[$0].isDropped } ?? constraint(ofDomain: domain.base)
  }

  /// What a domain is under all domains.
  private func baseType(_ type: DataType?) -> String? {
    var type = type
    while let id = type?.userType, type?.isArray == false, let domain = catalog.domain(id) {
      type = domain.base
    }
    return type.map { catalog.describe($0) }
  }

  /// How often PostgreSQL evaluates an expression for a column of many rows.
  func volatility(of expression: Expression) -> ExpressionVolatility {
    reading(of: expression).volatility
  }

  private func reading(of expression: Expression) -> VolatilityReading {
    reading(of: expression, in: source, depth: 0)
  }

  /// SQL functions that call each other are looked into so deep.
  private static let inlineLimit = 4

  private func reading(
    of expression: Expression, in file: SyntaxFile, depth: Int
  ) -> VolatilityReading {
    let reader = VolatilityReader(version: version, extensions: catalog.extensionNames) {
      name, arguments in
      calledFunction(name, arguments, depth)
    }
    return reader.reading(of: expression, in: file)
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
    switch reading(of: expression, in: file, depth: depth + 1).volatility {
    case .nonVolatile: return .known(VolatilityBounds(.immutable))
    case .volatile: return own
    case .unknown: return .mayInline
    }
  }
}
