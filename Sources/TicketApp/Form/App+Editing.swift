import Exact
import Orders
import Screen
import Venues

extension App {
  /// The field that the cursor is in.
  var focused: FormField? {
    rows.lazy.flatMap(\.fields).first { $0.path == focus.path }
  }

  // MARK: Changing

  /// Changes the form, so that it can be taken back; changes of one field are one.
  mutating func change(_ path: FieldPath? = nil, _ change: (inout TicketForm) -> Void) {
    let before = form
    change(&form)
    guard form != before else { return }
    undo.keep(before, before: path)
    lookAgain()
  }

  mutating func undo(
    _ step: (inout Undo<TicketForm, FieldPath>, inout TicketForm) -> Bool
  ) {
    guard step(&undo, &form) else { return }
    lookAgain()
    focus.go(to: focus.path, text: form[text: focus.path])
  }

  /// The nearest legal value of the focused field, by the venue that is looked at, then by others.
  var repair: Finding? {
    let looks = live.looks.filter { $0.venue == venue.id } + live.looks
    return looks.lazy.flatMap(\.errors).first { $0.field == focus.path && $0.repair != nil }
  }

  mutating func takeRepair() {
    guard let repair, let value = repair.repair else { return }
    change { form in
      if form[text: repair.field] != nil { form[text: repair.field] = value }
    }
    focus.go(to: focus.path, text: form[text: focus.path])
    log.say("\(repair.rule): \(value) taken", .good, at: feed.now)
  }

  // MARK: Keys

  /// Lets the focused field take a key; false when it has no use for it.
  mutating func edit(_ key: Key) -> Bool {
    if suggest(key) || move(key) { return true }
    guard let field = focused else { return false }
    switch field.editor {
    case .choice(let words, let chosen): return choose(key, words, chosen)
    case .text(let step): return type(key, step)
    }
  }

  /// Goes from field to field.
  private mutating func move(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.tab, []): go(by: 1)
    case (.tab, .shift): go(by: -1)
    case (.enter, []):
      if repair == nil { go(by: 1) } else { takeRepair() }
    default: return false
    }
    return true
  }

  /// Goes so many fields on, round the end.
  mutating func go(by step: Int) {
    let fields = rows.flatMap(\.fields)
    guard let at = fields.firstIndex(where: { $0.path == focus.path }), !fields.isEmpty else {
      return
    }
    let next = fields[(at + step + fields.count) % fields.count]
    undo.settle()
    focus.go(to: next.path, text: form[text: next.path])
  }

  private mutating func choose(_ key: Key, _ words: [String], _ chosen: Int?) -> Bool {
    let count = words.count
    var next: Int?
    switch (key.code, key.modifiers) {
    case (.right, []), (.down, []), (.character(" "), []): next = ((chosen ?? -1) + 1) % count
    case (.left, []), (.up, []): next = ((chosen ?? count) - 1 + count) % count
    case (.home, []): next = 0
    case (.end, []): next = count - 1
    case (.character(let letter), []):
      // A letter goes to the next word that begins with it.
      let after = (0..<count).map { ((chosen ?? -1) + 1 + $0) % count }
      next = after.first {
        words[$0].lowercased().unicodeScalars.first
          == letter.properties.lowercaseMapping
          .unicodeScalars.first
      }
      if next == nil { return false }
    default: return false
    }
    let path = focus.path
    if let next { change { $0.choose(next, at: path, of: words) } }
    return true
  }

  private mutating func type(_ key: Key, _ step: FormField.Step) -> Bool {
    let text = form[text: focus.path] ?? ""
    switch (key.code, key.modifiers) {
    case (.up, []): nudge(step, 1)
    case (.down, []): nudge(step, -1)
    case (.up, .shift), (.pageUp, []): nudge(step, 10)
    case (.down, .shift), (.pageDown, []): nudge(step, -10)
    case (.left, []): focus.place(focus.isWhole ? 0 : focus.cursor - 1)
    case (.right, []): focus.place(focus.isWhole ? text.count : min(text.count, focus.cursor + 1))
    case (.home, []), (.character("a"), .control): focus.place(0)
    case (.end, []), (.character("e"), .control): focus.place(text.count)
    case (.backspace, []): delete(from: focus.cursor - 1)
    case (.delete, []), (.character("d"), .control): delete(from: focus.cursor)
    case (.character("u"), .control): replace(text, 0..<text.count, with: "")
    case (.character(let scalar), []):
      guard isTyped(scalar, step) else { return false }
      insert(String(scalar))
    default: return false
    }
    return true
  }

  /// Characters that no amount has are left for commands; other texts take everything.
  private func isTyped(_ scalar: Unicode.Scalar, _ step: FormField.Step) -> Bool {
    if step == .none { return isFreeText || scalar != ":" && scalar != "?" }
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z", ".", ",", "%", "+", "-", "*", "/", "(", ")", " ":
      return true
    default: return false
    }
  }

  private var isFreeText: Bool {
    switch focus.path {
    case .option, .legField(_, .expire): true
    default: false
    }
  }

  private mutating func delete(from start: Int) {
    let text = form[text: focus.path] ?? ""
    if focus.isWhole {
      replace(text, 0..<text.count, with: "")
    } else if start >= 0, start < text.count {
      replace(text, start..<start + 1, with: "")
    }
  }

  /// Puts text in at the cursor, or in the place of the whole text that is chosen.
  mutating func insert(_ more: String) {
    let text = form[text: focus.path] ?? ""
    let cursor = min(focus.cursor, text.count)
    replace(text, focus.isWhole ? 0..<text.count : cursor..<cursor, with: more)
  }

  private mutating func replace(_ text: String, _ range: Range<Int>, with more: String) {
    guard text.count - range.count + more.count <= Self.longestText else { return }
    var text = text
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.index(start, offsetBy: range.count)
    text.replaceSubrange(start..<end, with: more)
    let path = focus.path
    change(path) { $0[text: path] = text }
    focus.place(range.lowerBound + more.count)
  }

  private static let longestText = 200

  private mutating func nudge(_ step: FormField.Step, _ count: Int) {
    let path = focus.path
    let rules = rules(live.reading.ticket.instrument, at: venue)
    let unit = step == .tick ? rules?.tick : step == .lot ? rules?.lot : nil
    guard let unit, unit.isPositive else {
      log.say("the step of this field is not known at \(venue.title)", .warning, at: feed.now)
      return
    }
    let value = live.reading.values[path]?.value
    change(path) { $0.move(path, by: count, step: unit, from: value) }
    focus.go(to: path, text: form[text: path])
  }

  // MARK: Pastes and the mouse

  /// A paste is data: a request becomes the ticket, and into a field goes one line of what the
  /// field may hold, or nothing at all.
  mutating func insert(_ paste: Paste) -> [Effect] {
    if PastedTicket.isLikely(paste.bytes) {
      takeRequest(paste)
      return []
    }
    guard pane == .ticket, let field = focused, field.isTyped else {
      log.say("nothing here takes a paste", .warning, at: feed.now)
      return []
    }
    guard paste.isWhole, paste.bytes.count <= Self.longestText,
      let text = String(validating: paste.bytes, as: UTF8.self)
    else {
      log.say("a paste of \(paste.count) bytes is too long for a field", .warning, at: feed.now)
      return []
    }
    let line = text.unicodeScalars.drop { $0 == " " }
    guard line.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      log.say("a paste of several lines is not taken by a field", .warning, at: feed.now)
      return []
    }
    insert(CleanText(String(String.UnicodeScalarView(line))).string)
    return []
  }

  mutating func point(_ mouse: Mouse) -> [Effect] {
    if pointAtLists(mouse) { return [] }
    guard case .press(.left) = mouse.action else { return [] }
    for (path, rect) in fieldRects
    where rect.contains(
      Point(column: mouse.column, row: mouse.row))
    {
      pane = .ticket
      undo.settle()
      focus.go(to: path, text: form[text: path])
    }
    return []
  }
}
