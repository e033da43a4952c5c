import Exact
import Orders

/// What several venues' decoders conclude in the same way.
public enum Verdict {
  /// A reply that cannot be read says nothing about what was done.
  public static func unreadable(
    _ response: Response, to operation: Operation, _ reason: String
  ) -> Answer {
    let refusal = Refusal(
      httpStatus: response.status, code: "", text: reason, reason: .unreadable)
    return operation.changesOrders ? .inDoubt(refusal) : .refused(refusal)
  }

  /// A refusal in the light of what was asked: what a venue fault or a time-out did to an order is
  /// not known, while nothing hangs on a query that failed.
  public static func answer(_ refusal: Refusal, to operation: Operation) -> Answer {
    switch refusal.reason {
    case .venueFault: operation.changesOrders ? .inDoubt(refusal) : .refused(refusal)
    case .rateLimit, .banned, .overloaded: .later(refusal, afterMilliseconds: nil)
    default: .refused(refusal)
    }
  }

  /// Parses a body, or says why it is none.
  public static func document(_ bytes: [UInt8]) -> Result<JSONDocument, JSONError> {
    do {
      return .success(try JSONDocument(parsing: bytes))
    } catch {
      return .failure(error)
    }
  }

  /// A start of the bytes that can be shown: bounded, and never more than text.
  public static func excerpt(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self)
  }
}

extension JSONNode {
  /// A count of milliseconds, or of nanoseconds where it is too large to be one: venues mix them.
  public var moment: Timestamp? { int64.flatMap(Timestamp.init(ofVenue:)) }

  /// A text that says something: neither absent nor empty.
  public var filledText: String? {
    guard let text, !text.isEmpty else { return nil }
    return text
  }
}

extension JSONLetters {
  /// The moment that a member counts.
  func moment(_ letter: Unicode.Scalar) -> Timestamp? {
    int64(letter).flatMap(Timestamp.init(ofVenue:))
  }

  /// The text of a member that says something.
  func filledText(_ letter: Unicode.Scalar) -> String? {
    guard let text = text(letter), !text.isEmpty else { return nil }
    return text
  }
}

extension Timestamp {
  fileprivate init?(ofVenue number: Int64) {
    guard number > 0 else { return nil }
    switch number {
    case ..<100_000_000_000_000: self.init(milliseconds: number)
    case ..<100_000_000_000_000_000: self.init(milliseconds: number / 1000)
    default: self.init(milliseconds: number / 1_000_000)
    }
  }
}
