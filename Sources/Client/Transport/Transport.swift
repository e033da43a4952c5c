/// What carries bytes to venues and back.
///
/// There are two makers: one calls the simulators in this process, one speaks HTTP and TLS over
/// sockets. Whoever owns a transport performs what the client wants, and waits. No transport ever
/// performs an action twice, and none answers a request more than once.
public protocol Transport {
  /// Begins what is wanted, without waiting for it.
  mutating func perform(_ action: TransportAction)

  /// What happened since this was last asked, after at most so many milliseconds; nil waits until
  /// something happens. An interruption from outside returns at once, with or without events.
  mutating func wait(milliseconds: Int64?) -> [TransportEvent]
}
