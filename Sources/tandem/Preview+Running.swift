import Exact
import Orders
import Venues

extension Preview {
  static let command = command(run: run)

  /// What one venue would receive, or why nothing.
  enum Outcome {
    case request(WireRequest)
    case inexpressible([String])
  }

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let path = invocation.operands.first ?? "-"
    let ticket = try TicketInput.ticket(path, invocation.rim)
    let keys = try CredentialsInput(invocation)
    let (venues, isNamed) = invocation.venues
    let maker = RequestMaker(invocation, ticket: ticket, keys: keys)
    var outcomes: [(venue: any Venue, outcome: Outcome)] = []
    var errors = 0
    for venue in venues {
      let outcome = try maker.outcome(venue)
      outcomes.append((venue, outcome))
      let isBeyond = !venue.obstacles(ticket).isEmpty
      if case .inexpressible = outcome, isNamed || !isBeyond { errors += 1 }
      if case .request = outcome { errors += report(ticket, venue, invocation) }
    }
    let isCarried = outcomes.contains { if case .request = $0.outcome { true } else { false } }
    print(outcomes, ticket, invocation)
    return errors == 0 && isCarried ? .fine : .ticketErrors
  }

  /// Tells standard error what the rules hold against a request that is shown all the same.
  private static func report(
    _ ticket: Ticket, _ venue: any Venue, _ invocation: Invocation
  ) -> Int {
    let rules = venue.rules(of: ticket.instrument)
    let inspection = Inspection(
      venue: venue, ticket: ticket, instrument: rules, environment: invocation.environment)
    let errors = venue.findings(inspection).filter { $0.severity == .error }
    for finding in errors {
      Diagnostics.report(
        Failure(venue.id.name, "\(finding.field): \(finding.message) (\(finding.rule))"),
        to: invocation.rim.errors)
    }
    if rules == nil {
      Diagnostics.report(
        Failure(
          venue.id.name,
          "\(ticket.instrument) is not in the catalogue: its tick and lot are unknown"),
        to: invocation.rim.errors)
    }
    return errors.count
  }

  private static func print(
    _ outcomes: [(venue: any Venue, outcome: Outcome)], _ ticket: Ticket, _ invocation: Invocation
  ) {
    let format = WireRequest.Format(rawValue: invocation.text(format) ?? "") ?? .wire
    let revealing = invocation.has(reveal)
    var blocks: [String] = []
    for (venue, outcome) in outcomes {
      if format == .json {
        blocks.append(VisibleText.json(json(venue, outcome, ticket, revealing)) + "\n")
        continue
      }
      let heading = outcomes.count > 1 ? heading(venue, outcome, ticket) : ""
      switch outcome {
      case .request(let request):
        let text = request.text(format, revealing: revealing)
        blocks.append(heading + text + (text.hasSuffix("\n") ? "" : "\n"))
      case .inexpressible(let reasons):
        blocks.append(
          heading + reasons.map { remark("cannot be expressed: \($0)") }.joined())
      }
    }
    invocation.rim.output.write(blocks.joined(separator: format == .json ? "" : "\n"))
  }

  private static func heading(_ venue: any Venue, _ outcome: Outcome, _ ticket: Ticket) -> String {
    guard case .request(let request) = outcome else { return "# \(venue.id)\n" }
    let losses = venue.losses(ticket).map { remark("means: \($0.text)") }.joined()
    return "# \(venue.id) \(request.environment.rawValue)\n" + losses
  }

  /// A line about a request, which may repeat a ticket's words.
  private static func remark(_ text: String) -> String {
    "# \(VisibleText.clean(text, limit: Diagnostics.sentenceLimit))\n"
  }

  private static func json(
    _ venue: any Venue, _ outcome: Outcome, _ ticket: Ticket, _ revealing: Bool
  ) -> String {
    switch outcome {
    case .inexpressible(let reasons):
      return JSON.object([
        JSONMember("venue", .string(venue.id.name)),
        JSONMember("inexpressible", .array(reasons.map(JSON.string))),
      ]).text
    case .request(let request):
      guard case .object(var members) = request.json(revealing) else { return "" }
      members.append(
        JSONMember("losses", .array(venue.losses(ticket).map { .string($0.text) })))
      return JSON.object(members).text
    }
  }
}

/// Places and seals one ticket at one venue after another, at one moment and with one identity.
private struct RequestMaker {
  let ticket: Ticket
  let keys: CredentialsInput
  let environment: Environment
  let now: Timestamp
  let identity: ListIdentity
  let requestID: Int64
  let isRevealing: Bool
  let errors: any Sink

  init(_ invocation: Invocation, ticket: Ticket, keys: CredentialsInput) {
    self.ticket = ticket
    self.keys = keys
    environment = invocation.environment
    now = Timestamp(milliseconds: invocation.integer(Preview.at) ?? invocation.rim.now())
    let seed = invocation.integer(Preview.seed).map { UInt64($0) } ?? invocation.rim.random()
    var generator = SeededGenerator(seed: seed)
    identity = ListIdentity(generator.next())
    requestID = Int64(generator.next() >> 33)
    isRevealing = invocation.has(Preview.reveal)
    errors = invocation.rim.errors
  }

  func outcome(_ venue: any Venue) throws(Failure) -> Preview.Outcome {
    guard venue.hosts(in: environment) != nil else {
      let known = Words.list(venue.hosts.map(\.environment.rawValue))
      return .inexpressible(
        ["\(venue.title) has no \(environment.rawValue) environment; it has \(known)"])
    }
    let draft: Draft
    do {
      draft = try venue.place(ticket, identity)
    } catch {
      return .inexpressible(error.reasons.map(\.text))
    }
    let seal = Seal(now: now, requestID: requestID, credentials: try credentials(venue))
    do {
      return .request(try venue.seal(draft, seal))
    } catch {
      throw Failure(venue.id.name, error.reason)
    }
  }

  /// The venue's keys, or, where nothing is to be revealed, a stand-in that shows the request's
  /// shape.
  private func credentials(_ venue: any Venue) throws(Failure) -> Credentials {
    if let credentials = try keys.credentials(venue, environment) { return credentials }
    guard !isRevealing else {
      throw Failure(
        "--reveal", "there are no credentials for [\(venue.id).\(environment.rawValue)]")
    }
    Diagnostics.report(
      Failure(
        venue.id.name,
        "no credentials for [\(venue.id).\(environment.rawValue)]: shown with stand-ins"),
      to: errors)
    do {
      return try venue.standInCredentials(environment)
    } catch {
      throw Failure(venue.id.name, error.reason)
    }
  }
}

extension Loss {
  /// The loss as a sentence of its own, with its field where the sentence leaves it open.
  var text: String {
    switch field {
    case .legs, .kind, .instrument: sentence
    default: "\(field): \(sentence)"
    }
  }
}
