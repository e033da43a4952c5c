/// Why a file of ours cannot be read, and where: "line 4, legs[0].price: has a comma; …".
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let line: Int?
  /// The path of the key, `legs[0].price`; empty for the file as a whole.
  public let key: String
  public let reason: String

  public init(line: Int?, key: String, reason: String) {
    self.line = line
    self.key = key
    self.reason = reason
  }

  public var description: String {
    let place = [line.map { "line \($0)" }, key.isEmpty ? nil : key].compactMap { $0 }
    return place.isEmpty ? reason : place.joined(separator: ", ") + ": " + reason
  }
}
