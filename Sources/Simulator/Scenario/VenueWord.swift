import Orders
import PaperExchange

/// What a venue calls the status that an order has in our words.
enum VenueWord {
  /// The venue's own word, as its fact sheet's state model has it; nil for one it has no word for.
  static func status(
    _ status: OrderStatus, _ type: LegType, at venue: VenueID
  ) -> String? {
    switch venue.name {
    case "binance": binance(status)
    case "crypto-com": cryptoCom(status)
    case "bingx": bingX(status, type)
    case "kucoin": kuCoin(status)
    case "tradovate": tradovate(status)
    default: nil
    }
  }

  /// §6: a contingent order is NEW while it waits, and again when it is in the book.
  private static func binance(_ status: OrderStatus) -> String? {
    switch status {
    case .dormant: "PENDING_NEW"
    case .waiting, .working: "NEW"
    case .partlyFilled: "PARTIALLY_FILLED"
    case .filled: "FILLED"
    case .canceled: "CANCELED"
    case .expired: "EXPIRED"
    case .rejected: "REJECTED"
    case .unknown: nil
    }
  }

  /// §6: PENDING waits, for a trigger or an entry; a partial fill is ACTIVE with a quantity.
  private static func cryptoCom(_ status: OrderStatus) -> String? {
    switch status {
    case .dormant, .waiting: "PENDING"
    case .working, .partlyFilled: "ACTIVE"
    case .filled: "FILLED"
    case .canceled: "CANCELED"
    case .expired: "EXPIRED"
    case .rejected: "REJECTED"
    case .unknown: nil
    }
  }

  /// §6: a resting limit is PENDING, a waiting stop NEW, one that failed at its trigger FAILED.
  private static func bingX(_ status: OrderStatus, _ type: LegType) -> String? {
    switch status {
    case .waiting: "NEW"
    case .working: "PENDING"
    case .partlyFilled: "PARTIALLY_FILLED"
    case .filled: "FILLED"
    case .canceled: "CANCELED"
    // A list that is refused has no legs; only a stop can fail later.
    case .rejected: type.isContingent ? "FAILED" : nil
    case .expired: "EXPIRED"
    case .dormant, .unknown: nil
    }
  }

  /// §6: the legs have the list's four words; a refused request has none.
  private static func kuCoin(_ status: OrderStatus) -> String? {
    switch status {
    case .waiting: "NEW"
    case .working, .partlyFilled: "TRIGGERED"
    case .filled: "DONE"
    case .canceled: "CANCELLED"
    case .dormant, .expired, .rejected, .unknown: nil
    }
  }

  /// §6: there is no word for a partial fill; Suspended waits for the entry, and a stop in the
  /// exchange's hands is Working before and after it fired.
  private static func tradovate(_ status: OrderStatus) -> String? {
    switch status {
    case .dormant: "Suspended"
    case .waiting, .working, .partlyFilled: "Working"
    case .filled: "Filled"
    case .canceled: "Canceled"
    case .expired: "Expired"
    case .rejected: "Rejected"
    case .unknown: nil
    }
  }

  /// The venue's own word for why an order ended; nil where it says nothing more than its status.
  static func reason(_ reason: Reason, _ status: OrderStatus, at venue: VenueID) -> String? {
    guard venue.name == "binance", status == .expired else { return nil }
    switch reason {
    case .sibling: return "OCO_TRIGGER"
    case .entryExpired, .entryCanceled: return "OTO_PHASE_ONE_EXPIRED"
    case .insufficientFunds, .badRelation, .wouldTrigger, .wouldMatch, .outOfBounds,
      .siblingRefused:
      return "REJECTED"
    case .unfilledIOC: return "UNFILLED_IOC_QUANTITY_EXPIRED"
    case .unfilledFOK: return "UNFILLED_FOK_ORDER_EXPIRED"
    case .insufficientLiquidity: return "INSUFFICIENT_LIQUIDITY"
    default: return nil
    }
  }
}
