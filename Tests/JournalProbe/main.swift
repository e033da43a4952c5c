import Exact
import Glibc
import Journal
import Orders

// A program with no purpose but to be killed, or to run out of room, while it adds to a journal.

func say(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

func entry(_ number: Int) -> JournalEntry {
  JournalEntry(
    .note, list: "td-\(number)", venue: VenueID("binance"), environment: .paper, account: "paper",
    time: Timestamp(milliseconds: Int64(number)),
    body: [
      "number": .integer(Int64(number)), "filling": .string(String(repeating: "x", count: 700)),
    ])
}

func count(_ journal: Journal) throws -> Int {
  var count = 0
  try journal.forEach { _ in count += 1 }
  return count
}

/// Adds numbered entries without an end, and says the last number of each batch when it is added.
func addForEver(_ journal: Journal) throws -> Never {
  var number = try count(journal)
  say("from \(number)")
  while true {
    let batch = (1...(number % 3 + 1)).map { entry(number + $0) }
    try journal.append(batch, durably: number % 2 == 0)
    number += batch.count
    say("\(number)")
  }
}

/// Adds until the limit on the size of files is met, then lifts it and goes on.
func addUpToLimit(_ journal: Journal, bytes: Int) throws {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  let unlimited = limit
  limit.rlim_cur = rlim_t(bytes)
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  var added = 0
  do throws(JournalFailure) {
    while true {
      try journal.append([entry(added + 1), entry(added + 2)], durably: true)
      added += 2
    }
  } catch {
    say("failed \(error.kind) after \(added), refusal \(journal.refusal?.kind.rawValue ?? "none")")
  }
  say("reads \(try count(journal))")
  var limited = unlimited
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limited)
  try journal.append([entry(added + 1)], durably: true)
  say("reads \(try count(journal))")
}

let words = CommandLine.arguments
do {
  guard words.count > 1 else { exit(2) }
  let journal = try Journal.open(words[1], access: .write)
  if let refusal = journal.refusal { throw refusal }
  if words.count > 2, let bytes = Int(words[2]) {
    try addUpToLimit(journal, bytes: bytes)
  } else {
    try addForEver(journal)
  }
} catch {
  say("\(error)")
  exit(1)
}
