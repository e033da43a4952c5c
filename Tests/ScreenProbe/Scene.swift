import Glibc
import Screen

/// A stand-in for a ticket: a typed price shows in a field, a payload, a ladder and beside them.
enum Scene {
  static func sheet(_ depth: ColorDepth) -> StyleSheet {
    let id = getenv("PROBE_THEME").map { String(cString: $0) } ?? BuiltInThemes.standardID
    return (try? BuiltInThemes.theme(id))?.styles(at: depth) ?? .plain
  }

  static func draw(_ text: String, into frame: inout Frame) {
    let area = frame.area
    func put(_ row: Int, _ column: Int, _ text: String, _ paint: Paint) {
      frame.write(CleanText(text), column: column, row: row, in: area, paint)
    }
    for row in 0..<39 {
      let filler =
        "│ label and \(row) text text text text │ payload text here and there \(row * 7919)"
      put(row, 0, filler, Paint(row % 2 == 0 ? .text : .muted, on: row < 20 ? .panel : .screen))
    }
    let cents = Int(text.prefix(9)) ?? 0
    put(6, 22, padded(text, 12), Paint(.fieldFocus, on: .fieldFocus))
    put(4, 30, padded("\(cents / 100).\(cents % 100)", 12), Paint(.muted, on: .panel))
    put(6, 60, "abovePrice=", Paint(.payloadName, on: .panel))
    put(6, 71, padded(text, 10), Paint(.payloadValue, on: .panel))
    put(20, 50, padded(text, 8), Paint(.sell))
    put(20, 64, "+\(cents / 311).\(cents % 89)%", Paint(.profit))
    frame.placeCursor(Point(column: 22 + text.count, row: 6), in: area)
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - text.count))
  }
}
