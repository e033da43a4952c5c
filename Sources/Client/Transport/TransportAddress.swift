/// Scheme and authority of an address, taken apart and judged.
///
/// What is left out of it cannot lead anywhere else: no user, no path, nothing that two readers
/// could read differently.
struct TransportAddress: Hashable, Sendable {
  let isSecure: Bool
  /// An IPv6 address in brackets.
  let host: String
  /// nil where it is the scheme's own.
  let port: UInt16?
  /// What stands before the target of every request, such as `/v1`; empty for most.
  let path: String

  enum Use {
    case request
    case socket
  }

  /// Reads `https://host` or `wss://host:port/path`; a socket's path belongs to its handshake.
  init(_ text: String, for use: Use) throws(TransportFailure) {
    let schemes = use == .request ? ["http://", "https://"] : ["ws://", "wss://"]
    guard let scheme = schemes.firstIndex(where: text.hasPrefix) else {
      throw Self.unusable("an address must begin with \(schemes[0]) or \(schemes[1])")
    }
    isSecure = scheme == 1
    let rest = text.utf8.dropFirst(schemes[scheme].utf8.count)
    let authority = rest.prefix { use == .socket ? !"/?".utf8.contains($0) : $0 != 0x2F }
    (host, port) = try Self.split(Array(authority))
    path = use == .socket ? "" : String(Substring(rest.dropFirst(authority.count)))
    let isPath = path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3F && $0 != 0x23 }
    guard isPath, !path.hasSuffix("/") else {
      throw Self.unusable("\(host): what follows the host is no path")
    }
  }

  /// `host`, or `host:port` where the port is not the scheme's own.
  var place: String { port.map { "\(host):\($0)" } ?? host }

  /// As libcurl takes it: for a socket, too, it is the connection alone that is wanted.
  var url: String { "\(isSecure ? "https" : "http")://\(place)/" }

  /// Whether it is this very machine, which no proxy leads to.
  var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func split(
    _ bytes: [UInt8]
  ) throws(TransportFailure) -> (String, UInt16?) {
    let isBracketed = bytes.first == UInt8(ascii: "[")
    let end =
      isBracketed
      ? bytes.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? 0
      : bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
    let name = bytes[..<end]
    let isName = name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        true
      default: isBracketed && "[]:".utf8.contains(byte)
      }
    }
    guard !name.isEmpty, isName else { throw unusable("an address names no host") }
    let host = String(decoding: name, as: UTF8.self)
    if end == bytes.count { return (host, nil) }
    let digits = bytes[(end + 1)...]
    guard bytes[end] == UInt8(ascii: ":"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let port = UInt16(String(decoding: digits, as: UTF8.self)), port > 0
    else { throw unusable("\(host): what follows the host is no port") }
    return (host, port)
  }

  private static func unusable(_ sentence: String) -> TransportFailure {
    TransportFailure(.notSent, .setup, sentence)
  }
}
