import Orders
import Venues

extension QuickLine {
  /// Words that the last word of a line could become.
  static func completions(of line: String) -> [String] {
    let words = TypedWord.split(line)
    let isNew = line.isEmpty || line.hasSuffix(" ")
    let begun = isNew ? "" : words.last?.lowercased ?? ""
    let place = isNew ? words.count : words.count - 1
    let known: [String]
    switch place {
    case 0: known = Side.allCases.map(\.rawValue)
    case 1: known = Kind.allCases.map(\.rawValue)
    case 2: known = ["risk"]
    default:
      let hasSymbol = words.prefix(place).dropFirst(3).prefix(2).contains {
        Instrument($0.text.uppercased()) != nil
      }
      known =
        hasSymbol
        ? legWords(after: place > 0 ? words[place - 1].lowercased : "")
        : InstrumentNames.all.map { $0.lowercased() }
    }
    return known.filter { $0.hasPrefix(begun) && $0 != begun }
  }

  private static func legWords(after word: String) -> [String] {
    if word == "by" { return TriggerSource.allCases.map(\.rawValue) }
    let types = TypeWord.all.map(\.word).filter { !$0.contains("_") }
    return types + furtherWords + TimeInForce.allCases.map(\.rawValue)
      + Amount.Name.allCases.map(\.rawValue).filter { !types.contains($0) }
  }
}

/// The instruments that can be named without asking a venue.
enum InstrumentNames {
  /// Those of the starting market first, then what else the venues know.
  static let all: [String] = {
    var names = StartingMarket.table.map { $0.instrument.description }
    for venue in VenueCatalogue.all {
      for rules in venue.instruments where !names.contains(rules.instrument.description) {
        names.append(rules.instrument.description)
      }
    }
    return names
  }()
}
