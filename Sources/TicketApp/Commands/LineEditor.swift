import Screen

/// One line that is typed into, with the keys that shells have taught everybody.
struct LineEditor: Hashable, Sendable {
  private(set) var text: String
  /// Characters before the cursor.
  private(set) var cursor: Int

  static let longest = 400

  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// Takes a key; false when it is none for a line.
  mutating func take(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.left, []), (.character("b"), .control): cursor = max(0, cursor - 1)
    case (.right, []), (.character("f"), .control): cursor = min(text.count, cursor + 1)
    case (.left, .control), (.character("b"), .alt): cursor = wordStart
    case (.right, .control), (.character("f"), .alt): cursor = wordEnd
    case (.home, []), (.character("a"), .control): cursor = 0
    case (.end, []), (.character("e"), .control): cursor = text.count
    case (.backspace, []): replace(max(0, cursor - 1)..<cursor, with: "")
    case (.delete, []), (.character("d"), .control):
      replace(cursor..<min(text.count, cursor + 1), with: "")
    case (.character("w"), .control), (.backspace, .alt): replace(wordStart..<cursor, with: "")
    case (.character("u"), .control): replace(0..<cursor, with: "")
    case (.character("k"), .control): replace(cursor..<text.count, with: "")
    case (.character(let scalar), []): insert(String(scalar))
    default: return false
    }
    return true
  }

  /// Takes a paste as data: one line of it, or nothing, and then why not.
  mutating func take(_ paste: Paste) -> CleanText? {
    guard paste.isWhole, paste.bytes.count <= Self.longest,
      let pasted = String(validating: paste.bytes, as: UTF8.self)
    else { return "a paste of \(paste.count) bytes is too long for a line" }
    let line = pasted.hasSuffix("\n") ? String(pasted.dropLast()) : pasted
    guard line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      return "a paste of several lines is not taken by a line"
    }
    insert(CleanText(line).string)
    return nil
  }

  mutating func insert(_ more: String) { replace(cursor..<cursor, with: more) }

  /// Puts a text in the place of some characters, and the cursor behind it.
  mutating func replace(_ range: Range<Int>, with more: String) {
    guard text.count - range.count + more.count <= Self.longest else { return }
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.index(start, offsetBy: range.count)
    let behind = text.distance(from: end, to: text.endIndex)
    text.replaceSubrange(start..<end, with: more)
    // A mark that was typed joins the character before it.
    cursor = max(0, text.count - behind)
  }

  private var wordStart: Int {
    let before = Array(text.prefix(cursor))
    let blanks = before.reversed().prefix { $0 == " " }.count
    return cursor - blanks - before.dropLast(blanks).reversed().prefix { $0 != " " }.count
  }

  private var wordEnd: Int {
    let after = Array(text.dropFirst(cursor))
    let blanks = after.prefix { $0 == " " }.count
    return cursor + blanks + after.dropFirst(blanks).prefix { $0 != " " }.count
  }

  /// Draws the line with its cursor; a part that finds no room is marked.
  func draw(
    _ prompt: CleanText, hint: CleanText = "", in row: Area, _ frame: inout Frame
  ) {
    frame.fill(row, Paint(.field, on: .fieldFocus))
    frame.write(prompt, in: row, Paint(.key, on: .fieldFocus))
    let room = max(2, row.size.columns - prompt.columns)
    let field = row.part(Rect(column: prompt.columns, row: 0, columns: room, rows: 1))
    let before = CleanText(String(text.prefix(cursor))).columns
    let start = max(0, before - room + 1)
    if text.isEmpty {
      frame.write(hint, column: 1, in: field, Paint(.fieldHint, on: .fieldFocus))
    }
    frame.write(
      CleanText(text).window(from: start, columns: room), in: field,
      Paint(.fieldFocus, on: .fieldFocus))
    frame.placeCursor(Point(column: before - start, row: 0), in: field)
  }
}
