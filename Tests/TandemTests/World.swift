import Crypto
import Exact

@testable import tandem

/// Runs verbs against files that exist only here, at a moment that does not pass.
struct World {
  var files: [String: String] = [:]
  var privateFiles: [String: String] = [:]
  var variables: [String: String] = [:]
  var random: UInt64 = 4

  /// What the shipped program does with these words.
  func run(_ words: String...) -> Outcome { run(words: words) }

  func run(words: [String]) -> Outcome {
    let output = Recorder()
    let errors = Recorder()
    let status = Program(catalogue: .shipped, rim: rim(words, output, errors)).run()
    return Outcome(status: status, output: output.text, errors: errors.text)
  }

  /// This world, as verbs see it.
  func rim(_ words: [String], _ output: Recorder, _ errors: Recorder) -> Rim {
    Rim(
      arguments: { words }, variable: { variables[$0] }, output: output, errors: errors,
      now: { 1_700_000_000_000 }, random: { random },
      readFile: { (path, _) throws(Failure) in try Self.bytes(files[path], path) },
      readPrivateFile: { (path) throws(Failure) in try Self.bytes(privateFiles[path], path) },
      secretOf: { (command) throws(Failure) in Secret("printed by \(command)") },
      // What is never readable: nobody asks it to end.
      stopRequest: { -1 },
      namesIn: { folder in
        files.keys.filter { $0.hasPrefix(folder + "/") }
          .map { String($0.dropFirst(folder.count + 1)) }.sorted()
      })
  }

  private static func bytes(_ text: String?, _ path: String) throws(Failure) -> [UInt8] {
    guard let text else { throw Failure(path, SystemError.missingFile) }
    return Array(text.utf8)
  }

  /// The ticket of the contract, DESIGN 6.1.
  static let oco = """
    { "kind": "oco", "instrument": "BTC/USDT", "side": "sell", "quantity": "0.01",
      "legs": [ { "type": "limit", "price": "32000" },
                { "type": "stop_limit", "trigger": "29000", "price": "28900", "tif": "gtc" } ],
      "options": { "binance.newOrderRespType": "RESULT", "kucoin.remark": "breakout" } }
    """

  static let oto = """
    { "kind": "oto", "instrument": "BTC/USDT", "quantity": "0.01",
      "legs": [ { "side": "buy", "type": "limit", "price": "29500", "tif": "gtc" },
                { "side": "sell", "type": "stop", "trigger": "29000" } ] }
    """
}

extension Outcome {
  /// The printed lines as JSON.
  var objects: [JSONNode] {
    output.split(separator: "\n").compactMap { try? JSONDocument(parsing: String($0)).root }
  }
}
