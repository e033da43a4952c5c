import Glibc

struct FileTrouble: Error { let path: String }

/// The whole of a file, without Foundation.
func readFile(_ path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { throw FileTrouble(path: path) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count <= 0 { return bytes }
    bytes.append(contentsOf: chunk[0..<count])
  }
}
