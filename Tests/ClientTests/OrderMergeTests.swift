import Exact
import Orders
import Testing

@testable import Client

/// What reports make of an order, in whatever order they come.
@Suite struct OrderMergeTests {
  private static func order(
    _ status: OrderStatus, filled: Decimal? = nil, at time: Int64? = nil, _ word: String = ""
  ) -> Order {
    var order = Order(status: status, venueStatus: word.isEmpty ? status.rawValue : word)
    order.quantity = 10
    order.filled = filled
    order.updated = time.map(Timestamp.init(milliseconds:))
    return order
  }

  private static func fill(_ quantity: Decimal, _ trade: String?) -> Fill {
    var fill = Fill(price: 100, quantity: quantity)
    fill.tradeID = trade
    return fill
  }

  private static func merge(
    _ reports: [(Order, Fill?)], isAnswer: Bool = false
  ) -> (order: Order, results: [OrderMerge.Result]) {
    var known = Order(status: .unknown, venueStatus: "")
    known.quantity = 10
    var memory = LegMemory()
    let results = reports.map {
      OrderMerge(OrderReport(order: $0.0, fill: $0.1), isAnswer: isAnswer)
        .apply(to: &known, &memory)
    }
    return (known, results)
  }

  /// Every order of arrival of a life comes to the same end.
  @Test func everyOrderOfArrivalEndsAlike() {
    let life: [(Order, Fill?)] = [
      (Self.order(.working, filled: 0, at: 1), nil),
      (Self.order(.partlyFilled, filled: 4, at: 2), Self.fill(4, "a")),
      (Self.order(.partlyFilled, filled: 7, at: 3), Self.fill(3, "b")),
      (Self.order(.canceled, filled: 7, at: 4), nil),
    ]
    for arrangement in permutations(life.indices.map { $0 }) {
      let end = Self.merge(arrangement.map { life[$0] }).order
      #expect(end.status == .canceled, "\(arrangement)")
      #expect(end.filled == 7, "\(arrangement)")
    }
  }

  @Test func aCopyChangesNothing() {
    let report = (Self.order(.partlyFilled, filled: 4, at: 2), Self.fill(4, "a") as Fill?)
    let (order, results) = Self.merge([report, report])
    #expect(order.filled == 4)
    #expect(!results[1].isChanged && results[1].texts.isEmpty && results[1].fill == nil)
  }

  /// Executions that no report counts together are counted here, each once.
  @Test func executionsAreCountedOnce() {
    func told(_ trade: String) -> (Order, Fill?) {
      (Order(status: .unknown, venueStatus: ""), Self.fill(2, trade))
    }
    let order = Self.merge([told("a"), told("b"), told("a"), told("c")]).order
    #expect(order.filled == 6)
  }

  /// However many there are, and however late a copy comes.
  @Test func manyExecutionsAreCountedOnce() {
    var memory = LegMemory()
    let trades = (0..<40).map { Self.fill(1, String($0)) }
    #expect(trades.allSatisfy { memory.isNews($0) })
    #expect(trades.allSatisfy { !memory.isNews($0) })
  }

  @Test func aStreamRaisesNobodyFromTheDead() {
    let (order, results) = Self.merge([
      (Self.order(.canceled, at: 5), nil), (Self.order(.working, at: 6), nil),
    ])
    #expect(order.status == .canceled)
    #expect(results[1].contradiction != nil)
  }

  /// An answer that is newer does: some venues show good-till-cancelled orders as ended between
  /// sessions.
  @Test func anAnswerDoes() {
    let order = Self.merge(
      [(Self.order(.expired, at: 5), nil), (Self.order(.working, at: 6), nil)], isAnswer: true
    ).order
    #expect(order.status == .working)
  }

  @Test func anOlderAnswerDoesNot() {
    let order = Self.merge(
      [(Self.order(.canceled, at: 5), nil), (Self.order(.working, at: 4), nil)], isAnswer: true
    ).order
    #expect(order.status == .canceled)
  }

  @Test func aFillAfterACancelIsRealAndTold() {
    let (order, results) = Self.merge([
      (Self.order(.canceled, filled: 0, at: 5), nil),
      (Self.order(.filled, filled: 10, at: 5), Self.fill(10, "a")),
    ])
    #expect(order.status == .filled)
    #expect(order.filled == 10)
    #expect(results[1].texts.contains { $0.contains("before the cancel") })
  }

  @Test func anAnswerThatTellsLessIsAContradiction() {
    let (order, results) = Self.merge(
      [
        (Self.order(.partlyFilled, filled: 4, at: 1), nil),
        (Self.order(.partlyFilled, filled: 2, at: 2), nil),
      ], isAnswer: true)
    #expect(order.filled == 4)
    #expect(results[1].contradiction != nil)
  }

  @Test func anUnknownWordIsShownAndBelievedInNothing() {
    let (order, results) = Self.merge([
      (Self.order(.working, at: 1), nil), (Self.order(.unknown, at: 2, "HALF_DONE"), nil),
    ])
    #expect(order.status == .working)
    #expect(order.venueStatus == "HALF_DONE")
    #expect(results[1].contradiction != nil)
  }
}
