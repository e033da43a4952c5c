import CPty
import Glibc

/// A program at a terminal that a test plays.
final class Session {
  struct Problem: Error {
    let what: String
  }

  private var pty = PtySession()
  private(set) var screen: Emulator
  /// Every byte that came from the program.
  private(set) var output: [UInt8] = []
  private var trace: [UInt8] = []
  private let before: termios
  private var isReaped = false

  init(
    term: String?, columns: Int = 80, rows: Int = 24, utf8: Bool = true, scene: Bool = false,
    program: String = "ScreenProbe", arguments more: [String] = [], variables own: [String] = []
  ) throws {
    screen = Emulator(columns: columns, rows: rows)
    var variables = ["LC_ALL=\(utf8 ? "C.UTF-8" : "C")", "PATH=/usr/bin:/bin"]
    variables += ["SWIFT_BACKTRACE=enable=no"] + own
    if let term { variables.append("TERM=\(term)") }
    let path = try Session.path(of: program)
    let arguments = [path] + (scene ? ["scene"] : []) + more
    var words = Session.words(arguments)
    var settings = Session.words(variables)
    defer { (words + settings).forEach { free($0) } }
    guard pty_open(&pty, Int32(rows), Int32(columns)) != 0 else {
      throw Problem(what: "no pseudo-terminal: \(errno)")
    }
    before = Session.settings(pty.terminal)
    guard pty_start(&pty, path, &words, &settings) != 0 else {
      throw Problem(what: "no program: \(errno)")
    }
  }

  deinit {
    if !isReaped {
      kill(pty.program, SIGKILL)
      kill(pty.shell, SIGKILL)
      waitpid(pty.shell, nil, 0)
    }
    for descriptor in [pty.master, pty.terminal, pty.trace] { close(descriptor) }
  }

  // MARK: Playing

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Types bytes, reading meanwhile, for a terminal that is full in both directions.
  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    var patience = Patience()
    while !rest.isEmpty {
      let count = Array(rest.prefix(2_048)).withUnsafeBytes {
        write(pty.master, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        patience = Patience()
      } else {
        try patience.spend("the program does not read")
        poll(for: POLLOUT | POLLIN)
      }
      readTrace()
      if count <= 0 { read() }
    }
  }

  func signal(_ number: Int32) { kill(pty.program, number) }

  func resize(columns: Int, rows: Int) {
    pty_resize(pty.master, Int32(rows), Int32(columns))
    screen.resize(columns: columns, rows: rows)
  }

  /// Reads until the screen is as it should be.
  func until(_ what: String, _ condition: (Emulator) -> Bool) throws {
    let patience = Patience()
    while !condition(screen) {
      try patience.spend("never \(what); the screen:\n\(screen.text)")
      poll(for: POLLIN)
      read()
    }
  }

  func until(_ text: String) throws { try until("showed \(text)") { $0.text.contains(text) } }

  /// Waits until the program says something beside the terminal, from which nothing is read.
  func untilTraced(_ text: String) throws {
    let patience = Patience()
    while !String(decoding: trace, as: UTF8.self).contains(text) {
      try patience.spend("never said \(text)")
      var one = [pollfd(fd: pty.trace, events: Int16(POLLIN), revents: 0)]
      _ = Glibc.poll(&one, 1, 200)
      readTrace()
    }
  }

  /// Reads to the end; the status a shell would tell.
  func end() throws -> Int32 {
    let patience = Patience()
    var status: Int32 = 0
    while waitpid(pty.shell, &status, WNOHANG) == 0 {
      try patience.spend("never ended; the screen:\n\(screen.text)")
      poll(for: POLLIN)
      read()
    }
    isReaped = true
    read()
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// What is not as it was before the program took the terminal.
  var damage: [String] {
    var found: [String] = []
    let now = Session.settings(pty.terminal)
    if now.c_lflag != before.c_lflag { found.append("local flags") }
    if now.c_iflag != before.c_iflag { found.append("input flags") }
    if now.c_oflag != before.c_oflag { found.append("output flags") }
    if now.c_cflag != before.c_cflag { found.append("control flags") }
    if screen.modes != [7, 25] { found.append("modes \(screen.modes)") }
    if screen.pen != Emulator.Pen() { found.append("\(screen.pen)") }
    return found
  }

  // MARK: Means

  /// Longer than any machine takes; only a test that fails waits for it.
  private struct Patience {
    private let end = time(nil) + 20

    func spend(_ what: String) throws {
      if time(nil) > end { throw Problem(what: what) }
    }
  }

  private func poll(for events: Int32) {
    var list = [
      pollfd(fd: pty.master, events: Int16(events), revents: 0),
      pollfd(fd: pty.trace, events: Int16(POLLIN), revents: 0),
    ]
    _ = Glibc.poll(&list, 1, 200)
  }

  private func read() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(pty.master, &chunk, chunk.count), count > 0 {
      output += chunk[..<count]
      screen.feed(chunk[..<count])
    }
    readTrace()
  }

  private func readTrace() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(pty.trace, &chunk, chunk.count), count > 0 {
      trace += chunk[..<count]
    }
  }

  private static func settings(_ descriptor: Int32) -> termios {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    return settings
  }

  private static func words(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
    words.map { strdup($0) } + [nil]
  }

  /// A program of this package, beside the test bundle.
  private static func path(of program: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { throw Problem(what: "who am I?") }
    let own = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let directory = own.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(directory)/\(program)"
  }
}
