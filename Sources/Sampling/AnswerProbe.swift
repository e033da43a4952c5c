import Exact
import Orders
import Venues

/// Reads spoilt answers and frames and checks that nothing is concluded that the bytes do not say.
public enum AnswerProbe {
  /// What went wrong with one answer to a placement.
  public static func trouble(_ body: [UInt8], status: Int, _ venue: any Venue) -> String? {
    let answer = venue.decode(Response(status: status, body: body), to: .place)
    let document = try? JSONDocument(parsing: body)
    switch answer {
    case .accepted(let content):
      guard let document else { return "is no JSON, yet was accepted" }
      guard case .list(let list) = content else { return "was accepted as \(content)" }
      for id in [list.venueListID, list.clientListID] + list.orders.map(\.venueOrderID) {
        guard let id, !id.isEmpty else { continue }
        if !says(document.root, id) { return "was accepted with an id it does not hold: \(id)" }
      }
      return nil
    case .refused, .inDoubt, .later: return nil
    }
  }

  /// What went wrong with one frame: an order of ours that stands nowhere in it.
  public static func trouble(frame: [UInt8], _ venue: any Venue) -> String? {
    for event in venue.events(in: frame) {
      guard case .order(let report) = event, let id = report.order.venueOrderID else { continue }
      if !names(frame, id) { return "tells of an order \(id) that it does not name" }
    }
    return nil
  }

  /// Whether the id stands in the frame, as it is or behind escapes; Tradovate's JSON follows a
  /// letter.
  private static func names(_ frame: [UInt8], _ id: String) -> Bool {
    if String(decoding: frame, as: UTF8.self).contains(id) { return true }
    let document =
      (try? JSONDocument(parsing: frame)) ?? (try? JSONDocument(parsing: Array(frame.dropFirst())))
    return document.map { says($0.root, id) } ?? false
  }

  private static func says(_ node: JSONNode, _ text: String) -> Bool {
    switch node.kind {
    case .string, .number: return node.text == text
    case .array: return node.elements.contains { says($0, text) }
    case .object: return node.members.contains { says($0.value, text) }
    case .null, .bool: return false
    }
  }
}
