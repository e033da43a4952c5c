import Crypto
import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// That our own client half understands the simulator; the documents are held to elsewhere.
@Suite struct TradovateServingClientTests {
  private let venue = Tradovate()

  private func seal() throws -> Seal {
    Seal(now: TradovateDesk.start, requestID: 7, credentials: try venue.paperCredentials())
  }

  private func ticket(_ kind: Kind, _ legs: [Leg]) -> Ticket {
    var ticket = Ticket(
      kind: kind, instrument: .future(product: "MES", month: "Z", year: "6"), legs: legs)
    ticket.quantity = 2
    return ticket
  }

  private var tickets: [Ticket] {
    [
      ticket(
        .oco,
        [
          Leg(.limit, side: .sell, price: 6_600), Leg(.stop, side: .sell, trigger: 6_400),
        ]),
      ticket(
        .oto,
        [Leg(.limit, side: .buy, price: 6_450), Leg(.stop, side: .sell, trigger: 6_400)]),
      ticket(
        .otoco,
        [
          Leg(.limit, side: .buy, price: 6_450), Leg(.limit, side: .sell, price: 6_500),
          Leg(.stopLimit, side: .sell, price: 6_400, trigger: 6_410),
        ]),
    ]
  }

  @Test(arguments: 0..<3) func listsAreUnderstood(_ index: Int) throws {
    var desk = TradovateDesk()
    let socket = desk.open()
    let seal = try seal()
    let ticket = tickets[index]
    let sync = try #require(try venue.drafts(.subscribeUser("2000001")).first)
    desk.say(text(try venue.seal(sync, seal)), on: socket)
    _ = desk.frames(on: socket)

    let draft = try venue.place(ticket, ListIdentity(5))
    let answer = desk.answer(try venue.seal(draft, seal))
    guard case .accepted(.list(let list)) = venue.decode(answer.received, to: .place) else {
      Issue.record("\(TradovateDesk.text(answer))")
      return
    }
    #expect(list.orders.count == ticket.legs.count)
    let events = desk.frames(on: socket).flatMap { venue.events(in: Array($0.utf8)) }
    #expect(!events.contains { if case .unknown = $0 { true } else { false } })
    let reports = events.compactMap { event -> OrderReport? in
      if case .order(let report) = event { report } else { nil }
    }
    #expect(Set(reports.compactMap(\.order.venueOrderID)).count == ticket.legs.count)

    desk.say(text(try venue.seal(sync, seal)), on: socket)
    let snapshot = desk.frames(on: socket).flatMap { venue.events(in: Array($0.utf8)) }
    let lists = snapshot.compactMap { event -> OrderList? in
      if case .list(let list) = event { list } else { nil }
    }
    #expect(lists.map(\.kind) == [ticket.kind])
    #expect(lists.first?.status == .open)
    #expect(lists.first?.clientListID?.hasPrefix("td-\(ticket.kind.rawValue)-") == true)
    #expect(lists.first?.orders.map(\.quantity) == ticket.legs.map { _ in 2 })

    for order in list.orders.reversed() {
      let reference = OrderReference(
        instrument: ticket.instrument, venueOrderID: order.venueOrderID)
      for draft in try venue.drafts(.queryOrder(reference)) {
        let answer = desk.answer(try venue.seal(draft, seal))
        guard case .accepted = venue.decode(answer.received, to: .queryOrder) else {
          Issue.record("\(TradovateDesk.text(answer))")
          return
        }
      }
    }
  }

  @Test func everyOtherCallIsUnderstood() throws {
    var desk = TradovateDesk()
    _ = try desk.ids("/order/placeoco", TradovateDesk.oco)
    let seal = try seal()
    let calls: [Call] = [
      .openLists(page: 1), .openOrders(nil), .instruments(nil),
      .instruments(.future(product: "MES", month: "Z", year: "6")), .account, .accounts,
      .positions, .token, .renewToken(""),
    ]
    for call in calls {
      for draft in try venue.drafts(call) {
        let answer = desk.answer(try venue.seal(draft, seal))
        guard case .accepted = venue.decode(answer.received, to: draft.endpoint.operation) else {
          Issue.record("\(draft.endpoint.path): \(TradovateDesk.text(answer))")
          continue
        }
      }
    }
  }

  private typealias Call = Venues.Call

  private func text(_ frame: WireRequest) -> String { frame.body.text(revealing: true) }
}

extension TradovateDesk {
  fileprivate mutating func answer(_ request: WireRequest) -> HTTPResponse {
    let answer = serving.answer(HTTPRequest(request))
    settle()
    return answer
  }
}
