import Exact
import Orders
import Venues

/// Ticket → request → ticket: what comes back must be what went in, and every number on the way
/// exact.
public struct RoundTrip {
  public let venue: any Venue
  let credentials: Credentials

  public init(_ venue: any Venue) throws {
    self.venue = venue
    credentials = try venue.paperCredentials()
  }

  /// What went wrong with one ticket; nil when nothing did.
  public func trouble(_ ticket: Ticket, identity: UInt64) -> String? {
    do {
      let draft = try venue.place(ticket, ListIdentity(identity))
      let seal = Seal(
        now: Timestamp(milliseconds: 1_700_000_000_000), requestID: 1, credentials: credentials)
      let request = try venue.seal(draft, seal)
      if let number = Self.inexactNumber(draft.parameters) { return "carries \(number)" }
      if let text = Self.exponent(request) { return "has an exponent in \(text)" }
      let reading = try venue.read(request)
      let sent = Self.intent(ticket, venue)
      let got = Self.intent(withoutAccount(reading.ticket, unlike: ticket), venue)
      return sent == got ? nil : "reads back as \(got), was \(sent)"
    } catch let error as Inexpressible {
      return "cannot be placed: \(error.reasons.map(\.text))"
    } catch {
      return "\(error)"
    }
  }

  /// The account that sealing put in is not something the ticket said.
  private func withoutAccount(_ ticket: Ticket, unlike sent: Ticket) -> Ticket {
    var ticket = ticket
    for entry in ticket.options.entries
    where sent.options[entry.name] == nil
      && credentials.settings.values.contains(entry.value.description)
    {
      ticket.options[entry.name] = nil
    }
    return ticket
  }

  /// The ticket with everything said leg by leg, in an order that does not depend on the encoder.
  static func intent(_ ticket: Ticket, _ venue: any Venue) -> String {
    let legs = ticket.resolvedLegs.map { leg in
      [
        leg.side?.rawValue, leg.type?.rawValue, leg.quantity?.description, leg.price?.description,
        leg.trigger?.description, leg.triggerBy?.rawValue, leg.timeInForce?.rawValue,
        leg.trail?.text, leg.expire?.iso,
      ].map { $0 ?? "-" }.joined(separator: " ")
    }
    let fixed = ticket.kind.hasEntry ? 1 : 0
    let ordered = legs.prefix(fixed) + legs.dropFirst(fixed).sorted()
    let choices = Set(venue.choices.map(\.name))
    let ids = Set(
      venue.forms.flatMap(\.fields).filter { $0.meaning == .listID || $0.meaning == .legID }
        .map(\.optionName))
    let options = ticket.options.parameters(of: venue.id)
      .filter { !choices.contains($0.name) && !ids.contains($0.name) }
      .map { "\($0.name)=\($0.value)" }.sorted()
    return ([ticket.kind.rawValue, ticket.instrument.description] + ordered + options)
      .joined(separator: " | ")
  }

  /// A value that is not written in its canonical text.
  static func inexactNumber(_ parameters: [Parameter]) -> String? {
    for parameter in parameters {
      switch parameter.value {
      case .decimal(let value), .number(let value):
        let text = parameter.value.text
        if Decimal(text) != value || text.contains("e") || text.contains("E") {
          return "\(parameter.name)=\(text)"
        }
        if text.contains("."), text.hasSuffix("0") { return "\(parameter.name)=\(text)" }
      case .object(let inner):
        if let found = inexactNumber(inner) { return found }
      case .list(let values):
        for case .object(let inner) in values {
          if let found = inexactNumber(inner) { return found }
        }
      default: continue
      }
    }
    return nil
  }

  /// A bare JSON number with an exponent, or with a zero at the end of its fraction.
  static func exponent(_ request: WireRequest) -> String? {
    guard let document = try? JSONDocument(parsing: request.body.bytes) else { return nil }
    return oddNumber(document.root)
  }

  private static func oddNumber(_ node: JSONNode) -> String? {
    switch node.kind {
    case .number:
      let text = node.numberText ?? ""
      return Decimal(text)?.description == text ? nil : text
    case .array:
      for element in node.elements {
        if let odd = oddNumber(element) { return odd }
      }
      return nil
    case .object:
      for member in node.members {
        if let odd = oddNumber(member.value) { return odd }
      }
      return nil
    case .null, .bool, .string: return nil
    }
  }
}
