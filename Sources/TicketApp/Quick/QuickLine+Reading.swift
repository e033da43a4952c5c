import Orders

extension QuickLine {
  /// Reads a line into a form, whole or not at all.
  static func read(_ line: String) throws(LineFlaw) -> TicketForm {
    var reader = QuickReader(line)
    return try reader.ticket()
  }
}

/// Reads a line from left to right.
private struct QuickReader {
  private let words: [TypedWord]
  private let end: Int
  private var at = 0
  private var form = TicketForm()

  init(_ line: String) {
    words = TypedWord.split(line)
    end = line.count
  }

  private var next: TypedWord? { at < words.count ? words[at] : nil }

  /// What comes next, when the line ends here.
  private func unfinished(_ sentence: String) -> LineFlaw {
    LineFlaw(sentence, at: end, isUnfinished: true)
  }

  mutating func ticket() throws(LineFlaw) -> TicketForm {
    try head()
    try legs()
    return form
  }

  // MARK: Side, kind, size and symbol

  private mutating func head() throws(LineFlaw) {
    guard let side = next else { throw unfinished("begin with buy or sell") }
    guard let read = Side(rawValue: side.lowercased) else {
      throw LineFlaw("'\(side.text)' is not buy or sell", at: side.position)
    }
    form.side = read
    at += 1
    let kinds = Kind.allCases.map(\.rawValue)
    guard let kind = next else { throw unfinished("then the kind: \(Words.alternatives(kinds))") }
    guard let read = Kind(rawValue: kind.lowercased) else {
      throw LineFlaw("'\(kind.text)' is not \(Words.alternatives(kinds))", at: kind.position)
    }
    form.kind = read
    at += 1
    try size()
  }

  private mutating func size() throws(LineFlaw) {
    let start = at
    guard let first = next else {
      throw unfinished("then the size: 0.01, risk 100, 300 usdt or 25%")
    }
    let symbolAt = words.indices.first {
      $0 > start && $0 <= start + 2 && Instrument(words[$0].text.uppercased()) != nil
    }
    guard let symbolAt else {
      if Instrument(first.text.uppercased()) != nil {
        throw LineFlaw("the size is missing before \(first.text)", at: first.position)
      }
      if words.count <= start + 2 {
        throw unfinished(
          words.last?.lowercased == "risk"
            ? "then the money at risk: risk 100" : "then the symbol: BTC/USDT, or ESZ6")
      }
      let wrong = words[start + (first.lowercased == "risk" ? 2 : 1)]
      throw LineFlaw(
        "'\(wrong.text)' is not a pair such as BTC/USDT, or a contract such as ESZ6",
        at: wrong.position)
    }
    form.instrument = words[symbolAt].text.uppercased()
    form.quantity = words[start..<symbolAt].map(\.text).joined(separator: " ")
    try check(size: form.quantity, at: first.position)
    at = symbolAt + 1
  }

  private func check(size: String, at position: Int) throws(LineFlaw) {
    do throws(AmountFlaw) {
      _ = try SizeText(size, quote: Instrument(form.instrument)?.quote)
    } catch {
      throw LineFlaw("the size \(error.sentence)", at: position + (error.position ?? 0))
    }
  }

  // MARK: Legs

  private mutating func legs() throws(LineFlaw) {
    let kind = form.kind
    guard next != nil else {
      throw unfinished("then \(QuickLine.shape(of: kind))")
    }
    while true {
      let index = form.legs.count
      guard index < kind.legCount else {
        throw LineFlaw(
          "\(kind.rawValue) takes \(QuickLine.shape(of: kind))",
          at: max(0, (next?.position ?? end) - 2))
      }
      form.legs.append(LegForm())
      form.legs[index] = try leg(form.label(ofLeg: index))
      if kind.role(at: index) == .exit, form.legs[index].side == nil {
        form.legs[index].side = form.side?.opposite
      }
      guard next?.text == "/" else { break }
      at += 1
      if next == nil { throw unfinished("then \(form.label(ofLeg: index + 1).lowercased())") }
    }
    if form.legs.count < kind.legCount {
      throw unfinished("then / and \(form.label(ofLeg: form.legs.count).lowercased())")
    }
  }

  private mutating func leg(_ label: String) throws(LineFlaw) -> LegForm {
    var leg = LegForm()
    var type: (word: TypedWord, row: QuickLine.TypeWord)?
    var numbers: [TypedWord] = []
    let start = next?.position ?? end
    while let word = next, word.text != "/" {
      at += 1
      if let row = QuickLine.TypeWord.named(word.lowercased) {
        if let type {
          throw LineFlaw("\(label) is a \(type.word.text) already", at: word.position)
        }
        guard numbers.isEmpty else {
          throw LineFlaw("'\(word.text)' belongs before its prices", at: word.position)
        }
        type = (word, row)
      } else if try !more(word, &leg) {
        try check(amount: word)
        numbers.append(word)
      }
    }
    try become(label, &leg, type?.row, numbers, start)
    if leg.expire.isEmpty == false, leg.timeInForce == nil { leg.timeInForce = .gtd }
    return leg
  }

  private func check(amount word: TypedWord) throws(LineFlaw) {
    do throws(AmountFlaw) {
      _ = try Amount(word.text)
    } catch {
      // "-5 is negative", but "12abc: 'abc' after a number …".
      let colon = error.sentence.hasPrefix("'") ? ":" : ""
      throw LineFlaw(
        "\(word.text)\(colon) \(error.sentence)", at: word.position + (error.position ?? 0))
    }
  }

  /// A leg's type follows from its word and how many numbers it has.
  private func become(
    _ label: String, _ leg: inout LegForm, _ row: QuickLine.TypeWord?, _ numbers: [TypedWord],
    _ start: Int
  ) throws(LineFlaw) {
    let types = row?.types ?? [1: .limit, 2: .stopLimit]
    guard let type = types[numbers.count] else {
      let most = types.keys.max() ?? 0
      if numbers.count > most {
        let extra = numbers[most]
        throw LineFlaw("'\(extra.text)' is one price too many for \(label)", at: extra.position)
      }
      let wants = row.map { needs($0) } ?? "a price, or a word such as stop, trail or market"
      let isLast = next == nil
      throw LineFlaw(
        "\(label) needs \(wants)", at: isLast ? end : start, isUnfinished: isLast)
    }
    leg.type = type
    var texts = numbers.map(\.text)
    if type.isTrailing {
      leg.trail = texts.removeFirst()
    } else if type.isContingent {
      leg.trigger = texts.removeFirst()
    }
    if type.hasPrice, let price = texts.first { leg.price = price }
  }

  private func needs(_ row: QuickLine.TypeWord) -> String {
    guard let type = row.types.min(by: { $0.key < $1.key })?.value else { return "more" }
    if type.isTrailing { return "a distance after \(row.word): 1%, 250 or 20t" }
    return type.isContingent && row.types[1] == nil
      ? "a trigger and a price after \(row.word)"
      : "a \(type.isContingent ? "trigger" : "price") after \(row.word)"
  }

  /// Takes what a leg may say besides its type and prices; false when the word is none of that.
  private mutating func more(_ word: TypedWord, _ leg: inout LegForm) throws(LineFlaw) -> Bool {
    let text = word.lowercased
    if let side = Side(rawValue: text) {
      leg.side = side
    } else if let time = TimeInForce(rawValue: text) {
      leg.timeInForce = time
    } else {
      switch text {
      case "at":
        let value = try argument(of: word, "a price")
        try check(amount: value)
        leg.trigger = value.text
      case "by":
        let value = try argument(of: word, "last, mark or index")
        guard let source = TriggerSource(rawValue: value.lowercased) else {
          throw LineFlaw("'\(value.text)' is not last, mark or index", at: value.position)
        }
        leg.triggerBy = source
      case "until": leg.expire = try argument(of: word, "a moment such as +2h").text
      case "qty":
        let value = try argument(of: word, "a size")
        leg.quantity = value.text
        if value.lowercased == "risk" {
          leg.quantity += " " + (try argument(of: value, "money")).text
        }
        try check(size: leg.quantity, at: value.position)
      default: return false
      }
    }
    return true
  }

  private mutating func argument(
    of word: TypedWord, _ what: String
  ) throws(LineFlaw) -> TypedWord {
    guard let value = next, value.text != "/" else {
      let sentence = "'\(word.text)' needs \(what) after it"
      throw next == nil ? unfinished(sentence) : LineFlaw(sentence, at: word.position)
    }
    at += 1
    return value
  }
}
