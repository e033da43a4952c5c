/// How the other end broke the protocol, or went beyond a limit of ours.
public enum Violation: Error, Hashable, Sendable {
  case reservedBits
  case reservedOpcode(UInt8)
  case fragmentedControl
  case longControl
  case unmasked
  case masked
  case longForm
  case impossibleLength
  case nothingToContinue
  case interruptedMessage
  case longFrame(limit: Int)
  case longMessage(limit: Int)
  case manyFragments(limit: Int)
  case badText
  case halfCloseCode
  case badCloseCode(UInt16)
  case badCloseReason

  /// The code to close the connection with.
  public var code: CloseCode {
    switch self {
    case .badText, .badCloseReason: .badText
    case .longFrame, .longMessage, .manyFragments: .tooBig
    default: .protocolError
    }
  }
}

extension Violation: CustomStringConvertible {
  /// One sentence, short enough for a close frame.
  public var description: String {
    switch self {
    case .reservedBits: "a frame sets reserved bits, but no extension was agreed"
    case .reservedOpcode(let opcode): "a frame has the reserved opcode \(opcode)"
    case .fragmentedControl: "a control frame is fragmented"
    case .longControl: "a control frame is longer than 125 bytes"
    case .unmasked: "a frame from the client is not masked"
    case .masked: "a frame from the server is masked"
    case .longForm: "a frame spells its length in more bytes than it needs"
    case .impossibleLength: "a frame has a length with the top bit set"
    case .nothingToContinue: "a continuation frame without a message to continue"
    case .interruptedMessage: "a new message begins before the last one has ended"
    case .longFrame(let limit): "a frame is longer than the \(limit) bytes allowed"
    case .longMessage(let limit): "a message is longer than the \(limit) bytes allowed"
    case .manyFragments(let limit): "a message has more than the \(limit) fragments allowed"
    case .badText: "a text message is not UTF-8"
    case .halfCloseCode: "a close frame has half a code"
    case .badCloseCode(let code): "a close frame has the code \(code), which may not be sent"
    case .badCloseReason: "the reason of a close frame is not UTF-8"
    }
  }
}
