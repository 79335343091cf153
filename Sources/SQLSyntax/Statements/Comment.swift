package import SQLLexer

/// COMMENT ON an object.
package struct Comment: Sendable {
  package var object: NamedObject
  /// The string constant; nil for NULL, which takes the comment away.
  package var text: ByteRange?
}

/// SECURITY LABEL ON an object.
package struct SecurityLabel: Sendable {
  package var object: NamedObject
  /// The string constant; nil for NULL, which takes the label away.
  package var label: ByteRange?
}

extension Parser {
  /// CommentStmt: `COMMENT ON object IS text`. Documentation: COMMENT.
  mutating func comment(_ statement: inout Statement) {
    statement.node = .comment
    expect(.comment)
    expect(.on)
    guard let object = objectType() else { return }
    let named = object == .tableConstraint ? constraintOfComment() : namedObject(object)
    statement.object = named.object
    let text = stringOrNull()
    statement.tree = .comment(Comment(object: named, text: text))
  }

  /// `name ON [DOMAIN] relation`
  private mutating func constraintOfComment() -> NamedObject {
    var named = NamedObject(.tableConstraint, singleName())
    expect(.on)
    // A table may be called "domain".
    if at(.domain), atName(.columnOrTable, 1) {
      advance()
      named.object = .domainConstraint
    }
    named.table = qualifiedName()
    return named
  }

  /// SecLabelStmt: `SECURITY LABEL [FOR provider] ON object IS label`. Documentation: SECURITY LABEL.
  mutating func securityLabel(_ statement: inout Statement) {
    statement.node = .securityLabel
    expect(.security)
    expect(.label)
    if eat(.for) { wordOrString() }
    expect(.on)
    switch token().keyword {
    case .operator, .cast, .transform, .constraint, .trigger, .rule, .policy: return fail()
    default: break
    }
    guard let object = objectType() else { return }
    statement.object = object
    let named = namedObject(object)
    let label = stringOrNull()
    statement.tree = .securityLabel(SecurityLabel(object: named, label: label))
  }

  /// comment_text, security_label: `IS 'text'`, `IS NULL`
  private mutating func stringOrNull() -> ByteRange? {
    expect(.is)
    guard !eat(.null) else { return nil }
    let first = position
    expectString()
    return range(from: first)
  }
}
