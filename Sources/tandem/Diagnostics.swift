/// The one form in which the program complains: `tandem: what: why`, on a line of its own.
enum Diagnostics {
  /// A last bound on the whole sentence; its foreign parts were bounded where they were put in.
  static let sentenceLimit = 1000

  static func line(_ failure: Failure) -> String {
    let why = VisibleText.clean(failure.why, limit: sentenceLimit)
    guard !failure.what.isEmpty else { return "tandem: \(why)\n" }
    return "tandem: \(VisibleText.clean(failure.what)): \(why)\n"
  }
}

extension Diagnostics {
  /// Says it on the error output at once, and goes on.
  static func report(_ failure: Failure, to errors: any Sink) {
    errors.write(line(failure))
    errors.tryFlush()
  }
}
