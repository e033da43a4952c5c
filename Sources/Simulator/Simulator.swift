import Exact
import Orders
import Venues

/// The five venues and their control port behind connections, moved by one tape.
///
/// A value without sockets, clocks or chance: the same calls give the same bytes. Whoever owns a
/// transport connects, feeds `receive`, sends what `takeOutgoing` gives to each connection of
/// `takeReady`, follows its `duty`, and calls `pass` after as long as `wait` says.
public struct Simulator: Sendable {
  /// Where a connection leads.
  public enum Door: Hashable, Sendable {
    case venue(VenueID)
    case control
  }

  /// One connection; never reused.
  public struct ConnectionID: Hashable, Comparable, Sendable {
    let port: Int
    let number: Int64

    public static func < (left: ConnectionID, right: ConnectionID) -> Bool {
      (left.number, left.port) < (right.number, right.port)
    }
  }

  var ports: [VenuePort]
  var control: ControlPort
  public internal(set) var armoury = Armoury()
  public var tape = Tape.still
  private var lastConnection: Int64 = 0

  /// The venues of the catalogue, as they begin.
  public init(now: Timestamp, limits: ConnectionLimits = .standard) {
    self.init(ServingCatalogue.all.map { $0.init(now: now) }, limits: limits)
  }

  /// The same for clients in this process, who cannot be gone: nothing beats and nothing grows old,
  /// and so a market that stands has nothing due.
  public static func calm(now: Timestamp) -> Simulator {
    Simulator(
      ServingCatalogue.all.map { kind in
        var serving = kind.init(now: now)
        serving.desk.isCalm = true
        return serving
      })
  }

  public init(_ servings: [any Serving], limits: ConnectionLimits = .standard) {
    ports = servings.map { VenuePort($0, limits: limits) }
    control = ControlPort(limits: limits)
  }

  /// The venues that are served, in the order of the catalogue.
  public var venues: [VenueID] { ports.map(\.venue) }

  /// A venue's desk: its orders, balances and prices.
  public func desk(of venue: VenueID) -> Desk? {
    ports.first { $0.venue == venue }?.serving.desk
  }

  // MARK: Connections

  /// Opens a connection; nil where the door leads nowhere.
  public mutating func connect(to door: Door, _ moment: Moment) -> ConnectionID? {
    let port: Int
    switch door {
    case .control: port = ports.count
    case .venue(let venue):
      guard let found = ports.firstIndex(where: { $0.venue == venue }) else { return nil }
      port = found
    }
    lastConnection += 1
    let id = ConnectionID(port: port, number: lastConnection)
    if port < ports.count {
      ports[port].open(id.number, moment)
    } else {
      control.open(id.number, moment)
    }
    return id
  }

  public mutating func receive(_ bytes: [UInt8], on id: ConnectionID, _ moment: Moment) {
    if id.port < ports.count {
      ports[id.port].receive(bytes, on: id.number, moment, &armoury)
    } else {
      control.receive(bytes, on: id.number, moment)
      answerControl(id.number, moment)
    }
  }

  /// The client will send nothing more, and may still wait for answers.
  public mutating func inputEnded(_ id: ConnectionID, _ moment: Moment) {
    if id.port < ports.count {
      ports[id.port].inputEnded(id.number, moment, &armoury)
    } else {
      control.inputEnded(id.number)
      answerControl(id.number, moment)
    }
  }

  /// The transport is gone.
  public mutating func ended(_ id: ConnectionID) {
    if id.port < ports.count { ports[id.port].ended(id.number) } else { control.ended(id.number) }
  }

  /// What is to be sent now; asked again once it is sent.
  public mutating func takeOutgoing(_ id: ConnectionID, _ moment: Moment) -> [UInt8] {
    if id.port < ports.count {
      return ports[id.port].takeOutgoing(id.number, moment, &armoury)
    }
    let bytes = control.takeOutgoing(id.number, moment)
    if !bytes.isEmpty { answerControl(id.number, moment) }
    return bytes
  }

  /// What the transport does once there is nothing more to send.
  public func duty(_ id: ConnectionID) -> ConnectionDuty {
    id.port < ports.count ? ports[id.port].duty(id.number) : control.duty(id.number)
  }

  /// Whether more bytes should be read from it now, and how many are kept for it.
  public func intake(_ id: ConnectionID) -> Intake {
    id.port < ports.count ? ports[id.port].intake(id.number) : control.intake(id.number)
  }

  /// The connections that may have something to send, or to end, since this was last asked.
  public mutating func takeReady() -> [ConnectionID] {
    var all: [ConnectionID] = []
    for port in ports.indices where !ports[port].ready.isEmpty {
      all += ports[port].ready.map { ConnectionID(port: port, number: $0) }
      ports[port].ready.removeAll(keepingCapacity: true)
    }
    if !control.ready.isEmpty {
      all += control.ready.map { ConnectionID(port: ports.count, number: $0) }
      control.ready.removeAll(keepingCapacity: true)
    }
    return all.sorted()
  }

  // MARK: Time

  /// Does what is due.
  public mutating func pass(_ moment: Moment) {
    for move in tape.takeMoves(moment.uptime) { apply(move, moment) }
    for port in ports.indices { ports[port].pass(moment, &armoury) }
    control.pass(moment)
  }

  /// Milliseconds until `pass` has something to do; nil while it has not, however long one waits.
  public func wait(_ moment: Moment) -> Int64? {
    let waits =
      ports.map { $0.wait(moment) }
      + [control.wait(moment), tape.nextDuty.map { max(0, $0 - moment.uptime) }]
    return waits.compactMap { $0 }.min()
  }

  // MARK: The outside world

  /// Moves the markets; the venues that have the instrument and took it.
  @discardableResult
  public mutating func apply(_ move: TapeMove, _ moment: Moment) -> [VenueID] {
    var moved: [VenueID] = []
    for port in ports.indices where move.venue == nil || move.venue == ports[port].venue {
      var isMoved = false
      ports[port].change(moment, &armoury) { isMoved = $0.apply(move) }
      if isMoved { moved.append(ports[port].venue) }
    }
    return moved
  }

  /// Why a move would move nothing anywhere; nil where it would move something.
  public func refusal(of move: TapeMove) -> String? {
    guard let instrument = move.instrument else { return nil }
    let specs = ports.filter { move.venue == nil || move.venue == $0.venue }.compactMap { port in
      port.serving.desk.market(of: instrument).map { port.serving.desk.specs[$0] }
    }
    if specs.isEmpty {
      return "instrument: \(instrument) is traded at none of the venues meant"
    }
    return specs.contains { $0.counts(move) }
      ? nil : "a price is larger than any that \(instrument) can have"
  }
}

extension Simulator {
  /// Cancels a list as another device of the account would.
  public mutating func cancel(list number: Int64, at venue: VenueID, _ moment: Moment) {
    guard let at = ports.firstIndex(where: { $0.venue == venue }) else { return }
    ports[at].change(moment, &armoury) { _ = $0.cancel(list: number) }
  }
}
