import Crypto
import Exact
import Orders

extension TradovateServing {
  /// One access of the user's: its tokens, the newest last.
  struct Session: Sendable {
    let number: Int64
    var tokens: [Token]
  }

  struct Token: Sendable {
    let text: String
    /// nil for the one in the paper credentials, which no call gave out.
    let expires: Timestamp?

    /// Opens the market data socket as well.
    var market: String { text + "-md" }
  }

  /// What was used of the limits.
  struct Gate: Sendable {
    // "1,000/s, 5,000/min, 5,000/h general; auth 10/min" (partner, Rate Limits).
    var second = RateMeter(limit: 1_000, window: 1_000)
    var minute = RateMeter(limit: 5_000, window: 60_000)
    var hour = RateMeter(limit: 5_000, window: 3_600_000)
    var access = RateMeter(limit: 10, window: 60_000)
    /// "After 429 the user must wait 1 hour" (Tradovate §8).
    var closedUntil: Timestamp?
  }

  // "Access Token Request" of the partner pages says 80 minutes.
  static let tokenLife: Int64 = 80 * 60_000
  /// "Default 50 connections per user" (partner, Connection Overview).
  static let mostSessions = 50
  static let mostTokens = 4

  /// The reply to a call for which there is no room now; nil lets it in.
  ///
  /// Which limit brings which penalty is not documented: here the hour's closes the door, and the
  /// shorter ones ask for patience.
  mutating func admit(_ call: Call) -> Reply? {
    let now = desk.now
    if let until = gate.closedUntil, now < until { return .status(429, "") }
    gate.closedUntil = nil
    guard gate.hour.take(at: now) else {
      gate.closedUntil = Timestamp(milliseconds: now.milliseconds + 3_600_000)
      return .status(429, "")
    }
    let isAccess = call.name == "auth/accesstokenrequest"
    let hasRoom = [gate.second.take(at: now), gate.minute.take(at: now)]
    // "On accesstokenrequest the penalty always has p-captcha" (Tradovate §8).
    if isAccess, !gate.access.take(at: now) {
      return .ok(Gate.penalty(seconds: 3_600, captcha: true, at: now))
    }
    if let ticket = call.body?["p-ticket"]?.text {
      guard let due = Gate.due(ticket) else { return .malformed("p-ticket is not known") }
      if now < due { return .ok(Gate.penalty(until: due, at: now)) }
      return nil
    }
    if !hasRoom[0] { return .ok(Gate.penalty(seconds: 1, at: now)) }
    if !hasRoom[1] {
      return .ok(Gate.penalty(seconds: (gate.minute.rest(at: now) + 999) / 1_000, at: now))
    }
    return nil
  }

  /// The place of the session whose token a header bears, while it is good.
  func session(bearing header: String?) -> Int? {
    guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
    return session(of: String(header.dropFirst(7)), isMarket: false)
  }

  func session(of token: String, isMarket: Bool) -> Int? {
    sessions.firstIndex { session in
      session.tokens.contains { own in
        (own.expires.map { desk.now < $0 } ?? true)
          && Proof.isSame(token, isMarket ? own.market : own.text)
      }
    }
  }

  // MARK: Access

  /// `POST /auth/accesstokenrequest`: a new session; a wrong password is HTTP 200 too (§2).
  mutating func newSession(_ call: Call) -> Reply {
    guard Proof.isSame(call.text("name") ?? "", paper.user),
      Proof.isSame(call.text("password") ?? "", paper.password),
      paper.isKnownApplication(cid: call.text("cid"), secret: call.text("sec"))
    else { return .wrongPassword }
    lastSession += 1
    sessions.append(Session(number: lastSession, tokens: []))
    if sessions.count > Self.mostSessions {
      // The paper credentials' own session was opened by nobody, and stays.
      sessions.remove(at: sessions.first?.number == 1 ? 1 : 0)
    }
    return issue(to: sessions.count - 1)
  }

  /// `GET /auth/renewaccesstoken`: the same session goes on (§2).
  mutating func renew(_ call: Call) -> Reply {
    guard let session = call.session, sessions.indices.contains(session) else { return .denied }
    return issue(to: session)
  }

  private mutating func issue(to session: Int) -> Reply {
    let expires = Timestamp(milliseconds: desk.now.milliseconds + Self.tokenLife)
    let token = Token(
      text: Gate.secret("token", makeID()), expires: desk.isCalm ? nil : expires)
    sessions[session].tokens.append(token)
    if sessions[session].tokens.count > Self.mostTokens {
      sessions[session].tokens.removeFirst()
    }
    return .ok([
      "accessToken": .string(token.text), "mdAccessToken": .string(token.market),
      "expirationTime": Self.stamp(expires),
      "passwordExpirationTime": Self.stamp(
        Timestamp(milliseconds: desk.now.milliseconds + 90 * 86_400_000)),
      "userStatus": "Active", "userId": .integer(paper.userID), "name": .string(paper.user),
      "hasLive": false,
    ])
  }

  /// Open sockets stay, for "the token authorises the connection once" (Tradovate §7).
  public mutating func expireTokens(into outbox: inout Outbox) {
    for session in sessions.indices { sessions[session].tokens.removeAll() }
  }
}

extension TradovateServing.Gate {
  /// The time penalty: the call was not executed, and may be sent again with the ticket in it (§8).
  static func penalty(seconds: Int64, captcha: Bool = false, at now: Timestamp) -> JSON {
    penalty(
      until: Timestamp(milliseconds: now.milliseconds + max(0, seconds) * 1_000), captcha: captcha,
      at: now)
  }

  static func penalty(until due: Timestamp, captcha: Bool = false, at now: Timestamp) -> JSON {
    let seconds = (due.milliseconds - now.milliseconds + 999) / 1_000
    return [
      "p-ticket": .string(ticket(due)), "p-time": .integer(seconds), "p-captcha": .bool(captcha),
    ]
  }

  /// A ticket says itself when it is due, and nobody else can make one.
  private static func ticket(_ due: Timestamp) -> String {
    "\(due.milliseconds)-" + secret("ticket", due.milliseconds).prefix(16)
  }

  static func due(_ text: String) -> Timestamp? {
    guard let number = Int64(text.prefix { $0 != "-" }) else { return nil }
    let due = Timestamp(milliseconds: number)
    return Proof.isSame(text, ticket(due)) ? due : nil
  }

  /// Not to be guessed by who does not know the paper exchange, and the same on every run.
  static func secret(_ what: String, _ number: Int64) -> String {
    Hex.encode(Digest.sha256(Array("paper exchange, \(what) \(number)".utf8)))
  }
}
