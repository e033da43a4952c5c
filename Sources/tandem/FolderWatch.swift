import Glibc

/// Tells when files of a folder have been written anew, by inotify(7): nobody looks in between.
final class FolderWatch {
  /// Readable when something has changed.
  let descriptor: Int32

  /// Watches a folder; nil when it is not there or cannot be watched.
  init?(_ folder: String) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    if descriptor < 0 { return nil }
    // Editors write a file in place, or move a new one over it.
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR)
    if inotify_add_watch(descriptor, folder, events) < 0 {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// The names that have changed since the last time.
  func changedNames() -> Set<String> {
    var names: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      names.formUnion(Self.names(buffer[..<count]))
    }
    return names
  }

  /// An event is four numbers of 32 bits, the last of them the length of the name that follows.
  private static func names(_ bytes: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var rest = bytes
    while rest.count >= 16 {
      let length = rest.withUnsafeBytes {
        Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
      names.append(String(decoding: name, as: UTF8.self))
      rest = rest.dropFirst(16 + length)
    }
    return names
  }
}
