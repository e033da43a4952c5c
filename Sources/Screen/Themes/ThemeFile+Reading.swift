extension ThemeFile {
  /// Reads a theme file strictly: what is not understood is refused with its line.
  public static func read(
    _ bytes: some Collection<UInt8>, file: String
  ) throws(ThemeError)
    -> ThemeFile
  {
    guard bytes.count <= byteLimit else {
      throw ThemeError(file, 1, "has more than \(byteLimit) bytes, which no theme needs")
    }
    var reader = Reader(file: file)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      do {
        try reader.take(line, number: index + 1)
      } catch {
        throw ThemeError(file, index + 1, error.text)
      }
    }
    if reader.theme.name.isEmpty { throw ThemeError(file, 1, "has no `name`") }
    return reader.theme
  }

  private enum Section: Hashable {
    case head, palette
    case roles(ThemeLayer)
    case surfaces(ThemeLayer)

    init?(_ name: String) {
      if name == "palette" {
        self = .palette
        return
      }
      for layer in ThemeLayer.allCases {
        if name == "roles" + layer.rawValue {
          self = .roles(layer)
          return
        }
        if name == "surfaces" + layer.rawValue {
          self = .surfaces(layer)
          return
        }
      }
      return nil
    }
  }

  private struct Reader {
    var theme: ThemeFile
    private var section = Section.head
    private var sections: Set<Section> = [.head]
    private var head: Set<String> = []

    init(file: String) { theme = ThemeFile(file: file) }

    mutating func take(_ bytes: some Collection<UInt8>, number: Int) throws(Sentence) {
      guard let line = String(validating: bytes, as: UTF8.self) else { throw "is not UTF-8" }
      var rest = trimmed(line[...])
      if rest.isEmpty || rest.hasPrefix("#") { return }
      if rest.hasPrefix("[") { return try open(rest) }
      let key = Substring(rest.utf8.prefix { $0.isKeyByte })
      rest = trimmed(rest[key.endIndex...])
      guard !key.isEmpty, rest.hasPrefix("=") else {
        throw "is neither `[section]` nor `key = \"value\"`"
      }
      let value = try ThemeFile.string(trimmed(rest.dropFirst()), of: key)
      switch section {
      case .head: try setHead(String(key), value, number)
      case .palette: try setColor(String(key), value, number)
      case .roles(let layer):
        guard let role = Role(name: String(key)) else { throw "\(quoted(key)) is no role" }
        try setLook(LookKey(layer: layer, place: .role(role)), value, number)
      case .surfaces(let layer):
        guard let surface = Surface(name: String(key)) else {
          throw "\(quoted(key)) is no surface"
        }
        try setLook(LookKey(layer: layer, place: .surface(surface)), value, number)
      }
    }

    private mutating func open(_ line: Substring) throws(Sentence) {
      guard let end = line.firstIndex(of: "]") else { throw "has no `]`" }
      try ThemeFile.expectNothing(after: line[line.index(after: end)...])
      let name = String(line[line.index(after: line.startIndex)..<end])
      guard let opened = Section(name) else { throw "[\(quoted(name))] is no section" }
      guard sections.insert(opened).inserted else { throw "[\(name)] is there twice" }
      section = opened
    }

    private mutating func setHead(
      _ key: String, _ value: Substring, _ line: Int
    )
      throws(Sentence)
    {
      guard head.insert(key).inserted else { throw "\(quoted(key)) is there twice" }
      switch key {
      case "name", "about":
        let clean = CleanText(value, limit: 100, standIn: .escape).string
        if clean.isEmpty { throw "\(quoted(key)) is empty" }
        if key == "name" { theme.name = clean } else { theme.about = clean }
      case "inherit": theme.parent = Entry(value: String(value), line: line)
      case "background":
        guard value == "dark" || value == "light" else {
          throw "background is \(quoted(value)), not \"dark\" or \"light\""
        }
        theme.isLight = value == "light"
      case "contrast":
        guard let contrast = ["4.5": 45, "7": 70][value] else {
          throw "contrast is \(quoted(value)), not \"4.5\" or \"7\""
        }
        theme.contrast = contrast
      case "depth":
        guard let depth = ColorDepth(name: String(value)) else {
          throw "depth is \(quoted(value)), not \"mono\", \"8\", \"16\", \"256\" or \"true\""
        }
        theme.depth = depth
      default:
        throw "\(quoted(key)) is no key; name, about, inherit, background, contrast and depth are"
      }
    }

    private mutating func setColor(
      _ key: String, _ value: Substring, _ line: Int
    )
      throws(Sentence)
    {
      if Color(word: key) != nil || ["on", "plain"].contains(key)
        || Attributes.all.contains(where: { $0.name == key })
      {
        throw "\(quoted(key)) has a meaning of its own and cannot name a colour"
      }
      guard let color = Color(word: value) else {
        throw "\(quoted(value)) is no colour: write \"#rrggbb\" in small letters, \"standard\", "
          + "or one of the terminal's own such as \"ansi-red\" or \"ansi-bright-red\""
      }
      guard theme.palette.updateValue(Entry(value: color, line: line), forKey: key) == nil else {
        throw "\(quoted(key)) is there twice"
      }
    }

    private mutating func setLook(
      _ key: LookKey, _ value: Substring, _ line: Int
    )
      throws(Sentence)
    {
      let look: LookText
      switch LookText.read(value) {
      case .success(let read): look = read
      case .failure(let sentence): throw "\(quoted(key.place.name)) \(sentence.text)"
      }
      if key.layer == .mono, look.foreground != nil || look.background != nil {
        throw "\(quoted(key.place.name)) names a colour, and there is none in mono"
      }
      if key.place == .surface(.screen), look.foreground != nil {
        throw "\"screen\" has a foreground; the role \"text\" says it"
      }
      guard theme.looks.updateValue(Entry(value: look, line: line), forKey: key) == nil else {
        throw "\(quoted(key.place.name)) is there twice"
      }
    }
  }

  /// What stands between quotation marks; there are no escapes in it.
  private static func string(_ text: Substring, of key: Substring) throws(Sentence) -> Substring {
    guard text.hasPrefix("\"") else {
      throw "the value of \(quoted(key)) is not in quotation marks"
    }
    let body = text.dropFirst()
    guard let end = body.utf8.firstIndex(of: UInt8(ascii: "\"")) else {
      throw "the value of \(quoted(key)) has no closing quotation mark"
    }
    if body[..<end].utf8.contains(UInt8(ascii: "\\")) { throw "a theme's strings have no escapes" }
    try expectNothing(after: body[body.index(after: end)...])
    return trimmed(body[..<end])
  }

  private static func expectNothing(after text: Substring) throws(Sentence) {
    let rest = trimmed(text)
    guard rest.isEmpty || rest.hasPrefix("#") else {
      throw "has \(quoted(rest)) after its end"
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var bytes = text.utf8
    while bytes.first?.isThemeBlank == true { bytes.removeFirst() }
    while bytes.last?.isThemeBlank == true { bytes.removeLast() }
    return Substring(bytes)
  }
}

// By bytes: finding the characters of a page was a good part of the time to the first frame.
extension UInt8 {
  fileprivate var isKeyByte: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: ".")
      || self == UInt8(ascii: "-")
  }

  fileprivate var isThemeBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
  }
}
