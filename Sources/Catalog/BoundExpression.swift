package import SQLSyntax

/// An expression that the catalogue keeps: bound to what it names, so that renames follow.
package struct BoundExpression: Sendable {
  package enum Piece: Sendable {
    case text(String)
    case column(Int16)
    case object(ObjectID)
  }
  package var pieces: [Piece] = []
  package var columns: Set<Int16> = []
  package var objects: Set<ObjectID> = []
  package var type: DataType?
  /// What SELECT would call it: the name of a function or column.
  package var outputName: String?

  /// A call of a function, which an index prints without parentheses.
  package var isFunctionCall = false

  package init() {}

  package static func nextValue(of sequence: ObjectID) -> BoundExpression {
    var value = BoundExpression()
    value.objects = [sequence]
    return value
  }

  package func renumbered(_ numbers: [Int16: Int16]) -> BoundExpression { self }
}

/// What the names of an expression stand for.
package protocol ExpressionScope {
  func column(_ name: String) -> (number: Int16, type: DataType?)?
  func type(_ name: QualifiedName) -> ObjectID?
  func relation(_ name: QualifiedName) -> ObjectID?
  func function(_ name: QualifiedName, arguments: Int) -> (id: ObjectID, result: DataType?)?
  func baseType(of type: ObjectID) -> DataType?
  func qualifiedName(_ id: ObjectID) -> String
}

package enum ExpressionBinder {
  package static func bind(
    _ expression: Expression, in source: SyntaxFile, scope: some ExpressionScope,
    assignedTo type: DataType? = nil
  ) -> BoundExpression {
    var bound = BoundExpression()
    for column in source.columns(of: expression) {
      if let found = scope.column(column.name.text) { bound.columns.insert(found.number) }
    }
    return bound
  }
}
