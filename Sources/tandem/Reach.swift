import Client
import Orders
import Venues

/// Which venues can be reached, where and as whom, and why the others cannot.
struct Reach: Sendable {
  private(set) var accounts: [AccountSetup] = []
  private(set) var absent: [(venue: VenueID, reason: String)] = []

  /// - Parameter simulators: Where paper venues are, in place of those built in.
  init(
    _ environment: Environment, _ credentials: [VenueID: Credentials],
    simulators: SimulatorsPlace? = nil
  ) throws(Failure) {
    for venue in VenueCatalogue.all {
      guard let hosts = venue.hosts(in: environment) else {
        absent.append((venue.id, "\(venue.title) has no \(environment.rawValue)"))
        continue
      }
      guard let keys = credentials[venue.id] else {
        absent.append(
          (venue.id, "there are no keys of \(venue.id) for \(environment.rawValue)"))
        continue
      }
      do throws(InvalidCredentials) {
        let reached =
          simulators.map { hosts.moved(to: $0.host, port: $0.port, of: venue.id) } ?? hosts
        accounts.append(try AccountSetup(venue, keys, hosts: reached))
      } catch {
        throw Failure(venue.id.name, "\(error)")
      }
    }
  }
}

/// Where `tandem serve` has the simulators: a host, and the first of its ports.
struct SimulatorsPlace: Hashable, Sendable {
  /// As addresses have it: an IPv6 address in brackets.
  let host: String
  let port: Int

  /// Behind the first port the other venues have theirs.
  private static let ports = 1...(65_535 - VenueCatalogue.ids.count + 1)

  /// Reads `127.0.0.1:9400`, `localhost:9400` or `[::1]:9400`.
  init(_ text: String) throws(Failure) {
    let shown = VisibleText.quote(text)
    guard let colon = text.lastIndex(of: ":") else {
      throw Failure("--simulators", "takes HOST:PORT such as localhost:9400, not \(shown)")
    }
    let host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = Int(digits),
      Self.ports.contains(port)
    else {
      throw Failure(
        "--simulators",
        "takes a port from 1 to \(Self.ports.upperBound) after the last colon, not \(shown)")
    }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.count > 2
    let inside = isBracketed ? host.dropFirst().dropLast() : host
    let isName = inside.utf8.allSatisfy { byte in
      let isWord = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      return isWord || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || (isBracketed && byte == UInt8(ascii: ":"))
    }
    guard !inside.isEmpty, isName else {
      throw Failure("--simulators", "takes a host before the last colon, not \(shown)")
    }
    self.host = String(host)
    self.port = port
  }
}
