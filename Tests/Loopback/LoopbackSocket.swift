import Glibc

/// One end of a stream between two ends of this machine.
///
/// Its calls block, and give up after a while: a fault fails and hangs nothing.
public struct LoopbackSocket: Sendable {
  public let descriptor: Int32

  /// Takes over a socket that is open.
  public init(_ descriptor: Int32, patience seconds: Int = 15) {
    self.descriptor = descriptor
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
  }

  /// Connects to a port; nil where nobody listens.
  public init?(to port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(port)
    let isOpen = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen else {
      Glibc.close(descriptor)
      return nil
    }
    self.init(descriptor)
  }

  /// A socket that listens, and its port, which was free; 0 where there is none.
  public static func listening() -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = address(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    let isListening = isNamed && listen(descriptor, 256) == 0
    return (descriptor, isListening ? UInt16(bigEndian: address.sin_port) : 0)
  }

  /// A port at which nobody listens, and which was free a moment ago.
  public static func freePort() -> UInt16 {
    let (descriptor, port) = listening()
    Glibc.close(descriptor)
    return port
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  /// Sends all of it; false when the other end takes no more.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  /// At most so many bytes that came; nil when nothing more does.
  public func receive(_ most: Int = 65_536) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: most)
    let count = recv(descriptor, &bytes, most, 0)
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  /// Everything until the other end closes, as text.
  public func receiveAll() -> String {
    var all: [UInt8] = []
    while let more = receive() { all += more }
    return String(decoding: all, as: UTF8.self)
  }

  public func close() { Glibc.close(descriptor) }
}
