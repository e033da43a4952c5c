import Glibc

/// The program that adds to a journal until it is stopped.
final class ProbeRun {
  private let id: pid_t
  private let output: Int32
  private var unread: [UInt8] = []
  private var isEnded = false

  init(_ arguments: [String]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Problem(what: "no pipe: \(errno)") }
    ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let program = Self.beside("JournalProbe")
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var settings: [UnsafeMutablePointer<CChar>?] = [strdup("SWIFT_BACKTRACE=enable=no"), nil]
    defer { (words + settings).forEach { free($0) } }
    var id = pid_t()
    let result = posix_spawn(&id, program, &actions, nil, &words, &settings)
    close(ends[1])
    guard result == 0 else { throw Problem(what: "cannot start \(program): \(result)") }
    self.id = id
    output = ends[0]
  }

  deinit {
    if !isEnded { kill() }
    close(output)
  }

  /// The next line it says; nil when it has ended and said no more.
  func line() -> String? {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeFirst(end + 1) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(output, &chunk, chunk.count)
      guard count > 0 || count < 0 && errno == EINTR else { return nil }
      unread += chunk[..<max(0, count)]
    }
  }

  /// Ends it in the middle of whatever it does.
  func kill() {
    Glibc.kill(id, SIGKILL)
    _ = end()
    // What it said lies in the pipe. Another child may have the pipe, too, and keep it open.
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  /// Waits for its end; 0 if it was a good one.
  func end() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    isEnded = true
    return status
  }

  /// An executable of this package lies beside the one that runs the tests.
  private static func beside(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    let folder = String(decoding: own, as: UTF8.self).split(separator: "/").dropLast()
    return "/\(folder.joined(separator: "/"))/\(name)"
  }
}
