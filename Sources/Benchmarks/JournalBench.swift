import Exact
import Glibc
import Journal
import Orders

/// What the journal costs on this disk: adding, reading back, following the chain.
struct JournalBench {
  let count: Int
  /// A new file; it is taken away at the end.
  let path: String

  func run() throws {
    defer { ["", "-wal", "-shm", ".lock"].forEach { unlink(path + $0) } }
    try adding()
    for (name, access) in [("to look", Journal.Access.read), ("to add", .write)] {
      let start = Stopwatch.now()
      let journal = try Journal.open(path, access: access)
      let (opened, idle) = (Stopwatch.now(), Stopwatch.processor())
      var entries = 0
      try journal.forEach { _ in entries += 1 }
      let (read, busy) = (Stopwatch.now(), Stopwatch.processor())
      print("opened \(name) in \((opened - start) / 1000) µs")
      print(
        "\(entries) records read back, their chain followed, in \((read - opened) / 1_000_000) ms,"
          + " \((busy - idle) / 1_000_000) ms of them busy")
    }
    let journal = try Journal.open(path, access: .read)
    let start = Stopwatch.now()
    let proof = try journal.verify()
    let time = Stopwatch.now() - start
    let rate = proof.head.sequence * 1_000_000 / max(1, time / 1000)
    print("verified in \(time / 1_000_000) ms, \(rate) records a second")
  }

  private func adding() throws {
    let journal = try Journal.open(path, access: .write)
    if let refusal = journal.refusal { throw refusal }
    let single = min(2000, count / 4)
    for (name, durably) in [("durable append", true), ("plain append  ", false)] {
      var times: [Int64] = []
      for number in 0..<single {
        let entries = [Self.entry(number)]
        let start = Stopwatch.now()
        try journal.append(entries, durably: durably)
        times.append(Stopwatch.now() - start)
      }
      times.sort()
      let marks = [("p50", single / 2), ("p99", single * 99 / 100), ("most", single - 1)]
      let words = marks.map { "\($0) \(times[$1] / 1000) µs" }
      print("\(name): \(words.joined(separator: ", "))")
    }
    for first in stride(from: 2 * single, to: count, by: 100) {
      let numbers = first..<min(first + 100, count)
      try journal.append(numbers.map(Self.entry), durably: false)
    }
  }

  /// Of the size that an intent has.
  private static func entry(_ number: Int) -> JournalEntry {
    JournalEntry(
      .intent, list: "td-oco-\(number)", venue: VenueID("binance"), environment: .paper,
      account: "paper", time: Timestamp(milliseconds: 1_800_000_000_000 + Int64(number)),
      body: [
        "kind": "oco", "instrument": "BTC/USDT", "client_list_id": .string("td-oco-\(number)"),
        "legs": [
          ["id": .string("td-\(number)-1"), "type": "limit", "price": "32000", "quantity": "0.01"],
          [
            "id": .string("td-\(number)-2"), "type": "stop", "trigger": "29000", "quantity": "0.01",
          ],
        ],
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      ])
  }
}
