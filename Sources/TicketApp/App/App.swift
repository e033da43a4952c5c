import Exact
import Orders
import Screen
import Venues

/// The interactive program as a value: state, `update(event) → effects` and `draw() → frame`.
///
/// It has no clock, no terminal, no files and no network; what it wants done it asks for.
public struct App: Sendable {
  public let setup: Setup
  public internal(set) var size: Size
  public internal(set) var isEnded = false

  var form: TicketForm
  var undo = Undo<TicketForm, FieldPath>()
  var focus: FormFocus
  var isRareShown = false
  /// The ids of the list that the form would become; new after each one that was sent.
  var identity: ListIdentity
  /// What everything says of the form as it stands; worked out anew after each change.
  var live: LiveTicket
  /// Several things happen at once, and `live` follows when all have.
  var isHeld = false
  var isStale = false

  var pane = Pane.ticket
  /// The pane has the screen for itself.
  var isZoomed = false
  /// Clicks are the program's; else the terminal's, whose selection works then.
  var isMouseOn: Bool
  /// The venue whose payload, tick and options are shown.
  var venueAt = 0
  var payload = PayloadState()
  var board = ListBoard()
  var lists = ListsState()
  /// Who moved the paper market knows how.
  var wasMarketMoved = false
  /// How many requests were made; some venues number them.
  var requests: Int64 = 0

  var feed = Feed()
  /// What requests are signed with, with the tokens that venues gave.
  var credentials: [VenueID: Credentials]
  /// The instruments whose prices were asked for.
  var watched: [Instrument] = []
  /// Why the journal takes nothing, so that nothing may be sent.
  var journalRefusal: String?
  var log = MessageLog()
  /// Lines that were typed into the command line and the quick entry.
  var history = LineHistory()
  /// The saved templates; nil before they were read.
  var templates: [Template]?
  /// Windows over the panes, the uppermost last.
  var overlays: [any Overlay] = []

  /// What stays as it was when the program began.
  public struct Setup: Sendable {
    public var environment: Environment
    public var charset: Charset
    public var ticket: Ticket
    /// What list ids are made from, one after the other.
    public var seed: UInt64
    public var keymap: Keymap
    /// What requests are signed with; the paper venues' keys are known.
    public var credentials: [VenueID: Credentials]
    /// Whether clicks are reported when the program begins.
    public var isMouseOn: Bool
    /// Whether paper prices are made inside the program, and not by venues elsewhere.
    public var ownsMarkets: Bool

    public init(
      environment: Environment = .paper, charset: Charset = .unicode, ticket: Ticket = .example,
      seed: UInt64 = 0, keymap: Keymap = .standard, credentials: [VenueID: Credentials] = [:],
      isMouseOn: Bool = true, ownsMarkets: Bool = true
    ) {
      self.environment = environment
      self.charset = charset
      self.ticket = ticket
      self.seed = seed
      self.keymap = keymap
      self.credentials = credentials
      self.isMouseOn = isMouseOn
      self.ownsMarkets = ownsMarkets
    }
  }

  /// The parts of the screen that can be gone to.
  enum Pane: String, CaseIterable, Sendable {
    case ticket, payload, outlook, lists

    var title: CleanText {
      switch self {
      case .ticket: "Ticket"
      case .payload: "Payload"
      case .outlook: "What it does"
      case .lists: "Order lists"
      }
    }
  }

  public init(_ setup: Setup, size: Size) {
    self.setup = setup
    self.size = size
    credentials = setup.credentials
    isMouseOn = setup.isMouseOn
    form = TicketForm(setup.ticket)
    focus = FormFocus(.kind)
    identity = ListIdentity(setup.seed)
    live = LiveTicket()
    lookAgain()
  }

  var venues: [any Venue] { VenueCatalogue.all }

  var venue: any Venue { venues[min(venueAt, venues.count - 1)] }

  /// Works out what everything says of the form as it stands.
  mutating func lookAgain() {
    isStale = isHeld
    if isHeld { return }
    live = LiveTicket(
      form, venue: venue.id, feed, identity, environment: setup.environment, before: live)
    focus.settle(in: rows)
  }

  var rows: [FormRow] { form.rows(showing: venue, rare: isRareShown) }
}

extension Ticket {
  /// What the program begins with: an OCO around BTC at 30000, as every venue takes it.
  public static let example = Ticket(
    kind: .oco, instrument: .spot(base: "BTC", quote: "USDT"), side: .sell,
    quantity: Decimal("0.01"),
    legs: [
      Leg(.limit, price: 32_000), Leg(.stopLimit, price: 28_900, trigger: 29_000),
    ])
}
