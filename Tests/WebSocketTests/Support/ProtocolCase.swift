import Testing
import WebSocket

/// One row of a table of frames and what must come of them, for a reader of either role.
struct ProtocolCase: CustomTestStringConvertible, Sendable {
  let id: String
  let frames: @Sendable () -> [RawFrame]
  let incoming: [Incoming]
  let violation: Violation?

  init(
    _ id: String, _ frames: @autoclosure @escaping @Sendable () -> [RawFrame],
    _ incoming: [Incoming], _ violation: Violation? = nil
  ) {
    self.id = id
    self.frames = frames
    self.incoming = incoming
    self.violation = violation
  }

  var expected: Outcome { Outcome(incoming, violation) }
  var testDescription: String { id }
}
