/// All rules, in the order of their ids.
package enum Registry {
  package static let rules: [any Rule] = []

  package static func rule(_ id: String) -> (any Rule)? {
    rules.first { type(of: $0).info.id == id }
  }
}
