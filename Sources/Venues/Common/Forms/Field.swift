import Exact
import Orders

/// One documented parameter of an endpoint: what it takes, what it speaks of, who says so.
///
/// The same row fills a request, reads one back, checks an option and describes a form's field.
public final class Field: Sendable, Hashable {
  /// The venue's own name.
  public let name: String
  public let meaning: Meaning
  /// The slots (see `PlaceForm`) whose legs it speaks of; empty for the list as a whole.
  public let slots: [Int]
  public let container: Container
  public let type: ValueType
  /// Whether JSON carries it in quotes or bare.
  public let wire: Wire
  public let need: Need
  /// The leg types it is sent for; nil where the meaning alone decides.
  public let legTypes: LegTypeSet?
  /// What is sent when the ticket says nothing.
  public let standard: String?
  /// Folded away in a form until asked for.
  public let isRare: Bool
  public let help: String
  public let source: Citation
  /// Its name in a ticket's options, without the venue: `other.maxShow`, `aboveIcebergQty`.
  public let optionName: String
  /// Whether a ticket's options may set it; the rest is said by the ticket or by sealing.
  public let isOption: Bool
  /// The first of `slots`, at hand without the array.
  let firstSlot: Int?

  /// What part of a ticket a parameter carries.
  public enum Meaning: Hashable, Sendable {
    case symbol
    case side
    case quantity
    case legType
    case price
    case trigger
    case triggerBy
    case timeInForce
    case trail
    case expire
    /// The client's id of the whole list, or of one leg.
    case listID
    case legID
    /// Nothing in a ticket but an option says it.
    case option
    /// Always `standard`.
    case fixed
    /// Put in by sealing: time stamp, window's companion, signature, key, account.
    case seal
  }

  /// Where in a JSON body the parameter stands.
  public enum Container: Hashable, Sendable {
    case top
    case member(String)
    case element(String, Int)
  }

  /// What values it takes.
  public enum ValueType: Hashable, Sendable {
    case decimal
    case integer(ClosedRange<Int64>)
    case text(maximum: Int, Characters)
    case choice([String])
    case flag
    case moment
    case choices([String])
  }

  /// What a text may hold.
  public enum Characters: String, Hashable, Sendable {
    case any
    case ascii
    /// Letters, digits, `-` and `_`.
    case identifier
    case digits
  }

  /// How JSON carries it.
  public enum Wire: Hashable, Sendable { case string, bare }

  /// Whether it must be there.
  public enum Need: Hashable, Sendable {
    case required
    case optional
    /// Required when the sentence holds.
    case conditional(String)
  }

  public init(
    _ name: String, _ meaning: Meaning, slots: [Int] = [], in container: Container = .top,
    _ type: ValueType, wire: Wire = .string, need: Need = .optional,
    legTypes: LegTypeSet? = nil, standard: String? = nil, isRare: Bool = false,
    help: String, source: Citation
  ) {
    self.name = name
    self.meaning = meaning
    self.slots = slots
    firstSlot = slots.first
    self.container = container
    self.type = type
    self.wire = wire
    self.need = need
    self.legTypes = legTypes
    self.standard = standard
    self.isRare = isRare
    self.help = help
    self.source = source
    switch meaning {
    case .option, .listID, .legID: isOption = true
    default: isOption = false
    }
    switch container {
    case .top: optionName = name
    case .member(let parent): optionName = parent + "." + name
    case .element(let parent, let index): optionName = "\(parent)[\(index)].\(name)"
    }
  }

  public static func == (left: Field, right: Field) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

  /// Whether a ticket without options may fill it: nothing but an option says the others, and
  /// sealing.
  var isFilledWithoutOptions: Bool {
    switch meaning {
    case .seal: false
    case .option: standard != nil
    default: true
    }
  }
}
