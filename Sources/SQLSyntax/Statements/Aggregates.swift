import SQLLexer

/// CREATE AGGREGATE.
package struct CreateAggregate: Sendable {
  package var name: QualifiedName
  package var orReplace: Bool
  /// nil in the old style, where BASETYPE among the options is the argument.
  package var arguments: [FunctionArgument]?
  package var options: [OptionElement]
}

extension Parser {
  /// DefineStmt of an aggregate: `AGGREGATE name arguments definition`, or in the old style
  /// `AGGREGATE name (word = value, …)`. Documentation: CREATE AGGREGATE.
  mutating func createAggregate(_ statement: inout Statement, orReplace: Bool) {
    statement.node = .define
    statement.object = .aggregate
    expect(.aggregate)
    guard let name = functionName() else { return }
    var arguments: [FunctionArgument]?
    let isOldStyle =
      at(.leftParenthesis) && token(1).kind != .keyword && atName(.columnOrTable, 1)
      && at(operator: "=", 2)
    if !isOldStyle { arguments = aggregateArguments() }
    let options = isOldStyle ? oldAggregateDefinition() : definition()
    statement.tree = .createAggregate(
      CreateAggregate(name: name, orReplace: orReplace, arguments: arguments, options: options))
  }

  /// old_aggr_definition: `(word = def_arg, …)`; no key word may stand before `=`.
  private mutating func oldAggregateDefinition() -> [OptionElement] {
    var options: [OptionElement] = []
    parenthesised { parser in
      guard parser.atIdentifier, let name = parser.name() else {
        return parser.fail()
      }
      parser.expect(operator: "=")
      options.append(OptionElement(name: name, value: parser.definitionArgument()))
    }
    return options
  }
}
