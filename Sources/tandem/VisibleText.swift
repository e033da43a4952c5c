import Orders

/// Makes foreign text safe to print on one line of a terminal.
enum VisibleText {
  /// More than a reader needs to recognise a file name or an argument.
  static let limit = 200

  /// The text with everything invisible or terminal-driving written as `\u{1B}`, and bounded.
  ///
  /// The bound counts scalars, not characters, so that a pile of combining marks is bounded too.
  static func clean(_ text: String, limit: Int = VisibleText.limit) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit {
        return result + "…"
      }
      count += 1
      if scalar.isVisible {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return result
  }

  /// Foreign text inside a sentence: cleaned and in quotation marks.
  static func quote(_ text: String) -> String {
    "\"\(clean(text))\""
  }

  /// A line of JSON with everything invisible escaped, which only its strings can hold.
  static func json(_ line: String) -> String {
    if line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return line }
    var result = ""
    for scalar in line.unicodeScalars {
      if scalar.isVisible {
        result.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result
  }
}
