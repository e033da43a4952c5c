import Orders
import Screen

/// Where everything of the form stands in the ticket pane, for drawing and for the mouse.
struct TicketPlan {
  /// A field with its place on the screen.
  struct Place {
    let field: FormField
    let row: Int
    /// By the pane's own columns: where its label begins, and its value.
    let label: Int
    let value: Int
    let width: Int
    /// In the frame.
    let rect: Rect
  }

  struct Heading {
    let text: String
    let row: Int
  }

  private(set) var places: [Place] = []
  private(set) var headings: [Heading] = []
  private(set) var rows = 0
  /// The row of the focused field.
  private(set) var focusRow = 0

  private static let margin = 10

  init(_ app: App, _ area: Area) {
    for (row, formRow) in app.rows.enumerated() {
      headings.append(Heading(text: formRow.label, row: row))
      place(formRow, row, app, area)
      if formRow.fields.contains(where: { $0.path == app.focus.path }) { focusRow = row }
    }
    rows = headings.count
  }

  private mutating func place(_ formRow: FormRow, _ row: Int, _ app: App, _ area: Area) {
    var column = Self.margin
    for (index, field) in formRow.fields.enumerated() {
      let isNamed = index > 0 || formRow.label != field.label.capitalized && formRow.label.isEmpty
      let isLabelled = isNamed || field.label != formRow.label.lowercased() && index > 0
      let label = isLabelled ? field.label.count + 1 : 0
      let width = Self.width(of: field)
      places.append(
        Place(
          field: field, row: row, label: column, value: column + label, width: width,
          rect: area.part(
            Rect(column: column + label, row: row, columns: width, rows: 1)
          ).visible))
      column += label + width + 1
    }
  }

  private static func width(of field: FormField) -> Int {
    switch field.editor {
    case .choice(let words, let chosen):
      if case .kind = field.path { return words.reduce(0) { $0 + $1.count + 2 } }
      return (chosen.map { words[$0].count } ?? 1) + 2
    case .text:
      switch field.path {
      case .instrument: return 12
      case .option: return 22
      case .legField(_, .expire): return 21
      default: return 13
      }
    }
  }
}
