import Effects
import Migrations
import Plan
import SQLLexer

/// One document, as docs/plan.md defines it.
func writePlanJSON(_ plan: MigrationPlan, to output: OutputBuffer) {
  var json = JSONWriter(to: output)
  json.beginObject()
  json.member("version", 1)
  json.member("postgres", plan.version)
  json.member("history", plan.historyCount)
  json.member("fails", plan.fails)
  json.key("files")
  json.beginArray()
  for file in plan.files {
    json.lineBreak()
    json.write(file)
  }
  json.endArray()
  json.lineBreak()
  json.key("checklist")
  json.beginArray()
  for item in plan.checklist {
    json.lineBreak()
    json.beginObject()
    json.member("item", item.kind.rawValue)
    json.member("state", item.state.rawValue)
    json.member("title", item.title)
    json.strings("notes", item.notes)
    json.endObject()
  }
  json.endArray()
  json.endObject()
  json.endDocument()
}

extension JSONWriter {
  fileprivate mutating func write(_ file: PlannedFile) {
    beginObject()
    member("path", file.path)
    member("description", file.description)
    member("transport", file.transport.rawValue)
    member("fails", file.fails)
    strings("summary", file.summary.map(\.text))
    key("transactions")
    beginArray()
    for transaction in file.transactions { write(transaction) }
    endArray()
    key("statements")
    beginArray()
    for (index, statement) in file.statements.enumerated() {
      lineBreak()
      write(statement, number: index + 1)
    }
    endArray()
    key("relations")
    beginArray()
    for lane in file.lanes {
      lineBreak()
      write(lane, file)
    }
    endArray()
    writeBlockings(file)
    endObject()
  }

  private mutating func write(_ transaction: PlannedTransaction) {
    beginObject()
    member("opening", transaction.opening.rawValue)
    member("end", transaction.end.rawValue)
    member("continued", transaction.isContinued)
    member("first", transaction.statements.lowerBound + 1)
    member("last", transaction.statements.upperBound)
    endObject()
  }

  private mutating func write(_ statement: PlannedStatement, number: Int) {
    beginObject()
    member("number", number)
    member("start", Int(statement.range.start))
    member("end", Int(statement.range.end))
    member("line", statement.line)
    member("text", statement.text)
    member("transaction", statement.transaction + 1)
    member("reached", statement.isReached)
    member("rolledBack", statement.isRolledBack)
    key("fails")
    if let failure = statement.failure {
      beginObject()
      member("sqlstate", failure.sqlstate)
      member("message", failure.message)
      member("needsRows", failure.needsRows)
      endObject()
    } else {
      null()
    }
    key("work")
    beginArray()
    for work in statement.work {
      beginObject()
      member("kind", work.kind.rawValue)
      member("relation", work.relation)
      member("new", work.isOnNew)
      member("reason", work.reason)
      endObject()
    }
    endArray()
    strings("destroys", statement.destroys)
    strings("overwrites", statement.overwrites)
    strings("cascade", statement.reaches)
    member("lockTimeout", statement.lockTimeout)
    member("statementTimeout", statement.statementTimeout)
    member("analysed", statement.isAnalysed)
    strings("unknown", statement.unknown.map(\.rawValue))
    endObject()
  }

  private mutating func write(_ lane: Lane, _ file: PlannedFile) {
    beginObject()
    member("name", lane.relation)
    member("kind", lane.kind)
    member("table", lane.table)
    member("new", lane.isNew)
    key("locks")
    beginArray()
    for hold in lane.segments(in: file.transactions) {
      beginObject()
      member("mode", hold.mode.name)
      member("from", hold.statements.lowerBound + 1)
      member("to", hold.statements.upperBound + 1)
      strings("blocks", blocks(hold.mode))
      endObject()
    }
    endArray()
    endObject()
  }

  /// What others wait for while something works.
  private mutating func writeBlockings(_ file: PlannedFile) {
    key("blocking")
    beginArray()
    for blocking in file.blockings {
      beginObject()
      member("statement", blocking.statement + 1)
      member("relation", file.lanes[blocking.lane].relation)
      member("mode", blocking.mode.name)
      strings("blocks", blocks(blocking.mode))
      member("heldSince", blocking.heldSince + 1)
      endObject()
    }
    endArray()
  }

  private func blocks(_ mode: LockMode) -> [String] {
    (mode.blocksReads ? ["reads"] : []) + (mode.blocksWrites ? ["writes"] : [])
  }

  fileprivate mutating func strings(_ name: String, _ values: [String]) {
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }
}
