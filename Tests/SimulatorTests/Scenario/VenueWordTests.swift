import Exact
import Orders
import PaperExchange
import Testing

@testable import Simulator
@testable import Venues

/// The words of the exchange, read by the decoders that read the venues' own.
@Suite struct VenueWordTests {
  private let live: [OrderStatus] = [.dormant, .waiting, .working, .partlyFilled]
  private let ended: [OrderStatus] = [.filled, .canceled, .expired, .rejected]

  private func spelled(_ status: OrderStatus, _ type: LegType, _ venue: String) -> String? {
    VenueWord.status(status, type, at: VenueID(venue))
  }

  @Test func binanceReadsItsWords() throws {
    for status in live + ended {
      let word = try #require(spelled(status, .stopLimit, "binance"))
      let node = try JSONDocument(parsing: "\"\(word)\"").root
      #expect(Binance.status(node, .stopLimit, isOnBook: status == .working).status == status)
    }
  }

  @Test func cryptoComReadsItsWords() throws {
    for status in live + ended {
      let word = try #require(spelled(status, .stopLimit, "crypto-com"))
      let read = CryptoCom.status(
        word, .stopLimit, filled: status == .partlyFilled, dormant: status == .dormant)
      #expect(read == status)
    }
  }

  @Test func bingXReadsItsWords() throws {
    for status in [OrderStatus.waiting, .working, .partlyFilled, .filled, .canceled, .expired] {
      #expect(
        BingX.status(try #require(spelled(status, .stopLimit, "bingx")), .stopLimit) == status)
    }
    #expect(BingX.status(try #require(spelled(.working, .limit, "bingx")), .limit) == .working)
    // What failed at its trigger is closed, and its own word is shown.
    #expect(spelled(.rejected, .stopLimit, "bingx") == "FAILED")
    #expect(BingX.status("FAILED", .stopLimit) == .canceled)
    #expect(spelled(.dormant, .stopLimit, "bingx") == nil)
  }

  @Test func kuCoinReadsItsWords() throws {
    for status in [OrderStatus.waiting, .working, .filled, .canceled] {
      #expect(KuCoin.legStatus(try #require(spelled(status, .limit, "kucoin"))) == status)
    }
    // There is no word for a partial fill, and none for a refusal.
    #expect(spelled(.partlyFilled, .limit, "kucoin") == "TRIGGERED")
    #expect(spelled(.rejected, .limit, "kucoin") == nil)
  }

  @Test func tradovateReadsItsWords() throws {
    for status in [OrderStatus.dormant, .working, .partlyFilled] + ended {
      let word = try #require(spelled(status, .stop, "tradovate"))
      let filled: Decimal? = status == .partlyFilled ? 1 : nil
      #expect(Tradovate.status(word, filled: filled, quantity: 4) == status)
    }
    #expect(spelled(.waiting, .stop, "tradovate") == "Working")
  }

  /// The values of expiryReason, §6 of the sheet.
  @Test func binancesReasonsAreOfItsList() {
    let known = [
      "REJECTED", "EXCHANGE_CANCELED", "OCO_TRIGGER", "OTO_PHASE_ONE_EXPIRED",
      "UNFILLED_IOC_QUANTITY_EXPIRED", "UNFILLED_FOK_ORDER_EXPIRED", "INSUFFICIENT_LIQUIDITY",
      "EXECUTION_RULE_PRICE_RANGE_EXCEEDED",
    ]
    for reason in Reason.allCases {
      guard let word = VenueWord.reason(reason, .expired, at: VenueID("binance")) else { continue }
      #expect(known.contains(word))
      #expect(VenueWord.reason(reason, .canceled, at: VenueID("binance")) == nil)
    }
  }
}
