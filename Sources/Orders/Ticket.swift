import Exact

/// What the trader fills in.
///
/// It may be wrong or unfinished; the rules say so.
public struct Ticket: Hashable, Sendable {
  public var kind: Kind
  public var instrument: Instrument
  /// For the legs that do not name their own.
  public var side: Side?
  public var quantity: Decimal?
  public var legs: [Leg]
  public var options: Options

  public init(
    kind: Kind, instrument: Instrument, side: Side? = nil, quantity: Decimal? = nil,
    legs: [Leg], options: Options = Options()
  ) {
    self.kind = kind
    self.instrument = instrument
    self.side = side
    self.quantity = quantity
    self.legs = legs
    self.options = options
  }

  /// More legs than any venue takes; a longer list in a file is a mistake.
  public static let maximumLegs = 8

  /// More than all venues have parameters.
  public static let maximumOptions = 200

  /// The leg with the ticket's defaults filled in.
  public func leg(at index: Int) -> Leg {
    var leg = legs[index]
    leg.side = leg.side ?? side
    if leg.quantity == nil, !(kind.sizesExitsFromEntry && kind.role(at: index) == .exit) {
      leg.quantity = quantity
    }
    return leg
  }

  /// Every leg with the ticket's defaults filled in.
  public var resolvedLegs: [Leg] {
    var resolved = legs
    // Legs that need nothing stay as they are, so that the array need not be copied.
    for index in legs.indices where legs[index].side == nil || legs[index].quantity == nil {
      resolved[index] = leg(at: index)
    }
    return resolved
  }
}
