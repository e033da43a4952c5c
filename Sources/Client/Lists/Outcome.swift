import Venues

/// What was asked of a venue, so that its answer finds what it belongs to.
public enum Sent: Hashable, Sendable {
  case place(ListKey)
  case cancel(ListKey)
  case cancelLeg(ListKey, leg: Int)
  case amend(ListKey, leg: Int)

  /// The list it is about.
  public var key: ListKey {
    switch self {
    case .place(let key), .cancel(let key), .cancelLeg(let key, _), .amend(let key, _): key
    }
  }
}

/// What became of a request.
public enum Outcome: Hashable, Sendable {
  case accepted
  case refused(String)
  /// It may or may not have happened.
  case inDoubt(String)
  /// Not one byte left this machine.
  case notSent(String)
}

extension Outcome {
  /// What an answer means for what was sent.
  public init(_ answer: Answer) {
    switch answer {
    case .accepted: self = .accepted
    case .refused(let refusal): self = .refused(refusal.sentence)
    case .inDoubt(let refusal): self = .inDoubt(refusal.sentence)
    case .later(let refusal, let wait):
      let when = wait.map { ", not before \(($0 + 999) / 1000) s" } ?? ""
      self = .refused(refusal.sentence + " (not done" + when + ")")
    }
  }
}

extension Refusal {
  /// The venue's text with its code.
  public var sentence: String {
    let text = text.isEmpty ? "HTTP \(httpStatus)" : text
    return code.isEmpty ? text : "\(text) (\(code))"
  }
}
