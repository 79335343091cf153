/// What a `SyntaxNode` is. Names are those of gram.y's productions and of parsenodes.h where they have one.
package enum SyntaxKind: UInt8, Sendable, BitwiseCopyable {
  // MARK: Names

  /// columnref: `a`, `t.a`, `s.t.a`, `t.*`; also the `*` of a target list.
  case columnReference
  /// qualified_name of a relation that is read; exactly the tokens of the name.
  case relation
  /// qualified_name of the relation that INSERT, UPDATE, DELETE or MERGE writes.
  case targetRelation
  /// func_name
  case functionName
  /// Typename. No children but expressions among its modifiers.
  case typeName
  /// An alias, with its column names: alias_clause, func_alias_clause.
  case alias
  /// Any other name of one word: a label, a window, a column that is assigned.
  case name

  // MARK: Expressions

  /// AexprConst; detail is TRUE, FALSE or NULL for those.
  case constant
  /// PARAM
  case parameter
  /// A placeholder or psql variable where an expression stands.
  case template
  /// `x::t`, `CAST(x AS t)`, `t 'constant'`
  case typeCast
  /// Any operator with one or two operands.
  case `operator`
  /// AND, OR, NOT (detail). A chain of one word is one node with all its operands.
  case boolean
  /// `IS NULL`, `IS NOT NULL`: detail NULL or NOT. One child.
  case nullTest
  /// `IS [NOT] TRUE | FALSE | UNKNOWN | DISTINCT FROM | DOCUMENT | NORMALIZED | JSON`: detail is the word behind IS
  /// [NOT].
  case isTest
  /// `[NOT] BETWEEN`: detail is NOT where it is said.
  case between
  /// `[NOT] IN (…)`: detail is NOT where it is said.
  case `in`
  /// `[NOT] LIKE | ILIKE | SIMILAR TO`: detail is the word.
  case like
  /// `op ANY | SOME | ALL (…)`
  case quantified
  case functionCall
  /// The OVER clause's window_specification, and those of WINDOW.
  case window
  /// FILTER (WHERE …)
  case filter
  case namedArgument
  case `case`
  case when
  case row
  case array
  /// `x.field`, `x[1]`, `x[1:2]`
  case indirection
  case collate
  case atTimeZone
  /// A query in the place of an expression: detail EXISTS, ARRAY, or nothing.
  case subquery
  /// DEFAULT in the place of an expression.
  case `default`
  /// CURRENT OF cursor
  case currentOf
  /// COALESCE, EXTRACT, CURRENT_DATE and all others whose arguments have a grammar of their own: detail is their word.
  case sqlFunction
  case grouping

  // MARK: Queries

  /// simple_select
  case select
  /// UNION, INTERSECT, EXCEPT: detail. Two children.
  case setOperation
  case values
  /// TABLE relation
  case tableQuery
  /// A query with WITH, ORDER BY, LIMIT or FOR UPDATE around it.
  case query
  case with
  /// common_table_expr; its first child is its name.
  case commonTable
  case targetList
  case target
  case from
  case join
  case fromSubquery
  case fromFunction
  case fromTable
  case tableSample
  /// WHERE; also HAVING (detail).
  case condition
  case groupBy
  case orderBy
  case sortBy
  case limit
  case locking
  case into
  case insert
  case update
  case delete
  case merge
  case mergeWhen
  case onConflict
  case assignment
  case returning
}
