import Testing

@testable import Screen

/// What a theme file may say, and which sentence it gets when it says something else.
@Suite struct ThemeFileTests {
  private func sentence(_ text: String) -> String {
    do {
      _ = try Theme(ThemeFile.read(text.utf8, file: "my.theme"))
      return "none"
    } catch {
      return "\(error)"
    }
  }

  private static let head = "name = \"My\"\ninherit = \"dark\"\n"

  @Test(arguments: [
    ("", "my.theme:1: has no `name`"),
    ("inherit = \"dark\"\n", "my.theme:1: has no `name`"),
    ("name = My", "my.theme:1: the value of \"name\" is not in quotation marks"),
    ("name = \"My", "my.theme:1: the value of \"name\" has no closing quotation mark"),
    ("name = \"My\" 1", "my.theme:1: has \"1\" after its end"),
    ("name = \"\"", "my.theme:1: \"name\" is empty"),
    ("name = \"M\\\"y\"", "my.theme:1: a theme's strings have no escapes"),
    ("name", "my.theme:1: is neither `[section]` nor `key = \"value\"`"),
    ("= \"a\"", "my.theme:1: is neither `[section]` nor `key = \"value\"`"),
    ("name = \"a\"\nname = \"b\"", "my.theme:2: \"name\" is there twice"),
    (
      head + "colour = \"red\"",
      "my.theme:3: \"colour\" is no key; name, about, inherit, background, contrast and depth are"
    ),
    (
      head + "background = \"blue\"",
      "my.theme:3: background is \"blue\", not \"dark\" or \"light\""
    ),
    (head + "contrast = \"9\"", "my.theme:3: contrast is \"9\", not \"4.5\" or \"7\""),
    (
      head + "depth = \"99\"",
      "my.theme:3: depth is \"99\", not \"mono\", \"8\", \"16\", \"256\" or \"true\""
    ),
    (head + "[colours]", "my.theme:3: [\"colours\"] is no section"),
    (head + "[roles.256]", "my.theme:3: [\"roles.256\"] is no section"),
    (head + "[roles", "my.theme:3: has no `]`"),
    (head + "[roles]\n[roles]", "my.theme:4: [roles] is there twice"),
    (head + "[roles]\neror = \"text\"", "my.theme:4: \"eror\" is no role"),
    (head + "[surfaces]\ntable = \"on ink\"", "my.theme:4: \"table\" is no surface"),
    (
      head + "[surfaces]\nscreen = \"text on ink\"",
      "my.theme:4: \"screen\" has a foreground; the role \"text\" says it"
    ),
    (head + "[roles]\nerror = \"text\"\nerror = \"text\"", "my.theme:5: \"error\" is there twice"),
    (
      head + "[roles]\nerror = \"\"",
      "my.theme:4: \"error\" says nothing; `plain` is the look without anything"
    ),
    (head + "[roles]\nerror = \"red on\"", "my.theme:4: \"error\" has no colour after `on`"),
    (head + "[roles]\nerror = \"red on bold\"", "my.theme:4: \"error\" has no colour after `on`"),
    (
      head + "[roles]\nerror = \"red blue\"",
      "my.theme:4: \"error\" has \"blue\" where an attribute is expected: "
        + "bold, dim, italic, underline, reverse, strike"
    ),
    (head + "[roles]\nerror = \"red bold bold\"", "my.theme:4: \"error\" says \"bold\" twice"),
    (
      head + "[roles]\nerror = \"red plain bold\"",
      "my.theme:4: \"error\" has \"bold\" after `plain`"
    ),
    (
      head + "\n[roles]\n# here\nerror = \"crimson\"",
      "my.theme:6: \"error\" names the colour \"crimson\", which is not in the palette"
    ),
    (
      head + "[roles.mono]\nerror = \"red\"",
      "my.theme:4: \"error\" names a colour, and there is none in mono"
    ),
    (
      head + "[palette]\nred = \"#FF0000\"",
      "my.theme:4: \"#FF0000\" is no colour: write \"#rrggbb\" in small letters, \"standard\", "
        + "or one of the terminal's own such as \"ansi-red\" or \"ansi-bright-red\""
    ),
    (
      head + "[palette]\nbold = \"#ff0000\"",
      "my.theme:4: \"bold\" has a meaning of its own and cannot name a colour"
    ),
    (
      head + "[palette]\nansi-red = \"#ff0000\"",
      "my.theme:4: \"ansi-red\" has a meaning of its own and cannot name a colour"
    ),
    (head + "[palette]\na = \"#ff0000\"\na = \"#ff0000\"", "my.theme:5: \"a\" is there twice"),
    (
      "name = \"My\"\ninherit = \"darkk\"", "my.theme:2: inherits \"darkk\", which is no theme"
    ),
    (
      "name = \"My\"",
      "my.theme:1: says nothing about \"screen\", and inherits nothing about it"
    ),
    // Whatever a file holds, the sentence about it drives no terminal.
    (
      head + "[roles]\nerror = \"red \u{1B}[2J\u{202E}\"",
      "my.theme:4: \"error\" has \"\\u{1B}[2J\\u{202E}\" where an attribute is expected: "
        + "bold, dim, italic, underline, reverse, strike"
    ),
  ])
  func aMistakeGetsItsSentence(_ text: String, _ expected: String) {
    #expect(sentence(text) == expected)
  }

  @Test func whatIsNotUtf8IsRefused() {
    #expect(throws: ThemeError("a", 2, "is not UTF-8")) {
      try ThemeFile.read(Array("name = \"a\"\n".utf8) + [0xFF], file: "a")
    }
  }

  @Test func aFileIsBounded() {
    #expect(throws: ThemeError("a", 1, "has more than 65536 bytes, which no theme needs")) {
      try ThemeFile.read(Array(repeating: UInt8(ascii: "\n"), count: 65537), file: "a")
    }
  }

  @Test func inheritingInACircleEnds() {
    let texts = ["a": "name = \"A\"\ninherit = \"b\"", "b": "name = \"B\"\n\ninherit = \"a\""]
    let find = { (name: String) throws(ThemeError) -> ThemeFile? in
      try texts[name].map { text throws(ThemeError) in
        try ThemeFile.read(text.utf8, file: name + ".theme")
      }
    }
    #expect(throws: ThemeError("a.theme", 2, "inherits \"b\", which inherits this theme")) {
      try Theme(#require(try find("a")), find: find)
    }
  }

  @Test func inheritingForEverEnds() throws {
    let find = { (name: String) throws(ThemeError) -> ThemeFile? in
      try ThemeFile.read("name = \"A\"\ninherit = \"\(name)a\"".utf8, file: name)
    }
    let sentence = "inherits \"aaaaaaaaa\" after 7 others; no theme needs so many"
    #expect(throws: ThemeError("aaaaaaaa", 2, sentence)) {
      try Theme(#require(try find("a")), find: find)
    }
  }

  @Test func aPaletteAloneMakesATheme() throws {
    let text = Self.head + "[palette]\nink = \"#102030\" # the sea\n"
    let theme = try Theme(ThemeFile.read(text.utf8, file: "my.theme"))
    let style = theme.styles(at: .full).style(Paint(.paper))
    #expect(style.foreground == .rgb(0x10, 0x20, 0x30))
    #expect(style.background == .rgb(0x66, 0xD3, 0xC9))
    #expect(theme.styles(at: .full).style(.text).background == .rgb(0x10, 0x20, 0x30))
  }

  @Test func lineEndingsAndTabsDoNotMatter() throws {
    let text = "name = \"My\"\r\n\tinherit\t=\t\"dark\"  \r\n[ roles ]"
    #expect(throws: ThemeError("a", 3, "[\" roles \"] is no section")) {
      try ThemeFile.read(text.utf8, file: "a")
    }
  }

  /// A theme file with a few bytes changed is a theme or a sentence, and never anything worse.
  @Test func spoiltFilesAreReadOrRefused() throws {
    var random = SeededNumbers(seed: 4)
    var accepted = 0
    let texts = BuiltInThemes.texts.map { Array($0.text.utf8) }
    for round in 0..<240 {
      var bytes = texts[round % texts.count]
      for _ in 0...random.next(below: 3) { random.spoil(&bytes) }
      do {
        let theme = try Theme(ThemeFile.read(bytes, file: "spoilt.theme"))
        _ = theme.styles(at: round % 16 == 0 ? .sixteen : .mono)
        accepted += 1
      } catch {
        let line = "\(error)"
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        #expect(line.hasPrefix("spoilt.theme:") && error.sentence.utf8.count < 400)
      }
    }
    #expect(accepted > 8 && accepted < 232)
  }
}
