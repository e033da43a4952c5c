import Glibc

/// Another process: the real binary, or a tool that judges its output.
struct Child {
  /// What the child's standard descriptor is connected to.
  enum Connection {
    case file(String)
    case descriptor(Int32)
    case closed
  }

  struct Problem: Error {
    let what: String
  }

  let id: pid_t

  /// Starts the program; a name without a slash is looked up in PATH.
  init(
    _ program: String, _ arguments: [[UInt8]], input: Connection = .file("/dev/null"),
    output: Connection, errors: Connection, variables: [String] = []
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    Child.connect(input, to: 0, O_RDONLY, &actions)
    Child.connect(output, to: 1, O_WRONLY | O_CREAT | O_TRUNC, &actions)
    Child.connect(errors, to: 2, O_WRONLY | O_CREAT | O_TRUNC, &actions)
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let environment = ["PATH=\(path)", "LC_ALL=C.UTF-8"] + variables
    var words = Child.words([Array(program.utf8)] + arguments)
    var settings = Child.words(environment.map { Array($0.utf8) })
    defer { (words + settings).forEach { free($0) } }
    var id = pid_t()
    let result = posix_spawnp(&id, program, &actions, nil, &words, &settings)
    guard result == 0 else { throw Problem(what: "cannot start \(program): \(result)") }
    self.id = id
  }

  /// Ends a child that may be waiting for somebody who went away.
  func end() {
    kill(id, SIGKILL)
    _ = try? wait()
  }

  /// Waits for the end; the exit status, or minus the signal.
  func wait() throws -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      guard errno == EINTR else { throw Problem(what: "no child to wait for: \(errno)") }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  private static func connect(
    _ connection: Connection, to number: Int32, _ flags: Int32,
    _ actions: inout posix_spawn_file_actions_t
  ) {
    switch connection {
    case .file(let path): posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
    case .descriptor(let other): posix_spawn_file_actions_adddup2(&actions, other, number)
    case .closed: posix_spawn_file_actions_addclose(&actions, number)
    }
  }

  private static func words(_ words: [[UInt8]]) -> [UnsafeMutablePointer<CChar>?] {
    words.map { word -> UnsafeMutablePointer<CChar>? in
      (word + [0]).withUnsafeBytes { bytes in
        bytes.baseAddress.flatMap { strdup($0.assumingMemoryBound(to: CChar.self)) }
      }
    } + [nil]
  }
}

/// A pipe that children get only where it is handed to them.
func pipeEnds() throws -> (reading: Int32, writing: Int32) {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { throw Child.Problem(what: "no pipe: \(errno)") }
  ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

/// The executable of this package, beside the test bundle.
func binary() throws -> String {
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = buffer.withUnsafeMutableBytes { bytes in
    bytes.baseAddress.map {
      readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), bytes.count)
    } ?? -1
  }
  let own = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  let directory = own.split(separator: "/").dropLast().joined(separator: "/")
  return "/\(directory)/tandem"
}

/// Whether a tool can be found in PATH.
func hasTool(_ name: String) -> Bool {
  let path = getenv("PATH").map { String(cString: $0) } ?? ""
  return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
}

/// Runs a tool over the input and returns what it printed on both outputs.
func judge(
  _ tool: String, _ arguments: [String], input: String
) throws -> (status: Int32, output: String, errors: String) {
  let directory = try TemporaryDirectory()
  let source = try directory.file("input", Array(input.utf8))
  let output = directory.path("output")
  let errors = directory.path("errors")
  let child = try Child(
    tool, arguments.map { Array($0.utf8) }, input: .file(source), output: .file(output),
    errors: .file(errors))
  let status = try child.wait()
  return (status, try directory.text("output"), try directory.text("errors"))
}
