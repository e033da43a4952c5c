import Foundation

/// Test data that is too large to be checked in, kept in a folder named `shared`.
enum SharedData {
  /// The shared folder: what `TANDEM_SHARED` names, else one beside the package or further out.
  static let folder: URL? = {
    let manager = FileManager.default
    if let named = ProcessInfo.processInfo.environment["TANDEM_SHARED"] {
      return URL(fileURLWithPath: named)
    }
    var place = URL(fileURLWithPath: #filePath)
    for _ in 0..<8 {
      place.deleteLastPathComponent()
      let candidate = place.appendingPathComponent("shared")
      if manager.fileExists(atPath: candidate.appendingPathComponent("data").path) {
        return candidate
      }
    }
    return nil
  }()

  /// The cases of the public JSON test suite, by file name; empty when the folder is absent.
  static let jsonTestSuite: [(name: String, bytes: [UInt8])] = {
    guard let cases = folder?.appendingPathComponent("data/JSONTestSuite/test_parsing"),
      let names = try? FileManager.default.contentsOfDirectory(atPath: cases.path)
    else { return [] }
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      (try? Data(contentsOf: cases.appendingPathComponent(name))).map { (name, Array($0)) }
    }
  }()
}
