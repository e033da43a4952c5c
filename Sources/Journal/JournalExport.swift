import Crypto
import Exact
import Orders

/// Records as text: for programs, and for people.
public enum JournalExport {
  /// One JSON object on one line, without the line's end.
  ///
  /// The particulars stand in it byte for byte as they were written, so that hashes can be
  /// recomputed; where they are no JSON any more, they are a string.
  public static func json(_ record: JournalRecord) -> String {
    var bytes: [UInt8] = []
    let head: JSON = [
      "sequence": .integer(record.sequence),
      "time": .string(Timestamp(milliseconds: record.time).iso),
      "kind": .string(record.kind), "list": .string(record.list), "venue": .string(record.venue),
      "env": .string(record.environment), "account": .string(record.account),
    ]
    head.write(into: &bytes)
    bytes.removeLast()
    bytes += ",\"body\":".utf8
    if isOneLine(record.body) {
      bytes += record.body.utf8
    } else {
      JSONText.quote(record.body, into: &bytes)
    }
    bytes += ",\"previous\":\"\(Hex.encode(record.previous))\"".utf8
    bytes += ",\"hash\":\"\(Hex.encode(record.hash))\"}".utf8
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One line for people; what is foreign in it is not cleaned.
  ///
  /// - Parameter story: what is said in place of the particulars.
  public static func line(_ record: JournalRecord, telling story: String? = nil) -> String {
    let time = Timestamp(milliseconds: record.time).iso
    let place = [record.venue, record.environment, record.account].filter { !$0.isEmpty }
    let words = [
      String(record.sequence), time, record.kind, place.joined(separator: "/"), record.list,
      story ?? record.body,
    ]
    return words.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func isOneLine(_ body: String) -> Bool {
    guard !body.utf8.contains(UInt8(ascii: "\n")), !body.utf8.contains(UInt8(ascii: "\r")) else {
      return false
    }
    do throws(JSONError) {
      _ = try JSONDocument(parsing: body)
      return true
    } catch {
      return false
    }
  }
}
