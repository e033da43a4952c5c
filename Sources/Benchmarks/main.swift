import Glibc

// Every figure the README quotes; the usage below names the verbs.
let words = Array(CommandLine.arguments.dropFirst())
let count = words.count > 1 ? Int(words[1]) ?? 0 : 1_000_000
let seed = words.count > 2 ? UInt64(words[2]) ?? 0 : 2026

switch words.first {
case "speed": try SpeedBench().run()
case "roundtrip" where count > 0:
  exit(try LongRuns(count: count, seed: seed).roundTrips() ? 0 : 1)
case "fuzz" where count > 0:
  exit(LongRuns(count: count, seed: seed).spoilt() ? 0 : 1)
case "engine" where count > 0: try EngineBench(count: count).run()
case "steps" where count > 0:
  exit(try ExchangeRun(count: count, seed: seed).run() ? 0 : 1)
default:
  print(
    "usage: Benchmarks speed | roundtrip [COUNT [SEED]] | fuzz [COUNT [SEED]] | engine [LISTS]"
      + " | steps [COUNT [SEED]]")
  exit(2)
}
