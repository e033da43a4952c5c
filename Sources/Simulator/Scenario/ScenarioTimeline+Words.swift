import Exact
import Orders
import PaperExchange

extension Leg {
  /// "sell 0.01, stop limit: at 29000 a limit of 28900".
  func words(in kind: Kind, at index: Int) -> String {
    let verb = side?.rawValue ?? "?"
    let size = quantity?.description ?? "what leg 1 brings"
    var text = "\(verb) \(size), \(type?.words ?? "?")"
    let level = trigger?.description ?? "?"
    if type?.isTrailing == true {
      text += ", trail \(trail?.text ?? "?")" + (trigger == nil ? "" : ", from \(level)")
      if let price { text += ", limit \(price)" }
    } else if type?.isContingent == true {
      text += ", trigger \(level)" + (price.map { ", limit \($0)" } ?? "")
    } else if let price {
      text += " \(price)"
    }
    if let triggerBy { text += ", by \(triggerBy.rawValue) price" }
    if let timeInForce, timeInForce != .gtc { text += ", \(timeInForce.rawValue)" }
    if let expire { text += " till \(expire)" }
    return kind.role(at: index) == .pair ? text : "\(text) (\(kind.role(at: index).rawValue))"
  }
}

extension ScenarioClause {
  /// What the venue says, or that it is silent and what was taken instead.
  func words(_ title: String) -> String {
    if isTurned { return "turned by this scenario: \(name.rawValue) = \(way)" }
    switch standing {
    case .stated: return "\(sentence) [\(section)]"
    case .chosen: return "open at \(title), taken here: \(sentence) [\(section)]"
    case .moot: return "\(sentence) [\(section)]"
    }
  }
}

extension ScenarioMove {
  /// "BTC 1 → 0.99, held 0.01 → 0".
  var words: String {
    if isPosition { return "position \(asset) \(before) → \(after)" }
    var parts: [String] = []
    if before != after { parts.append("\(asset) \(before) → \(after)") }
    if heldBefore != heldAfter {
      parts.append("\(parts.isEmpty ? asset + " " : "")held \(heldBefore) → \(heldAfter)")
    }
    return parts.joined(separator: ", ")
  }
}

extension ScenarioEnd.Leg {
  /// "sold 0.01 of 0.01 at 28900".
  var words: String {
    guard filled.isPositive else { return "nothing filled" }
    let verb = side == .buy ? "bought" : "sold"
    let size = filled == quantity ? "\(filled)" : "\(filled) of \(quantity)"
    return "\(verb) \(size)" + (averagePrice.map { " at \($0)" } ?? "")
  }
}

extension ScenarioEnd {
  /// What the story cost and brought, asset by asset.
  func money(since steps: [ScenarioStep]) -> String {
    var parts: [String] = []
    for balance in balances {
      let moves = steps.flatMap(\.moves).filter { $0.asset == balance.asset && !$0.isPosition }
      guard let first = moves.first, let last = moves.last,
        let change = try? last.after - first.before
      else { continue }
      let held = balance.locked.isPositive ? " (\(balance.locked) held)" : ""
      if !change.isZero || !held.isEmpty {
        parts.append("\(balance.asset) \(change.isPositive ? "+" : "")\(change)\(held)")
      }
    }
    if let position { parts.append("position \(position)") }
    let head = legs.isEmpty ? "no list" : "list \(list.rawValue)"
    return head + (parts.isEmpty ? "; no money moved" : "; ")
      + parts.joined(separator: ", ")
  }
}
