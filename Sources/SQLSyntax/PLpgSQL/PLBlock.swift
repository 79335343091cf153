package import SQLLexer

// The tree of a PL/pgSQL body. Names are those of the productions of pl_gram.y (PostgreSQL 18) and of the structs in
// plpgsql.h. Documentation: PL/pgSQL.

/// A piece of a body that PostgreSQL's SQL parser is given.
package struct PLPiece: Sendable {
  package enum Kind: String, Sendable {
    case statement, expression, assignment
    /// The type of a variable; `%TYPE` and `%ROWTYPE` are PL/pgSQL's own.
    case type
  }
  package var kind: Kind
  package var range: ByteRange
  /// `INTO target`, which is taken out before, and what stands between it and the next token.
  package var into: ByteRange?
  /// Of a statement, its index among the statements of the body.
  package var statement: Int?
}

/// pl_block: `[<<label>>] [DECLARE declarations] BEGIN statements [EXCEPTION handlers] END [label]`
package struct PLBlock: Sendable {
  package var label: Name?
  package var declarations: [PLDeclaration] = []
  package var statements: [PLStatement] = []
  package var handlers: [PLHandler] = []
  package var range: ByteRange
}

/// decl_statement
package struct PLDeclaration: Sendable {
  package enum Kind: Sendable {
    case variable(PLVariable)
    /// `ALIAS FOR name`
    case alias(of: QualifiedName)
    case cursor(PLCursor)
  }
  package var name: Name
  package var kind: Kind
  package var range: ByteRange
}

/// `[CONSTANT] type [COLLATE collation] [NOT NULL] [{DEFAULT | := | =} expression]`
package struct PLVariable: Sendable {
  package var isConstant = false
  package var type: PLType
  package var collation: QualifiedName?
  package var isNotNull = false
  package var defaultValue: Expression?
}

/// decl_datatype
package enum PLType: Sendable {
  case named(TypeName)
  /// `name%TYPE`: the type of a variable or column.
  case typeOf(QualifiedName, isArray: Bool)
  /// `name%ROWTYPE`: the row of a table.
  case rowOf(QualifiedName, isArray: Bool)
}

/// `[[NO] SCROLL] CURSOR [(arguments)] {FOR | IS} query`
package struct PLCursor: Sendable {
  package var isScrollable: Bool?
  package var arguments: [PLCursorArgument] = []
  package var query: PLQuery?
}

package struct PLCursorArgument: Sendable {
  package var name: Name
  package var type: PLType
}

/// proc_exception: `WHEN condition OR … THEN statements`
package struct PLHandler: Sendable {
  package var conditions: [PLCondition] = []
  package var statements: [PLStatement] = []
}

/// proc_condition, and what RAISE names: an error's name or SQLSTATE.
package struct PLCondition: Sendable {
  /// In lower case; that of the SQLSTATE for one that is given as such.
  package var name: String
  /// Codes of five characters. One that ends in `000` stands for all of its class. None for OTHERS.
  package var codes: [String]
  package var range: ByteRange
}

/// A statement of SQL inside a body.
package struct PLQuery: Sendable {
  /// Its index among the statements of the body.
  package var statement: Int
  /// Where its row goes.
  package var into: PLInto?
  package var range: ByteRange
}

/// `INTO [STRICT] target`
package struct PLInto: Sendable {
  package var isStrict = false
  package var targets: [QualifiedName] = []
  package var range: ByteRange
}

/// The text of an EXECUTE and what is put in its place.
package struct PLDynamicQuery: Sendable {
  package var text: Expression?
  /// What a constant text says; also among the statements of the body, as a statement at this index.
  package var statement: Int?
  package var parameters: [Expression] = []
}
