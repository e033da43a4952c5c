import Glibc
import Testing

@testable import tandem

@Suite struct FileInputTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test func aFileIsReadWhole() throws {
    let bytes = (0..<200_000).map { UInt8($0 % 251) }
    let path = try directory.file("t.json", bytes)
    #expect(try FileInput.read(path) == bytes)
    let link = directory.path("link")
    #expect(symlink(path, link) == 0)
    #expect(try FileInput.read(link) == bytes)
  }

  @Test func theLimitItselfIsAllowed() throws {
    let path = try directory.file("t.json", [1, 2, 3, 4])
    #expect(try FileInput.read(path, limit: 4) == [1, 2, 3, 4])
    expect("is larger than the limit of 3 bytes", at: path) { (path) throws(Failure) in
      try FileInput.read(path, limit: 3)
    }
    let large = try directory.file("large", [UInt8](repeating: 32, count: 1_048_577))
    expect("is larger than the limit of 1 MiB", at: large)
  }

  @Test func whatIsNoFileIsSaidInOneSentence() throws {
    let file = try directory.file("file", [1])
    expect("no such file", at: directory.path("missing"))
    expect("is a directory, not a file", at: directory.root)
    expect("a part of its path is not a directory", at: file + "/t.json")
    expect("is a device, not a file; - reads standard input", at: "/dev/null")
    expect("is a device, not a file; - reads standard input", at: "/dev/zero")
    expect("is empty", at: try directory.file("empty", []))
    expect("its name is too long", at: "/tmp/" + String(repeating: "x", count: 300))
    expect("has a NUL character in its name", at: file + "\u{0}.json")
    let loop = directory.path("loop")
    #expect(symlink(loop, loop) == 0)
    expect("its path has a circle of symbolic links", at: loop)
    let nameless = #expect(throws: Failure.self) { try FileInput.read("") }
    #expect(nameless == Failure("", "the name of a file is empty"))
  }

  @Test func aSocketIsNoFile() throws {
    let path = directory.path("socket")
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafeBytes(of: &address) { bytes in
      bytes.baseAddress.map {
        bind(socket, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
      }
    }
    #expect(bound == 0)
    expect("is a socket or a device, not a file", at: path)
  }

  @Test func aNamedPipeIsReadUntilItsWriterHasCome() throws {
    let pipe = directory.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let text = String(repeating: "tandem ", count: 40_000)
    let source = try directory.file("source", Array(text.utf8))
    let writer = try Child(
      "sh", ["-c", "cat \"$0\" > \"$1\"", source, pipe].map { Array($0.utf8) },
      output: .file("/dev/null"), errors: .file("/dev/null"))
    let bytes = try? FileInput.read(pipe)
    #expect(bytes == Array(text.utf8))
    // Without its reader the writer would wait for ever.
    if bytes == nil {
      writer.end()
    } else {
      #expect(try writer.wait() == 0)
    }
  }

  @Test func anEndlessPipeIsLeftAtTheLimit() throws {
    let pipe = directory.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let writer = try Child(
      "sh", ["-c", "exec yes > \"$0\"", pipe].map { Array($0.utf8) }, output: .file("/dev/null"),
      errors: .file("/dev/null"))
    expect("is larger than the limit of 1 MiB", at: pipe)
    writer.end()
  }

  @Test func standardInputIsReadWhateverItIs() throws {
    let pipe = try pipeEnds()
    let text = String(repeating: "tandem ", count: 40_000)
    let source = try directory.file("source", Array(text.utf8))
    let writer = try Child(
      "cat", [], input: .file(source), output: .descriptor(pipe.writing),
      errors: .file("/dev/null"))
    close(pipe.writing)
    // A shell may hand over a pipe that does not wait.
    #expect(fcntl(pipe.reading, F_SETFL, O_NONBLOCK) == 0)
    #expect(try standardInput(pipe.reading).contents(limit: 1 << 20) == Array(text.utf8))
    #expect(try writer.wait() == 0)
    close(pipe.reading)
  }

  @Test func standardInputThatHoldsNothingIsSaidSo() throws {
    let null = open("/dev/null", O_RDONLY)
    let empty = #expect(throws: Failure.self) { try standardInput(null).contents(limit: 9) }
    #expect(empty == Failure("standard input", "is empty"))
    close(null)
    let folder = open(directory.root, O_RDONLY)
    let unreadable = #expect(throws: Failure.self) { try standardInput(folder) }
    #expect(unreadable == Failure("standard input", "is a directory, not a file"))
    close(folder)
    let missing = #expect(throws: Failure.self) { try standardInput(-1) }
    #expect(missing == Failure("standard input", "it is closed"))
  }

  private func standardInput(_ descriptor: Int32) throws(Failure) -> OpenFile {
    try OpenFile(descriptor: descriptor, name: "standard input", isOurs: false)
  }

  // MARK: - Files with secrets

  @Test(arguments: [mode_t(0o600), 0o400, 0o700])
  func aPrivateFileIsRead(_ mode: mode_t) throws {
    let path = try directory.file("credentials", [7], mode: mode)
    #expect(try FileInput.readPrivate(path) == [7])
  }

  @Test(arguments: [mode_t(0o640), 0o604, 0o644, 0o660, 0o666])
  func aFileThatOthersCanReadIsNotPrivate(_ mode: mode_t) throws {
    let path = try directory.file("credentials", [7], mode: mode)
    expect("is readable by others; run chmod 600 \(path)", at: path, privately)
    #expect(try FileInput.read(path) == [7])
  }

  @Test(arguments: [mode_t(0o620), 0o602])
  func aFileThatOthersCanWriteIsNotPrivate(_ mode: mode_t) throws {
    let path = try directory.file("credentials", [7], mode: mode)
    expect("is writable by others; run chmod 600 \(path)", at: path, privately)
  }

  @Test func theAdviceCanBePasted() throws {
    let path = try directory.file("my key's; file", [7], mode: 0o644)
    expect(
      "is readable by others; run chmod 600 '\(directory.root)/my key'\\''s; file'", at: path,
      privately)
  }

  @Test func theFileBehindALinkIsWhatCounts() throws {
    let open = try directory.file("open", [7], mode: 0o644)
    let closed = try directory.file("closed", [8], mode: 0o600)
    let toOpen = directory.path("to-open")
    let toClosed = directory.path("to-closed")
    #expect(symlink(open, toOpen) == 0)
    #expect(symlink(closed, toClosed) == 0)
    expect("is readable by others; run chmod 600 \(toOpen)", at: toOpen, privately)
    #expect(try FileInput.readPrivate(toClosed) == [8])
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
  func theFileOfSomebodyElseIsNotPrivate() throws {
    let path = try directory.file("credentials", [7], mode: 0o600)
    #expect(chown(path, 12_345, 12_345) == 0)
    expect("belongs to another user", at: path, privately)
  }

  // MARK: - Help

  private let privately: (String) throws(Failure) -> [UInt8] = { (path) throws(Failure) in
    try FileInput.readPrivate(path)
  }

  private func expect(
    _ why: String, at path: String,
    _ read: (String) throws(Failure) -> [UInt8] = { (path) throws(Failure) in
      try FileInput.read(path)
    },
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let failure = #expect(throws: Failure.self, sourceLocation: sourceLocation) {
      try read(path)
    }
    #expect(failure == Failure(path, why), sourceLocation: sourceLocation)
  }
}
