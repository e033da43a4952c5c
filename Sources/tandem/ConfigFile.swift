import Screen

/// `$XDG_CONFIG_HOME/tandem/config`: what is chosen once and for all; the command line wins.
struct ConfigFile: Equatable, Sendable {
  var theme: String?
  var color: ColorChoice?
  var isASCII: Bool?
  var isMouseOn: Bool?
  var tape: String?

  /// More is something else under its name.
  static let byteLimit = 64 * 1024

  /// Every key, and what may stand behind it.
  static let keys: [(name: String, value: String)] = [
    ("theme", "a name that tandem themes lists"),
    ("color", Prose.list(ColorChoice.words, conjunction: "or")),
    ("ascii", "yes or no"),
    ("mouse", "yes or no"),
    ("tape", "walk, still or a file"),
  ]

  init() {}

  /// Reads the person's own file; one that is not there says nothing.
  static func read(_ rim: Rim) throws(Failure) -> ConfigFile {
    guard let folder = Folders(rim).configuration,
      let bytes = try rim.readIfThere(folder + "/config", byteLimit)
    else { return ConfigFile() }
    return try ConfigFile(bytes, path: folder + "/config")
  }

  /// Reads strictly: what is not understood is refused with its line.
  init(_ bytes: [UInt8], path: String) throws(Failure) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(path, "is not UTF-8 text")
    }
    var seen: Set<String> = []
    let lines = text.lines
    for (number, line) in zip(1..., lines) {
      let place = "\(path):\(number)"
      guard let (key, value) = try Self.setting(line, place) else { continue }
      guard seen.insert(key).inserted else { throw Failure(place, "\(key) is set twice") }
      try take(key, value, place)
    }
  }

  /// The key and the value of a line; nil for a blank one or a remark.
  private static func setting(
    _ line: Substring, _ place: String
  ) throws(Failure) -> (String, String)? {
    let line = trimmed(line.prefix { $0 != "#" })
    if line.isEmpty { return nil }
    guard let sign = line.firstIndex(of: "=") else {
      throw Failure(place, "has no = between a key and its value")
    }
    let key = String(trimmed(line[..<sign]))
    let value = String(trimmed(line[line.index(after: sign)...]))
    guard !value.isEmpty else { throw Failure(place, "\(VisibleText.clean(key)) has no value") }
    return (key, value)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    guard let last = text.lastIndex(where: { !isBlank($0) }) else { return "" }
    return text[...last].drop(while: isBlank)
  }

  private mutating func take(
    _ key: String, _ value: String, _ place: String
  ) throws(Failure) {
    func wants(_ what: String) -> Failure {
      Failure(place, "\(key) takes \(what), not \(VisibleText.quote(value))")
    }
    func answer() throws(Failure) -> Bool {
      switch value {
      case "yes": return true
      case "no": return false
      default: throw wants("yes or no")
      }
    }
    switch key {
    case "theme": theme = value
    case "color":
      guard let choice = ColorChoice(value) else {
        throw wants(Prose.list(ColorChoice.words, conjunction: "or"))
      }
      color = choice
    case "ascii": isASCII = try answer()
    case "mouse": isMouseOn = try answer()
    case "tape": tape = value
    default:
      let meant = Suggestion.nearest(to: key, among: Self.keys.map(\.name))
      let hint =
        meant.map { "did you mean \($0)?" }
        ?? "the keys are " + Prose.list(Self.keys.map(\.name), conjunction: "and")
      throw Failure(place, "\(VisibleText.quote(key)) is no key; \(hint)")
    }
  }
}
