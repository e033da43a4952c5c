extension Rim {
  /// The bytes of a file that need not be there; none for an empty one.
  func readIfThere(_ path: String, _ limit: Int) throws(Failure) -> [UInt8]? {
    do throws(Failure) {
      return try readFile(path, limit)
    } catch {
      if error.isMissingFile { return nil }
      if error.isEmptyFile { return [] }
      throw error
    }
  }
}

extension String {
  /// Its lines, without what ends them; a carriage return and a line feed are one character.
  var lines: [Substring] {
    split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }
}
