import Testing

/// What is code and what is not.
///
/// In the expected text a dot stands for each byte taken out.
@Suite struct LexerTests {
  private func code(_ source: String) -> String {
    var lexer = Lexer(Array(source.utf8))
    lexer.scan()
    #expect(lexer.code.count == source.utf8.count)
    #expect(lexer.prose.count == source.utf8.count)
    let marked = zip(lexer.code, source.utf8).map { $0 == $1 ? $1 : UInt8(ascii: ".") }
    return String(decoding: marked, as: UTF8.self)
  }

  @Test func commentsAreNotCode() {
    #expect(code("a//b\nc") == "a...\nc")
    #expect(code("a/*b/*c*/d*/e") == "a...........e")
    #expect(code("a/*b\nc*/d") == "a...\n...d")
    #expect(code("/*open") == "......")
    #expect(code("a/b") == "a/b")
  }

  @Test func stringsAreNotCode() {
    #expect(code(#"a("b")c"#) == #"a(".")c"#)
    #expect(code(#""""#) == #""""#)
    #expect(code(#""a\"b"c"#) == #""...."c"#)
    #expect(code(#""a\\"c"#) == #""..."c"#)
    #expect(code(#""a//b"//c"#) == #""....".."# + ".")
    #expect(code("\"open\na") == "\"....\na")
  }

  @Test func rawStringsEndAtTheirOwnFence() {
    #expect(code(##"#"a"b"#c"##) == ##"#"..."#c"##)
    #expect(code(##"#"\(a)"#c"##) == ##"#"...."#c"##)
    #expect(code(##"#"\#(a)b"#c"##) == ##"#"\#(a)."#c"##)
    #expect(code(##"#if a"##) == ##"#if a"##)
  }

  @Test func multiLineStringsAreNotCode() {
    #expect(code("\"\"\"\na\"b\"\nc\n\"\"\"d") == "\"\"\"\n....\n.\n\"\"\"d")
    #expect(code("\"\"\"\n\\(a)b\n\"\"\"d") == "\"\"\"\n\\(a).\n\"\"\"d")
  }

  @Test func interpolatedCodeIsCode() {
    #expect(code(#""a\(b(c) + "d")e"f"#) == #"".\(b(c) + ".")."f"#)
  }

  @Test func regularExpressionsAreNotCode() {
    #expect(code(#"a#/b"c/#d"#) == #"a#..../#d"#)
  }

  @Test func proseKeepsComments() {
    let text = SwiftText("a(\"b\")  // c")
    #expect(String(decoding: text.prose, as: UTF8.self) == "a(\" \")  // c")
  }
}
