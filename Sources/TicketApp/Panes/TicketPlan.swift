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
    /// What is typed comes to, where it is more than a number: it stands behind the field.
    let answer: CleanText
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
  /// What a field that is typed into has at the least.
  private static let least = 10

  init(_ app: App, _ area: Area) {
    let columns = area.size.columns
    let names = app.rows.filter(\.isOption).map(\.label.count)
    // Options go by the venues' own names, which are long; all stand in one column.
    let column = names.filter { $0 + 2 + Self.least <= columns }.max().map { $0 + 2 } ?? 0
    for formRow in app.rows {
      headings.append(Heading(text: formRow.label, row: rows))
      place(formRow, from: formRow.isOption ? max(Self.margin, column) : Self.margin, app, area)
    }
  }

  /// The fields of a row side by side; those for which there is no room go below.
  private mutating func place(
    _ formRow: FormRow, from start: Int, _ app: App, _ area: Area
  ) {
    // A name too long for its column has the row for itself.
    var column = formRow.label.count + 2 > start ? area.size.columns : start
    for (index, field) in formRow.fields.enumerated() {
      let isNamed = index > 0 || formRow.label != field.label.capitalized && formRow.label.isEmpty
      let isLabelled = isNamed || field.label != formRow.label.lowercased() && index > 0
      let label = isLabelled ? field.label.count + 1 : 0
      let widths = Self.widths(of: field)
      let answer = Self.answer(to: field, app)
      let least = label + widths.lowerBound + answer.columns
      if column > Self.margin, column + least > area.size.columns {
        column = Self.margin
        rows += 1
      }
      let room = area.size.columns - column - label - answer.columns
      let width = min(widths.upperBound, max(widths.lowerBound, room))
      let value = Rect(column: column + label, row: rows, columns: width, rows: 1)
      places.append(
        Place(
          field: field, row: rows, label: column, value: value.column, width: width,
          answer: answer,
          rect: area.part(value).visible))
      if field.path == app.focus.path { focusRow = rows }
      column += label + width + answer.columns + 1
    }
    rows += 1
  }

  private static func answer(to field: FormField, _ app: App) -> CleanText {
    guard let value = app.live.reading.values[field.path], !value.isTyped, field.isTyped else {
      return ""
    }
    return CleanText(" = " + Figures.price(value.value))
  }

  /// The least and the most columns of a field: one that is typed into may be a little narrower.
  private static func widths(of field: FormField) -> ClosedRange<Int> {
    let width = width(of: field)
    if case .choice = field.editor { return width...width }
    return min(width, least)...width
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
