import Glibc
import Orders

extension Server {
  /// Sends what every connection has, and ends those that are due to.
  func sendReady(_ moment: Moment) {
    while case let ready = simulator.takeReady(), !ready.isEmpty {
      for id in ready {
        if let descriptor = descriptors[id] { send(descriptor, moment) }
      }
    }
  }

  /// Sends as much as the kernel takes.
  func send(_ descriptor: Int32, _ moment: Moment) {
    guard var client = clients[Int(descriptor)] else { return }
    // While it is taken apart here, no second reference keeps its bytes from being freed.
    clients[Int(descriptor)] = nil
    let isGone = !push(&client, moment)
    clients[Int(descriptor)] = client
    if isGone { end(client) }
  }

  /// False when the connection is over.
  private func push(_ client: inout Client, _ moment: Moment) -> Bool {
    // What was cut does not wait for a client that does not read.
    if simulator.duty(client.id) == .abort { return false }
    while true {
      if client.sent == client.sending.count {
        client.sending = simulator.takeOutgoing(client.id, moment)
        client.sent = 0
        if client.sending.isEmpty { return follow(&client) }
      }
      let count = client.sending.withUnsafeBytes { bytes in
        Glibc.send(
          client.descriptor, bytes.baseAddress?.advanced(by: client.sent),
          bytes.count - client.sent, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        client.sent += count
      } else if errno == EAGAIN {
        return true
      } else if errno != EINTR {
        return false
      }
    }
  }

  private func follow(_ client: inout Client) -> Bool {
    switch simulator.duty(client.id) {
    case .keep: return true
    case .end, .abort: return false
    case .endSending:
      if !client.hasShutDown {
        client.hasShutDown = true
        shutdown(client.descriptor, Int32(SHUT_WR))
      }
      return !client.isInputOver
    }
  }
}
