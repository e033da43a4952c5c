import Exact

extension TicketFile {
  /// The ticket as the JSON that `read` takes; what is not set is left out.
  public static func json(_ ticket: Ticket) -> JSON {
    var members = [
      JSONMember("kind", .string(ticket.kind.rawValue)),
      JSONMember("instrument", .string(ticket.instrument.description)),
    ]
    append(&members, "side", ticket.side?.rawValue)
    append(&members, "quantity", ticket.quantity?.description)
    members.append(JSONMember("legs", .array(ticket.legs.map(json))))
    if !ticket.options.isEmpty {
      let entries = ticket.options.entries.map { JSONMember($0.name, $0.value.json) }
      members.append(JSONMember("options", .object(entries)))
    }
    return .object(members)
  }

  private static func json(_ leg: Leg) -> JSON {
    var members: [JSONMember] = []
    append(&members, "side", leg.side?.rawValue)
    append(&members, "type", leg.type?.rawValue)
    append(&members, "quantity", leg.quantity?.description)
    append(&members, "price", leg.price?.description)
    append(&members, "trigger", leg.trigger?.description)
    append(&members, "trigger_by", leg.triggerBy?.rawValue)
    append(&members, "tif", leg.timeInForce?.rawValue)
    append(&members, "trail", leg.trail?.text)
    append(&members, "expire", leg.expire?.iso)
    return .object(members)
  }

  private static func append(_ members: inout [JSONMember], _ name: String, _ text: String?) {
    if let text { members.append(JSONMember(name, .string(text))) }
  }
}

extension OptionValue {
  /// The value as it stands in a ticket file; a number that JSON cannot hold stays text.
  fileprivate var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .number(let text): (try? Decimal(jsonNumber: text)).map(JSON.number) ?? .string(text)
    case .flag(let flag): .bool(flag)
    case .list(let items): .array(items.map(JSON.string))
    }
  }
}
