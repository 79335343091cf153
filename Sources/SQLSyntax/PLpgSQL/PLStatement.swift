package import SQLLexer

/// proc_stmt
package indirect enum PLStatement: Sendable {
  case block(PLBlock)
  case assignment(PLAssignment)
  case `if`(PLIf)
  case `case`(PLCase)
  case loop(PLLoop)
  case exit(PLExit)
  case `return`(PLReturn)
  case raise(PLRaise)
  case assert(condition: Expression?, message: Expression?)
  /// SQL, with CALL, DO, COMMIT and ROLLBACK.
  case sql(PLQuery)
  /// A query whose rows nobody wants.
  case perform(PLQuery)
  case execute(PLExecute)
  case getDiagnostics(PLGetDiagnostics)
  case open(PLOpen)
  case fetch(PLFetch)
  case close(QualifiedName)
  case null(ByteRange)
}

extension PLStatement {
  /// RAISE EXCEPTION: nothing runs behind it.
  package var raisesException: Bool {
    if case .raise(let raise) = self { raise.level == .exception } else { false }
  }
}

/// stmt_assign: `variable := expression`, also to a field or an element.
package struct PLAssignment: Sendable {
  package var variable: QualifiedName
  /// The name with the fields and subscripts behind it; nil where there are none.
  package var target: Expression?
  package var value: Expression?
  package var range: ByteRange
}

/// A condition and what is done where it holds.
package struct PLBranch: Sendable {
  package var condition: Expression?
  package var statements: [PLStatement] = []
}

/// stmt_if: IF and its ELSIFs.
package struct PLIf: Sendable {
  package var branches: [PLBranch] = []
  package var otherwise: [PLStatement]?
  package var range: ByteRange
}

/// stmt_case
package struct PLCase: Sendable {
  package var operand: Expression?
  package var branches: [PLBranch] = []
  package var otherwise: [PLStatement]?
  package var range: ByteRange
}

/// stmt_loop, stmt_while, stmt_for, stmt_foreach_a
package struct PLLoop: Sendable {
  package enum Kind: Sendable {
    case endless
    case `while`(Expression?)
    /// `FOR i IN [REVERSE] a..b [BY c]`
    case integers(PLIntegers)
    case query(PLQuery)
    case cursor(PLCursorCall)
    case dynamic(PLDynamicQuery)
    /// `FOREACH x [SLICE n] IN ARRAY expression`
    case elements(Expression?)
  }
  package var label: Name?
  /// The loop variables.
  package var targets: [QualifiedName] = []
  package var kind = Kind.endless
  package var statements: [PLStatement] = []
  package var range: ByteRange
}

package struct PLIntegers: Sendable {
  package var isReverse = false
  package var from: Expression?
  package var to: Expression?
  package var step: Expression?
}

/// A cursor with its arguments.
package struct PLCursorCall: Sendable {
  package var cursor: QualifiedName
  package var arguments: [Expression] = []
}

/// stmt_exit: EXIT and CONTINUE.
package struct PLExit: Sendable {
  package var isContinue: Bool
  package var label: Name?
  package var condition: Expression?
  package var range: ByteRange
}

/// stmt_return
package struct PLReturn: Sendable {
  package enum Value: Sendable {
    case none
    case expression(Expression)
    /// RETURN NEXT; without an expression, the OUT arguments.
    case next(Expression?)
    case query(PLQuery)
    case dynamic(PLDynamicQuery)
  }
  package var value = Value.none
  package var range: ByteRange
}

/// stmt_raise: `RAISE [level] [{'format', arguments | condition | SQLSTATE 'code'}] [USING option = expression, …]`
package struct PLRaise: Sendable {
  package enum Level: Sendable { case debug, log, info, notice, warning, exception }
  package var level = Level.exception
  package var condition: PLCondition?
  /// The string constant.
  package var message: ByteRange?
  package var arguments: [Expression] = []
  package var options: [PLRaiseOption] = []
  package var range: ByteRange
}

package struct PLRaiseOption: Sendable {
  /// ERRCODE, MESSAGE, DETAIL, …
  package var name: Name
  package var value: Expression?
}

/// stmt_dynexecute: `EXECUTE text [INTO target] [USING expressions]`
package struct PLExecute: Sendable {
  package var query = PLDynamicQuery()
  package var into: PLInto?
  package var range: ByteRange
}

/// stmt_getdiag: `GET [CURRENT | STACKED] DIAGNOSTICS variable = item, …`
package struct PLGetDiagnostics: Sendable {
  package var isStacked = false
  package var targets: [QualifiedName] = []
  package var items: [Name] = []
  package var range: ByteRange
}

/// stmt_open: `OPEN cursor [(arguments)]`, `OPEN cursor [[NO] SCROLL] FOR {query | EXECUTE …}`
package struct PLOpen: Sendable {
  package enum Kind: Sendable {
    case bound([Expression])
    case query(PLQuery)
    case dynamic(PLDynamicQuery)
  }
  package var cursor: QualifiedName
  package var kind = Kind.bound([])
  package var range: ByteRange
}

/// stmt_fetch, stmt_move
package struct PLFetch: Sendable {
  package var isMove: Bool
  package var cursor: QualifiedName?
  /// How many rows, or which.
  package var count: Expression?
  package var into: PLInto?
  package var range: ByteRange
}
