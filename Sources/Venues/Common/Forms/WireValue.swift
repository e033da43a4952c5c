import Exact
import Orders

/// A value on its way to the wire: exact, and already either text or number for JSON.
public enum WireValue: Hashable, Sendable {
  case text(String)
  /// A decimal in quotes (or in a query, where everything is text).
  case decimal(Decimal)
  /// A decimal as a bare JSON number.
  case number(Decimal)
  case integer(Int64)
  case flag(Bool)
  case list([WireValue])
  case object([Parameter])

  /// Appends the value's plain text, as it stands in a query or a signed line.
  public func writeText(into bytes: inout [UInt8]) {
    switch self {
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case .decimal(let decimal), .number(let decimal): decimal.write(into: &bytes)
    case .integer(let integer): Decimal(Int(integer)).write(into: &bytes)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .list(let values):
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.writeText(into: &bytes)
      }
    case .object(let parameters):
      for parameter in parameters { parameter.value.writeText(into: &bytes) }
    }
  }

  /// Appends the value's plain text, percent-encoded.
  public func writeEncoded(into bytes: inout [UInt8]) {
    switch self {
    // Digits, a sign, a point and letters stand as they are.
    case .decimal, .number, .integer, .flag: writeText(into: &bytes)
    case .text(let text): Percent.encode(text, into: &bytes)
    case .list, .object: Percent.encode(text, into: &bytes)
    }
  }

  public var text: String {
    var bytes: [UInt8] = []
    writeText(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value as compact JSON.
  public func writeJSON(into bytes: inout [UInt8]) {
    switch self {
    case .text(let text): JSONText.quote(text, into: &bytes)
    case .decimal(let decimal):
      bytes.append(UInt8(ascii: "\""))
      decimal.write(into: &bytes)
      bytes.append(UInt8(ascii: "\""))
    case .number, .integer, .flag: writeText(into: &bytes)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.writeJSON(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let parameters): Parameter.writeJSON(parameters, into: &bytes)
    }
  }
}

/// One named value of a request, with where it came from.
public struct Parameter: Hashable, Sendable {
  public let name: String
  public let value: WireValue
  public let origin: Origin
  /// The row of the field catalogue that allows it, with its citation.
  public let field: Field?

  /// What put a value into a request.
  public enum Origin: Hashable, Sendable {
    case ticket(FieldPath)
    case option(String)
    /// A client id, made with the intent.
    case identity
    /// Always so, or the stated default.
    case standard
    /// Put in when the request is sealed: time, key, signature, account.
    case seal
    /// Belongs to a call that is not made from a ticket.
    case call
  }

  public init(_ name: String, _ value: WireValue, _ origin: Origin = .call, field: Field? = nil) {
    self.name = name
    self.value = value
    self.origin = origin
    self.field = field
  }

  /// The places of parameters in the order of their names' bytes, as ASCII has them: capitals
  /// first.
  ///
  /// Places move more cheaply than parameters.
  static func placesByName(_ parameters: [Parameter]) -> [Int] {
    parameters.indices.sorted { left, right in
      let (left, right) = (
        parameters[left].name.utf8Span.span, parameters[right].name.utf8Span.span
      )
      for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return left[index] < right[index]
      }
      return left.count < right.count
    }
  }

  /// `a=1&b=2` in the order of the names, every value as it reads: what some venues sign.
  static func signedLine(_ parameters: [Parameter]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(400)
    for place in placesByName(parameters) {
      let parameter = parameters[place]
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
      bytes.append(contentsOf: parameter.name.utf8)
      bytes.append(UInt8(ascii: "="))
      parameter.value.writeText(into: &bytes)
    }
    return bytes
  }

  /// Appends `{"name":value,…}`.
  public static func writeJSON(_ parameters: [Parameter], into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, parameter) in parameters.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONText.quote(parameter.name, into: &bytes)
      bytes.append(UInt8(ascii: ":"))
      parameter.value.writeJSON(into: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
