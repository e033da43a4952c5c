/// What `--color` asked for.
public enum ColorChoice: Hashable, Sendable {
  case automatic, always, never
  case depth(ColorDepth)

  /// Reads the option's value; nil if it is none.
  public init?(_ word: String) {
    switch word {
    case "auto": self = .automatic
    case "always": self = .always
    case "never": self = .never
    default:
      guard let depth = ColorDepth(name: word) else { return nil }
      self = .depth(depth)
    }
  }

  /// As a usage line lists them.
  public static let words = ["auto", "always", "never"] + ColorDepth.allCases.map(\.name)
}

/// How many colours are used, and why: for `doctor` to say.
public struct ColorDecision: Hashable, Sendable {
  public let depth: ColorDepth
  public let reason: String

  private init(_ depth: ColorDepth, _ reason: String) {
    self.depth = depth
    self.reason = reason
  }

  /// Decides from the option, the environment and what the terminal's description says.
  ///
  /// The option wins, then `NO_COLOR` (no-color.org: set and not empty), then what can be shown.
  /// `terminalColors` is terminfo's `colors`, where it is known.
  public static func decide(
    _ choice: ColorChoice, environment: (String) -> String?, isTerminal: Bool,
    terminalColors: Int? = nil
  ) -> ColorDecision {
    switch choice {
    case .depth(let depth): return ColorDecision(depth, "--color says so")
    case .never: return ColorDecision(.mono, "--color says so")
    case .always:
      let shown = supported(environment, terminalColors)
      if shown.depth >= .eight { return shown }
      return ColorDecision(.eight, "--color wants colours, and \(shown.reason)")
    case .automatic:
      if environment("NO_COLOR")?.isEmpty == false {
        return ColorDecision(.mono, "NO_COLOR is set")
      }
      if !isTerminal { return ColorDecision(.mono, "the output is no terminal") }
      return supported(environment, terminalColors)
    }
  }

  private static func supported(
    _ environment: (String) -> String?, _ terminalColors: Int?
  ) -> ColorDecision {
    let term = environment("TERM") ?? ""
    if term.isEmpty || term == "dumb" { return ColorDecision(.mono, "TERM names no terminal") }
    // GNU screen hands COLORTERM down from the terminal around it and cannot show what it says;
    // tmux calls itself by the same name and can.
    let isScreen = term.hasPrefix("screen") && environment("TMUX")?.isEmpty != false
    let claimed = environment("COLORTERM") ?? ""
    if claimed == "truecolor" || claimed == "24bit", !isScreen {
      return ColorDecision(.full, "COLORTERM is \(claimed)")
    }
    if term.hasSuffix("-direct") { return ColorDecision(.full, "TERM ends with -direct") }
    if let colors = terminalColors {
      let depth: ColorDepth =
        switch colors {
        case ..<8: .mono
        case ..<16: .eight
        case ..<256: .sixteen
        case ..<(1 << 24): .indexed
        default: .full
        }
      return ColorDecision(depth, "the terminal's description says \(max(0, colors)) colours")
    }
    if term.contains("256color") { return ColorDecision(.indexed, "TERM says 256 colours") }
    if term.hasPrefix("vt") { return ColorDecision(.mono, "TERM is a terminal without colours") }
    return ColorDecision(.eight, "TERM says nothing of colours, and most terminals have eight")
  }
}
