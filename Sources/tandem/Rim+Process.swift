import Crypto
import Glibc

extension Rim {
  /// The real thing: this process, its files and its clock.
  static func process() -> Rim {
    ProcessMemory.forbidCores()
    Descriptors.holdStandardOnes()
    signal(SIGPIPE, SIG_IGN)
    return Rim(
      arguments: { () throws(Failure) in try processArguments() },
      variable: { name in getenv(name).map { String(cString: $0) } },
      output: Output(descriptor: STDOUT_FILENO, name: "standard output"),
      errors: Output(descriptor: STDERR_FILENO, name: "standard error"),
      now: { milliseconds() },
      random: { UInt64.random(in: .min ... .max) },
      readFile: { (path, limit) throws(Failure) in try FileInput.read(path, limit: limit) },
      readPrivateFile: { (path) throws(Failure) in try FileInput.readPrivate(path) },
      secretOf: { (command) throws(Failure) in try SecretCommand.run(command) },
      writePrivateFile: { (path, bytes) throws(Failure) in
        try PrivateFile.write(bytes, to: path)
      },
      stopRequest: { () throws(Failure) in try StopRequest.descriptor() },
      namesIn: { (folder) throws(Failure) in try Folders.names(in: folder) },
      makeFolder: { (path) throws(Failure) in try Folders.make(path) },
      hideMemory: {
        SecretCommand.keepEnvironment()
        ProcessMemory.hide()
      },
      isTerminal: { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
    )
  }

  /// The arguments, refused rather than repaired when they are not text.
  private static func processArguments() throws(Failure) -> [String] {
    var arguments: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let pointer = CommandLine.unsafeArgv[index] else { break }
      let bytes = UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure("argument \(index)", "is not UTF-8 text")
      }
      arguments.append(text)
    }
    return arguments
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
