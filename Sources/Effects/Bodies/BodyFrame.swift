import SQLSyntax

/// What a body knows while it runs.
struct BodyFrame: Sendable {
  var variables: [String: BodyValue] = ["found": .boolean(false)]
  /// The variables that hold a row.
  var records: Set<String> = []
  /// Of RETURN.
  var result = BodyValue.null
  /// What the function gave that was called last.
  var called: BodyValue?
  /// A condition was answered by what the history does not make.
  var isGuess = false

  mutating func assign(_ value: BodyValue, to name: QualifiedName) {
    // A field, or the variable of a labelled block.
    if let record = name.schema?.text {
      variables[record] = .unknown
    } else {
      variables[name.name.text] = value
    }
  }

  mutating func forget(_ names: [QualifiedName]) {
    for name in names { assign(.unknown, to: name) }
  }

  /// Assigns a row; nil is one that is not known, and an empty one is none at all.
  mutating func assign(_ row: [BodyColumn]?, to targets: [QualifiedName]) {
    guard let row else { return forget(targets) }
    if targets.count == 1, records.contains(targets[0].name.text) {
      let fields = row.map { ($0.name, $0.value) }
      return assign(.row(Dictionary(fields) { first, _ in first }), to: targets[0])
    }
    for (number, target) in targets.enumerated() {
      assign(number < row.count ? row[number].value : .null, to: target)
    }
  }
}

/// A column of a row that a query gives.
struct BodyColumn: Sendable {
  var name: String
  var value: BodyValue
}

/// The variables that statements may assign.
func assignedVariables(in statements: [PLStatement]) -> [QualifiedName] {
  statements.flatMap { statement -> [QualifiedName] in
    switch statement {
    case .block(let block):
      assignedVariables(in: block.statements + block.handlers.flatMap(\.statements))
    case .assignment(let assignment): [assignment.variable]
    case .if(let test):
      assignedVariables(in: test.branches.flatMap(\.statements) + (test.otherwise ?? []))
    case .case(let test):
      assignedVariables(in: test.branches.flatMap(\.statements) + (test.otherwise ?? []))
    case .loop(let loop): loop.targets + assignedVariables(in: loop.statements)
    case .sql(let query), .perform(let query): query.into?.targets ?? []
    case .execute(let execute): execute.into?.targets ?? []
    case .fetch(let fetch): fetch.into?.targets ?? []
    case .getDiagnostics(let get): get.targets
    case .exit, .return, .raise, .assert, .open, .close, .null: []
    }
  }
}
