import Glibc
import Testing

@testable import tandem

@Suite struct OutputTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test func textArrivesWholeAndInOrder() throws {
    let path = try directory.file("out", [])
    let descriptor = open(path, O_WRONLY)
    defer { close(descriptor) }
    let output = Output(descriptor: descriptor, name: "out")
    let lines = (0..<20_000).map { "line \($0)\n" }
    lines.forEach { output.write($0) }
    try output.flush()
    #expect(try directory.text("out") == lines.joined())
    try output.flush()
    #expect(try directory.text("out") == lines.joined())
  }

  @Test func smallTextWaitsForTheFlush() throws {
    let path = try directory.file("out", [])
    let descriptor = open(path, O_WRONLY)
    defer { close(descriptor) }
    let output = Output(descriptor: descriptor, name: "out")
    output.write("small")
    #expect(try directory.text("out").isEmpty)
    try output.flush()
    #expect(try directory.text("out") == "small")
  }

  @Test func aFullDiskIsAFailure() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let output = Output(descriptor: descriptor, name: "standard output")
    output.write("text")
    let failure = #expect(throws: Failure.self) { try output.flush() }
    #expect(failure == Failure("standard output", "cannot be written: no space left"))
    #expect(!output.isClosed)
    // Whoever flushes at the end of a run would say the same thing twice.
    #expect(throws: Never.self) { try output.flush() }
  }

  @Test func aNonBlockingPipeLosesNothing() throws {
    let ends = try pipeEnds()
    #expect(fcntl(ends.writing, F_SETFL, O_NONBLOCK) == 0)
    // The pipe is full and the text is waiting before the reader starts: there is no room yet.
    let before = [UInt8](repeating: UInt8(ascii: "."), count: 1 << 20)
    let room = write(ends.writing, before, before.count)
    #expect(room > 0 && room < before.count)
    let output = Output(descriptor: ends.writing, name: "pipe")
    let text = String(repeating: "0123456789", count: 200_000)
    output.write("first")
    let copy = directory.path("copy")
    let reader = try Child(
      "cat", [], input: .descriptor(ends.reading), output: .file(copy), errors: .file("/dev/null"))
    try output.flush()
    close(ends.reading)
    output.write(text)
    try output.flush()
    close(ends.writing)
    #expect(try reader.wait() == 0)
    #expect(try directory.text("copy") == String(repeating: ".", count: room) + "first" + text)
  }
}
