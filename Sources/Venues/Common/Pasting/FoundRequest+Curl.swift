import Exact
import Orders

extension FoundRequest {
  /// Reads a curl command, ours or one by hand; what says nothing of the request is skipped.
  init(curl text: String) throws(Unreadable) {
    var reader = CurlReader(words: try ShellWords(text).words.dropFirst())
    self = try reader.request()
  }
}

/// One pass over the words of a curl command.
private struct CurlReader {
  var words: ArraySlice<String>
  private var method: String?
  private var address: String?
  private var data: [String] = []
  private var isQuery = false

  init(words: ArraySlice<String>) { self.words = words }

  private static let longData: Set<String> = [
    "--data", "--data-raw", "--data-ascii", "--data-binary", "--json",
  ]
  /// Options with a value that says nothing of what is asked.
  private static let skipped: Set<String> = [
    "-H", "--header", "-o", "--output", "-A", "--user-agent", "-b", "--cookie", "-e", "--referer",
    "-u", "--user", "-m", "--max-time", "--connect-timeout", "-x", "--proxy", "-w", "--write-out",
    "--retry", "--cacert", "--cert", "--key", "-c", "--cookie-jar", "--resolve", "--interface",
  ]

  mutating func request() throws(Unreadable) -> FoundRequest {
    while let word = words.popFirst() { try take(word) }
    guard let address else { throw Unreadable("the curl command has no address") }
    let body = data.joined(separator: "&")
    var request = FoundRequest(form: "a curl command")
    request.take(address: address)
    if isQuery {
      if !body.isEmpty { request.target += (request.target.contains("?") ? "&" : "?") + body }
    } else {
      request.body = Array(body.utf8)
    }
    request.method = method ?? (data.isEmpty || isQuery ? "GET" : "POST")
    return request
  }

  private mutating func take(_ word: String) throws(Unreadable) {
    var name = word
    var attached: String?
    if word.hasPrefix("--"), let mark = word.firstIndex(of: "=") {
      name = String(word[..<mark])
      attached = String(word[word.index(after: mark)...])
    } else if word.hasPrefix("-"), !word.hasPrefix("--"), word.count > 2 {
      // `-XPOST`, `-d'…'`, and flags that are written together before one that takes a value.
      let letters = word.dropFirst()
      guard let at = letters.firstIndex(where: { "XdHoAbeumxwcGI".contains($0) }) else { return }
      name = "-" + String(letters[at])
      let rest = letters[letters.index(after: at)...]
      if !rest.isEmpty { attached = String(rest) }
    }
    switch name {
    case "-X", "--request": method = try value(name, attached).uppercased()
    case "-d": try takeData(try value(name, attached))
    case _ where Self.longData.contains(name):
      try takeData(try value(name, attached), isRaw: name == "--data-raw")
    case "--data-urlencode": data.append(Self.encoded(try value(name, attached)))
    case "-G", "--get": isQuery = true
    case "--url": try takeAddress(try value(name, attached))
    case _ where Self.skipped.contains(name): _ = try value(name, attached)
    case _ where name.hasPrefix("-"): break
    default: try takeAddress(word)
    }
  }

  private mutating func value(_ name: String, _ attached: String?) throws(Unreadable) -> String {
    if let attached { return attached }
    guard let next = words.popFirst() else {
      throw Unreadable("the curl command has nothing after \(name)")
    }
    return next
  }

  private mutating func takeData(_ text: String, isRaw: Bool = false) throws(Unreadable) {
    if !isRaw, text.hasPrefix("@") {
      throw Unreadable("the curl command takes its data from a file, which was not pasted")
    }
    data.append(text)
  }

  private mutating func takeAddress(_ text: String) throws(Unreadable) {
    guard address == nil else { throw Unreadable("the curl command has two addresses") }
    address = text
  }

  /// `name=value` with the value encoded, as curl does.
  private static func encoded(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "=") else { return Percent.encode(text) }
    let value = String(text[text.index(after: mark)...])
    return (mark == text.startIndex ? "" : text[...mark]) + Percent.encode(value)
  }
}
