import Client
import Exact
import Journal
import Orders

/// What a record of the journal says, in a sentence for people.
enum JournalStory {
  /// The sentence; the particulars as they stand where they are not of a shape that is known here.
  static func sentence(_ record: JournalRecord) -> String {
    guard let kind = JournalEntry.Kind(rawValue: record.kind),
      let document = try? JSONDocument(parsing: record.body), let json = try? JSON(document.root)
    else { return record.body }
    let reader = JSONReader(json)
    let told: String? =
      switch kind {
      case .intent: ListRecord(VenueID(record.venue), json).map { intent($0, reader) }
      case .state: ListRecord(VenueID(record.venue), json).map(state)
      case .attempt: reader.text("operation").map { "\($0)\(bytes(reader))" }
      case .outcome: reader.text("outcome").map { outcome($0, reader) }
      case .evidence:
        reader.text("how").map { how in
          reader.flag("found") == true ? "it is there: \(how)" : "it is not there: \(how)"
        }
      case .note: note(reader)
      }
    return told ?? record.body
  }

  private static func intent(_ record: ListRecord, _ reader: JSONReader) -> String {
    let what = [record.list.kind?.rawValue, record.instrument?.description ?? record.list.symbol]
    return what.compactMap { $0 }.joined(separator: " ") + ": "
      + record.list.orders.map(terms).joined(separator: ", ") + bytes(reader)
  }

  private static func state(_ record: ListRecord) -> String {
    let word =
      record.isInDoubt ? "in doubt" : record.isVanished ? "vanished" : record.list.status.rawValue
    let legs = record.list.orders.enumerated().map { at, order in
      let filled = order.filled.flatMap { $0.isPositive ? " \($0)" : nil } ?? ""
      return "leg \(at + 1) \(order.status.rawValue)\(filled)"
    }
    return ([word + ":"] + [legs.joined(separator: ", ")]).joined(separator: " ")
  }

  private static func outcome(_ word: String, _ reader: JSONReader) -> String {
    let id = reader.text("venue_list_id").map { "; the venue's id is \($0)" } ?? ""
    let reason = reader.text("reason").map { ": \($0)" } ?? ""
    return word.replacing("_", with: " ") + reason + id
  }

  private static func note(_ reader: JSONReader) -> String? {
    if reader.flag("merged") == true { return "it is a list that was sent from here" }
    return reader.text("vanished").map { "the venue knows no such list: \($0)" }
  }

  private static func terms(_ order: Order) -> String {
    let price =
      switch (order.trigger, order.price) {
      case (let trigger?, let price?): " \(trigger)→\(price)"
      case (let only?, nil), (nil, let only?): " \(only)"
      case (nil, nil): ""
      }
    let words = [order.side?.rawValue, order.quantity?.description, order.type?.rawValue]
    return words.compactMap { $0 }.joined(separator: " ").replacing("_", with: " ") + price
  }

  /// The beginning of the hash is enough to compare by eye; export has all of it.
  private static func bytes(_ reader: JSONReader) -> String {
    reader.text("sha256").map { ", bytes \($0.prefix(12))" } ?? ""
  }
}
