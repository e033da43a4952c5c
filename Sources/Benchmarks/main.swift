@preconcurrency import Glibc

// Every figure the README quotes; the usage below has the words.

// A line is written when it is printed, into a file or a pipe, too.
setvbuf(stdout, nil, Int32(_IOLBF), 0)

let words = Array(CommandLine.arguments.dropFirst())
let count = words.count > 1 ? Int(words[1]) ?? 0 : 1_000_000
let seed = words.count > 2 ? UInt64(words[2]) ?? 0 : 2026

switch words.first {
case "speed":
  let part = words.dropFirst().first
  if part != "events" { try SpeedBench().run() }
  if part != "orders" { EventBench().run() }
case "roundtrip" where count > 0:
  let venue = words.count > 3 ? words[3] : nil
  exit(try LongRuns(count: count, seed: seed, venue: venue).roundTrips() ? 0 : 1)
case "fuzz" where count > 0:
  exit(LongRuns(count: count, seed: seed).spoilt() ? 0 : 1)
case "engine" where count > 0: try EngineBench(count: count).run()
case "steps" where count > 0:
  exit(try ExchangeRun(count: count, seed: seed).run() ? 0 : 1)
case "clients" where count > 0:
  let venue = words.count > 3 ? words[3] : nil
  exit(try LongRuns(count: count, seed: seed, venue: venue).clients() ? 0 : 1)
case "blotter" where count > 0: try BlotterBench(count: count).run()
case "lists" where count > 0: ListsBench(count: count == 1_000_000 ? 100_000 : count).run()
case "journal" where count > 0:
  let path = words.count > 2 ? words[2] : "tandem-journal-\(getpid())"
  try JournalBench(count: count == 1_000_000 ? 100_000 : count, path: path).run()
default:
  print("usage: Benchmarks speed [orders|events]")
  print("       Benchmarks roundtrip [COUNT [SEED [VENUE]]]")
  print("       Benchmarks fuzz [COUNT [SEED]]")
  print("       Benchmarks engine [LISTS]")
  print("       Benchmarks steps [COUNT [SEED]]")
  print("       Benchmarks clients [COUNT [SEED [VENUE]]]")
  print("       Benchmarks blotter [EVENTS]")
  print("       Benchmarks lists [COUNT]")
  print("       Benchmarks journal [COUNT [NEW-FILE]]")
  exit(2)
}
