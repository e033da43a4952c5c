import Exact
import Orders

extension Simulator {
  /// Why a fault cannot be armed.
  public struct FaultRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
  }

  /// Arms a fault, or lets it happen where it is one that happens at once.
  public mutating func arm(_ fault: Fault, _ moment: Moment) throws(FaultRefusal) {
    let met = ports.indices.filter { fault.venue == nil || fault.venue == ports[$0].venue }
    guard !met.isEmpty else {
      throw FaultRefusal(description: "\(fault.venue?.name ?? "no venue") is not served here")
    }
    switch fault.what.moment {
    case .answer, .event: break
    case .stream:
      var count = 0
      if fault.after == 0 {
        for port in met { count += ports[port].harm(fault.what, path: fault.path) }
      }
      if count > 0 { return }
    case .now:
      try happen(fault, at: met, moment)
      armoury.hold(fault)
      return
    }
    guard armoury.arm(fault, moment) else {
      throw FaultRefusal(description: "\(Armoury.limit) faults are armed already; clear them first")
    }
  }

  /// Takes back everything: what is armed, silent streams, clocks and rules.
  public mutating func clearFaults(_ moment: Moment) {
    armoury.clear()
    for port in ports.indices {
      ports[port].heal(moment)
      setClock(port, offset: 0, moment)
      ports[port].change(moment, &armoury) { $0.restoreRules() }
    }
  }

  private mutating func happen(
    _ fault: Fault, at met: [Int], _ moment: Moment
  ) throws(FaultRefusal) {
    switch fault.what {
    case .expireToken:
      for port in met { ports[port].expireTokens(moment, &armoury) }
    case .clock(let milliseconds):
      for port in met { setClock(port, offset: milliseconds, moment) }
    case .tickSize(let instrument, let size):
      try change(instrument, at: met, moment) { $0.setTick(size, in: $1) }
    case .lotSize(let instrument, let size):
      try change(instrument, at: met, moment) { $0.setLot(size, in: $1) }
    case .halt(let instrument):
      try change(instrument, at: met, moment) { desk, market in
        desk.setHalted(true, in: market)
        return true
      }
    case .resume(let instrument):
      try change(instrument, at: met, moment) { desk, market in
        desk.setHalted(false, in: market)
        return true
      }
    default: break
    }
  }

  private mutating func setClock(_ port: Int, offset: Int64, _ moment: Moment) {
    guard ports[port].clockOffset != offset else { return }
    ports[port].clockOffset = offset
    let time = ports[port].time(moment)
    ports[port].change(moment, &armoury) { $0.setClock(to: time) }
  }

  /// Changes a market's rules wherever it is traded and can be changed so.
  private mutating func change(
    _ instrument: Instrument, at met: [Int], _ moment: Moment,
    _ body: (inout Desk, Int) -> Bool
  ) throws(FaultRefusal) {
    var hasMarket = false
    var isChanged = false
    for port in met {
      ports[port].change(moment, &armoury) { desk in
        guard let market = desk.market(of: instrument) else { return }
        hasMarket = true
        isChanged = body(&desk, market) || isChanged
      }
    }
    guard hasMarket else {
      throw FaultRefusal(description: "\(instrument) is traded at none of the venues meant")
    }
    guard isChanged else {
      throw FaultRefusal(
        description: "the size is no multiple of the step that \(instrument) is counted in")
    }
  }
}
