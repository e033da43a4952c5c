/// Why something cannot be sent.
public enum SendRefusal: Error, Hashable, Sendable {
  case notText
  case longControl(Int)
  case badCloseCode(UInt16)
  case longReason(Int)
  case reasonWithoutCode
  case messageUnderWay
  case otherKindUnderWay
  case closing(ClosingHandshake.State)
}

extension SendRefusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notText: "a text message must be UTF-8"
    case .longControl(let count): "a control frame holds at most 125 bytes, not \(count)"
    case .badCloseCode(let code): "the close code \(code) may not be sent"
    case .longReason(let count):
      "the reason of a close holds at most \(CloseFrame.reasonLimit) bytes, not \(count)"
    case .reasonWithoutCode: "a close with a reason needs a code"
    case .messageUnderWay: "the message sent in fragments has not ended"
    case .otherKindUnderWay: "the message sent in fragments is of the other kind"
    case .closing(let state): "the connection \(state.phrase)"
    }
  }
}
