package import SQLSyntax

/// An expression that the catalogue keeps: bound to what it names, so that renames follow.
package struct BoundExpression: Sendable {
  /// A part of it as PostgreSQL prints it; names are put in when it is printed.
  package enum Piece: Sendable, Hashable {
    case text(String)
    /// A column of its relation, by attribute number; VALUE of a domain as number 0.
    case column(Int16)
    case object(ObjectID)
  }
  package var pieces: [Piece] = []
  /// The same with AND inside of AND, and OR inside of OR, as one: what tells whether two expressions differ by more than
  /// their parentheses. nil where there is none.
  package var flattened: [Piece]?
  /// The columns of its relation that it names.
  package var columns: Set<Int16> = []
  /// The relations, types and functions that it names.
  package var objects: Set<ObjectID> = []
  /// Its type before it is converted to that of its column; nil where it is not known.
  package var type: DataType?
  /// What SELECT would call it: the name of a function, column or type.
  package var outputName: String?
  /// A call of a function, which an index prints without parentheses.
  package var isFunctionCall = false
  /// It is a column and nothing else, which an index takes for a column.
  package var plainColumn: Int16?
  /// The collation that stands around the expression of an index, which takes it for its own.
  package var collation: String?
  /// NULL and nothing else; a default of it is none.
  package var isNullConstant = false
  /// A function or an operator that pg_catalog has for other types only; an extension may have it for these.
  package enum MissingCall: Sendable, Hashable {
    case `operator`(String)
    case function(String)
  }
  /// The first such call in it.
  package var missing: MissingCall?
  /// NULL, perhaps converted to the type of its column.
  package var isNull = false
  /// All is known that decides how PostgreSQL prints it.
  package var isExact = true

  package init() {}

  /// The default of a serial or identity column.
  package static func nextValue(of sequence: ObjectID) -> BoundExpression {
    var value = BoundExpression()
    value.pieces = [.text("nextval('"), .object(sequence), .text("'::regclass)")]
    value.objects = [sequence]
    value.type = .int8
    value.outputName = "nextval"
    value.isFunctionCall = true
    return value
  }

  /// The same expression of another relation.
  ///
  /// - Parameter numbers: the attribute numbers there, by those here; what is missing stays.
  package func renumbered(_ numbers: [Int16: Int16]) -> BoundExpression {
    var other = self
    other.columns = Set(columns.map { numbers[$0] ?? $0 })
    func renumbered(_ pieces: [Piece]) -> [Piece] {
      pieces.map { piece in
        if case .column(let number) = piece, let new = numbers[number] {
          .column(new)
        } else {
          piece
        }
      }
    }
    other.pieces = renumbered(pieces)
    other.flattened = flattened.map(renumbered)
    return other
  }
}

/// A function that is not in pg_catalog, as a call of it is analysed. Types are nil where they are not known.
package struct CalledUserFunction: Sendable {
  package var id: ObjectID
  package var arguments: [DataType?]
  /// The last argument takes all that is left as an array.
  package var isVariadic: Bool
  package var result: DataType?

  package init(id: ObjectID, arguments: [DataType?], isVariadic: Bool, result: DataType?) {
    self.id = id
    self.arguments = arguments
    self.isVariadic = isVariadic
    self.result = result
  }
}

/// What the names of an expression stand for.
package protocol ExpressionScope {
  /// A column of the relation, or VALUE of a domain as number 0.
  func column(_ name: String) -> (number: Int16, type: DataType?)?
  /// The same, where a table may stand before the name.
  func column(_ name: QualifiedName) -> (number: Int16, type: DataType?)?
  /// A type that is not in pg_catalog.
  func type(_ name: QualifiedName) -> ObjectID?
  func relation(_ name: QualifiedName) -> ObjectID?
  /// A function that is not in pg_catalog, for a call with so many arguments, with the types that it takes.
  func function(_ name: QualifiedName, arguments: Int) -> CalledUserFunction?
  /// The type under a domain; nil for other types.
  func baseType(of type: ObjectID) -> DataType?
  /// The type of an attribute of a composite type.
  func attribute(_ name: String, of type: ObjectID) -> DataType?
}

extension ExpressionScope {
  package func column(_ name: QualifiedName) -> (number: Int16, type: DataType?)? {
    column(name.name.text)
  }
}
