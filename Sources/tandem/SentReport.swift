import Client
import Exact
import Orders
import Venues

/// What became of a request, for a person or a program.
struct SentReport {
  let operation: Operation
  let key: ListKey
  let leg: Int?
  let environment: Environment
  let outcome: Outcome
  /// The list as it is known now; nil where it never came into being.
  let record: ListRecord?

  /// How the program ends.
  var status: ExitStatus {
    switch outcome {
    case .accepted: .fine
    case .refused: .refused
    case .inDoubt: .inDoubt
    case .notSent: .noConnection
    }
  }

  /// Prints it, and says how the program ends: by what became of the request even where nobody
  /// could be told of it, for 2 would mean that nothing was sent.
  func tell(_ invocation: Invocation) -> ExitStatus {
    let rim = invocation.rim
    rim.output.write(text(invocation.text(.textOrJSON) == "json"))
    do throws(Failure) {
      try rim.output.flush()
    } catch {
      Diagnostics.report(Failure(error.what, "\(error.why); \(sentence)"), to: rim.errors)
    }
    return status
  }

  func text(_ isJSON: Bool) -> String {
    isJSON
      ? VisibleText.json(json.text) + "\n"
      : VisibleText.clean(sentence, limit: Diagnostics.sentenceLimit) + "\n"
  }

  private var json: JSON {
    func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
    var members = [
      JSONMember("list", .string(key.id)),
      JSONMember("venue", .string(key.venue.name)),
      JSONMember("env", .string(environment.rawValue)),
      JSONMember("operation", .string(operation.rawValue)),
      JSONMember("outcome", .string(outcome.word)),
      JSONMember("client_list_id", text(record?.list.clientListID)),
      JSONMember("venue_list_id", text(record?.list.venueListID)),
      JSONMember("reason", text(outcome.reason)),
      JSONMember("status", text(record?.list.status.rawValue)),
    ]
    if let leg { members.insert(JSONMember("leg", .integer(Int64(leg + 1))), at: 4) }
    return .object(members)
  }

  /// `binance paper: td-oco-…: accepted; the venue's id is 12`.
  private var sentence: String {
    let what = leg.map { "\(key.id) leg \($0 + 1)" } ?? key.id
    var text = "\(key.venue) \(environment.rawValue): \(what): "
    text += operation == .place ? "" : "cancel "
    text += outcome.word.replacing("_", with: " ")
    if let reason = outcome.reason { text += ": \(reason)" }
    if outcome == .accepted, operation == .place, let id = record?.list.venueListID {
      text += "; the venue's id is \(id)"
    }
    if case .inDoubt = outcome { text += "; tandem lists asks again, and nothing is sent twice" }
    return text
  }
}
