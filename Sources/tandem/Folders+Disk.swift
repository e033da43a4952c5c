import Glibc

extension Folders {
  /// Makes a folder that nobody but its owner can enter, with those above it.
  static func make(_ path: String) throws(Failure) {
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/" + part
      if mkdir(folder, 0o700) != 0, errno != EEXIST {
        throw Failure(folder, "cannot be made: \(SystemError.sentence(errno))")
      }
    }
  }

  /// The names in a folder, sorted; none when there is no such folder.
  static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw Failure(folder, SystemError.sentence(errno))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(validatingCString: $0)
        }
      }
      if let name { names.append(name) }
    }
    return names.sorted()
  }
}
