import Testing

@testable import Screen

/// Frames as text, as ANSI and as pictures.
@Suite struct DumpTests {
  private func theme(_ id: String) throws -> Theme { try #require(try BuiltInThemes.theme(id)) }

  /// Three cells: a red word of two on the standard ground, and a selected blank.
  private let small: Frame = {
    var frame = Frame(Size(columns: 3, rows: 1))
    frame.write("hi", in: frame.area, Paint(.error))
    frame.fill(
      frame.area.part(Rect(column: 2, row: 0, columns: 1, rows: 1)),
      Paint(.text, on: .selection))
    return frame
  }()

  @Test func textHasNoBlanksAtItsEnds() {
    var frame = Frame(Size(columns: 6, rows: 3))
    frame.write("日 e\u{301}", row: 1, in: frame.area)
    #expect(frame.text == "\n日 e\u{301}\n\n")
  }

  /// ECMA-48 8.3.117; 38 and 48 with 5 or 2 as in ITU T.416, with semicolons as xterm takes them.
  @Test(arguments: [
    ("terminal", ColorDepth.full, "\u{1B}[0;1;31mhi\u{1B}[0;30;46m \u{1B}[0m\n"),
    ("mono", .full, "\u{1B}[0;1;7mhi\u{1B}[0;7m \u{1B}[0m\n"),
    (
      "dark", .full,
      "\u{1B}[0;1;38;2;255;138;128;48;2;20;23;28mhi"
        + "\u{1B}[0;38;2;215;220;227;48;2;42;52;66m \u{1B}[0m\n"
    ),
    ("dark", .sixteen, "\u{1B}[0;1;91;40mhi\u{1B}[0;30;46m \u{1B}[0m\n"),
    ("dark", .eight, "\u{1B}[0;1;31;40mhi\u{1B}[0;30;46m \u{1B}[0m\n"),
  ])
  func ansiSaysColoursAsTheDepthAllows(
    _ id: String, _ depth: ColorDepth, _ expected: String
  )
    throws
  {
    #expect(small.ansi(try theme(id).styles(at: depth)) == expected)
  }

  @Test func colourIndicesHaveTheirParameters() {
    let style = Style(foreground: .indexed(200), background: .indexed(12), attributes: .underline)
    #expect(style.selectGraphicRendition == "\u{1B}[0;4;38;5;200;104m")
    #expect(Style.standard.selectGraphicRendition == "\u{1B}[0m")
  }

  /// Taking the sequences out of the ANSI dump leaves the text dump.
  @Test(arguments: ColorDepth.allCases)
  func everyDumpShowsTheSameText(_ depth: ColorDepth) throws {
    let frame = SampleScreen.frame(Size(columns: 90, rows: 24))
    let ansi = frame.ansi(try theme("dark").styles(at: depth)).replacing(
      #/\u{1B}\[[0-9;]*m/#, with: "")
    let trimmed = ansi.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(#/ +$/#, with: "") }.joined(separator: "\n")
    #expect(trimmed == frame.text)
  }

  @Test(arguments: BuiltInThemes.ids)
  func aPictureIsWellFormed(_ id: String) throws {
    let theme = try theme(id)
    let frame = SampleScreen.frame(Size(columns: 100, rows: 24))
    for depth in ColorDepth.allCases {
      let svg = frame.svg(theme.styles(at: depth), isLight: theme.isLight, title: "a < b & c")
      #expect(SmallXML.complaint(svg) == nil)
      #expect(svg.contains("<title>a &lt; b &amp; c</title>"))
      #expect(svg.utf8.count < 60_000)
    }
  }

  @Test func aPictureStandsInCellsOfNineByTwenty() throws {
    let theme = try theme("dark")
    let svg = small.svg(theme.styles(at: .full), isLight: false, title: "t")
    #expect(svg.contains("width=\"51\" height=\"44\""))
    #expect(
      svg.contains(
        "<text x=\"0\" y=\"15\" textLength=\"18\" fill=\"#ff8a80\" font-weight=\"bold\">hi</text>"))
    #expect(svg.contains("<rect x=\"18\" y=\"0\" width=\"9\" height=\"20\" fill=\"#2a3442\"/>"))
  }

  @Test func foreignTextStaysTextInAPicture() throws {
    var frame = Frame(Size(columns: 30, rows: 1))
    frame.write("</text><script>&\u{1B}\"", in: frame.area)
    let svg = frame.svg(try theme("dark").styles(at: .full), isLight: false, title: "t")
    #expect(SmallXML.complaint(svg) == nil)
    #expect(!svg.contains("<script"))
    #expect(svg.contains("&lt;/text&gt;&lt;script&gt;&amp;"))
  }

  @Test func linesInAPictureTouch() throws {
    var frame = Frame(Size(columns: 4, rows: 3))
    frame.box(frame.area, .rounded)
    let svg = frame.svg(try theme("dark").styles(at: .full), isLight: false, title: "t")
    // The corner ends where the line begins, and the line goes through two cells in one stroke.
    #expect(svg.contains("M9 10.5Q4.5 10.5 4.5 20M9 10.5H27M27 10.5Q31.5 10.5 31.5 20"))
    #expect(svg.contains("M4.5 20V40M31.5 20V40"))
    #expect(!svg.contains("<text"))
  }

  /// The sample ticket at a small size, in both charsets.
  @Test func theSampleScreenIsComposed() {
    #expect(SampleScreen.frame(Size(columns: 60, rows: 16)).text == Goldens.unicode)
    #expect(
      SampleScreen.frame(Size(columns: 60, rows: 16), charset: .ascii).text == Goldens.ascii)
  }
}

/// Just enough of XML to say what is not well-formed in a picture.
enum SmallXML {
  static func complaint(_ text: String) -> String? {
    var open: [String] = []
    var rest = text[...]
    var roots = 0
    while let start = rest.firstIndex(of: "<") {
      if let wrong = wrongText(rest[..<start]) { return wrong }
      guard let end = rest[start...].firstIndex(of: ">") else { return "an open tag at the end" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else { return "</\(tag)> closes nothing" }
        continue
      }
      let body = tag.hasSuffix("/") ? tag.dropLast() : tag
      guard body.wholeMatch(of: #/[a-z]+( [a-zA-Z:-]+="[^"<&]*")*/#) != nil else {
        return "<\(tag)> is no tag"
      }
      let name = String(body.prefix { $0 != " " })
      let attributes = body.matches(of: #/ ([a-zA-Z:-]+)=/#).map(\.1)
      if Set(attributes).count < attributes.count { return "<\(tag)> says a thing twice" }
      if open.isEmpty { roots += 1 }
      if !tag.hasSuffix("/") { open.append(name) }
    }
    if roots != 1 || !open.isEmpty { return "\(roots) roots, \(open) open" }
    return wrongText(rest)
  }

  private static func wrongText(_ text: Substring) -> String? {
    let bare = text.replacing(#/&(amp|lt|gt);/#, with: "")
    if bare.contains("&") { return "a bare & in \(text)" }
    return bare.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } ? "a control" : nil
  }
}
