/// Lines that were taken, the newest last; bounded.
struct LineHistory: Hashable, Sendable {
  private(set) var lines: [String] = []

  static let limit = 200

  mutating func keep(_ line: String) {
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > limit { lines.removeFirst(lines.count - limit) }
  }

  private var limit: Int { Self.limit }
}

/// Going through earlier lines while one is being typed.
struct LineRecall: Hashable, Sendable {
  /// How many lines back; 0 is the line being typed.
  private var back = 0
  private var own = ""

  /// Goes so many lines back, or forth when negative; only lines that begin as typed are met.
  mutating func move(_ step: Int, through lines: [String], _ editor: inout LineEditor) {
    if back == 0 { own = editor.text }
    let met = lines.reversed().filter { $0.hasPrefix(own) && $0 != own }
    let next = min(max(0, back + step), met.count)
    guard next != back else { return }
    back = next
    editor = LineEditor(back == 0 ? own : met[back - 1])
  }
}

extension LineEditor {
  /// Completes the word before the cursor as far as the candidates agree; one alone gets a blank.
  mutating func complete(_ candidates: [String]) {
    guard let first = candidates.first else { return }
    let before = String(text.prefix(cursor))
    let word = before.hasSuffix(" ") ? "" : TypedWord.split(before).last?.text ?? ""
    var common = Array(first)
    for candidate in candidates.dropFirst() {
      common = Array(zip(common, candidate).prefix { $0 == $1 }.map(\.0))
    }
    guard common.count >= word.count else { return }
    let isWhole = candidates.count == 1
    replace(cursor - word.count..<cursor, with: String(common) + (isWhole ? " " : ""))
  }
}
