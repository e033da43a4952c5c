import Orders

extension QuickLine {
  /// The line that reads as the form does, or why there is none.
  ///
  /// Options have no words in it; whoever shows the line says so.
  static func text(of form: TicketForm) throws(LineFlaw) -> String {
    guard let side = form.side else { throw LineFlaw("the ticket has no side") }
    guard Instrument(form.instrument) != nil else { throw LineFlaw("the symbol is not readable") }
    guard !form.quantity.isEmpty else { throw LineFlaw("the ticket has no quantity") }
    guard form.legs.count == form.kind.legCount else {
      throw LineFlaw("\(form.kind.rawValue) takes \(shape(of: form.kind))")
    }
    let head = [
      side.rawValue, form.kind.rawValue, try size(form.quantity, form), form.instrument,
    ]
    var legs: [String] = []
    for index in form.legs.indices { legs.append(try leg(index, form)) }
    let line = head.joined(separator: " ") + " " + legs.joined(separator: " / ")
    // What it says is what reading it says: a text that does not read has no line.
    _ = try read(line)
    return line
  }

  private static func leg(_ index: Int, _ form: TicketForm) throws(LineFlaw) -> String {
    let leg = form.legs[index]
    guard let type = leg.type, let row = TypeWord.saying(type) else {
      throw LineFlaw("\(form.label(ofLeg: index)) has no type")
    }
    var words: [String] = []
    var numbers: [String] = []
    if type.isTrailing {
      numbers.append(leg.trail)
    } else if type.isContingent {
      numbers.append(leg.trigger)
    }
    if type.hasPrice { numbers.append(leg.price) }
    guard numbers.allSatisfy({ !$0.isEmpty }) else {
      throw LineFlaw("\(form.label(ofLeg: index)) has an empty price")
    }
    if type != .limit && type != .stopLimit { words.append(row.word) }
    words += numbers.map(amount)
    words += try more(leg, type, form)
    if let side = side(of: leg, index, form) { words.insert(side.rawValue, at: 0) }
    return words.joined(separator: " ")
  }

  private static func more(
    _ leg: LegForm, _ type: LegType, _ form: TicketForm
  ) throws(LineFlaw) -> [String] {
    var words: [String] = []
    if type.isTrailing, !leg.trigger.isEmpty { words += ["at", amount(leg.trigger)] }
    if type.isContingent, let source = leg.triggerBy { words += ["by", source.rawValue] }
    if !leg.quantity.isEmpty { words += ["qty", try size(leg.quantity, form, isOwn: true)] }
    if let time = leg.timeInForce, time != .gtd || leg.expire.isEmpty {
      words.append(time.rawValue)
    }
    if !leg.expire.isEmpty {
      guard leg.timeInForce != nil else { throw LineFlaw("a leg ends, but has no time in force") }
      guard !leg.expire.contains(" ") else { throw LineFlaw("the moment has blanks in it") }
      words += ["until", leg.expire]
    }
    return words
  }

  /// The side where it has to be said.
  private static func side(of leg: LegForm, _ index: Int, _ form: TicketForm) -> Side? {
    guard form.kind.role(at: index) == .exit else { return leg.side }
    let side = leg.side ?? form.side
    return side == form.side?.opposite ? nil : side
  }

  /// An amount as one word; one that would read as a keyword stands in brackets.
  private static func amount(_ text: String) -> String {
    let word = text.filter { $0 != " " }
    return isKeyword(word) ? "(\(word))" : word
  }

  private static func size(
    _ text: String, _ form: TicketForm, isOwn: Bool = false
  ) throws(LineFlaw) -> String {
    let quote = Instrument(form.instrument)?.quote
    do throws(AmountFlaw) {
      switch try SizeText(text, quote: quote) {
      case .risk:
        let words = text.split(separator: " ").map(String.init)
        let money = words.first { $0.lowercased() != "risk" } ?? ""
        return "risk " + money
      case .worth where !isOwn:
        let words = text.split(separator: " ").map(String.init)
        return words.joined(separator: words.count == 2 ? " " : "")
      case .worth, .amount, .share: return text.filter { $0 != " " }
      }
    } catch {
      throw LineFlaw("the size \(error.sentence)")
    }
  }
}
