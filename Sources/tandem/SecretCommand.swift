import Crypto
import Glibc

/// Runs the program that `secret_command` names and takes the first line it prints.
///
/// No shell reads the command, so nothing in it is expanded; what the program writes to standard
/// error is not kept.
enum SecretCommand {
  static let maximumBytes = 65_536
  static let maximumSeconds: Int32 = 30

  static func run(
    _ command: String, seconds: Int32 = maximumSeconds
  ) throws(Failure) -> Secret {
    let words = try words(of: command)
    guard let program = words.first else { throw Failure("secret_command", "is empty") }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw Failure("secret_command", SystemError.sentence(errno))
    }
    // The child must not hold the reading end, nor a second copy of its own.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let child = try spawn(program, words, output: ends[1])
    close(ends[1])
    let deadline = time(nil) + Int(seconds)
    let bytes = read(from: ends[0], child, until: deadline)
    let status = wait(for: child, until: bytes == nil ? 0 : deadline)
    guard let bytes, let status else {
      throw Failure("secret_command", "its program did not answer in time")
    }
    guard status == 0 else { throw Failure("secret_command", "its program failed") }
    let line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
    guard !line.isEmpty else { throw Failure("secret_command", "its program printed nothing") }
    return Secret(line)
  }

  /// Words with spaces between; single or double quotes hold a word together, and mean nothing
  /// else.
  static func words(of command: String) throws(Failure) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in command {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { throw Failure("secret_command", "has no closing quote") }
    if let word { words.append(word) }
    return words
  }

  private static func spawn(
    _ program: String, _ words: [String], output: Int32
  ) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // The program ignores SIGPIPE; a child should not inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var child: pid_t = 0
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { variables.forEach { free($0) } }
    let trouble = posix_spawnp(&child, program, &actions, &attributes, &arguments, &variables)
    guard trouble == 0 else {
      throw Failure("secret_command", "its program: \(SystemError.sentence(trouble))")
    }
    return child
  }

  /// This process's own environment as it began.
  ///
  /// (`environ` is a shared variable, which Swift refuses.)
  private static let environment: [String] = {
    guard let bytes = try? FileInput.read("/proc/self/environ", limit: 4 << 20) else { return [] }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }()

  /// Reads it now: a process that hides its memory cannot read it later.
  static func keepEnvironment() { _ = environment }

  /// Everything the child prints, bounded in size and time; nil when it was too slow and was ended.
  private static func read(
    from descriptor: Int32, _ child: pid_t, until deadline: time_t
  ) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count < maximumBytes {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = Int32(max(0, deadline - time(nil)))
      let ready = poll(&waiting, 1, left * 1000)
      if ready < 0, errno == EINTR { continue }
      if ready <= 0 {
        kill(child, SIGKILL)
        return nil
      }
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
    }
    kill(child, SIGKILL)
    return bytes
  }

  /// How the child ended; nil when it had closed its output and would not end, and was made to.
  private static func wait(for child: pid_t, until deadline: time_t) -> Int32? {
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { return status }
      if ended < 0, errno != EINTR { return nil }
      guard time(nil) < deadline else { break }
      poll(nil, 0, 10)
    }
    kill(child, SIGKILL)
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return nil
  }
}
