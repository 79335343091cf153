import SQLLexer

extension Parser {
  /// The words that name a kind of object behind ALTER, DROP and COMMENT ON: object_type_any_name, object_type_name,
  /// object_type_name_on_any_name and the kinds that have a production of their own. Takes the words.
  mutating func objectType() -> ObjectType? {
    for (words, object) in objectWords where at(words) {
      // A role may be called "mapping".
      if object == .userMapping, !at(.for, 2), !at(.if, 2) { continue }
      advance(words.count)
      return object
    }
    return nil
  }

  private func at(_ words: [Keyword]) -> Bool {
    words.indices.allSatisfy { at(words[$0], $0) }
  }
}

/// Longer names first, where one begins with another.
private let objectWords: [([Keyword], ObjectType)] = [
  ([.table], .table),
  ([.index], .index),
  ([.column], .column),
  ([.view], .view),
  ([.sequence], .sequence),
  ([.function], .function),
  ([.procedure], .procedure),
  ([.routine], .routine),
  ([.aggregate], .aggregate),
  ([.type], .type),
  ([.domain], .domain),
  ([.schema], .schema),
  ([.trigger], .trigger),
  ([.policy], .policy),
  ([.rule], .rule),
  ([.extension], .extension),
  ([.materialized, .view], .materializedView),
  ([.foreign, .table], .foreignTable),
  ([.foreign, .data, .wrapper], .foreignDataWrapper),
  ([.event, .trigger], .eventTrigger),
  ([.access, .method], .accessMethod),
  ([.operator, .class], .operatorClass),
  ([.operator, .family], .operatorFamily),
  ([.operator], .operator),
  ([.text, .search, .configuration], .textSearchConfiguration),
  ([.text, .search, .dictionary], .textSearchDictionary),
  ([.text, .search, .parser], .textSearchParser),
  ([.text, .search, .template], .textSearchTemplate),
  ([.large, .object], .largeObject),
  ([.procedural, .language], .language),
  ([.language], .language),
  ([.user, .mapping], .userMapping),
  ([.role], .role),
  ([.user], .role),
  ([.group], .role),
  ([.database], .database),
  ([.tablespace], .tablespace),
  ([.collation], .collation),
  ([.conversion], .conversion),
  ([.publication], .publication),
  ([.subscription], .subscription),
  ([.server], .foreignServer),
  ([.statistics], .statistics),
  ([.cast], .cast),
  ([.transform], .transform),
]
