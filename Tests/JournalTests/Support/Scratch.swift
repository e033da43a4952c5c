import Exact
import Foundation
import Glibc
import Orders

@testable import Journal

/// A folder of a test's own, taken away at its end, with a journal in it.
final class Scratch {
  let folder: String
  var path: String { "\(folder)/journal" }

  init() throws {
    var template = Array("/tmp/tandem-journal-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Problem(what: "no folder: \(errno)") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func open(_ access: Journal.Access = .write) throws -> Journal {
    try Journal.open(path, access: access)
  }

  /// Journals that were opened inside are closed when it returns.
  func add(_ numbers: ClosedRange<Int>) throws {
    try open().append(numbers.map(entry), durably: true)
  }

  /// Does to the file what the journal itself would never do.
  func tamper(_ sql: String) throws { try Database(path, .write).execute(sql) }

  func write(_ text: String, to name: String = "journal") throws {
    guard let file = fopen("\(folder)/\(name)", "wb") else {
      throw Problem(what: "no file: \(errno)")
    }
    fputs(text, file)
    fclose(file)
  }

  func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat("\(folder)/\(name)", &status) == 0 ? status.st_mode & 0o777 : 0
  }
}

struct Problem: Error {
  let what: String
}

/// An entry that carries its number.
func entry(_ number: Int) -> JournalEntry {
  JournalEntry(
    .note, list: "td-\(number % 3)", venue: VenueID("binance"), environment: .paper,
    account: "paper", time: Timestamp(milliseconds: 1_800_000_000_000 + Int64(number)),
    body: ["number": .integer(Int64(number))])
}

extension JournalKeeping {
  func read() throws -> [JournalEntry] {
    var entries: [JournalEntry] = []
    try forEach { entries.append($0) }
    return entries
  }
}

extension Journal {
  func records(of list: String? = nil) throws -> [JournalRecord] {
    var records: [JournalRecord] = []
    try forEachRecord(of: list) { records.append($0) }
    return records
  }
}

extension Scratch {
  /// Puts a record into the table, whatever it says.
  func insert(_ record: JournalRecord) throws {
    let database = try Database(path, .write)
    let places = [String](repeating: "?", count: 10).joined(separator: ", ")
    let sql = "INSERT INTO record (\(JournalRecord.columns)) VALUES (\(places))"
    try record.insert(by: try database.prepare(sql))
  }

  var size: Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  func overwrite(at offset: Int, _ bytes: [UInt8]) throws {
    guard let file = fopen(path, "r+b") else { throw Problem(what: "no file: \(errno)") }
    fseek(file, offset, SEEK_SET)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
