import Orders
import Screen
import Simulator

/// A key script: what a person does at the program, one thing a line.
struct PlayScript: Equatable, Sendable {
  let steps: [Step]

  /// One line of the script.
  struct Step: Equatable, Sendable {
    let line: Int
    let action: Action
  }

  /// What a line does.
  enum Action: Equatable, Sendable {
    case keys([Key])
    /// Keys that type a text.
    case type(String)
    case paste([UInt8])
    /// Bytes as a terminal would send them, and then silence.
    case bytes([UInt8])
    case click(column: Int, row: Int)
    case tape(TapeMove)
    /// Time goes on, by milliseconds.
    case time(Int64)
    case resize(Size)
    case dump(String?)
    case expect(String)
    case absent(String)
  }

  /// More is something else under its name.
  static let byteLimit = 1 << 20

  /// Reads a script strictly; sentences name the file and the line.
  init(_ bytes: [UInt8], path: String) throws(Failure) {
    let file = path == "-" ? "standard input" : path
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(file, "is not UTF-8 text")
    }
    var steps: [Step] = []
    let lines = text.lines
    for (number, line) in zip(1..., lines) {
      var line = PlayLine(line)
      guard let word = line.word() else { continue }
      do throws(PlayLine.Flaw) {
        steps.append(Step(line: number, action: try line.action(of: word)))
      } catch {
        throw Failure("\(file):\(number)", error.sentence)
      }
    }
    self.steps = steps
  }
}
