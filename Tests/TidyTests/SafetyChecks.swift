/// What could bring the program down, or a price off its exact value.
enum SafetyChecks {
  /// `x!`, `T!`, `try!` and `as!`; tests are let off the first two.
  static func exclamations(_ text: SwiftText) -> [Finding] {
    let code = text.code
    let ends = Set(#")]}"?>`"#.utf8)
    return code.indices.dropFirst().compactMap { at in
      guard code[at] == UInt8(ascii: "!") else { return nil }
      guard isWordByte(code[at - 1]) || ends.contains(code[at - 1]) else { return nil }
      if at + 1 < code.count, code[at + 1] == UInt8(ascii: "=") { return nil }
      let word = code[..<at].suffix(while: isWordByte)
      switch String(decoding: word, as: UTF8.self) {
      case "try": return text.finding(text.line(at: at), "try! can bring the program down")
      case "as": return text.finding(text.line(at: at), "as! can bring the program down")
      default:
        return text.isTest ? nil : text.finding(text.line(at: at), "a forced or implicit unwrap")
      }
    }
  }

  /// Calls that end the program.
  static func traps(_ text: SwiftText) -> [Finding] {
    text.words.compactMap { word in
      guard ["fatalError", "preconditionFailure"].contains(word.text) else { return nil }
      guard text.code.dropFirst(word.offset + word.text.utf8.count).first == UInt8(ascii: "(")
      else {
        return nil
      }
      return text.finding(word.line, "\(word.text) ends the program")
    }
  }

  /// Binary floating point, by name or by literal, where prices and quantities pass.
  static func floatingPoint(_ text: SwiftText) -> [Finding] {
    guard !text.isTest, let target = text.target, House.exactRooms.contains(target) else {
      return []
    }
    let names: Set = ["Double", "Float", "CGFloat", "Float16", "Float32", "Float64", "Float80"]
    return text.words.indices.compactMap { index in
      let word = text.words[index]
      if names.contains(word.text) {
        return text.finding(word.line, "\(word.text) cannot hold a price")
      }
      guard index + 1 < text.words.count, isFraction(word, text.words[index + 1], in: text) else {
        return nil
      }
      return text.finding(word.line, "a floating-point literal cannot hold a price")
    }
  }

  /// Names of the curses library outside the one room that speaks to it.
  static func curses(_ text: SwiftText) -> [Finding] {
    guard text.target != "Screen" else { return [] }
    let names: Set = [
      "initscr", "newterm", "endwin", "delscreen", "stdscr", "getch", "wgetch", "wget_wch",
      "get_wch",
      "addch", "waddch", "addstr", "waddstr", "mvaddstr", "mvwaddstr", "wadd_wch", "setcchar",
      "wrefresh", "wnoutrefresh", "doupdate", "keypad", "cbreak", "noecho", "nodelay",
      "wtimeout", "start_color", "init_pair", "init_color", "use_default_colors", "COLOR_PAIR",
      "wattron", "wattrset", "wattr_set", "curs_set", "resizeterm", "resize_term", "setupterm",
      "tigetstr", "tigetnum", "tigetflag", "tparm", "putp", "mousemask", "KEY_RESIZE", "KEY_MOUSE",
    ]
    return text.words.filter { names.contains($0.text) }
      .map { text.finding($0.line, "\($0.text) belongs to the room of curses") }
  }

  /// Two numbers with a single point between, that are not the places of a tuple.
  private static func isFraction(
    _ whole: SwiftText.Word, _ part: SwiftText.Word, in text: SwiftText
  ) -> Bool {
    let point = whole.offset + whole.text.utf8.count
    guard part.offset == point + 1, text.code[point] == UInt8(ascii: ".") else { return false }
    guard whole.text.first?.isNumber == true, part.text.first?.isNumber == true else {
      return false
    }
    guard whole.offset > 0 else { return true }
    return text.code[whole.offset - 1] != UInt8(ascii: ".")
      && text.code[whole.offset - 1] != UInt8(ascii: "$")
  }
}

extension BidirectionalCollection {
  /// The longest end of which every element satisfies a condition.
  fileprivate func suffix(while condition: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, condition(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
