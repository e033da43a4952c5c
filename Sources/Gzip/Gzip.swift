import CZlib

/// Whole messages in and out of gzip, as one venue packs the frames of its stream.
public enum Gzip {
  /// Why bytes could not be unpacked.
  public enum Failure: Error, Hashable, Sendable {
    /// They are neither gzip nor zlib, or are broken or cut off.
    case malformed
    /// They unpack to more than was allowed.
    case tooLarge
    case noMemory
  }

  /// Packs a message.
  public static func pack(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard czlib_deflate_gzip(&stream) == Z_OK else { throw .noMemory }
    defer { deflateEnd(&stream) }
    let room = Int(deflateBound(&stream, UInt(bytes.count))) + 32
    return try run(&stream, bytes, room: room, limit: room) { deflate($0, Z_FINISH) }
  }

  /// Unpacks a message of at most `limit` bytes.
  public static func unpack(_ bytes: [UInt8], limit: Int = 4 << 20) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard czlib_inflate_any(&stream) == Z_OK else { throw .noMemory }
    defer { inflateEnd(&stream) }
    let room = min(limit + 1, max(1024, bytes.count * 4))
    return try run(&stream, bytes, room: room, limit: limit) { inflate($0, Z_NO_FLUSH) }
  }

  /// Feeds all of the input at once, and makes room for the output until the stream ends.
  private static func run(
    _ stream: inout z_stream, _ input: [UInt8], room: Int, limit: Int,
    _ step: (UnsafeMutablePointer<z_stream>) -> Int32
  ) throws(Failure) -> [UInt8] {
    guard input.count <= Int(UInt32.max) else { throw .tooLarge }
    var input = input
    var output = [UInt8](repeating: 0, count: max(1, room))
    var written = 0
    let result: Int32 = input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      while true {
        let code = output.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress.map { $0 + written }
          stream.avail_out = UInt32(target.count - written)
          let code = step(&stream)
          written = target.count - Int(stream.avail_out)
          return code
        }
        guard code == Z_OK, written == output.count, written <= limit else { return code }
        output += [UInt8](repeating: 0, count: min(output.count, limit + 1 - written))
      }
    }
    if written > limit { throw .tooLarge }
    guard result == Z_STREAM_END else { throw .malformed }
    output.removeLast(output.count - written)
    return output
  }
}
