package import SQLSyntax

/// What ALTER COLUMN TYPE needs to write anew. Measured on 14 to 18: the cases whose ids begin with `type_`.
package enum TypeChange {
  /// The types from which a column becomes another one without a rewrite of its table, in words that follow "unless the
  /// column was".
  package static func sparedSources(of type: TypeName) -> String {
    let modifiers = type.modifiers
    let name = canonical(type)
    if type.arrayDimensions > 0 { return "of that type already" }
    switch (name, modifiers.first) {
    case ("text", _): return "text, varchar or citext"
    case ("varchar", nil): return "varchar, varchar(n) or text"
    case ("varchar", let length?): return "varchar(n) with n up to \(length)"
    case ("citext", _): return "citext or text"
    case ("numeric", nil): return "numeric or numeric(p, s)"
    case ("numeric", let precision?):
      let scale = modifiers.count > 1 ? modifiers[1] : "0"
      return "numeric(p, \(scale)) with p up to \(precision)"
    case ("timestamptz", nil): return "timestamptz, or timestamp while the TimeZone is UTC"
    case ("timestamp", nil): return "timestamp, or timestamptz while the TimeZone is UTC"
    case ("timestamptz", let precision?), ("timestamp", let precision?),
      ("interval", let precision?):
      return "\(name)(p) with p up to \(precision)"
    case ("varbit", nil): return "bit(n), varbit or varbit(n)"
    case ("varbit", let length?): return "varbit(n) with n up to \(length)"
    case ("inet", _): return "inet or cidr"
    case ("int", _), ("oid", _): return "int or oid"
    default:
      return builtIn.contains(name)
        ? "of that type already"
        : "of that type already, or it is a domain without constraints over the old one"
    }
  }

  /// Spelled like a type, but known only to CREATE TABLE and ADD COLUMN. Documentation: Numeric Types, "Serial Types".
  package static func isSerial(_ type: TypeName) -> Bool {
    [
      "serial", "serial2", "serial4", "serial8", "bigserial", "smallserial",
    ].contains(type.name)
  }

  /// One name for each of the built-in types above.
  private static func canonical(_ type: TypeName) -> String {
    let prefix = "pg_catalog."
    let name = type.name.hasPrefix(prefix) ? String(type.name.dropFirst(prefix.count)) : type.name
    return switch name {
    case "character varying": "varchar"
    case "decimal", "dec": "numeric"
    case "timestamp with time zone": "timestamptz"
    case "timestamp without time zone": "timestamp"
    case "bit varying": "varbit"
    case "integer", "int4": "int"
    default: name
    }
  }

  /// Types that are no domains, other than those above.
  private static let builtIn: Set<String> = [
    "bigint", "bit", "bool", "boolean", "bpchar", "bytea", "char", "character",
    "cidr", "date", "double precision", "float", "float4", "float8", "int2", "int8", "interval",
    "json", "jsonb", "macaddr", "money", "name", "point", "real", "smallint", "time",
    "time with time zone", "time without time zone", "timetz", "tsvector", "uuid", "xml",
  ]
}
