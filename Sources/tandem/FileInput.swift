import Glibc

/// Reads whole files of bounded size, and says in one sentence why one cannot be read.
enum FileInput {
  /// Room for any ticket, market or scenario somebody would write.
  static let defaultLimit = 1 << 20
  static let standardInput = "-"

  /// The bytes of the file, or of standard input for `-`.
  static func read(_ path: String, limit: Int = defaultLimit) throws(Failure) -> [UInt8] {
    let file = try OpenFile(path)
    return try file.contents(limit: limit)
  }

  /// The same for a file with secrets, refused when anybody but its owner could know or set them.
  ///
  /// What is checked is the file that is then read, not whatever its path names a moment later.
  static func readPrivate(
    _ path: String, limit: Int = defaultLimit
  ) throws(Failure) -> [UInt8] {
    let file = try OpenFile(path)
    try file.checkPrivate()
    return try file.contents(limit: limit)
  }
}
