import Testing

/// Each check on a snippet it must object to, and on one it must not.
@Suite struct CheckTests {
  /// The lines a check objects to.
  private func lines(_ findings: [Finding]) -> [Int] { findings.map(\.line) }

  private func text(_ code: String, _ path: String = "Sources/Exact/Sample.swift") -> SwiftText {
    SwiftText(path: path, code)
  }

  @Test func aFindingNamesItsPlace() {
    let finding = Finding(path: "Sources/Exact/A.swift", line: 7, message: "a tab")
    #expect("\(finding)" == "Sources/Exact/A.swift:7: a tab")
  }

  @Test func importsAreHeldAgainstTheRoom() {
    #expect(lines(ImportChecks.imports(text("import Crypto\nimport Foundation"))) == [1, 2])
    #expect(lines(ImportChecks.imports(text("\n@testable import struct Glibc.stat"))) == [2])
    #expect(
      ImportChecks.imports(text("// import Crypto\nlet a = \"import Foundation\"")).isEmpty)
    let venue = "Sources/Venues/Binance/Binance.swift"
    #expect(ImportChecks.imports(text("import Crypto\nimport Exact", venue)).isEmpty)
    #expect(lines(ImportChecks.imports(text("import Exact\nimport COpenSSL", venue))) == [2])
    #expect(
      lines(ImportChecks.imports(text("import CNcurses", "Sources/TicketApp/A.swift"))) == [1])
    #expect(ImportChecks.imports(text("import CNcurses", "Sources/Screen/A.swift")).isEmpty)
    #expect(lines(ImportChecks.imports(text("import Exact", "Sources/Attic/A.swift"))) == [1])
    #expect(lines(ImportChecks.imports(text("import CNcurses", "Tests/AppTests/A.swift"))) == [1])
    #expect(ImportChecks.imports(text("import Testing", "Tests/ExactTests/A.swift")).isEmpty)
  }

  private static let manifest = """
    let package = Package(
      name: "tandem",
      targets: [
        .target(name: "Orders", dependencies: ["Exact", "Crypto"]),  // .target(name: "Ghost")
        .target(
          name: "Exact"),
        .target(name: "Attic"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .testTarget(name: "ExactTests", dependencies: ["Exact", "CNcurses"]),
      ]
    )
    """

  @Test func theManifestIsRead() {
    let manifest = Manifest(text(Self.manifest, "Package.swift"))
    #expect(manifest.targets.map(\.name) == ["Orders", "Exact", "Attic", "COpenSSL", "ExactTests"])
    #expect(manifest.target("Orders")?.dependencies == ["Exact", "Crypto"])
    #expect(manifest.target("COpenSSL")?.dependencies == [])
  }

  @Test func theManifestIsHeldAgainstTheHouse() {
    let manifest = Manifest(text(Self.manifest, "Package.swift"))
    #expect(lines(ImportChecks.manifest(manifest)) == [4, 7, 9])
    #expect(lines(ImportChecks.undeclared(text("import Orders"), in: manifest)) == [1])
    #expect(
      ImportChecks.undeclared(text("import Exact", "Sources/Orders/A.swift"), in: manifest).isEmpty)
  }

  @Test func anArrowUpwardIsSeen() {
    let rooms = [
      House.Room("A", uses: ["B"]), House.Room("B", uses: ["A"]), House.Room("C", uses: ["C"]),
    ]
    #expect(lines(ImportChecks.arrows(rooms)) == [2, 3])
  }

  @Test func forceIsSeen() {
    let bad = "let a = b!\nlet c: Int!\nd()!.e\nf[0]!\ntry! g()\nh as! I\n\"\\(j!)\"\n\"k\"!"
    #expect(lines(SafetyChecks.exclamations(text(bad))) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(
      lines(SafetyChecks.exclamations(text(bad, "Tests/ExactTests/A.swift"))) == [5, 6])
    let good = "if !a, b != c, (!d) { print(\"stop!\") }  // now!\n#if !os(Linux)\na!=b"
    #expect(SafetyChecks.exclamations(text(good)).isEmpty)
  }

  @Test func trapsAreSeen() {
    let bad = "fatalError()\nSwift.preconditionFailure(\"no\")"
    #expect(lines(SafetyChecks.traps(text(bad))) == [1, 2])
    #expect(SafetyChecks.traps(text("// fatalError()\nlet a = \"fatalError()\"")).isEmpty)
  }

  @Test func floatingPointIsSeen() {
    let bad = "let a: Double\nlet b = Float(c)\nlet d = 0.1\nlet e = 1_000.5"
    #expect(lines(SafetyChecks.floatingPoint(text(bad))) == [1, 2, 3, 4])
    let good = "let a = b.0.1, c = $0.1\nfor _ in 0..<3 {}\n0...3\n\"0.1\"  // 0.1 Double"
    #expect(SafetyChecks.floatingPoint(text(good)).isEmpty)
    #expect(SafetyChecks.floatingPoint(text(bad, "Sources/Benchmarks/main.swift")).isEmpty)
  }

  @Test func cursesIsSeen() {
    #expect(lines(SafetyChecks.curses(text("\nendwin()", "Sources/TicketApp/A.swift"))) == [2])
    #expect(SafetyChecks.curses(text("endwin()", "Sources/Screen/A.swift")).isEmpty)
    #expect(SafetyChecks.curses(text("// endwin()", "Sources/TicketApp/A.swift")).isEmpty)
  }

  @Test func lengthIsSeen() {
    let limit = String(repeating: "é", count: ShapeChecks.columnLimit)
    #expect(lines(ShapeChecks.longLines(text("\(limit)\n\(limit)e"))) == [2])
    let file = String(repeating: "a\n", count: ShapeChecks.fileLimit)
    #expect(ShapeChecks.longFile(text(file)).isEmpty)
    #expect(lines(ShapeChecks.longFile(text(file + "a"))) == [ShapeChecks.fileLimit + 1])
  }

  @Test(arguments: [
    "func a(b: () -> Int = { 1 }) -> [Int]\nwhere C: D {", "init?(a: Int) {", "var a: Int {",
    "subscript(a: Int) -> Int {", "deinit {", "init<A>(_ a: A) where A: B {",
  ])
  func aLongFunctionIsSeen(_ head: String) {
    let opened = head.split(separator: "\n").count
    let full = ShapeChecks.functionLimit - opened - 1
    let start = "protocol P {\n  func q()\n  init()\n}\n\n"
    func declaration(_ count: Int) -> SwiftText {
      text(start + head + "\n" + String(repeating: "  a { b }\n", count: count) + "}\n")
    }
    #expect(ShapeChecks.longFunctions(declaration(full)).isEmpty)
    #expect(lines(ShapeChecks.longFunctions(declaration(full + 1))) == [6])
  }

  @Test func whiteSpaceIsSeen() {
    #expect(lines(ShapeChecks.whiteSpace(text("a\n\tb\nc \nd\n"))) == [2, 3])
  }

  @Test func unfinishedWorkIsSeen() {
    #expect(lines(ShapeChecks.unfinished(text("// TODO: a\n/* FIXME */\nb  // XXX"))) == [1, 2, 3])
    #expect(ShapeChecks.unfinished(text("let a = \"TODO\"  // TODOs, todo")).isEmpty)
  }

  @Test func missingDocumentationIsSeen() {
    let bad =
      "public struct A {\n  // Not this.\n  public init() {}\n  @inlinable public func b() {}\n}"
    #expect(lines(ShapeChecks.undocumented(text(bad))) == [1])
    let good = "/// A.\n@frozen\npublic struct A {}\npublic extension B {}\nlet c = \"public let\""
    #expect(ShapeChecks.undocumented(text(good)).isEmpty)
  }

  @Test(arguments: ["A.swift", "HTTPServer.swift", "Binance+Rules.swift", "main.swift", "A2.swift"])
  func aGoodFileNamePasses(_ name: String) {
    #expect(TreeChecks.fileName("Sources/Exact/\(name)").isEmpty)
  }

  @Test(arguments: ["a.swift", "A_b.swift", "A+b.swift", "A+B+C.swift", "A-B.swift", "A+.swift"])
  func aBadFileNameIsSeen(_ name: String) {
    #expect(TreeChecks.fileName("Sources/Exact/\(name)").count == 1)
  }

  @Test func anUnevenVenueFolderIsSeen() {
    let even = ["A/A.swift", "A/A+Rules.swift", "B/B.swift", "B/B+Rules.swift", "Shared.swift"]
      .map { "Sources/Venues/\($0)" }
    #expect(TreeChecks.venueFolders(even).isEmpty)
    #expect(
      TreeChecks.venueFolders(Array(even.dropLast(2))).map(\.path)
        == ["Sources/Venues/B/B+Rules.swift"])
    #expect(TreeChecks.venueFolders(["Sources/Venues/A/Other.swift"]).count == 1)
  }

  @Test func clutterAtTheTopIsSeen() {
    #expect(TreeChecks.topLevel(["Package.swift", ".ci", "docs"]).map(\.path) == ["docs"])
  }

  @Test func aPathOfOneMachineIsSeen() {
    for place in ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"] {
      let bad = "fine\ncd \(place)tandem\n\"\(place)a\""
      #expect(lines(TreeChecks.machinePaths("README.md", Array(bad.utf8))) == [2, 3])
      let good = "https://example.com\(place)a, ~\(place)b, the \(place) folder"
      #expect(TreeChecks.machinePaths("README.md", Array(good.utf8)).isEmpty)
    }
  }
}
