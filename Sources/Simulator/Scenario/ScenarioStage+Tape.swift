import Exact
import Orders
import PaperExchange

extension ScenarioStage {
  /// The story in the market's ticks and lots: first its opening, then step by step.
  func tape(_ scenario: Scenario) throws(FileError) -> [[ScenarioPlayer.Move]] {
    let opening = Scenario.Step(.trade(Scenario.Level(scenario.start)), key: "start")
    let start = try ticks(scenario.start, opening)
    var now = scenario.clock.milliseconds
    var tape: [[ScenarioPlayer.Move]] = [
      [.time(now), .trade(start), .mark(start), .index(start)].map { .tape($0) }
    ]
    for step in scenario.path { tape.append(try moves(step, scenario, &now)) }
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
    _ step: Scenario.Step, _ scenario: Scenario, _ now: inout Int64
  ) throws(FileError) -> [ScenarioPlayer.Move] {
    switch step.what {
    case .trade(let level):
      let price = try ticks(level.price, step)
      let followers =
        (scenario.movesMark ? [] : [TapeEvent.mark(price)])
        + (scenario.movesIndex ? [] : [.index(price)])
      let trade = TapeEvent.trade(price: price, size: try lots(level.size, step))
      return [.trade(trade, followers: followers)]
    case .quote(let bid, let ask):
      return [
        .tape(
          .quote(
            bid: try ticks(bid.price, step), ask: try ticks(ask.price, step),
            bidDepth: try lots(bid.size, step), askDepth: try lots(ask.size, step)))
      ]
    case .mark(let price): return [.tape(.mark(try ticks(price, step)))]
    case .index(let price): return [.tape(.index(try ticks(price, step)))]
    case .pass(let span):
      now += span
      return [.tape(.time(now))]
    case .moment(let moment):
      guard moment.milliseconds >= now else {
        throw FileError(
          line: step.line, key: step.key,
          reason: "\(moment) is before the time it is then, \(Timestamp(milliseconds: now))")
      }
      now = moment.milliseconds
      return [.tape(.time(now))]
    case .sessionEnd: return [.tape(.sessionEnd)]
    case .cancelList: return [.cancelList]
    case .cancelLeg(let leg): return [.cancelLeg(leg)]
    }
  }

  private func ticks(_ price: Decimal, _ step: Scenario.Step) throws(FileError) -> Int64 {
    guard let ticks = spec.ticks(price) else {
      throw FileError(
        line: step.line, key: step.key,
        reason: "\(price) is no multiple of \(venue.title)'s tick \(spec.tick), or too large")
    }
    return ticks
  }

  private func lots(_ size: Decimal?, _ step: Scenario.Step) throws(FileError) -> Int64? {
    guard let size else { return nil }
    guard let lots = spec.lots(size) else {
      throw FileError(
        line: step.line, key: step.key,
        reason: "\(size) is no multiple of \(venue.title)'s lot \(spec.lot), or too large")
    }
    return lots
  }
}
