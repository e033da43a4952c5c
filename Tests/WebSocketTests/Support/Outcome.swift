import WebSocket

/// What came of feeding bytes to an assembler.
struct Outcome: Equatable {
  var incoming: [Incoming] = []
  var violation: Violation?

  init(_ incoming: [Incoming] = [], _ violation: Violation? = nil) {
    self.incoming = incoming
    self.violation = violation
  }

  /// Feeds the pieces one after the other, also beyond a violation.
  init(
    feeding pieces: some Sequence<[UInt8]>, to role: WebSocketRole,
    limits: WebSocketLimits = .standard
  ) {
    var assembler = MessageAssembler(role: role, limits: limits)
    for piece in pieces {
      do throws(Violation) {
        try assembler.read(piece, into: &incoming)
      } catch {
        violation = error
      }
    }
  }

  /// Feeds all bytes at once.
  init(of bytes: [UInt8], to role: WebSocketRole, limits: WebSocketLimits = .standard) {
    self.init(feeding: [bytes], to: role, limits: limits)
  }

  /// Feeds every byte alone.
  init(ofEachByte bytes: [UInt8], to role: WebSocketRole, limits: WebSocketLimits = .standard) {
    self.init(feeding: bytes.lazy.map { [$0] }, to: role, limits: limits)
  }
}

extension Incoming {
  static func text(_ text: String) -> Incoming { .text(Array(text.utf8)) }
  static func ping(_ text: String) -> Incoming { .ping(Array(text.utf8)) }
  static func pong(_ text: String) -> Incoming { .pong(Array(text.utf8)) }
}
