import Exact
import Orders

/// What one check has found.
struct Diagnosis {
  /// How bad it is.
  enum Verdict: String {
    case ok, warn, fail, skip
  }

  let check: String
  var venue: VenueID?
  let verdict: Verdict
  let sentence: String

  init(_ check: String, _ verdict: Verdict, _ sentence: String, venue: VenueID? = nil) {
    self.check = check
    self.venue = venue
    self.verdict = verdict
    self.sentence = sentence
  }

  func text(_ isJSON: Bool) -> String {
    if isJSON {
      let object: JSON = [
        "check": .string(check), "venue": venue.map { .string($0.name) } ?? .null,
        "verdict": .string(verdict.rawValue), "sentence": .string(sentence),
      ]
      return VisibleText.json(object.text) + "\n"
    }
    let word = verdict.rawValue + Prose.spaces(4 - verdict.rawValue.count)
    let what = venue.map { "\($0.name) \(check)" } ?? check
    return Prose.entry(
      VisibleText.clean("\(word) \(what): \(sentence)", limit: Diagnostics.sentenceLimit),
      margin: 0, hanging: 5)
  }
}
