/// Why a verb could not do its work: the thing at fault, the reason, and how the program ends.
struct Failure: Error, Equatable, Sendable {
  /// A file, an option, a verb; empty when the sentence names it itself.
  let what: String
  let why: String
  let status: ExitStatus

  init(_ what: String, _ why: String, status: ExitStatus = .usage) {
    self.what = what
    self.why = why
    self.status = status
  }

  /// Whether a file simply is not there, which is fine where it may be absent.
  var isMissingFile: Bool { why == SystemError.missingFile }
  /// Whether there is nothing in a file.
  var isEmptyFile: Bool { why == SystemError.emptyFile }
}
