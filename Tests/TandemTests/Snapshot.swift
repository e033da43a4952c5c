import Glibc
import Testing

@testable import tandem

/// Compares with a file of `Snapshots`, byte for byte; `TANDEM_RECORD=1` writes the file instead.
func expectSnapshot(
  _ actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let directory = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  try expectRecorded(
    actual, "/\(directory)/Snapshots/\(name)", sourceLocation: sourceLocation)
}

/// Compares with a file, byte for byte; `TANDEM_RECORD=1` writes the file instead.
func expectRecorded(
  _ actual: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  if getenv("TANDEM_RECORD") != nil {
    guard let file = fopen(path, "w") else {
      throw TemporaryDirectory.Problem(what: "\(path): \(errno)")
    }
    defer { fclose(file) }
    let bytes = Array(actual.utf8)
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count, sourceLocation: sourceLocation)
    return
  }
  let expected = try contents(of: path)
  let same = Array(actual.utf8) == Array(expected.utf8)
  #expect(same, "\(path) differs:\n\(difference(actual, expected))", sourceLocation: sourceLocation)
}

/// The first line that is not the same.
private func difference(_ actual: String, _ expected: String) -> String {
  let ours = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let theirs = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let index = zip(ours, theirs).prefix { $0 == $1 }.count
  return """
    line \(index + 1)
    expected: \(index < theirs.count ? String(theirs[index]) : "the end")
    actual:   \(index < ours.count ? String(ours[index]) : "the end")
    """
}
