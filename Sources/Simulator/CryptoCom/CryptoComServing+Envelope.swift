import Exact
import Orders
import Venues

extension CryptoComServing {
  /// One request, from REST or from a socket.
  struct Visit: Sendable {
    /// -1 where the request says none.
    var id: Int64 = -1
    var idText = ""
    var method: String
    var params: JSONNode?
    var query = FormParameters()
    var apiKey: String?
    var sig: String?
    var nonceText: String?
    /// Where it came from, unless from REST.
    var socket: SocketID?

    init(method: String) { self.method = method }

    /// Reads the envelope that REST and sockets share (Request Format).
    ///
    /// Ids and nonces are numbers in the documents and strings from ccxt; both are taken.
    init(envelope body: [UInt8]) throws(CryptoComFault) {
      let document: JSONDocument
      do throws(JSONError) {
        document = try JSONDocument(parsing: body)
      } catch {
        throw .badRequest
      }
      let root = document.root
      guard root.kind == .object, let method = root["method"]?.string else { throw .badRequest }
      self.method = method
      if let node = root["id"], let id = node.int64, id >= 0 {
        self.id = id
        idText = node.text ?? ""
      }
      if let params = root["params"], !params.isNull {
        guard params.kind == .object else { throw .invalidRequest }
        self.params = params
      }
      apiKey = root["api_key"]?.string
      sig = root["sig"]?.string
      nonceText = root["nonce"]?.text
    }

    /// A parameter that is a string or a number.
    func text(_ name: String) -> String? { params?[name]?.text ?? query[name] }

    /// The client id of an order that has none of its own (create-order, client_oid).
    var fallbackID: String { nonceText ?? String(id) }
  }

  /// What a method answers.
  struct Reply: Sendable {
    var result: JSON?
    var message: String?

    /// An answer without a result: the request is queued.
    static let queued = Reply(result: nil, message: nil)

    static func data(_ rows: [JSON]) -> Reply {
      Reply(result: ["data": .array(rows)], message: nil)
    }
  }

  static func response(_ visit: Visit, _ outcome: Result<Reply, CryptoComFault>) -> HTTPResponse {
    let status = if case .failure(let fault) = outcome { fault.status } else { 200 }
    return HTTPResponse(status, envelope(visit, outcome))
  }

  /// The answer's envelope: the id is a number, whatever the request's was.
  static func envelope(
    _ visit: Visit, _ outcome: Result<Reply, CryptoComFault>, original: String? = nil
  ) -> JSON {
    var members = [
      JSONMember("id", .integer(visit.id)), JSONMember("method", .string(visit.method)),
    ]
    switch outcome {
    case .success(let reply):
      members.append(JSONMember("code", 0))
      if let message = reply.message { members.append(JSONMember("message", .string(message))) }
      if let result = reply.result { members.append(JSONMember("result", result)) }
    case .failure(let fault):
      members.append(JSONMember("code", .integer(fault.code)))
      members.append(JSONMember("message", .string(fault.message)))
      if let result = fault.result { members.append(JSONMember("result", result)) }
      if let original { members.append(JSONMember("original", .string(original))) }
    }
    return .object(members)
  }
}

/// The text a signature is made over (Digital Signature).
enum SignedText {
  /// How words in a list inside a leg are written: official samples disagree (sheet §2).
  enum Style: CaseIterable { case flat, java }

  static func of(
    _ method: String, _ id: String, _ key: String, _ params: JSONNode?, _ nonce: String,
    _ style: Style
  ) -> String {
    var text = method + id + key
    if let params { append(params, style, depth: 0, to: &text) }
    return text + nonce
  }

  private static func append(
    _ node: JSONNode, _ style: Style, depth: Int, to text: inout String
  ) {
    switch node.kind {
    case .object:
      let members = node.members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (key, value) in members {
        text += key
        append(value, style, depth: depth + 1, to: &text)
      }
    // Three levels down the Java sample prints a list as its language does.
    case .array where style == .java && depth >= 3:
      text += "[" + node.elements.map { $0.text ?? $0.rawText }.joined(separator: ", ") + "]"
    case .array:
      for element in node.elements { append(element, style, depth: depth + 1, to: &text) }
    case .string, .number: text += node.text ?? ""
    case .bool, .null: text += node.rawText
    }
  }
}
