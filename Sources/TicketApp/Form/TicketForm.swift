import Exact
import Orders

/// Everything that the trader edits, as it was typed and chosen.
///
/// A value: undo is keeping an older one. Texts stay as they were typed, however wrong; what they
/// come to is a `FormReading`. Any form can be built, illegal ones too: the rules say so beside it.
struct TicketForm: Hashable, Sendable {
  var kind = Kind.oco
  var instrument = ""
  var side: Side?
  var quantity = ""
  var legs: [LegForm] = []
  /// Options by their full names, `kucoin.remark`, in the order they were first set.
  var options: [OptionText] = []

  /// One option as it was typed.
  struct OptionText: Hashable, Sendable {
    let name: String
    var text: String
  }
}

/// One leg as it was typed and chosen.
struct LegForm: Hashable, Sendable {
  var type: LegType?
  /// nil follows the ticket's.
  var side: Side?
  var quantity = ""
  var price = ""
  var trigger = ""
  var triggerBy: TriggerSource?
  var timeInForce: TimeInForce?
  var trail = ""
  var expire = ""

  init(_ type: LegType? = nil, side: Side? = nil, price: String = "", trigger: String = "") {
    self.type = type
    self.side = side
    self.price = price
    self.trigger = trigger
  }
}

extension TicketForm {
  /// A form that reads as the ticket does.
  init(_ ticket: Ticket) {
    kind = ticket.kind
    instrument = ticket.instrument.description
    side = ticket.side
    quantity = ticket.quantity?.description ?? ""
    legs = ticket.legs.map(LegForm.init)
    options = ticket.options.entries.map { OptionText(name: $0.name, text: $0.value.description) }
  }

  /// The typed text at a place; nil where nothing is typed but chosen.
  subscript(text path: FieldPath) -> String? {
    get {
      switch path {
      case .instrument: instrument
      case .quantity: quantity
      case .legField(let leg, let field):
        legs.indices.contains(leg) ? field.text.map { legs[leg][keyPath: $0] } : nil
      case .option(let name): options.first { $0.name == name }?.text ?? ""
      case .kind, .side, .legs, .leg, .market, .account: nil
      }
    }
    set {
      let text = newValue ?? ""
      switch path {
      case .instrument: instrument = text
      case .quantity: quantity = text
      case .legField(let leg, let field):
        guard legs.indices.contains(leg), let key = field.text else { return }
        legs[leg][keyPath: key] = text
      case .option(let name): setOption(name, text)
      case .kind, .side, .legs, .leg, .market, .account: break
      }
    }
  }

  private mutating func setOption(_ name: String, _ text: String) {
    if let at = options.firstIndex(where: { $0.name == name }) {
      if text.isEmpty { options.remove(at: at) } else { options[at].text = text }
    } else if !text.isEmpty {
      options.append(OptionText(name: name, text: text))
    }
  }
}

extension LegForm {
  fileprivate init(_ leg: Leg) {
    type = leg.type
    side = leg.side
    quantity = leg.quantity?.description ?? ""
    price = leg.price?.description ?? ""
    trigger = leg.trigger?.description ?? ""
    triggerBy = leg.triggerBy
    timeInForce = leg.timeInForce
    switch leg.trail {
    case .distance(let distance): trail = distance.description
    case .percent(let percent): trail = percent.description + "%"
    case nil: break
    }
    expire = leg.expire?.iso ?? ""
  }
}

extension LegField {
  /// Where a leg keeps what is typed into the field; nil for one that is chosen.
  var text: WritableKeyPath<LegForm, String>? {
    switch self {
    case .quantity: \.quantity
    case .price: \.price
    case .trigger: \.trigger
    case .trail: \.trail
    case .expire: \.expire
    case .side, .type, .triggerBy, .timeInForce: nil
    }
  }
}
