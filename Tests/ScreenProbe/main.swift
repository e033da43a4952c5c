import Glibc
import Screen

// A program with no purpose but to be watched at a terminal: it shows what it is told, and does
// on a key what tests want to see survived.

func line(_ text: String, to descriptor: Int32) {
  let bytes = Array((text + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}

func setting(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }

/// Ends the stack, not in a way the compiler could straighten.
@inline(never) func overflow(_ depth: Int) -> Int {
  depth < 0 ? 0 : overflow(depth + 1) + (setting("NOTHING").isEmpty ? 1 : 2)
}

let options = Terminal.Options(
  name: setting("TERM"), depth: ColorDepth(name: setting("PROBE_DEPTH")) ?? .indexed,
  isUnicode: setting("LC_ALL").hasSuffix("UTF-8"))
do {
  var probe = try Probe(options)
  let ending = probe.run()
  probe.end()
  line("probe ended: \(ending)", to: 1)
} catch {
  line("probe: \(error)", to: 2)
  exit(2)
}
