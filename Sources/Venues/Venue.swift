import Orders

/// One venue: what it takes, what it demands, and how to speak with it.
///
/// Pure functions and tables.
public protocol Venue: Sendable {
  var id: VenueID { get }
  /// The name people use.
  var title: String { get }
  /// What facts are cited from, with versions.
  var documents: [Document] { get }
  var capabilities: Capabilities { get }
  /// One row an environment; the first is paper.
  var hosts: [Hosts] { get }
  /// Every way of placing a list, the standard one of each kind first.
  var forms: [PlaceForm] { get }
  /// Every other request.
  var endpoints: [Endpoint] { get }
  var choices: [Choice] { get }
  var rules: [Rule] { get }
  var spelling: Spelling { get }
  /// The instruments known without asking the venue: those of the paper exchange.
  var instruments: [InstrumentRules] { get }
  var credentialSettings: [CredentialSetting] { get }

  /// The venue's spelling of an instrument; nil for one it cannot have.
  func symbol(of instrument: Instrument) -> String?
  /// The instrument behind a venue's spelling.
  func instrument(spelled symbol: String) -> Instrument?

  /// The form a ticket is placed with, by its kind and options.
  func form(for ticket: Ticket) -> PlaceForm?
  /// Which leg goes into which slot of the form.
  func order(_ legs: [Leg], in form: PlaceForm) -> [Int]
  /// The client ids of an intent: of the list, then by slot.
  func ids(of identity: ListIdentity, for form: PlaceForm) -> (list: String, legs: [String])
  /// The request that places a ticket, before it is sealed.
  func place(_ ticket: Ticket, _ identity: ListIdentity) throws(Inexpressible) -> Draft
  /// The requests that a call takes, in the order they are to be sent.
  func drafts(_ call: Call) throws(Inexpressible) -> [Draft]

  func credentials(from values: CredentialValues) throws(InvalidCredentials) -> Credentials
  /// The exact bytes: with time, key and signature. Preview, journal and wire all use this.
  func seal(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest

  /// The ticket a placing request says, from its own bytes.
  func read(_ request: WireRequest) throws(Unreadable) -> Reading
  func decode(_ response: Response, to operation: Operation) -> Answer
  /// How a session with it is kept.
  var plan: SessionPlan { get }
  /// Where a socket is opened; nil where nothing is said to stand there.
  func address(
    of channel: Channel, _ hosts: Hosts, token: StreamToken?, number: Int64
  ) -> String?
  /// The number of a sealed frame, as its reply will have it; nil where none is told.
  func number(ofFrame frame: WireRequest) -> String?

  /// What a status word means of a leg of this type, where the message that has the word does not
  /// tell the type; nil where the word alone says all there is.
  func status(_ word: String, of type: LegType) -> OrderStatus?

  /// What a frame says. `bytes` is the message's payload, decompressed where the venue compresses.
  func events(in bytes: [UInt8]) -> [VenueEvent]

  /// What this venue cannot say of the ticket, or means differently.
  func losses(_ ticket: Ticket) -> [Loss]
}

extension Venue {
  public func order(_ legs: [Leg], in form: PlaceForm) -> [Int] { form.order(legs) }

  public func status(_ word: String, of type: LegType) -> OrderStatus? { nil }

  public func address(
    of channel: Channel, _ hosts: Hosts, token: StreamToken?, number: Int64
  ) -> String? { hosts.base(for: channel) }

  /// What the catalogue knows of an instrument at this venue.
  public func rules(of instrument: Instrument) -> InstrumentRules? {
    instruments.first { $0.instrument == instrument }
  }

  public func hosts(in environment: Environment) -> Hosts? {
    hosts.first { $0.environment == environment }
  }

  /// The way a choice is taken: as the ticket's option says, or the standard one.
  public func choice(_ name: String, in options: Options) -> String {
    guard let choice = choices.first(where: { $0.name == name }) else { return "" }
    guard !options.isEmpty, let chosen = options.value(id, name)?.description,
      choice.ways.contains(where: { $0.name == chosen })
    else { return choice.standard }
    return chosen
  }

  /// The ways that several choices are taken; most tickets choose nothing and share the table of
  /// standard ones.
  func ways(_ standards: [String: String], in options: Options) -> [String: String] {
    if options.isEmpty { return standards }
    var ways = standards
    for name in standards.keys { ways[name] = choice(name, in: options) }
    return ways
  }

  /// The common road of placing: form, order, ids, then the form's own table.
  public func fill(
    _ ticket: Ticket, _ identity: ListIdentity, makesIDs: Bool = true
  ) throws(Inexpressible) -> Draft {
    guard let form = form(for: ticket) else {
      throw Inexpressible(.kind, "\(title) has no \(ticket.kind.rawValue.uppercased())")
    }
    guard let symbol = symbol(of: ticket.instrument) else {
      throw Inexpressible([instrumentObstacle(ticket.instrument)])
    }
    guard ticket.legs.count == form.slots.count else {
      throw Inexpressible(.legs, form.legCountSentence(ticket.legs.count))
    }
    let ids = makesIDs ? ids(of: identity, for: form) : nil
    let context = FillContext(
      venue: id, title: title, symbol: symbol, spelling: spelling, listID: ids?.list,
      legIDs: ids?.legs)
    let parameters = try form.fill(
      ticket, order: order(ticket.resolvedLegs, in: form), context)
    return Draft(form.endpoint, parameters)
  }

  /// What legs say that the form has no field for, and what every ticket of the kind should know.
  public func commonLosses(_ ticket: Ticket) -> [Loss] {
    guard let form = form(for: ticket) else { return [] }
    var losses: [Loss] = []
    let legs = ticket.resolvedLegs
    let order = legs.count == form.slots.count ? order(legs, in: form) : []
    for (slot, index) in order.enumerated() {
      let leg = legs[index]
      func carries(_ meaning: Field.Meaning) -> Bool {
        form.fields.contains { field in
          field.meaning == meaning && field.slots.contains(slot)
            && (field.legTypes.map { types in leg.type.map(types.contains) ?? true } ?? true)
        }
      }
      if let tif = leg.timeInForce, tif != .gtc, !carries(.timeInForce) {
        losses.append(
          Loss(
            .leg(index, .timeInForce),
            "'\(tif.rawValue)' is not sent: \(title) takes no time in force for this leg"))
      }
      if let source = leg.triggerBy, source != capabilities.triggerSource, !carries(.triggerBy) {
        losses.append(
          Loss(
            .leg(index, .triggerBy),
            "the trigger watches the \(capabilities.triggerSource.rawValue) price, not the "
              + "\(source.rawValue) price"))
      }
      if leg.expire != nil, !carries(.expire) {
        losses.append(Loss(.leg(index, .expire), "is not sent: \(title) has no time of expiry"))
      }
    }
    return losses
  }
}
