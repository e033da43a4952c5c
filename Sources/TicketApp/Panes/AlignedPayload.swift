import Exact
import Orders
import Venues

/// The requests of all venues side by side: a row for each thing that is said, a column a venue.
///
/// Everything comes from the drafts' parameters and the meaning that their fields have; there is no
/// table of its own that could disagree.
struct AlignedPayload {
  /// What a row speaks of, in the order of the rows.
  struct Key: Hashable, Comparable {
    let section: Section
    var leg = 0
    var meaning = 0
    /// Several values of one kind stand below one another.
    var place = 0

    static func < (left: Key, right: Key) -> Bool {
      (left.section.rawValue, left.leg, left.meaning, left.place)
        < (right.section.rawValue, right.leg, right.meaning, right.place)
    }
  }

  enum Section: Int { case symbol, leg, list, further, fixed, sealed }

  /// One venue's words for a row.
  struct Cell: Hashable {
    let line: PayloadLine
    /// What it comes to in our own words; nil where two venues' values need not be alike.
    let meant: String?
    /// Said once in the request, for several legs.
    var isRepeated = false

    var text: String { line.name + "=" + (line.isSealed ? "‹\(line.value)›" : line.value) }
  }

  /// One venue: its cells, or why it has none.
  struct Column {
    let venue: any Venue
    let request: String
    var cells: [Key: Cell] = [:]
    var obstacles: [String] = []
  }

  let columns: [Column]
  let keys: [Key]

  /// The words for the rows of a leg, in their order.
  static let legWords: [(meaning: Field.Meaning, word: String)] = [
    (.legType, "type"), (.side, "side"), (.quantity, "quantity"), (.price, "price"),
    (.trigger, "trigger"), (.triggerBy, "by"), (.timeInForce, "tif"), (.trail, "trail"),
    (.expire, "until"), (.legID, "id"),
  ]

  init(_ looks: [VenueLook], _ ticket: Ticket, _ form: TicketForm) {
    columns = looks.compactMap { look in
      VenueCatalogue.venue(look.venue).map { AlignedPayload.column($0, look, ticket, form) }
    }
    keys = Set(columns.flatMap(\.cells.keys)).sorted()
  }

  /// The row's name, only on the first of several that speak of one thing.
  func label(_ key: Key, _ form: TicketForm) -> String {
    if key.place > 0 { return "" }
    switch key.section {
    case .symbol: return "symbol"
    case .leg:
      return form.label(ofLeg: key.leg).lowercased() + " " + Self.legWords[key.meaning].word
    case .list: return "list id"
    case .further: return "options"
    case .fixed: return "always so"
    case .sealed: return "at sending"
    }
  }

  /// Whether a venue says something else here than the one that the others are compared with.
  func differs(_ key: Key, _ column: Int, from chosen: Int) -> Bool {
    let reference = columns[chosen].cells[key] ?? columns.lazy.compactMap { $0.cells[key] }.first
    guard let meant = columns[column].cells[key]?.meant, let wanted = reference?.meant else {
      return false
    }
    return meant != wanted
  }

  // MARK: Making

  private static func column(
    _ venue: any Venue, _ look: VenueLook, _ ticket: Ticket, _ typed: TicketForm
  ) -> Column {
    guard let draft = look.draft else {
      return Column(
        venue: venue, request: "", obstacles: look.obstacles.map(typed.sentence(of:)))
    }
    let form = venue.forms.first { $0.endpoint === draft.endpoint }
    let legs = ticket.resolvedLegs
    let order = form.map { $0.slots.count == legs.count ? venue.order(legs, in: $0) : [] } ?? []
    var column = Column(venue: venue, request: draft.requestName)
    for line in PayloadLine.lines(of: draft) where !line.value.isEmpty {
      guard let field = line.field else { continue }
      let slots = field.slots.map { order.indices.contains($0) ? order[$0] : $0 }.sorted()
      for (at, leg) in (slots.isEmpty ? [0] : slots).enumerated() {
        guard var key = key(field.meaning, leg) else { continue }
        // A symbol that every leg repeats is said once.
        if at > 0 && key.section != .leg { continue }
        if key.section == .symbol, column.cells[key] != nil { continue }
        while column.cells[key] != nil { key.place += 1 }
        column.cells[key] = Cell(
          line: line, meant: meant(line, field, venue, form), isRepeated: at > 0)
      }
    }
    return column
  }

  private static func key(_ meaning: Field.Meaning, _ leg: Int) -> Key? {
    switch meaning {
    case .symbol: Key(section: .symbol)
    case .listID: Key(section: .list)
    case .option: Key(section: .further)
    case .fixed: Key(section: .fixed)
    case .seal: Key(section: .sealed)
    default:
      legWords.firstIndex { $0.meaning == meaning }.map {
        Key(section: .leg, leg: leg, meaning: $0)
      }
    }
  }

  /// A value in our own words, so that spellings are not taken for differences.
  private static func meant(
    _ line: PayloadLine, _ field: Field, _ venue: any Venue, _ form: PlaceForm?
  ) -> String? {
    let text = line.value
    switch field.meaning {
    case .symbol: return venue.instrument(spelled: text)?.description ?? text
    case .side: return venue.spelling.side(text)?.rawValue ?? text
    case .timeInForce: return venue.spelling.timeInForce(text)?.rawValue ?? text
    case .triggerBy: return venue.spelling.triggerSource(text)?.rawValue ?? text
    case .legType:
      let slot = field.slots.first.flatMap { slot in
        form.flatMap { $0.slots.indices.contains(slot) ? $0.slots[slot] : nil }
      }
      return slot?.types.first { $0.word == text }?.type.rawValue ?? text
    case .quantity, .price, .trigger: return Decimal(text)?.description ?? text
    case .trail, .expire: return text
    case .listID, .legID, .option, .fixed, .seal: return nil
    }
  }
}

extension Draft {
  /// `POST /api/v3/orderList/oco`, `WS orderList.place.oco`.
  var requestName: String { methodName + " " + path }

  var methodName: String {
    switch endpoint.channel {
    case .rest(let verb): verb.rawValue
    case .socket, .marketSocket: "WS"
    }
  }
}
