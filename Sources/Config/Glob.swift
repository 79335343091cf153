/// A pattern for paths: `*` and `?` stay within a name, `[…]` is one of several characters (`[!…]` none of them), `**`
/// is any number of directories. A pattern that matches a directory matches everything in it; one without a `/` matches
/// at any depth.
package struct Glob: Equatable, Sendable {
  package enum Segment: Equatable, Sendable {
    /// `**`
    case anyDepth
    case name(NamePattern)
  }

  package var pattern: String
  package var segments: [Segment]

  /// - Parameter pattern: `/` separates names; `./` at the beginning and `/` at either end say nothing.
  package init(_ pattern: String) {
    self.pattern = pattern
    var names = pattern.split(separator: "/")
    while names.first == "." { names.removeFirst() }
    segments = names.map { $0 == "**" ? .anyDepth : .name(NamePattern(String($0))) }
    if !names.isEmpty, !pattern.dropLast().contains("/") { segments.insert(.anyDepth, at: 0) }
  }

  /// Whether a path, relative to where the pattern counts from, is matched or is in a directory that is.
  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").map { Array($0.unicodeScalars) }
    var segment = 0
    var name = 0
    // Where to go on when a match fails: behind the latest `**`, which then takes one name more.
    var retry: (segment: Int, name: Int)?
    while segment < segments.count {
      if case .anyDepth = segments[segment] {
        segment += 1
        retry = (segment, name)
        if segment == segments.count { return name < names.count }
      } else if name < names.count, case .name(let pattern) = segments[segment],
        pattern.matches(names[name])
      {
        segment += 1
        name += 1
      } else if let latest = retry, latest.name < names.count {
        retry = (latest.segment, latest.name + 1)
        segment = latest.segment
        name = latest.name + 1
      } else {
        return false
      }
    }
    return name > 0
  }
}

/// The part of a glob that one name must match.
package struct NamePattern: Equatable, Sendable {
  private enum Element: Equatable, Sendable {
    /// `*`
    case anything
    /// `?`
    case anyScalar
    case scalar(Unicode.Scalar)
    case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anything, .anyScalar: true
      case .scalar(let expected): scalar == expected
      case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
      }
    }
  }

  private var elements: [Element] = []
  package let text: String

  package init(_ text: String) {
    self.text = text
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*":
        if elements.last != .anything { elements.append(.anything) }
      case "?": elements.append(.anyScalar)
      case "[":
        // Without its `]`, a bracket is an ordinary character.
        if let (element, end) = NamePattern.bracket(scalars, from: index) {
          elements.append(element)
          index = end
        } else {
          elements.append(.scalar("["))
        }
      case let scalar: elements.append(.scalar(scalar))
      }
      index += 1
    }
  }

  /// Whether the pattern is more than an ordinary name.
  package var hasWildcards: Bool {
    elements.contains { element in
      if case .scalar = element { false } else { true }
    }
  }

  package func matches(_ name: String) -> Bool { matches(Array(name.unicodeScalars)) }

  fileprivate func matches(_ name: [Unicode.Scalar]) -> Bool {
    var element = 0
    var index = 0
    var retry: (element: Int, index: Int)?
    while element < elements.count || index < name.count {
      if element < elements.count, elements[element] == .anything {
        element += 1
        retry = (element, index)
      } else if element < elements.count, index < name.count, elements[element].matches(name[index])
      {
        element += 1
        index += 1
      } else if let latest = retry, latest.index < name.count {
        retry = (latest.element, latest.index + 1)
        element = latest.element
        index = latest.index + 1
      } else {
        return false
      }
    }
    return true
  }

  /// Reads `[…]`; returns the place of its `]` as well.
  private static func bracket(
    _ scalars: [Unicode.Scalar], from start: Int
  ) -> (element: Element, end: Int)? {
    var index = start + 1
    let isNegated = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
    if isNegated { index += 1 }
    let first = index
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while index < scalars.count {
      // A `]` at the beginning is one of the characters.
      if scalars[index] == "]", index > first {
        return (.oneOf(ranges, isNegated: isNegated), index)
      }
      let low = scalars[index]
      if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
        let high = scalars[index + 2]
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }
}
