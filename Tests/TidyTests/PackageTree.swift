import Glibc

/// The files of the package as they lie on disk, build products aside.
struct PackageTree {
  struct File {
    /// Relative to the root.
    let path: String
    let bytes: [UInt8]

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var isSwift: Bool { path.hasSuffix(".swift") }
  }

  let topLevel: [String]
  let files: [File]

  /// The tree this test was compiled from, read once.
  static let current = PackageTree(root: root)

  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  init(root: String) {
    topLevel = Self.entries(of: root).filter { !$0.hasPrefix(".") }
    var files: [File] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for entry in Self.entries(of: "\(root)/\(folder)") where !Self.isSkipped(entry) {
        let path = folder.isEmpty ? entry : "\(folder)/\(entry)"
        switch Self.kind(of: "\(root)/\(path)") {
        case S_IFDIR: folders.append(path)
        case S_IFREG: files.append(File(path: path, bytes: Self.read("\(root)/\(path)")))
        default: break
        }
      }
    }
    self.files = files.sorted { $0.path < $1.path }
  }

  var sources: [SwiftText] {
    files.filter(\.isSwift).map { SwiftText(path: $0.path, $0.bytes) }
  }

  private static func isSkipped(_ entry: String) -> Bool {
    entry == ".git" || entry == ".swiftpm" || entry.hasPrefix(".build")
  }

  private static func entries(of folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }
}
