import Exact
import Orders
import PaperExchange
import Venues

extension TradovateServing {
  /// `/order/placeorder`, `/order/placeoco` and `/order/placeoso` (Tradovate §3.1 to §3.3).
  ///
  /// - Parameter kind: nil for a single order; of `oto` the brackets say whether it is an OTOCO.
  mutating func place(_ call: Call, _ kind: Kind?) -> Reply {
    guard let body = call.body, body.kind == .object else {
      return .malformed("Object expected")
    }
    if let flaw = shapeFlaw(body, kind) ?? accountFlaw(body) ?? refusedField(body) { return flaw }
    guard let symbol = body["symbol"]?.text, let market = desk.market(spelled: symbol) else {
      return Failure.denied.reply
    }
    if desk.halted.contains(market) { return Failure.closed.reply }
    let reading: Reading
    do throws(Unreadable) {
      reading = try read(call, kind)
    } catch {
      return .malformed(error.reason)
    }
    return place(reading.ticket, kind == nil ? nil : reading.ticket.kind, market, body)
  }

  private func read(_ call: Call, _ kind: Kind?) throws(Unreadable) -> Reading {
    let venue = Tradovate()
    let request = WireRequest(
      venue: venue.id, environment: .paper, operation: .place, channel: .rest(.post), base: "",
      target: SealedText("/" + call.name), body: SealedText(call.bytes))
    return try kind == nil ? venue.readSingle(request) : venue.read(request)
  }

  private mutating func place(
    _ ticket: Ticket, _ kind: Kind?, _ market: Int, _ body: JSONNode
  ) -> Reply {
    var ticket = ticket
    // An empty text says nothing; some clients send one where they have none.
    for option in ticket.options.entries where option.value.description.isEmpty {
      ticket.options[option.name] = nil
    }
    for leg in ticket.legs.indices {
      Self.settle(&ticket.legs[leg])
      ticket.legs[leg].trail = trail(of: ticket.legs[leg], ticket, market)
    }
    let isPair = kind == .oco
    if let quantity = ticket.legs.first?.quantity, !quantity.isPositive {
      return .violation("orderQty", quantity.description, "Order Qty should be positive")
    }
    let errors = desk.errors(of: ticket, in: market).filter { finding in
      // Of a single order only what is said of every order counts.
      kind != nil || finding.rule.hasPrefix("tv-all")
    }
    for finding in errors {
      if let refusal = Self.refusal(of: finding, ticket.options) { return refusal }
    }
    let nodes = Self.orderNodes(body, kind)
    var request = PlaceRequest(
      kind, market: market,
      legs: ticket.legs.map(Self.engineLeg), listID: "",
      legIDs: nodes.map { $0["clOrdId"]?.text ?? "" })
    request.legDetails = zip(nodes, ticket.legs).map { Self.details($0, $1, top: body) }
    do throws(PlaceRefusal) {
      return .ok(placed(try desk.place(request)))
    } catch {
      return Self.failure(for: error, isPair: isPair).reply
    }
  }

  /// Gives the orders of a list their entities, and says the numbers as the venue does.
  private mutating func placed(_ list: Int64) -> JSON {
    let orders = desk.list(list)?.orders ?? []
    let ids = orders.map { number in
      let id = makeID()
      idOfOrder[number] = id
      numberOfOrder[id] = number
      return id
    }
    let names =
      desk.list(list)?.kind == .oco ? ["orderId", "ocoId"] : ["orderId", "oso1Id", "oso2Id"]
    return .object(zip(names, ids).map { JSONMember($0, .integer($1)) })
  }

  // MARK: What is wrong with a request

  private static let requiredMembers = ["action", "symbol", "orderQty", "orderType"]

  private func shapeFlaw(_ body: JSONNode, _ kind: Kind?) -> Reply? {
    for name in Self.requiredMembers where body[name]?.filledText == nil { return .missing(name) }
    guard body["orderQty"]?.decimal?.isInteger == true else {
      return .malformed("orderQty is not a whole number")
    }
    let needed = kind == .oco ? "other" : kind == .oto ? "bracket1" : nil
    if let needed, body[needed]?.kind != .object { return .missing(needed) }
    let nodes = Self.orderNodes(body, kind)
    if kind != nil, nodes.count < 2 { return .missing("action") }
    for node in nodes.dropFirst() {
      for name in ["action", "orderType"] where node[name]?.filledText == nil {
        return .missing(name)
      }
    }
    return nodes.lazy.compactMap(Self.longText).first
  }

  /// "string ≤ 64" (Tradovate §3.1).
  private static func longText(_ node: JSONNode) -> Reply? {
    for name in ["clOrdId", "text"] {
      guard let text = node[name]?.text, text.unicodeScalars.count > 64 else { continue }
      return .violation(name, text, "\(name) should have at most 64 characters")
    }
    return nil
  }

  /// One of the two is needed in practice, and both have to name the user's account (§3.1, api#34).
  func accountFlaw(_ body: JSONNode) -> Reply? {
    let number = body["accountId"].flatMap { $0.isNull ? nil : $0 }
    let name = body["accountSpec"]?.filledText
    if number == nil, name == nil {
      return .violations([
        ("accountId", "", "Account Id should be specified"),
        ("accountSpec", "", "Account Spec should be specified"),
      ])
    }
    if let number, number.int64 != paper.accountID { return Failure.denied.reply }
    if let name, name != paper.accountName { return Failure.denied.reply }
    return nil
  }

  /// Fields that are documented and refused here, rather than taken and not done.
  private func refusedField(_ body: JSONNode) -> Reply? {
    if let time = body["activationTime"]?.filledText {
      guard let moment = Timestamp(iso: time) else { return .malformed("activationTime") }
      if moment > desk.now { return Failure.unsupported.reply }
    }
    if body["customTag50"]?.filledText != nil { return Failure.tag.reply }
    return body["orderType"]?.equals("QTS") == true ? Failure.unsupported.reply : nil
  }

  /// The objects that say an order each: the request itself and its members; of a client's empty
  /// ones, with all members null, there is none.
  static func orderNodes(_ body: JSONNode, _ kind: Kind?) -> [JSONNode] {
    guard let kind else { return [body] }
    let names = kind == .oco ? ["other"] : ["bracket1", "bracket2"]
    return [body]
      + names.compactMap { name in
        guard let node = body[name], node.members.contains(where: { !$0.value.isNull }) else {
          return nil
        }
        return node
      }
  }

  // MARK: Orders of the engine

  /// Prices that an order of its type has no use for are not looked at, and Day is what an order
  /// without a time in force gets (Tradovate §3.1).
  private static func settle(_ leg: inout Leg) {
    guard let type = leg.type else { return }
    if !type.hasPrice { leg.price = nil }
    if !type.isContingent { leg.trigger = nil }
    if !type.isTrailing { leg.trail = nil }
    leg.timeInForce = leg.timeInForce ?? .day
    // Some clients send the zero of their language's time.
    if leg.timeInForce != .gtd { leg.expire = nil }
  }

  /// A trailing order's `pegDifference`; without one, how far its first stop is from the market, or
  /// from where its entry will fill.
  private func trail(of leg: Leg, _ ticket: Ticket, _ market: Int) -> Trail? {
    guard leg.type?.isTrailing == true, leg.trail == nil, let first = leg.trigger else {
      return leg.trail
    }
    let entry = ticket.kind.hasEntry && ticket.legs.count > 1 ? ticket.legs.first : nil
    let reference = entry.flatMap { $0.price ?? $0.trigger } ?? desk.shown(market).last
    return reference.flatMap { try? $0 - first }.map { .distance($0.magnitude) }
  }

  /// The engine begins to trail where a trigger says; here `stopPrice` is the first stop itself, so
  /// the order trails at once.
  private static func engineLeg(_ leg: Leg) -> Leg {
    var leg = leg
    if leg.type?.isTrailing == true { leg.trigger = nil }
    return leg
  }

  private static let keptNumbers = ["price", "stopPrice", "maxShow", "pegDifference"]

  /// What an order's version and command tell of it.
  private static func details(
    _ node: JSONNode, _ leg: Leg, top: JSONNode
  ) -> [(name: String, value: String)] {
    var details = [("orderType", node["orderType"]?.text ?? "")]
    details.append(("timeInForce", node["timeInForce"]?.filledText ?? "Day"))
    for name in keptNumbers {
      guard let value = node[name]?.decimal, value.isPositive else { continue }
      let isUseless =
        name == "price" && leg.type?.hasPrice == false && leg.type?.isContingent == false
        || name == "stopPrice" && leg.type?.isContingent == false
      if !isUseless { details.append((name, value.description)) }
    }
    if let expire = leg.expire { details.append(("expireTime", expire.iso)) }
    if let text = node["text"]?.filledText { details.append(("text", text)) }
    if let flag = top["isAutomated"]?.bool { details.append(("isAutomated", flag.description)) }
    return details
  }

  /// Places one order, or a pair, that the venue itself makes: to flatten, or for a strategy.
  mutating func placeOwn(_ kind: Kind?, _ market: Int, _ legs: [Leg]) -> [Int64]? {
    let words = Tradovate().spelling
    var request = PlaceRequest(
      kind, market: market, legs: legs, listID: "", legIDs: legs.map { _ in "" })
    request.legDetails = legs.map { leg in
      var details = [("orderType", leg.type.flatMap(Tradovate.word(for:)) ?? "")]
      details.append(("timeInForce", leg.timeInForce.flatMap(words.word) ?? "Day"))
      if let price = leg.price { details.append(("price", price.description)) }
      if let trigger = leg.trigger { details.append(("stopPrice", trigger.description)) }
      if case .distance(let distance)? = leg.trail {
        details.append(("pegDifference", distance.description))
      }
      return details
    }
    guard let list = try? desk.place(request) else { return nil }
    _ = placed(list)
    return desk.list(list)?.orders
  }
}
