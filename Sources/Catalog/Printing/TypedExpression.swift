/// An expression with the conversions that PostgreSQL adds to it when it is analysed (primnodes.h), as far as printing it
/// needs them.
struct TypedExpression {
  indirect enum Form {
    /// A column, by attribute number; behind `new` or `old` in the condition of a trigger.
    case column(Int16, qualifier: String?)
    /// Const: what the type's output function prints; nil for NULL.
    case constant(String?)
    /// A constant of regclass or its like that names an object.
    case objectName(ObjectID)
    /// FuncExpr of a function of pg_catalog, or of one that nobody knows: the name as printed.
    case function(String, [TypedExpression])
    case userFunction(ObjectID, [TypedExpression])
    /// COALESCE, GREATEST, NULLIF and others whose name is no function's: printed like calls.
    case special(String, [TypedExpression])
    /// What SQL gives a grammar of its own: words and operands by turns, in parentheses where `isClosed` is false.
    case phrase([String], [TypedExpression], isClosed: Bool)
    /// FuncExpr, RelabelType, CoerceViaIO, ArrayCoerceExpr, CoerceToDomain: a cast, to the type of the expression.
    case cast(TypedExpression, isImplicit: Bool)
    case prefix(String, TypedExpression)
    case infix(String, TypedExpression, TypedExpression)
    /// ScalarArrayOpExpr
    case quantified(String, TypedExpression, isAny: Bool, TypedExpression)
    /// AND, OR
    case chain(String, [TypedExpression])
    case not(TypedExpression)
    /// NullTest, BooleanTest and their like: the words behind the operand.
    case test(TypedExpression, String)
    case distinct(TypedExpression, TypedExpression)
    case `case`(TypedExpression?, [(TypedExpression, TypedExpression)], TypedExpression)
    case array([TypedExpression])
    case row([TypedExpression], hasWord: Bool)
    case collate(TypedExpression, String)
    case subscripts(TypedExpression, [TypedExpression])
    case field(TypedExpression, String)
    /// What is not taken apart: as written, but for names that are known.
    case written([BoundExpression.Piece])
  }

  var form: Form
  /// With its modifier, where that shows. nil where it is not known; that called unknown of a constant whose type is
  /// still to be found.
  var type: DataType?

  init(_ form: Form, _ type: DataType?) {
    self.form = form
    self.type = type
  }

  /// A constant whose type is still to be found.
  var isUntyped: Bool { type?.builtIn == "unknown" }

  var isConstant: Bool {
    switch form {
    case .constant, .objectName: true
    default: false
    }
  }

  /// strip_implicit_coercions
  var withoutImplicitCasts: TypedExpression {
    if case .cast(let inner, isImplicit: true) = form { inner.withoutImplicitCasts } else { self }
  }

  var isNull: Bool { if case .constant(nil) = form { true } else { false } }
}
