import Effects
import Plan

/// Where everything is in the picture of the locks: files, transactions and statements from left to right, relations
/// from top to bottom. Lengths are pixels.
struct TimelineLayout {
  /// A statement.
  struct Column {
    var file: Int
    var statement: Int
    var x: Int
    var width: Int
    var middle: Int { x + width / 2 }
    var end: Int { x + width }
  }
  /// A transaction, or a file.
  struct Box {
    var file: Int
    /// Index in the file; nil for the box of a file.
    var transaction: Int?
    var x: Int
    var width: Int
  }
  /// A relation, with its lane in each file that touches it.
  struct Row {
    var relation: String
    var label: String
    /// Of an index: its table, below which it stands.
    var table: String?
    var isNew: Bool
    var lanes: [(file: Int, lane: Lane)]

    init(lane: Lane, lanes: [(file: Int, lane: Lane)]) {
      relation = lane.relation
      table = lane.table
      isNew = lane.isNew
      label = (lane.table == nil ? "" : "↳ ") + shownName(lane.relation)
      self.lanes = lanes
    }
  }

  static let margin = 20
  static let rowHeight = 34
  static let barHeight = 20
  static let characterWidth = 7.25
  /// Over in a moment, or in proportion to the size of a table.
  static let briefWidth = 36
  static let longWidth = 88
  private static let transactionGap = 6
  private static let fileGap = 14
  static let longestLabel = 26

  let files: [PlannedFile]
  private(set) var columns: [Column] = []
  /// Of each file, the place of its first statement among the columns.
  private var firstColumns: [Int] = []
  private(set) var transactions: [Box] = []
  private(set) var fileBoxes: [Box] = []
  private(set) var rows: [Row] = []
  let labelWidth: Int
  let hasFileNames: Bool
  let hasLegend: Bool
  let hasTimeouts: Bool

  /// - Parameter files: with at least one statement each.
  init(_ files: [PlannedFile], hasLegend: Bool) {
    self.files = files
    self.hasLegend = hasLegend
    hasFileNames = files.count > 1
    hasTimeouts = files.contains { $0.statements.contains { $0.lockTimeout != nil } }
    rows = TimelineLayout.rows(of: files)
    let longest = rows.map { min(textWidth(displayable($0.label)), TimelineLayout.longestLabel) }
    let characters = max(longest.max() ?? 0, hasTimeouts ? 12 : 8)
    labelWidth = Int(Double(characters) * TimelineLayout.characterWidth) + 18
    layOut()
  }

  private mutating func layOut() {
    var x = TimelineLayout.margin + labelWidth
    for (file, planned) in files.enumerated() {
      let fileStart = x
      firstColumns.append(columns.count)
      for (place, transaction) in planned.transactions.enumerated() {
        let start = x
        for index in transaction.statements {
          let isLong = planned.statements[index].isLong && planned.statements[index].isReached
          let width = isLong ? TimelineLayout.longWidth : TimelineLayout.briefWidth
          columns.append(Column(file: file, statement: index, x: x, width: width))
          x += width
        }
        transactions.append(Box(file: file, transaction: place, x: start, width: x - start))
        x += TimelineLayout.transactionGap
      }
      x -= TimelineLayout.transactionGap
      fileBoxes.append(Box(file: file, transaction: nil, x: fileStart, width: x - fileStart))
      x += TimelineLayout.fileGap
    }
  }

  /// Each relation once; the new ones are the last, and left out where there is more than one file.
  private static func rows(of files: [PlannedFile]) -> [Row] {
    var rows: [Row] = []
    var places: [String: Int] = [:]
    for (file, planned) in files.enumerated() {
      for lane in planned.shownLanes where !lane.isNew || (files.count == 1 && lane.table == nil) {
        let key = "\(lane.kind) \(lane.relation) \(lane.isNew)"
        if let place = places[key] {
          rows[place].lanes.append((file, lane))
        } else {
          places[key] = rows.count
          rows.append(Row(lane: lane, lanes: [(file, lane)]))
        }
      }
    }
    return rows.filter { !$0.isNew && $0.table == nil }.flatMap { row in
      [row] + rows.filter { !$0.isNew && $0.table == row.relation }
    }
      + rows.filter { row in
        !row.isNew && row.table != nil && !rows.contains { !$0.isNew && $0.relation == row.table }
      } + rows.filter(\.isNew)
  }

  // MARK: - Places

  var headTop: Int { TimelineLayout.margin }
  var boxTop: Int { headTop + (hasFileNames ? 26 : 0) }
  /// The middle of the numbers of statements.
  var numberMiddle: Int { boxTop + 20 }
  var rowsTop: Int { boxTop + 38 }
  var rowsBottom: Int { rowsTop + max(rows.count, 1) * TimelineLayout.rowHeight }
  var boxBottom: Int { rowsBottom + (hasTimeouts ? 24 : 0) + 8 }
  var legendTop: Int { boxBottom + 16 }
  var height: Int { hasLegend ? legendTop + 52 : boxBottom + TimelineLayout.margin }
  var width: Int {
    let end = (columns.last?.end ?? 0) + TimelineLayout.margin
    return hasLegend ? max(end, TimelineLayout.margin * 2 + 720) : end
  }

  func rowMiddle(_ row: Int) -> Int {
    rowsTop + row * TimelineLayout.rowHeight + TimelineLayout.rowHeight / 2
  }

  func column(_ file: Int, _ statement: Int) -> Column { columns[firstColumns[file] + statement] }
}
