/// Where things lie and what they are called.
enum TreeChecks {
  /// `Type.swift` or `Type+Aspect.swift`, in upper camel case.
  static func fileName(_ path: String) -> [Finding] {
    let name = path.split(separator: "/").last ?? ""
    if ["main.swift", "Package.swift"].contains(name) { return [] }
    let parts = name.dropLast(".swift".count).split(
      separator: "+", omittingEmptySubsequences: false)
    let areCamel = parts.allSatisfy { part in
      part.first?.isUppercase == true
        && part.utf8.allSatisfy { isWordByte($0) && $0 != 0x5F && $0 < 128 }
    }
    if (1...2).contains(parts.count), areCamel { return [] }
    return [Finding(path: path, line: 1, message: "not called Type.swift or Type+Aspect.swift")]
  }

  /// Venue folders that are not furnished alike.
  static func venueFolders(_ paths: [String]) -> [Finding] {
    var suffixes: [String: Set<String>] = [:]
    var findings: [Finding] = []
    for path in paths where path.hasPrefix("Sources/Venues/") && path.hasSuffix(".swift") {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count == 4 else { continue }
      let suffix = parts[3].dropFirst(parts[2].count)
      if parts[3].hasPrefix(parts[2]), suffix == ".swift" || suffix.first == "+" {
        suffixes[parts[2], default: []].insert(String(suffix))
      } else {
        findings.append(Finding(path: path, line: 1, message: "not called after \(parts[2])"))
      }
    }
    let all = suffixes.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    for (venue, own) in suffixes.sorted(by: { $0.key < $1.key }) {
      findings += all.subtracting(own).sorted().map {
        Finding(path: "Sources/Venues/\(venue)/\(venue)\($0)", line: 1, message: "missing")
      }
    }
    return findings
  }

  static func topLevel(_ entries: [String]) -> [Finding] {
    entries.filter { !$0.hasPrefix(".") && !House.topLevel.contains($0) }
      .map { Finding(path: $0, line: 1, message: "does not belong at the top level") }
  }

  /// Absolute paths that hold on one machine only. (Spelled in two halves, to pass this very
  /// check.)
  static func machinePaths(_ path: String, _ bytes: [UInt8]) -> [Finding] {
    if bytes.contains(0) { return [] }
    let places = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"].map { Array($0.utf8) }
    return zip(1..., bytes.split(separator: newline, omittingEmptySubsequences: false))
      .filter { _, line in places.contains { mentions(line, $0) } }
      .map { Finding(path: path, line: $0.0, message: "a path of one machine") }
  }

  /// Whether an absolute path that starts so stands in the line; one within a longer path does
  /// not count.
  private static func mentions(_ line: ArraySlice<UInt8>, _ place: [UInt8]) -> Bool {
    line.indices.contains { at in
      guard line[at] == UInt8(ascii: "/"), line[at...].starts(with: place) else { return false }
      if at + place.count < line.endIndex, !isWordByte(line[at + place.count]) { return false }
      guard at > line.startIndex else { return true }
      let before = line[at - 1]
      return !isWordByte(before) && !".-}~".utf8.contains(before)
    }
  }
}
