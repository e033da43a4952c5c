import Crypto

/// Every effect a verb may have, passed in, so that a test can run a verb without having them.
struct Rim: Sendable {
  /// The arguments after the program's name.
  var arguments: @Sendable () throws(Failure) -> [String]
  /// An environment variable; nil when unset.
  var variable: @Sendable (String) -> String?
  var output: any Sink
  var errors: any Sink
  /// Milliseconds since 1970.
  var now: @Sendable () -> Int64
  var random: @Sendable () -> UInt64
  /// The bytes of a file, or of standard input for `-`; at most the given number.
  var readFile: @Sendable (String, Int) throws(Failure) -> [UInt8]
  /// The same for a file that nobody but its owner may be able to read.
  var readPrivateFile: @Sendable (String) throws(Failure) -> [UInt8]
  /// What the program of a `secret_command` prints.
  var secretOf: @Sendable (String) throws(Failure) -> Secret
  /// Puts bytes into a file that nobody but its owner can read, whole or not at all, in the place
  /// of what was there.
  var writePrivateFile: @Sendable (String, [UInt8]) throws(Failure) -> Void = {
    (path, _) throws(Failure) in throw Failure(path, "cannot be written here")
  }
  /// A descriptor that has something to read once the process is asked to end.
  var stopRequest: @Sendable () throws(Failure) -> Int32 = { () throws(Failure) in
    throw Failure("", "this process cannot be asked to end")
  }
  /// The names in a folder, sorted; none when there is no such folder.
  var namesIn: @Sendable (String) throws(Failure) -> [String] = { _ in [] }
  /// Makes a folder that nobody but its owner can enter, with those above it; fine where it is.
  var makeFolder: @Sendable (String) throws(Failure) -> Void = { (path) throws(Failure) in
    throw Failure(path, "cannot be made here")
  }
  /// Lets nobody look into this process any more: it is about to hold secrets.
  var hideMemory: @Sendable () -> Void = {}
  /// Whether somebody sits at a terminal: standard input and output both are one.
  var isTerminal: @Sendable () -> Bool = { false }
}

/// Where text goes.
protocol Sink: Sendable {
  /// Takes the text. What goes wrong is remembered until `flush`.
  func write(_ text: String)

  /// Whether nobody is reading any more, so that an endless verb can end.
  var isClosed: Bool { get }

  /// Hands everything on, and says what went wrong since the last time.
  func flush() throws(Failure)
}

extension Sink {
  /// Flushes where nothing could be said about a failure any more.
  func tryFlush() {
    do throws(Failure) {
      try flush()
    } catch {}
  }
}
