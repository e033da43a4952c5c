import Exact
import Orders
import Venues

extension VenueSheet {
  /// One object with every capability, for scripts and forms.
  var json: JSON {
    let able = venue.capabilities
    return .object([
      JSONMember("venue", .string(venue.id.name)),
      JSONMember("title", .string(venue.title)),
      JSONMember("spot", .bool(able.tradesSpot)),
      JSONMember("futures", .bool(able.tradesFutures)),
      JSONMember("environments", .array(venue.hosts.map(json))),
      JSONMember("forms", .array(venue.forms.map(json))),
      JSONMember("behaviour", .array(able.contingencies.map(json))),
      JSONMember("trigger_source", .string(able.triggerSource.rawValue)),
      JSONMember("trigger_sources", .array(able.triggerSources.map { .string($0.rawValue) })),
      JSONMember("tif", .array(able.timesInForce.map { .string($0.rawValue) })),
      JSONMember("cancel_leg", .bool(able.canCancelLeg)),
      JSONMember("amend", .bool(able.canAmend)),
      JSONMember("funds", .string(able.funds)),
      JSONMember("choices", .array(venue.choices.map(json))),
      JSONMember("endpoints", .array(venue.endpoints.map(json))),
      JSONMember("instruments", .array(venue.instruments.map(json))),
      JSONMember("documents", .array(venue.documents.map(json))),
    ])
  }

  private func json(_ hosts: Hosts) -> JSON {
    .object([
      JSONMember("env", .string(hosts.environment.rawValue)),
      JSONMember("rest", .string(hosts.rest)),
      JSONMember("socket", hosts.socket.map(JSON.string) ?? .null),
      JSONMember("market_socket", hosts.marketSocket.map(JSON.string) ?? .null),
      JSONMember("source", .string(hosts.source.description)),
    ])
  }

  private func json(_ form: PlaceForm) -> JSON {
    .object([
      JSONMember("form", .string(form.name)),
      JSONMember("kind", .string(form.kind.rawValue)),
      JSONMember("path", .string(form.endpoint.path)),
      JSONMember("channel", .string(channelName(form.endpoint.channel))),
      JSONMember("cost", .string(form.endpoint.cost)),
      JSONMember(
        "slots",
        .array(
          form.slots.map { slot in
            .object([
              JSONMember("name", .string(slot.name)),
              JSONMember("role", .string(slot.role.rawValue)),
              JSONMember("types", .array(slot.allowed.members.map { .string($0.rawValue) })),
            ])
          })),
      JSONMember("fields", .array(form.fields.map(json))),
      JSONMember("source", .string(form.endpoint.source.description)),
    ])
  }

  private func channelName(_ channel: Channel) -> String {
    switch channel {
    case .rest(let method): method.rawValue
    case .socket, .marketSocket: "WS"
    }
  }

  private func json(_ field: Field) -> JSON {
    var members = [
      JSONMember("name", .string(field.optionName)),
      JSONMember("option", .bool(field.isOption)),
      JSONMember("type", .string(field.type.words)),
      JSONMember("wire", .string(field.wire == .bare ? "number" : "string")),
      JSONMember("slots", .array(field.slots.map { .integer(Int64($0)) })),
      JSONMember("rare", .bool(field.isRare)),
    ]
    switch field.need {
    case .required: members.append(JSONMember("need", "required"))
    case .optional: members.append(JSONMember("need", "optional"))
    case .conditional(let when): members.append(JSONMember("need", .string(when)))
    }
    members.append(JSONMember("standard", field.standard.map(JSON.string) ?? .null))
    members.append(JSONMember("help", .string(field.help)))
    members.append(JSONMember("source", .string(field.source.description)))
    return .object(members)
  }

  private func json(_ rule: Capabilities.Contingency) -> JSON {
    .object([
      JSONMember("kind", .string(rule.kind.rawValue)),
      JSONMember("arming", rule.arming.map { .string($0.rawValue) } ?? .null),
      JSONMember("removal", .string(rule.removal.rawValue)),
      JSONMember("sibling_ends_as", .string(rule.siblingEndsAs)),
      JSONMember("cancel_takes_both", .bool(rule.cancelTakesBoth)),
      JSONMember("documented", .bool(rule.isDocumented)),
      JSONMember("source", .string(rule.source.description)),
    ])
  }

  private func json(_ choice: Choice) -> JSON {
    .object([
      JSONMember("name", .string(choice.name)),
      JSONMember("question", .string(choice.question)),
      JSONMember("standard", .string(choice.standard)),
      JSONMember(
        "ways",
        .array(
          choice.ways.map {
            .object([
              JSONMember("name", .string($0.name)), JSONMember("meaning", .string($0.meaning)),
            ])
          })),
      JSONMember("source", .string(choice.source.description)),
    ])
  }

  private func json(_ endpoint: Endpoint) -> JSON {
    .object([
      JSONMember("operation", .string(endpoint.operation.rawValue)),
      JSONMember("channel", .string(channelName(endpoint.channel))),
      JSONMember("path", .string(endpoint.path)),
      JSONMember("security", .string(endpoint.security.rawValue)),
      JSONMember("cost", .string(endpoint.cost)),
      JSONMember("fields", .array(endpoint.fields.map { .string($0.name) })),
      JSONMember("source", .string(endpoint.source.description)),
    ])
  }

  private func json(_ rules: InstrumentRules) -> JSON {
    let decimals: [(String, Decimal?)] = [
      ("tick", rules.tick), ("lot", rules.lot), ("min_price", rules.minimumPrice),
      ("max_price", rules.maximumPrice), ("min_quantity", rules.minimumQuantity),
      ("max_quantity", rules.maximumQuantity), ("min_notional", rules.minimumNotional),
      ("max_notional", rules.maximumNotional), ("value_per_point", rules.valuePerPoint),
      ("last", StartingMarket.last(of: rules.instrument)),
    ]
    return .object(
      [
        JSONMember("instrument", .string(rules.instrument.description)),
        JSONMember("symbol", .string(rules.symbol)),
      ]
        + decimals.map { name, value in
          JSONMember(name, value.map { .string($0.description) } ?? .null)
        })
  }

  private func json(_ document: Document) -> JSON {
    .object([
      JSONMember("name", .string(document.name)), JSONMember("title", .string(document.title)),
      JSONMember("version", .string(document.version)),
    ])
  }
}
