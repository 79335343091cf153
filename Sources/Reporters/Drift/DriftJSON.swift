import Catalog

extension JSONWriter {
  /// The document of `drift --output-format json`, as docs/drift.md defines it.
  mutating func write(_ report: DriftReport) {
    beginObject()
    member("version", 1)
    member("schema", report.schemaPath)
    member("migrations", report.fileCount)
    key("differences")
    beginArray()
    for entry in report.entries {
      lineBreak()
      write(entry)
    }
    endArray()
    key("uncertain")
    beginArray()
    for item in report.uncertain {
      beginObject()
      members(of: item)
      endObject()
    }
    endArray()
    key("unknown")
    beginArray()
    for place in report.unknown { write(place) }
    endArray()
    endObject()
    endDocument()
  }

  private mutating func write(_ entry: DriftReport.Entry) {
    beginObject()
    switch entry.difference {
    case .missing(let item):
      member("difference", "missing")
      members(of: item)
    case .extra(let item, _):
      member("difference", "extra")
      members(of: item)
    case .changed(let change):
      member("difference", "changed")
      members(of: change.old)
      member("property", change.property.rawValue)
      key("values")
      beginObject()
      member("migrations", change.old[change.property]?.text)
      member("schema", change.new[change.property]?.text)
      endObject()
    case .order(let item, _, let migrations, let schema):
      member("difference", "order")
      members(of: item)
      key("values")
      beginObject()
      member("migrations", migrations.joined(separator: ", "))
      member("schema", schema.joined(separator: ", "))
      endObject()
    }
    if let place = entry.migrations {
      key("migration")
      write(place)
    }
    if let place = entry.schema {
      key("place")
      write(place)
    }
    endObject()
  }

  private mutating func members(of item: SchemaItem) {
    member("kind", item.identity.kind.word)
    member("name", item.identity.name)
  }

  private mutating func write(_ place: DriftReport.Place) {
    beginObject()
    member("path", place.path)
    member("line", place.line)
    endObject()
  }
}

extension SchemaItem.Value {
  fileprivate var text: String? {
    if case .known(let text) = self { text } else { nil }
  }
}
