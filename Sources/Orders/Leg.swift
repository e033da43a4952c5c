import Exact

/// One order of a ticket.
///
/// Anything may be missing while the trader is still writing.
public struct Leg: Hashable, Sendable {
  public var side: Side?
  public var type: LegType?
  public var quantity: Decimal?
  public var price: Decimal?
  public var trigger: Decimal?
  public var triggerBy: TriggerSource?
  public var timeInForce: TimeInForce?
  public var trail: Trail?
  public var expire: Timestamp?

  public init(
    _ type: LegType? = nil, side: Side? = nil, quantity: Decimal? = nil, price: Decimal? = nil,
    trigger: Decimal? = nil, triggerBy: TriggerSource? = nil, timeInForce: TimeInForce? = nil,
    trail: Trail? = nil, expire: Timestamp? = nil
  ) {
    self.side = side
    self.type = type
    self.quantity = quantity
    self.price = price
    self.trigger = trigger
    self.triggerBy = triggerBy
    self.timeInForce = timeInForce
    self.trail = trail
    self.expire = expire
  }
}

/// The keys of a leg in a ticket file, and the fields of a leg in a form.
public enum LegField: String, CaseIterable, Sendable {
  case side
  case type
  case quantity
  case price
  case trigger
  case triggerBy = "trigger_by"
  case timeInForce = "tif"
  case trail
  case expire
}
