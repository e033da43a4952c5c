import Glibc

/// The doors of a simulator as bound sockets; clients may connect from now on.
public struct Listening: Sendable {
  /// One door and where it is.
  public struct Place: Sendable {
    public let door: Simulator.Door
    public let port: UInt16
    let descriptor: Int32
  }

  public private(set) var places: [Place] = []
  /// As it stands in a URL: an IPv6 address in brackets.
  public let host: String

  private static let backlog: Int32 = 1024

  /// Binds every door, each to the port behind the one before, or all to free ports where the first
  /// is 0; an IPv6 address may stand in brackets.
  public init(
    _ doors: [Simulator.Door], address: String, firstPort: UInt16
  ) throws(ServerFailure) {
    let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
    let address = isBracketed ? String(address.dropFirst().dropLast()) : address
    host = address.contains(":") ? "[\(address)]" : address
    do throws(ServerFailure) {
      for (offset, door) in doors.enumerated() {
        guard let port = UInt16(exactly: firstPort == 0 ? 0 : Int(firstPort) + offset) else {
          throw ServerFailure(
            place: "\(host):\(firstPort)",
            reason: "\(doors.count) ports from here on go beyond 65535")
        }
        places.append(try Self.bind(door, address, host, port))
      }
    } catch {
      close()
      throw error
    }
  }

  /// Closes what no server took over.
  public func close() {
    for place in places { _ = Glibc.close(place.descriptor) }
  }

  private static func bind(
    _ door: Simulator.Door, _ address: String, _ host: String, _ port: UInt16
  ) throws(ServerFailure) -> Place {
    let place = "\(host):\(port)"
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(port), &hints, &found) == 0, let info = found?.pointee
    else { throw ServerFailure(place: place, reason: "is no address of this machine") }
    defer { freeaddrinfo(found) }
    let descriptor = socket(info.ai_family, info.ai_socktype | Descriptor.flags, info.ai_protocol)
    guard descriptor >= 0 else { throw ServerFailure(place: place, error: errno) }
    Descriptor.set(descriptor, SOL_SOCKET, SO_REUSEADDR)
    guard Glibc.bind(descriptor, info.ai_addr, info.ai_addrlen) == 0,
      listen(descriptor, backlog) == 0, let port = Descriptor.port(descriptor)
    else {
      let error = errno
      _ = Glibc.close(descriptor)
      throw ServerFailure(place: place, error: error)
    }
    return Place(door: door, port: port, descriptor: descriptor)
  }
}

/// Small things that are done to sockets.
enum Descriptor {
  /// Calls never wait, and no child inherits it.
  static let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

  /// The next client that waits, or less than 0.
  static func accept(_ listener: Int32) -> Int32 {
    let descriptor = Glibc.accept(listener, nil, nil)
    guard descriptor >= 0 else { return descriptor }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
    var yes: Int32 = 1
    setsockopt(descriptor, level, option, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  /// The port a socket is bound to; the ports of both families stand at the same place.
  static func port(_ descriptor: Int32) -> UInt16? {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { return nil }
    return withUnsafeBytes(of: &address) { bytes in
      UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
  }

  /// As many open files as the system lets this process have; how many that is.
  static func raiseLimit(to wanted: Int) -> Int {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(files, &limit) == 0 else { return 256 }
    let most = min(UInt64(limit.rlim_max), UInt64(wanted))
    if UInt64(limit.rlim_cur) < most {
      limit.rlim_cur = rlim_t(most)
      setrlimit(files, &limit)
      getrlimit(files, &limit)
    }
    return Int(clamping: limit.rlim_cur)
  }
}
