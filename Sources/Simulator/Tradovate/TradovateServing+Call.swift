import Exact
import Venues
import WebSocket

extension TradovateServing {
  /// One call, by REST or in a frame.
  struct Call: Sendable {
    let name: String
    var query: FormParameters
    /// The JSON of the body; nil where there is none.
    let body: JSONNode?
    let bytes: [UInt8]
    /// The place of the session that asks, where one is needed.
    let session: Int?

    /// nil where a body is neither empty nor JSON.
    init?(_ name: String, query: String, body: [UInt8], session: Int?) {
      self.name = name
      self.query = FormParameters(query) ?? FormParameters()
      self.session = session
      bytes = body
      var limits = JSONLimits()
      limits.bytes = 1 << 20
      limits.depth = 16
      let isBlank = body.allSatisfy { $0 == 10 || $0 == 13 || $0 == 32 }
      guard !isBlank, let document = try? JSONDocument(parsing: body, limits: limits) else {
        // A form has fields in its body, and no JSON.
        guard isBlank || body.first != UInt8(ascii: "{") else { return nil }
        self.body = nil
        return
      }
      self.body = document.root
    }

    /// A parameter of the query, or the body's member of that name.
    func text(_ name: String) -> String? { query[name] ?? body?[name]?.text }

    func number(_ name: String) -> Int64? { text(name).flatMap { Int64($0) } }
  }

  /// An answer, before it is put into an HTTP response or a frame.
  struct Reply: Sendable {
    let status: Int
    /// What a 200 says.
    let content: JSON?
    /// What anything else says.
    let text: String

    static func ok(_ content: JSON) -> Reply { Reply(status: 200, content: content, text: "") }

    static func status(_ status: Int, _ text: String) -> Reply {
      Reply(status: status, content: nil, text: text)
    }

    /// With the headers that the venue's answers were seen with (api#45).
    var response: HTTPResponse {
      let crossOrigin = [
        HeaderField("Access-Control-Allow-Origin", "*"),
        HeaderField("Access-Control-Allow-Credentials", "true"),
      ]
      guard let content else {
        let type = HeaderField("Content-Type", "text/plain; charset=UTF-8")
        return HTTPResponse(
          status, headers: (text.isEmpty ? [] : [type]) + crossOrigin, body: Array(text.utf8))
      }
      var bytes: [UInt8] = []
      content.write(into: &bytes)
      return HTTPResponse(
        status, headers: [HeaderField("Content-Type", "application/json")] + crossOrigin,
        body: bytes)
    }
  }
}
