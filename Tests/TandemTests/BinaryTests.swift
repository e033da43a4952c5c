import Glibc
import Testing

@testable import tandem

/// The real executable in a process of its own: what a script would see.
@Suite struct BinaryTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test func exitStatusesAreThoseOfTheContract() throws {
    #expect(try start(["--version"]) == Seen(0, "tandem 0.1.0\n", ""))
    #expect(
      try start([])
        == Seen(
          2, "",
          "tandem: there is no terminal to draw on; --linear does without one, and so do check,"
            + " preview and simulate\n"))
    #expect(
      try start(["maan"])
        == Seen(2, "", "tandem: maan: is not a verb; did you mean man?\n"))
    #expect(
      try start(["man", "x"]) == Seen(2, "", "tandem: man: takes no operand, not \"x\"\n"))
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
    #expect(ExitStatus.ticketErrors.rawValue == 1)
    #expect(ExitStatus.unreadable.rawValue == 2)
    #expect(ExitStatus.inDoubt.rawValue == 3)
    #expect(ExitStatus.noConnection.rawValue == 4)
  }

  @Test func theWholeTextArrives() throws {
    #expect(try start(["--help"]).output == Help(catalogue: .shipped).program())
    #expect(try start(["man"]).output == Manual(catalogue: .shipped).page())
  }

  @Test func aFullDiskIsToldAndCounts() throws {
    let seen = try start(["--help"], output: .file("/dev/full"))
    #expect(seen.status == 2)
    #expect(
      seen.errors == "tandem: standard output: cannot be written: no space left\n")
  }

  @Test func aClosedOutputIsToldAndCounts() throws {
    let seen = try start(["--help"], output: .closed)
    #expect(seen.status == 2)
    #expect(seen.errors == "tandem: standard output: cannot be written: it is closed\n")
  }

  @Test func aReaderThatWentAwayIsNoFailure() throws {
    let ends = try pipeEnds()
    close(ends.reading)
    let seen = try start(["--help"], output: .descriptor(ends.writing))
    close(ends.writing)
    #expect(seen.status == 0)
    #expect(seen.errors.isEmpty)
  }

  @Test func anArgumentThatIsNotTextIsRefused() throws {
    let seen = try start(raw: [Array("help".utf8), [0x66, 0xFF]])
    #expect(seen.status == 2)
    #expect(seen.errors == "tandem: argument 2: is not UTF-8 text\n")
  }

  // MARK: - Help

  private struct Seen: Equatable {
    let status: Int32
    let output: String
    let errors: String

    init(_ status: Int32, _ output: String, _ errors: String) {
      self.status = status
      self.output = output
      self.errors = errors
    }
  }

  private func start(_ words: [String], output: Child.Connection? = nil) throws -> Seen {
    try start(raw: words.map { Array($0.utf8) }, output: output)
  }

  private func start(raw words: [[UInt8]], output: Child.Connection? = nil) throws -> Seen {
    try directory.file("out", [])
    let child = try Child(
      try binary(), words, output: output ?? .file(directory.path("out")),
      errors: .file(directory.path("err")), variables: ["SWIFT_BACKTRACE=enable=no"])
    let status = try child.wait()
    return Seen(status, try directory.text("out"), try directory.text("err"))
  }
}
