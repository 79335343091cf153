import SQLLexer

/// frame_bound
private enum FrameBound {
  case unboundedPreceding, unboundedFollowing
  case currentRow
  /// A number of rows.
  case preceding, following
}

extension Parser {
  /// window_specification: `([window] [PARTITION BY …] [ORDER BY …] [frame])`. Documentation: SQL Syntax, "Window
  /// Function Calls".
  mutating func windowSpecification() {
    let start = mark
    expect(.leftParenthesis)
    insideWindow()
    expect(.rightParenthesis)
    finish(.window, from: start)
  }

  private mutating func insideWindow() {
    // opt_existing_window_name: words that begin a clause are no names here.
    switch token().keyword {
    case .partition, .range, .rows, .groups: break
    default:
      if atName() {
        let start = mark
        advance()
        finish(.name, from: start)
      }
    }
    if eat(.partition) {
      expect(.by)
      expressionList()
    }
    if at(.order) { sortClause() }
    switch token().keyword {
    case .range, .rows, .groups:
      advance()
      frameExtent()
      exclusion()
    default: break
    }
  }

  /// frame_extent: `bound` or `BETWEEN bound AND bound`
  private mutating func frameExtent() {
    let first = position
    guard eat(.between) else {
      switch frameBound() {
      case .unboundedFollowing: refuse("frame start cannot be UNBOUNDED FOLLOWING", at: first)
      case .following:
        refuse("frame starting from following row cannot end with current row", at: first)
      default: break
      }
      return
    }
    let start = frameBound()
    expect(.and)
    let second = position
    let end = frameBound()
    switch (start, end) {
    case (.unboundedFollowing, _):
      refuse("frame start cannot be UNBOUNDED FOLLOWING", at: first + 1)
    case (_, .unboundedPreceding):
      refuse("frame end cannot be UNBOUNDED PRECEDING", at: second)
    case (.currentRow, .preceding):
      refuse("frame starting from current row cannot have preceding rows", at: second)
    case (.following, .preceding), (.following, .currentRow):
      refuse("frame starting from following row cannot have preceding rows", at: second)
    default: break
    }
  }

  private mutating func frameBound() -> FrameBound {
    if at(.unbounded), at(.preceding, 1) || at(.following, 1) {
      advance(2)
      return tokens[position - 1].keyword == .preceding ? .unboundedPreceding : .unboundedFollowing
    }
    if eat(.current, .row) { return .currentRow }
    operand(above: .none)
    if eat(.preceding) { return .preceding }
    if !eat(.following) { fail() }
    return .following
  }

  /// opt_window_exclusion_clause: `EXCLUDE CURRENT ROW | GROUP | TIES | NO OTHERS`
  private mutating func exclusion() {
    guard eat(.exclude) else { return }
    if eat(.current) {
      expect(.row)
    } else if eat(.no) {
      expect(.others)
    } else if !eat(.group), !eat(.ties) {
      fail()
    }
  }
}
