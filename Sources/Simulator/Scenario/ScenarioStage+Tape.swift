import Exact
import Orders
import PaperExchange

extension ScenarioStage {
  /// The story in the market's ticks and lots: first its opening, then step by step.
  func tape(_ scenario: Scenario) throws(FileError) -> [[ScenarioPlayer.Move]] {
    let opening = Scenario.Step(.trade(Scenario.Level(scenario.start)), key: "start")
    let start = try ticks(scenario.start, opening, scenario)
    var now = scenario.clock.milliseconds
    var tape: [[ScenarioPlayer.Move]] = [
      [.time(now), .trade(start), .mark(start), .index(start)].map { .tape($0) }
    ]
    let followers = scenario.followers
    for step in scenario.path { tape.append(try moves(step, scenario, followers, &now)) }
    return tape
  }

  /// A signed number of contracts.
  func lots(of position: Decimal) throws(FileError) -> Int64 {
    if position.isZero { return 0 }
    guard let lots = spec.lots(position.magnitude) else {
      throw FileError(
        line: nil, key: "position",
        reason: "\(position) is no multiple of \(venue.title)'s lot \(spec.lot)")
    }
    return position.isNegative ? -lots : lots
  }

  private func moves(
    _ step: Scenario.Step, _ scenario: Scenario, _ followers: [TriggerSource], _ now: inout Int64
  ) throws(FileError) -> [ScenarioPlayer.Move] {
    switch step.what {
    case .trade(let level):
      let price = try ticks(level.price, step, scenario)
      let trade = TapeEvent.trade(price: price, size: try lots(level.size, step, scenario))
      let moved = followers.map { $0 == .mark ? TapeEvent.mark(price) : .index(price) }
      return [.trade(trade, followers: moved)]
    case .quote(let bid, let ask):
      return [
        .tape(
          .quote(
            bid: try ticks(bid.price, step, scenario), ask: try ticks(ask.price, step, scenario),
            bidDepth: try lots(bid.size, step, scenario),
            askDepth: try lots(ask.size, step, scenario)))
      ]
    case .mark(let price): return [.tape(.mark(try ticks(price, step, scenario)))]
    case .index(let price): return [.tape(.index(try ticks(price, step, scenario)))]
    case .pass(let span):
      now += span
      return [.tape(.time(now))]
    case .moment(let moment):
      guard moment.milliseconds >= now else {
        throw scenario.error(
          step, "\(moment) is before the time it is then, \(Timestamp(milliseconds: now))")
      }
      now = moment.milliseconds
      return [.tape(.time(now))]
    case .sessionEnd: return [.tape(.sessionEnd)]
    case .cancelList: return [.cancelList]
    case .cancelLeg(let leg): return [.cancelLeg(leg)]
    }
  }

  private func ticks(
    _ price: Decimal, _ step: Scenario.Step, _ scenario: Scenario
  ) throws(FileError) -> Int64 {
    guard let ticks = spec.ticks(price) else {
      throw scenario.error(
        step, "\(price) is no multiple of \(venue.title)'s tick \(spec.tick), or too large")
    }
    return ticks
  }

  private func lots(
    _ size: Decimal?, _ step: Scenario.Step, _ scenario: Scenario
  ) throws(FileError) -> Int64? {
    guard let size else { return nil }
    guard let lots = spec.lots(size) else {
      throw scenario.error(
        step, "\(size) is no multiple of \(venue.title)'s lot \(spec.lot), or too large")
    }
    return lots
  }
}
