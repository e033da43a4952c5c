import Orders

/// The request a venue would get, before time stamp, key and signature.
public struct Draft: Sendable {
  public let endpoint: Endpoint
  /// The endpoint's path, with what a path carries filled in.
  public let path: String
  public var parameters: [Parameter]
  /// How this request is said where the venue allows several ways; see `Choice`.
  public var choices: [String: String]

  public init(
    _ endpoint: Endpoint, _ parameters: [Parameter], path: String? = nil,
    choices: [String: String] = [:]
  ) {
    self.endpoint = endpoint
    self.path = path ?? endpoint.path
    self.parameters = parameters
    self.choices = choices
  }

  public subscript(_ name: String) -> WireValue? {
    parameters.first { $0.name == name }?.value
  }
}

/// Why a venue cannot say what a ticket or a call says: one sentence a reason.
public struct Inexpressible: Error, Hashable, Sendable {
  /// One reason and the field it belongs to.
  public struct Reason: Hashable, Sendable {
    public let field: FieldPath
    public let sentence: String

    public init(_ field: FieldPath, _ sentence: String) {
      self.field = field
      self.sentence = sentence
    }
  }

  public let reasons: [Reason]

  public init(_ reasons: [Reason]) { self.reasons = reasons }

  public init(_ field: FieldPath, _ sentence: String) {
    reasons = [Reason(field, sentence)]
  }
}
