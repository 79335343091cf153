package import SQLSyntax

/// A function, procedure or aggregate. Documentation: System Catalogs, "pg_proc".
package struct Function: Sendable {
  package enum Kind: String, Sendable { case function, procedure, aggregate }

  package var kind: Kind
  /// Of IN, INOUT and VARIADIC arguments; nil where the type is not known.
  package var arguments: [DataType?]
  /// pg_get_function_identity_arguments, as printed.
  package var signature: String
  /// How many of the arguments may be left out.
  package var defaults = 0
  package var isVariadic = false
  package var result: DataType?
  package var returnsSet = false
  package var volatility = FunctionOptions.Volatility.volatile
  package var language: String?
  package var isSecurityDefiner = false
  package var hasSearchPath = false
  /// The text of the body.
  package var body: String?
  /// The names of its arguments; empty for one without a name.
  package var argumentNames: [String] = []
  /// The names of its OUT arguments, and of the columns of RETURNS TABLE.
  package var outputNames: [String] = []
  /// What its arguments, its result and a body between BEGIN ATOMIC and END mention.
  package var reads: Set<ObjectAddress> = []
  package var isAssumed = false

  package init(kind: Kind, arguments: [DataType?], signature: String) {
    self.kind = kind
    self.arguments = arguments
    self.signature = signature
  }
}
