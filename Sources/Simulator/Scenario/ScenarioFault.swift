import Exact
import Orders
import Venues

/// Something that goes wrong while a scenario is played, and the step before which it begins.
///
/// The words are the control port's; what a scenario has nothing of, such as tokens, is refused.
public struct ScenarioFault: Hashable, Sendable {
  public var order: FaultFile.Order
  /// 0 is the placing; the path counts from 1.
  public var step: Int
  /// What the file calls it, `faults[3]`, for complaints.
  public var key: String

  public init(_ order: FaultFile.Order, step: Int = 0, key: String = "") {
    self.order = order
    self.step = step
    self.key = key
  }

  /// The fault; nil where everything is taken back.
  public var fault: Fault? { if case .arm(let fault) = order { fault } else { nil } }

  /// Whether a venue is meant by it: without a venue, each is in its own story.
  func isMeant(for venue: VenueID) -> Bool { fault?.venue.map { $0 == venue } ?? true }
}

// MARK: Reading

extension ScenarioFault {
  /// Reads the elements of `faults`; ticket and path of the scenario are known by then.
  static func read(
    _ reader: KeyedReader, _ scenario: Scenario
  ) throws(FileError) -> [ScenarioFault] {
    guard let node = reader.node["faults"] else { return [] }
    guard node.kind == .array else { throw reader.wrong(node, "faults", "an array") }
    guard node.count <= Armoury.limit else {
      throw reader.error(
        "faults", "has \(node.count) faults; a scenario has at most \(Armoury.limit)")
    }
    var faults: [ScenarioFault] = []
    for (index, element) in node.elements.enumerated() {
      faults.append(try one(element, key: "faults[\(index)]", scenario))
    }
    return faults
  }

  private static func one(
    _ node: JSONNode, key: String, _ scenario: Scenario
  ) throws(FileError) -> ScenarioFault {
    guard node.kind == .object else {
      throw FileError(
        line: node.line, key: key,
        reason: "\(node.article) where a fault belongs, such as {\"fault\": \"drop_reply\"}")
    }
    let order = try FaultFile.order(node, path: key, more: ["step"])
    let reader = try KeyedReader(node, path: key, keys: node.members.map(\.key))
    let step = try reader.integer("step", in: 0...Int64(scenario.path.count)).map { Int($0) } ?? 0
    if case .arm(let fault) = order {
      switch fault.what.moment {
      case .answer: try checkRequest(fault, from: step, scenario, reader)
      case .event: try checkStream(fault, reader)
      case .stream: try checkStream(fault, reader, isOnce: true)
      case .now: try checkMarket(fault, scenario, reader)
      }
    }
    return ScenarioFault(order, step: step, key: key)
  }

  /// A fault of an answer wants a request that it can meet.
  private static func checkRequest(
    _ fault: Fault, from step: Int, _ scenario: Scenario, _ reader: KeyedReader
  ) throws(FileError) {
    let asked: [Operation] = [.place, .cancelList, .cancelOrder]
    if let operation = fault.operation, !asked.contains(operation) {
      let known = Words.alternatives(asked.map(\.rawValue))
      throw reader.error(
        "operation", "'\(operation.rawValue)' is nothing a scenario asks of a venue; it is \(known)"
      )
    }
    let isPlacing = step == 0 && (fault.operation ?? .place) == .place
    let isCancel =
      fault.operation != .place
      && scenario.path.dropFirst(max(0, step - 1)).contains(where: \.what.isCancel)
    guard isPlacing || isCancel else {
      throw reader.error(
        reader.node["step"] == nil ? "operation" : "step",
        "no request is made for it to meet: the ticket is placed at step 0, and a step that"
          + " cancels is the only other request")
    }
  }

  /// There is one stream, and everything is told on it.
  private static func checkStream(
    _ fault: Fault, _ reader: KeyedReader, isOnce: Bool = false
  ) throws(FileError) {
    for key in ["path", "method", "operation"] where reader.node[key] != nil {
      throw reader.error(
        key, "means nothing here: a scenario has one stream, and every event is told on it")
    }
    guard isOnce, fault.times != 1 || fault.after != 0 else { return }
    throw reader.error(
      fault.after != 0 ? "after" : "times",
      "means nothing here: a scenario has one stream, and none is opened after it")
  }

  private static func checkMarket(
    _ fault: Fault, _ scenario: Scenario, _ reader: KeyedReader
  ) throws(FileError) {
    if fault.what == .expireToken {
      throw reader.error(
        "fault", "'expire_token' ends what a client signed in with, and a scenario has no sign-in")
    }
    if let instrument = fault.what.instrument, instrument != scenario.ticket.instrument {
      throw reader.error(
        "instrument",
        "\(instrument) is not in this scenario: its ticket is for \(scenario.ticket.instrument)")
    }
  }
}

extension Fault.What {
  /// The market it is about.
  var instrument: Instrument? {
    switch self {
    case .tickSize(let instrument, _), .lotSize(let instrument, _), .halt(let instrument),
      .resume(let instrument):
      instrument
    default: nil
    }
  }
}

extension Scenario.What {
  /// Whether it is a request of the ticket's owner.
  var isCancel: Bool {
    switch self {
    case .cancelList, .cancelLeg: true
    default: false
    }
  }

  /// Whether the market moves: what is not heard of while it is halted.
  var movesMarket: Bool {
    switch self {
    case .trade, .quote, .mark, .index: true
    case .pass, .moment, .sessionEnd, .cancelList, .cancelLeg: false
    }
  }
}
