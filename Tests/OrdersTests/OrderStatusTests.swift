import Exact
import Orders
import Testing

@Suite struct OrderStatusTests {
  @Test func theTableIsTotalAndSameOnlyOnItsDiagonal() {
    for known in OrderStatus.allCases {
      for reported in OrderStatus.allCases {
        #expect((known.step(to: reported) == .same) == (known == reported))
      }
    }
  }

  @Test func fillsAreNeverTakenBack() {
    for reported in OrderStatus.allCases where reported != .filled && reported != .unknown {
      #expect(OrderStatus.filled.step(to: reported) != .forward)
    }
    for earlier in [OrderStatus.dormant, .waiting, .working] {
      guard case .backward = OrderStatus.partlyFilled.step(to: earlier) else {
        Issue.record("partly filled went back to \(earlier)")
        continue
      }
    }
  }

  @Test func aFillAfterACancelIsARealEvent() {
    for ended in [OrderStatus.canceled, .expired, .rejected] {
      guard case .surprising = ended.step(to: .filled) else {
        Issue.record("a fill after \(ended) was not taken")
        continue
      }
    }
  }

  @Test func everyLiveOrderMayEnd() {
    for live in OrderStatus.allCases where live.isLive {
      for end in [OrderStatus.filled, .canceled, .expired, .rejected] {
        #expect(live.step(to: end) == .forward)
      }
    }
  }

  @Test func anUnknownWordIsNeitherLiveNorFinal() {
    #expect(!OrderStatus.unknown.isLive)
    #expect(!OrderStatus.unknown.isFinal)
  }
}

@Suite struct ListStatusTests {
  private func order(_ status: OrderStatus, filled: Decimal? = nil) -> Order {
    var order = Order(status: status, venueStatus: "")
    order.filled = filled
    return order
  }

  @Test func aListIsOpenWhileAnyOrderLives() {
    for live in OrderStatus.allCases where live.isLive {
      #expect(OrderList.status(of: [order(.filled), order(live)]) == .open)
    }
  }

  @Test func anEndedListIsDoneOnlyWhenSomethingFilled() {
    #expect(OrderList.status(of: [order(.filled), order(.canceled)]) == .done)
    #expect(OrderList.status(of: [order(.canceled), order(.canceled)]) == .canceled)
    #expect(OrderList.status(of: [order(.canceled, filled: 1), order(.expired)]) == .done)
    #expect(OrderList.status(of: [order(.rejected), order(.rejected)]) == .rejected)
    #expect(OrderList.status(of: [order(.filled), order(.unknown)]) == .unknown)
    #expect(OrderList.status(of: []) == .accepted)
  }
}
