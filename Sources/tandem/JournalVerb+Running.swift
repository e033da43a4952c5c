import Exact
import Journal

extension JournalVerb {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let place =
      invocation.texts(.journal).first.map { JournalPlace($0) }
      ?? JournalPlace.standard(invocation.rim)
    guard let place else {
      throw Failure("journal", "there is no home folder for it; --journal says where it lies")
    }
    let what = invocation.operands.first ?? "list"
    if invocation.has(head), what != "verify" {
      throw Failure("journal", "\(head.flag) goes with verify")
    }
    let noted = try invocation.texts(head).first.map(readHead)
    do throws(JournalFailure) {
      let journal = try Journal.open(place.path, access: .read)
      if what == "verify" { return try verify(journal, noted, invocation) }
      let isJSON = what == "export" || invocation.text(.textOrJSON) == "json"
      try journal.forEachRecord { record throws(JournalFailure) in
        invocation.rim.output.write(line(record, isJSON))
      }
      return .fine
    } catch {
      throw Failure("journal", error.sentence)
    }
  }

  private static func readHead(_ text: String) throws(Failure) -> JournalHead {
    guard let head = JournalHead(text) else {
      throw Failure(
        "journal", "\(head.flag) takes a count, a colon and a hash, not \(VisibleText.quote(text))")
    }
    return head
  }

  private static func line(_ record: JournalRecord, _ isJSON: Bool) -> String {
    // Untouched, or nobody could compute its hash again.
    isJSON
      ? JournalExport.json(record) + "\n"
      : VisibleText.clean(
        JournalExport.line(record, telling: JournalStory.sentence(record)), limit: lineLimit) + "\n"
  }

  /// Of a record so much is shown to people; export has all.
  private static let lineLimit = 400

  private static func verify(
    _ journal: Journal, _ noted: JournalHead?, _ invocation: Invocation
  ) throws(JournalFailure) -> ExitStatus {
    let proof = try journal.verify(against: noted)
    let count = proof.head.sequence
    if invocation.text(.textOrJSON) == "json" {
      let object: JSON = [
        "records": .integer(count), "head": .string(proof.head.description),
        "fault": proof.fault.map(JSON.string) ?? .null,
      ]
      invocation.rim.output.write(VisibleText.json(object.text) + "\n")
    } else {
      let fits = count == 1 ? "1 record fits" : "\(count) records fit"
      invocation.rim.output.write("\(fits); the head is \(proof.head)\n")
    }
    guard let fault = proof.fault else { return .fine }
    Diagnostics.report(Failure("journal", fault), to: invocation.rim.errors)
    return .refused
  }
}
