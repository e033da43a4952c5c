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
      if isVisible(scalar) {
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

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.value >= 0x20 && scalar.value != 0x7F
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return false
    default:
      // Fillers, joiners and variation selectors take no room, whatever their category.
      return !properties.isDefaultIgnorableCodePoint
    }
  }
}
