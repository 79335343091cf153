import SQLLexer

package struct Copy: Sendable {
  /// nil for COPY of a query.
  package var table: QualifiedName?
  package var columns: [Name] = []
  /// COPY … FROM writes the table; TO only reads.
  package var isFrom = false
  /// The file is a command that the server runs.
  package var isProgram = false
  /// Reads from the client's input or writes to its output, not a file of the server.
  package var isStandard = false
  /// The options in parentheses.
  package var options: [OptionElement] = []
  package var condition: Expression?
}

extension Parser {
  /// CopyStmt: `COPY [BINARY] relation [(columns)] FROM | TO [PROGRAM] 'file' | STDIN | STDOUT [options] [WHERE …]`,
  /// `COPY (query) TO …`. Documentation: COPY.
  mutating func copy(_ statement: inout Statement) {
    statement.node = .copy
    expect(.copy)
    var copy = Copy()
    if eat(.leftParenthesis) {
      preparableStatement()
      expect(.rightParenthesis)
      let direction = position
      expect(.to)
      copyFile(&copy, refusedAt: direction)
    } else {
      _ = eat(.binary)
      guard let table = relationName() else { return }
      copy.table = table
      copy.columns = optionalColumnList()
      copy.isFrom = eat(.from)
      if !copy.isFrom { expect(.to) }
      copyFile(&copy)
    }
    statement.tree = .copy(copy)
  }

  /// The rest behind FROM or TO: opt_program, copy_file_name, copy_delimiter, opt_with, copy_options, where_clause.
  ///
  /// - Parameter place: the token that PostgreSQL points at if it refuses the file; the one behind it by default.
  private mutating func copyFile(_ copy: inout Copy, refusedAt place: Int? = nil) {
    copy.isProgram = eat(.program)
    copy.isStandard = eat(.stdin) || eat(.stdout)
    if !copy.isStandard { expectString() }
    let behind = position
    // copy_delimiter: [USING] DELIMITERS
    if copy.table != nil, at(.delimiters) || at(.using) {
      _ = eat(.using)
      expect(.delimiters)
      expectString()
    }
    _ = eat(.with)
    if at(.leftParenthesis) {
      copy.options = copyOptions()
    } else {
      while atOldCopyOption { oldCopyOption() }
    }
    let condition = position
    if copy.table != nil { copy.condition = whereClause() }
    if copy.isProgram, copy.isStandard {
      refuse("STDIN/STDOUT not allowed with PROGRAM", at: place ?? behind)
    } else if !copy.isFrom, copy.condition != nil {
      refuse("WHERE clause not allowed with COPY TO", at: condition)
    }
  }

  /// copy_generic_opt_list: `(name [value], …)`; a value may be a list of words, `*` or DEFAULT.
  private mutating func copyOptions() -> [OptionElement] {
    var options: [OptionElement] = []
    parenthesised { parser in
      guard let name = parser.name(.label) else { return }
      let first = parser.position
      if parser.atNumber {
        parser.numericOnly()
      } else if parser.at(.leftParenthesis) {
        parser.parenthesised { $0.booleanOrString() }
      } else if !parser.eat(operator: "*"), !parser.eat(.default), !parser.at(.comma),
        !parser.at(.rightParenthesis)
      {
        parser.booleanOrString()
      }
      let value = parser.position > first ? parser.range(from: first) : nil
      options.append(OptionElement(name: name, value: value))
    }
    return options
  }

  private var atOldCopyOption: Bool {
    switch token().keyword {
    case .binary, .freeze, .delimiter, .null, .csv, .header, .quote, .escape, .force, .encoding:
      true
    default: false
    }
  }

  /// copy_opt_item: options as PostgreSQL wrote them before 9.0.
  private mutating func oldCopyOption() {
    let word = token().keyword
    advance()
    switch word {
    case .delimiter, .null, .quote, .escape:
      _ = eat(.as)
      expectString()
    case .encoding: expectString()
    case .force:
      if eat(.not) {
        expect(.null)
      } else if !eat(.quote) {
        expect(.null)
      }
      if !eat(operator: "*") { commaSeparated { $0.skipName() } }
    default: break
    }
  }
}
