import Glibc
import Orders

extension Server {
  /// At most so many at once, so that a storm of new clients does not keep the others waiting.
  private static let storm = 64

  /// Lets in who waits at a door.
  func accept(at place: Listening.Place, _ moment: Moment) {
    for _ in 0..<Self.storm {
      let descriptor = Descriptor.accept(place.descriptor)
      if descriptor >= 0 {
        if descriptors.count < mostClients {
          take(descriptor, place.door, moment)
        } else {
          sendAway(descriptor, moment)
        }
        continue
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE:
        guard sendAwayWithReserve(place, moment) else { return pause(moment) }
      case ENOBUFS, ENOMEM: return pause(moment)
      default: return
      }
    }
  }

  private func take(_ descriptor: Int32, _ door: Simulator.Door, _ moment: Moment) {
    guard let id = simulator.connect(to: door, moment) else {
      close(descriptor)
      return
    }
    Descriptor.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
    Descriptor.set(descriptor, SOL_SOCKET, SO_KEEPALIVE)
    let index = Int(descriptor)
    while clients.count <= index { clients.append(nil) }
    clients[index] = Client(id: id, descriptor: descriptor)
    descriptors[id] = descriptor
  }

  /// Says that there is no room; who does not read it at once misses it.
  private func sendAway(_ descriptor: Int32, _ moment: Moment) {
    var bytes: [UInt8] = []
    HTTPWriter.write(
      HTTPRefusal(503, "there are \(mostClients) connections already").response, to: "GET",
      keepsAlive: false, now: moment.wall, into: &bytes)
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    close(descriptor)
  }

  /// Gives up the reserve to send somebody away; false when there is none.
  ///
  /// Without a free descriptor nobody can be let in, not even for that.
  private func sendAwayWithReserve(_ place: Listening.Place, _ moment: Moment) -> Bool {
    guard reserve >= 0 else { return false }
    close(reserve)
    let descriptor = Descriptor.accept(place.descriptor)
    if descriptor >= 0 { sendAway(descriptor, moment) }
    reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
    return descriptor >= 0
  }

  /// A listener that cannot be served would make every `poll` return at once.
  private func pause(_ moment: Moment) {
    pausedUntil = moment.uptime + 100
  }
}
