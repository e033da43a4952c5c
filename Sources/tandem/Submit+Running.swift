import Client
import Orders
import TicketApp
import Venues

extension Submit {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    // From the beginning, so that no signal finds the program half way.
    let stop = try rim.stopRequest()
    let venue = try invocation.target()
    try invocation.checkConfirmed()
    let ticket = try TicketInput.ticket(invocation.operands.first ?? "-", rim)
    let identity = ListIdentity(rim.random())
    let draft: Draft
    do throws(Inexpressible) {
      draft = try venue.place(ticket, identity)
    } catch {
      tell(error.reasons.map(\.text), venue, rim)
      return .ticketErrors
    }
    var desk = try SendingDesk(venue, invocation, stop: stop)
    defer { desk.line.finish() }
    guard try isLegal(ticket, &desk) else { return .ticketErrors }
    let placement = try placement(ticket, identity, draft, &desk)
    if desk.environment == .live { show(placement, venue, rim) }
    let report = place(placement, &desk)
    return report.tell(invocation)
  }

  // MARK: Before

  /// Holds the ticket against the market and the rules as the venue has them now.
  private static func isLegal(
    _ ticket: Ticket, _ desk: inout SendingDesk
  ) throws(Failure) -> Bool {
    let venue = desk.venue
    let rim = desk.invocation.rim
    desk.line.perform(.watch([ticket.instrument]))
    // What does not come in time is a rule that says that it was not checked.
    desk.line.run(for: min(5_000, desk.invocation.patience)) { line in
      line.markets[venue.id]?.last == nil || line.instruments[venue.id] == nil
    }
    let inspection = Inspection(
      venue: venue, ticket: ticket,
      instrument: desk.line.instruments[venue.id] ?? venue.rules(of: ticket.instrument),
      market: desk.line.markets[venue.id] ?? Market(),
      account: desk.line.client.account(of: venue.id) ?? Account(), environment: desk.environment)
    let errors = venue.findings(inspection).filter { $0.severity == .error }
    tell(
      errors.map { finding in
        let repair = finding.repair.map { "; the nearest legal value is \($0)" } ?? ""
        return "\(finding.field): \(finding.message) (\(finding.rule))\(repair)"
      }, venue, rim)
    return errors.isEmpty
  }

  private static func tell(_ reasons: [String], _ venue: any Venue, _ rim: Rim) {
    for reason in reasons {
      Diagnostics.report(Failure(venue.id.name, "\(reason); nothing was sent"), to: rim.errors)
    }
  }

  /// The very request that will leave, once it says the same as the ticket.
  private static func placement(
    _ ticket: Ticket, _ identity: ListIdentity, _ draft: Draft, _ desk: inout SendingDesk
  ) throws(Failure) -> Placement {
    let venue = desk.venue
    let request: WireRequest
    let reading: Reading
    do {
      request = try desk.line.seal(draft, at: venue.id)
      reading = try venue.read(request)
    } catch {
      throw Failure(venue.id.name, "\(error); nothing was sent")
    }
    if let difference = reading.differences(from: ticket, venue).first {
      throw Failure(venue.id.name, "\(difference); nothing was sent")
    }
    if let unknown = reading.unknown.first {
      throw Failure(
        venue.id.name, "the request holds \(unknown), which nobody knows; nothing was sent")
    }
    return Placement(
      key: ListKey(venue.id, identity.listID(ticket.kind)), identity: identity,
      ticket: reading.ticket(inTheOrderOf: ticket, venue), request: request)
  }

  /// What the bytes say, in sentences; the last look before real money moves.
  private static func show(_ placement: Placement, _ venue: any Venue, _ rim: Rim) {
    let source = venue.capabilities.triggerSource
    var text = "\(venue.id) LIVE, real money:\n"
    for (lead, sentence) in placement.ticket.sentences(triggerSource: source) {
      text += Prose.entry(VisibleText.clean("\(lead) \(sentence)", limit: 400), margin: 2)
    }
    text += Prose.entry(
      VisibleText.clean("\(placement.request.text(.wire).lines.first ?? "")", limit: 400), margin: 2
    )
    rim.errors.write(text)
    rim.errors.tryFlush()
  }

  // MARK: Sending

  private static func place(_ placement: Placement, _ desk: inout SendingDesk) -> SentReport {
    let sent = Sent.place(placement.key)
    var outcome = desk.send(.place(placement), as: sent)
    // An answer that names the list alone, or comes before it is done, leaves something to ask.
    let isBrief = desk.line.client.list(placement.key)?.list.status == .accepted
    if outcome == .accepted, isBrief || desk.venue.plan.answersLater { desk.settle(within: 3_000) }
    let record = desk.line.client.list(placement.key)
    if outcome == .accepted, let record, record.list.status == .rejected {
      let reason = record.list.orders.lazy.compactMap(\.reason).first
      outcome = .refused(reason ?? "the venue rejected its orders")
    }
    return SentReport(
      operation: .place, key: placement.key, leg: nil, environment: desk.environment,
      outcome: outcome, record: record)
  }
}
