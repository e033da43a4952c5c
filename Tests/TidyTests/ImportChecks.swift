/// Who may know whom.
enum ImportChecks {
  /// Imports that the room of a file has no arrow to.
  static func imports(_ text: SwiftText) -> [Finding] {
    guard let target = text.target else { return [] }
    guard let room = text.isTest ? House.testRoom : House.room(target) else {
      return [text.finding(1, "\(target) is not a room of the house")]
    }
    return modules(text).compactMap { module, line in
      if module == target || room.uses.contains(module) || room.system.contains(module) {
        return nil
      }
      return text.finding(line, "\(target) may not import \(module)")
    }
  }

  /// Imports that `Package.swift` does not declare, though a build may happen to find them.
  static func undeclared(_ text: SwiftText, in manifest: Manifest) -> [Finding] {
    guard let name = text.target, let target = manifest.target(name) else { return [] }
    return modules(text).compactMap { module, line in
      guard House.room(module) != nil, module != name else { return nil }
      if target.dependencies.contains(module) { return nil }
      return text.finding(line, "\(name) imports \(module), which Package.swift does not declare")
    }
  }

  /// Dependencies in `Package.swift` that the house has no arrow for.
  static func manifest(_ manifest: Manifest) -> [Finding] {
    manifest.targets.flatMap { target -> [Finding] in
      func finding(_ message: String) -> Finding {
        Finding(path: "Package.swift", line: target.line, message: message)
      }
      guard let room = target.isTest ? House.testRoom : House.room(target.name) else {
        return [finding("\(target.name) is not a room of the house")]
      }
      return target.dependencies.filter { !room.uses.contains($0) }
        .map { finding("\(target.name) may not depend on \($0)") }
    }
  }

  /// Arrows that point upward or at no room.
  static func arrows(_ rooms: [House.Room]) -> [Finding] {
    rooms.indices.flatMap { index in
      rooms[index].uses.compactMap { used in
        if rooms[(index + 1)...].contains(where: { $0.name == used }) { return nil }
        return Finding(
          path: "the house", line: index + 1, message: "\(rooms[index].name) points up at \(used)")
      }
    }
  }

  /// The modules a file imports, by `import M`, `import struct M.T` or `@testable import M`.
  private static func modules(_ text: SwiftText) -> [(String, Int)] {
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return text.words.indices.compactMap { index in
      guard text.words[index].text == "import" else { return nil }
      let next = text.words[(index + 1)...].first { !kinds.contains($0.text) }
      return next.map { ($0.text, text.words[index].line) }
    }
  }
}
