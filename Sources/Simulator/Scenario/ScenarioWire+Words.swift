import Orders

extension Fault {
  /// What goes wrong, in plain words; for what only waits, how often and when.
  var sentence: String {
    guard what.moment == .answer || what.moment == .event else { return what.sentence }
    var words = "from here on, " + what.sentence
    if let times, times > 1 { words += ", \(times) times" }
    if after > 0 { words += ", the first \(after == 1 ? "" : "\(after) ")let through" }
    if let place = [method, path].compactMap({ $0 }).reduced { words += " (\(place))" }
    if let operation { words += " (\(operation.rawValue))" }
    return words
  }
}

extension Fault.What {
  fileprivate var sentence: String {
    switch self {
    case .dropReply: "an answer is lost on its way"
    case .delayReply(let milliseconds): "an answer comes \(milliseconds) ms late"
    case .httpStatus(let status, let isExecuted):
      "HTTP \(status) comes for an answer, "
        + (isExecuted ? "although the request is carried out" : "and nothing is carried out")
    case .cutReply(let bytes): "an answer breaks off after \(Words.count(bytes, "byte"))"
    case .rateLimit(let seconds): "a request is one too many, for \(seconds) s"
    case .ban(let seconds): "every request is refused for \(seconds) s"
    case .dropEvent: "an event is lost on its way"
    case .duplicateEvent: "an event is told twice"
    case .reorderEvents: "an event is told after the next one"
    case .silentStream: "the client's stream falls silent, and stays open"
    case .cutStream: "the client's stream ends without a word"
    case .expireToken: "the client's tokens end"
    case .clock(0): "the venue's clock is right"
    case .clock(let milliseconds):
      "the venue's clock is \(milliseconds.magnitude) ms \(milliseconds < 0 ? "behind" : "ahead")"
    case .tickSize(_, let size): "the tick is now \(size); what rests stays as it is"
    case .lotSize(_, let size): "the lot is now \(size); what rests stays as it is"
    case .halt(let instrument): "\(instrument) is halted: no order is taken, and nothing trades"
    case .resume(let instrument): "\(instrument) trades again"
    }
  }
}

extension ReplyPlan {
  /// What the client sees.
  var sight: String {
    let late = delay > 0 ? " after \(delay) ms" : ""
    if cutAfter == 0 { return "no answer comes" }
    if let cutAfter { return "the answer breaks off after \(Words.count(cutAfter, "byte"))\(late)" }
    switch trouble {
    case .broken(let status): return "HTTP \(status) comes for an answer\(late)"
    case .rateLimited(let seconds):
      return "the request was one too many, and is refused\(late): come again in \(seconds) s"
    case .banned(let seconds): return "every request is refused\(late) for another \(seconds) s"
    case nil: return "the answer comes \(delay) ms late"
    }
  }
}

extension [String] {
  /// The words with spaces between them; nil where there are none.
  fileprivate var reduced: String? { isEmpty ? nil : joined(separator: " ") }
}

extension Fault {
  /// What is left of it, for the end of a story.
  var left: String {
    times.map { "\(what.name), \($0 == 1 ? "once" : "\($0) times")" }
      ?? "\(what.name), until its time is up"
  }
}

extension ScenarioKnowledge {
  /// What the client believes, and whether it is right.
  func sentence(_ end: ScenarioEnd) -> String {
    if isTrue {
      return end.legs.isEmpty
        ? "it knows that nothing was placed" : "it knows every leg as it stands"
    }
    if legs.allSatisfy({ $0 == nil }) { return "it cannot know whether the list was taken" }
    let words = legs.enumerated().map { at, leg in
      "leg \(at + 1) \(leg.map(\.words) ?? "never")"
    }
    return "it was last told of \(words.joined(separator: ", ")): that is not how they stand"
  }
}

extension ScenarioKnowledge.Leg {
  /// "partly filled 0.004".
  fileprivate var words: String {
    filled.isPositive ? "\(status.words) \(filled)" : status.words
  }
}
