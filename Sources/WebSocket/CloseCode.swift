/// Why a connection is closed (RFC 6455 section 7.4).
public struct CloseCode: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public init(_ rawValue: UInt16) { self.rawValue = rawValue }

  public static let normal = CloseCode(1000)
  public static let goingAway = CloseCode(1001)
  public static let protocolError = CloseCode(1002)
  public static let unsupportedData = CloseCode(1003)
  public static let badText = CloseCode(1007)
  public static let policyViolation = CloseCode(1008)
  public static let tooBig = CloseCode(1009)
  public static let internalError = CloseCode(1011)
  public static let serviceRestart = CloseCode(1012)
  public static let tryAgainLater = CloseCode(1013)

  /// Whether a close frame may carry it.
  ///
  /// 1004, 1005, 1006 and 1015 are never sent; 1016 to 2999 are kept for later standards; 3000 to
  /// 4999 belong to libraries and applications. 1012 to 1014 were added to IANA's registry.
  public var mayTravel: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}

/// What a close frame says.
public struct CloseFrame: Hashable, Sendable {
  /// Nil when the frame was empty.
  public let code: CloseCode?
  /// A text for people, at most 123 bytes of UTF-8.
  public let reason: String

  public init(_ code: CloseCode? = nil, reason: String = "") {
    self.code = code
    self.reason = reason
  }
}

extension CloseFrame {
  /// The longest reason: 125 bytes of a control frame without the two of the code.
  static let reasonLimit = 123

  /// What the payload says, or how it breaks the rules of section 5.5.1.
  init(payload: [UInt8]) throws(Violation) {
    if payload.isEmpty {
      self.init()
      return
    }
    guard payload.count >= 2 else { throw .halfCloseCode }
    let code = CloseCode(UInt16(payload[0]) << 8 | UInt16(payload[1]))
    guard code.mayTravel else { throw .badCloseCode(code.rawValue) }
    let reason = payload[2...]
    var check = UTF8Stream()
    let isText = reason.withContiguousStorageIfAvailable { check.accept($0) } ?? true
    guard isText, check.isComplete else { throw .badCloseReason }
    self.init(code, reason: String(decoding: reason, as: UTF8.self))
  }

  /// The payload to send, or why it may not be sent.
  func payload() throws(SendRefusal) -> [UInt8] {
    guard let code else {
      if reason.isEmpty { return [] }
      throw .reasonWithoutCode
    }
    guard code.mayTravel else { throw .badCloseCode(code.rawValue) }
    guard reason.utf8.count <= Self.reasonLimit else {
      throw .longReason(reason.utf8.count)
    }
    return [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + reason.utf8
  }
}
