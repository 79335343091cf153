extension Catalog {
  /// An index as pg_get_indexdef prints it, every name with its schema.
  ///
  /// - Parameter flattened: as of an expression.
  package func definition(ofIndex id: ObjectID, flattened: Bool = false) -> String {
    guard let index = index(id) else { return "" }
    let keys = index.keys.map { self.text(of: $0, in: index) }.joined(separator: ", ")
    var text = "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(quotedName(self[id].name)) ON "
    if relation(id)?.kind == .partitionedIndex { text += "ONLY " }
    text += "\(printedName(index.table)) USING \(quotedName(index.method)) (\(keys))"
    if !index.include.isEmpty { text += " INCLUDE (\(columnList(index.include, of: index.table)))" }
    if index.nullsNotDistinct { text += " NULLS NOT DISTINCT" }
    if let options = optionList(ofIndex: id) { text += " WITH (\(options))" }
    if let predicate = index.predicate {
      let condition = self.text(of: predicate, in: relation(index.table), flattened: flattened)
      text += " WHERE \(condition)"
    }
    return text
  }

  /// A key of an index, with what differs from the defaults of its column.
  package func text(of key: Index.Key, in index: Index) -> String {
    let table = relation(index.table)
    var text = ""
    var type: DataType?
    var collation: String?
    if let number = key.column, let column = table?[number] {
      text = quotedName(column.name)
      type = column.type
      collation = column.collation
    } else if let expression = key.expression {
      text = self.text(of: expression, in: table)
      type = expression.type
      if !expression.isFunctionCall { text = "(\(text))" }
    }
    if let own = key.collation.map(printedCollation),
      own != printedCollation(collation ?? "default")
    {
      text += " COLLATE \(own)"
    }
    if let name = key.operatorClass,
      let printed = printedOperatorClass(name, of: type, method: index.method)
    {
      text += " " + printed
    }
    if key.isDescending {
      text += " DESC"
      if !key.nullsFirst { text += " NULLS LAST" }
    } else if key.nullsFirst {
      text += " NULLS FIRST"
    }
    return text
  }

  /// get_opclass_name: nil for the one that the type has anyway.
  ///
  /// - Parameter name: as written, without quotes.
  private func printedOperatorClass(_ name: String, of type: DataType?, method: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let isCatalog = parts.count == 1 || parts[0] == "pg_catalog"
    let last = parts.last ?? name
    if isCatalog, let base = type.flatMap({ catalogName($0) }),
      BuiltInTypeRow.operatorClass(of: base, method: method, version: newestVersion) == last
    {
      return nil
    }
    if parts.count == 2 {
      return isCatalog ? quotedName(last) : quotedName(parts[0]) + "." + quotedName(last)
    }
    // What pg_catalog does not have is an extension's, most likely, whose objects stand in public.
    return isCatalogOperatorClass(last) || printsUnknownAsWritten
      ? quotedName(last) : "public." + quotedName(last)
  }

  /// The name in pg_type under domains; nil for a type that is not in pg_catalog.
  private func catalogName(_ type: DataType) -> String? {
    var type = type
    while !type.isArray, let user = type.userType, let base = domain(user)?.base { type = base }
    if type.isArray { return "_int4" }
    return type.builtIn
  }

  /// reloptions, each value as flatten_reloptions quotes it; nil without any.
  private func optionList(ofIndex id: ObjectID) -> String? {
    guard let options = relation(id)?.options, !options.isEmpty else { return nil }
    let sorted = options.sorted { $0.key < $1.key }
    return sorted.map { name, value in
      let isWord = quotedName(value) == value
      return "\(quotedName(name))=\(isWord ? value : quotedLiteral(value))"
    }.joined(separator: ", ")
  }
}

/// The version whose operator classes are asked for.
private let newestVersion = 18

/// Whether pg_catalog has an operator class of this name. pg_opclass of 15.
private func isCatalogOperatorClass(_ name: String) -> Bool {
  if name.hasSuffix("_bloom_ops") || name.hasSuffix("_minmax_ops")
    || name.hasSuffix("_minmax_multi_ops") || name.hasSuffix("_inclusion_ops")
  {
    return true
  }
  switch name {
  case "text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops", "varchar_ops",
    "jsonb_path_ops", "jsonb_ops", "kd_point_ops", "quad_point_ops", "cidr_ops", "inet_ops",
    "record_image_ops", "record_ops", "array_ops", "range_ops", "multirange_ops", "tsvector_ops",
    "tsquery_ops", "network_ops", "enum_ops", "point_ops", "box_ops", "circle_ops", "poly_ops",
    "text_ops", "name_ops", "char_ops", "bpchar_ops", "bytea_ops", "bit_ops", "varbit_ops",
    "bool_ops", "int2_ops", "int4_ops", "int8_ops", "float4_ops", "float8_ops", "numeric_ops",
    "money_ops", "oid_ops", "oidvector_ops", "uuid_ops", "date_ops", "time_ops", "timetz_ops",
    "timestamp_ops", "timestamptz_ops", "interval_ops", "macaddr_ops", "macaddr8_ops", "pg_lsn_ops",
    "tid_ops", "xid_ops", "xid8_ops", "cid_ops", "aclitem_ops":
    return true
  default: return false
  }
}
