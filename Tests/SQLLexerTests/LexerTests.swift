import Testing

@testable import SQLLexer

/// `kind text` of every token and piece of trivia, in the order of the text.
private func lexed(_ sql: String, _ options: LexOptions = .file) -> [String] {
  let bytes = Array(sql.utf8)
  return lex(bytes, options: options).all.map { token in
    "\(token.kind) \(String(decoding: bytes[token.range.indices], as: UTF8.self))"
  }
}

private func errors(_ sql: String, _ options: LexOptions = .file) -> [LexicalError] {
  lex(Array(sql.utf8), options: options).errors
}

private func error(_ kind: LexicalError.Kind, _ start: UInt32, _ end: UInt32) -> LexicalError {
  LexicalError(kind, ByteRange(start: start, end: end))
}

/// PostgreSQL's own tokens. The expectations are those of scan.l; the conformance suite compares far more with the
/// scanner itself.
@Suite struct PostgresTokens {
  @Test(arguments: [
    ("SELECT a_1$, É", ["keyword SELECT", "identifier a_1$", "comma ,", "identifier É"]),
    (
      #"U&"d\0061t""x" "a""b""#,
      [#"unicodeIdentifier U&"d\0061t""x""#, #"quotedIdentifier "a""b""#]
    ),
    (
      "'a''b' E'a\\'b' n'x'", ["string 'a''b'", "escapeString E'a\\'b'", "keyword n", "string 'x'"]
    ),
    (
      "B'1''0' X'1F' U&'a'''",
      ["bitString B'1'", "string '0'", "hexString X'1F'", "unicodeString U&'a'''"]
    ),
    ("'a'\n  'b' 'c' 'd'", ["string 'a'\n  'b'", "string 'c'", "string 'd'"]),
    ("'a' -- c\n -- d\n 'b'", ["string 'a' -- c\n -- d\n 'b'"]),
    ("'a' /* c */\n 'b'", ["string 'a'", "blockComment /* c */", "string 'b'"]),
    (
      "$$a$b$$ $t$ $$ $t$ $t",
      ["dollarString $$a$b$$", "dollarString $t$ $$ $t$", "unknown $", "identifier t"]
    ),
    ("a$b$ $1$2", ["identifier a$b$", "parameter $1", "parameter $2"]),
    (
      "1 1_000 0x_1F 0o17 0b1_0 .5 1. 1e-5 1.5E10",
      [
        "integer 1", "integer 1_000", "integer 0x_1F", "integer 0o17", "integer 0b1_0",
        "numeric .5",
        "numeric 1.", "numeric 1e-5", "numeric 1.5E10",
      ]
    ),
    ("1..10", ["integer 1", "dotDot ..", "integer 10"]),
    (
      "a::b := c=>d",
      [
        "identifier a", "typecast ::", "identifier b", "colonEquals :=", "identifier c",
        "equalsGreater =>", "identifier d",
      ]
    ),
    (
      "<= >= <> != =- @- *-1 |/--x",
      [
        "operator <=", "operator >=", "operator <>", "operator !=", "operator =", "operator -",
        "operator @-", "operator *", "operator -", "integer 1", "operator |/", "lineComment --x",
      ]
    ),
    ("+/* x /* y */ */-", ["operator +", "blockComment /* x /* y */ */", "operator -"]),
    ("*/", ["operator */"]),
    ("--a\r\n--b\r--c", ["lineComment --a", "lineComment --b", "lineComment --c"]),
    (
      "a[1:b]",
      ["identifier a", "leftBracket [", "integer 1", "colon :", "identifier b", "rightBracket ]"]
    ),
    (
      "JSON_OBJECT('a':b)",
      [
        "keyword JSON_OBJECT", "leftParenthesis (", "string 'a'", "colon :", "identifier b",
        "rightParenthesis )",
      ]
    ),
    ("\u{B}\u{C}\t;", ["semicolon ;"]),
  ])
  func boundaries(_ sql: String, _ expected: [String]) {
    #expect(lexed(sql) == expected)
    #expect(errors(sql).isEmpty)
  }

  @Test func backslashesEscapeWithoutStandardConformingStrings() {
    #expect(lexed(#"'a\'b'"#, []) == [#"string 'a\'b'"#])
    #expect(lexed(#"'a\' b"#, .standardConformingStrings) == [#"string 'a\'"#, "identifier b"])
    #expect(errors("U&'a'", []) == [error(.unsafeUnicodeString, 0, 5)])
  }

  @Test(arguments: [
    ("x 'a", error(.unterminatedString, 2, 4)),
    ("E'a\\", error(.unterminatedString, 0, 4)),
    ("\"a", error(.unterminatedIdentifier, 0, 2)),
    ("\"\"", error(.emptyIdentifier, 0, 2)),
    ("$a$ $b$", error(.unterminatedDollarString, 0, 7)),
    ("b'1", error(.unterminatedBitString, 0, 3)),
    ("x'1", error(.unterminatedHexString, 0, 3)),
    ("/* /* */", error(.unterminatedComment, 0, 8)),
    ("1a", error(.junkAfterNumber, 0, 2)),
    ("1_", error(.junkAfterNumber, 0, 2)),
    ("1e+", error(.junkAfterNumber, 0, 3)),
    ("0x", error(.invalidHexadecimal, 0, 2)),
    ("0o_", error(.invalidOctal, 0, 3)),
    ("0b2", error(.invalidBinary, 0, 2)),
    ("0b1$", error(.junkAfterNumber, 0, 4)),
    ("0x_F$g ", error(.junkAfterNumber, 0, 6)),
    ("$1a", error(.junkAfterParameter, 0, 3)),
    ("$2147483648", error(.parameterTooLarge, 0, 11)),
    (#"E'\u00'"#, error(.invalidUnicodeEscape, 2, 6)),
    ("a\0b", error(.nulByte, 1, 2)),
    ("{{ a", error(.unterminatedPlaceholder, 0, 4)),
  ])
  func scannerErrors(_ sql: String, _ expected: LexicalError) {
    #expect(errors(sql).first == expected)
  }

  @Test func operatorsHaveALongestLength() {
    let run = String(repeating: "@", count: 64)
    #expect(errors(run) == [error(.operatorTooLong, 0, 64)])
    #expect(errors(String(run.dropLast())).isEmpty)
  }
}

/// What psql takes before the server sees it: psqlscan.l.
@Suite struct PsqlTokens {
  @Test(arguments: [
    (
      ":a :'b' :\"c\" :{?d} a::b",
      [
        "psqlVariable :a", "psqlVariable :'b'", "psqlVariable :\"c\"", "psqlVariable :{?d}",
        "identifier a",
        "typecast ::", "identifier b",
      ]
    ),
    ("\\set x 'a;b'\nSELECT", ["metaCommand \\set x 'a;b'", "keyword SELECT"]),
    ("\\echo don't; stop\n;", ["metaCommand \\echo don't; stop", "semicolon ;"]),
    ("\\echo a \\\\ SELECT", ["metaCommand \\echo a \\\\", "keyword SELECT"]),
    ("\\if a \\quit\nb", ["metaCommand \\if a ", "metaCommand \\quit", "identifier b"]),
    (
      "a \\; b \\gset x_\nc",
      [
        "identifier a", "metaCommand \\", "semicolon ;", "identifier b", "metaCommand \\gset x_",
        "identifier c",
      ]
    ),
    ("a \\: b", ["identifier a", "metaCommand \\", "colon :", "identifier b"]),
    (
      "f(:n, ARRAY[:n])",
      [
        "identifier f", "leftParenthesis (", "psqlVariable :n", "comma ,", "keyword ARRAY",
        "leftBracket [",
        "colon :", "identifier n", "rightBracket ]", "rightParenthesis )",
      ]
    ),
  ])
  func commandsAndVariables(_ sql: String, _ expected: [String]) {
    #expect(lexed(sql) == expected)
  }

  @Test func copyRowsEndAtTheirMark() {
    let rows = "\n1\tit's\n2\t;\n\\."
    let sql = "COPY t (a, b) FROM stdout WITH (FORMAT text); -- note\(rows)\nSELECT 1;"
    #expect(lexed(sql).contains("copyData \(rows)"))
    #expect(lexed(sql).suffix(3) == ["keyword SELECT", "integer 1", "semicolon ;"])
    #expect(lexed(sql).contains("lineComment -- note"))
    #expect(
      lexed("\\copy t from stdin\n1\n\\.\n;") == [
        "metaCommand \\copy t from stdin", "copyData \n1\n\\.", "semicolon ;",
      ])
  }

  @Test func copyWithoutItsMarkIsFollowedBySQL() {
    #expect(lexed("COPY t FROM stdin;\nSELECT 1;").contains("keyword SELECT"))
  }

  @Test func ofPsqlBodiesKnowVariablesOnly() {
    #expect(
      lexed(":a[:b] \\c", .body) == [
        "psqlVariable :a", "leftBracket [", "colon :", "identifier b", "rightBracket ]",
        "unknown \\", "identifier c",
      ])
  }
}

@Suite struct Placeholders {
  @Test(arguments: [
    ("${a}.${b}_x", ["placeholder ${a}", "dot .", "placeholder ${b}_x"]),
    ("pre_${a}_post", ["placeholder pre_${a}_post"]),
    ("{{ .Schema }}.t", ["placeholder {{ .Schema }}", "dot .", "identifier t"]),
    ("a{{b}}${c}d", ["placeholder a{{b}}${c}d"]),
    (
      "{{ if eq .a \"b\" }} x {{- end }}",
      ["templateDirective {{ if eq .a \"b\" }}", "identifier x", "templateDirective {{- end }}"]
    ),
    (
      "{{/* note */}}{{ $x := 1 }}",
      ["templateDirective {{/* note */}}", "templateDirective {{ $x := 1 }}"]
    ),
    (
      #""{{ index .Options "Namespace" }}".users"#,
      [#"quotedIdentifier "{{ index .Options "Namespace" }}""#, "dot .", "identifier users"]
    ),
    (
      "@extschema@.t @extschema:postgis@.f @extowner@",
      [
        "placeholder @extschema@", "dot .", "identifier t", "placeholder @extschema:postgis@",
        "dot .", "identifier f", "placeholder @extowner@",
      ]
    ),
    (
      "@extschema @e@",
      ["operator @", "identifier extschema", "operator @", "identifier e", "operator @"]
    ),
    ("'${a}' ${\n}", ["string '${a}'", "unknown $", "unknown {", "unknown }"]),
    ("\u{FEFF}SELECT", ["byteOrderMark \u{FEFF}", "keyword SELECT"]),
  ])
  func templates(_ sql: String, _ expected: [String]) {
    #expect(lexed(sql) == expected)
  }
}

@Suite struct KeywordLookup {
  @Test func everyWordIsFoundInAnyCase() throws {
    let words = (1..<keywordCategories.count).compactMap { Keyword(rawValue: UInt16($0)) }
    #expect(words.count == 494)
    for word in words {
      for spelling in [word.spelling, word.spelling.uppercased(), word.spelling.capitalized] {
        let bytes = Array(spelling.utf8)
        #expect(Keyword(spelledIn: bytes.span, from: 0, to: bytes.count) == word)
      }
    }
  }

  @Test(arguments: ["selec", "selects", "sel\u{00E9}ct", "s", "", "current_timestampx"])
  func otherWordsAreNot(_ word: String) {
    let bytes = Array(word.utf8)
    #expect(Keyword(spelledIn: bytes.span, from: 0, to: bytes.count) == .notKeyword)
  }

  @Test func categoriesAreThoseOfTheDocumentation() {
    #expect(Keyword.select.category == .reserved)
    #expect(Keyword.between.category == .columnName)
    #expect(Keyword.concurrently.category == .typeOrFunctionName)
    #expect(Keyword.abort.category == .unreserved)
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
