/// A theme, complete: every role and surface has its look, and every colour is known.
public struct Theme: Hashable, Sendable {
  public let name: String
  public let about: String
  /// Whether it is made for a terminal that is light where nobody asks for a colour.
  public let isLight: Bool
  /// The contrast it promises, in tenths.
  let contrast: Int
  /// No more colours than these are used, however many there are.
  public let depth: ColorDepth
  private let looks: [LookKey: Look]

  /// As many themes as may stand in a row.
  private static let depthLimit = 8

  /// Joins a file with what it inherits; `find` gives the file of a name, or nil.
  public init(
    _ file: ThemeFile, find: (String) throws(ThemeError) -> ThemeFile? = BuiltInThemes.file
  ) throws(ThemeError) {
    let chain = try Theme.chain(of: file, find)
    var palette: [String: Color] = [:]
    var texts: [LookKey: (ThemeFile, ThemeFile.Entry<LookText>)] = [:]
    for file in chain.reversed() {
      palette.merge(file.palette.mapValues(\.value)) { _, child in child }
      for (key, entry) in file.looks { texts[key] = (file, entry) }
    }
    var looks: [LookKey: Look] = [:]
    // In the order of the lines, so that the first mistake of a file is the one that is told.
    for (key, (file, entry)) in texts.sorted(by: { $0.value.1.line < $1.value.1.line }) {
      looks[key] = try Theme.look(entry.value, palette) { (sentence) in
        ThemeError(file.file, entry.line, "\(quoted(key.place.name)) \(sentence)")
      }
    }
    for place in Theme.places where looks[LookKey(layer: .full, place: place)] == nil {
      throw ThemeError(
        file.file, 1, "says nothing about \(quoted(place.name)), and inherits nothing about it")
    }
    name = file.name
    about = file.about
    isLight = chain.lazy.compactMap(\.isLight).first ?? false
    contrast = file.contrast ?? 45
    depth = file.depth ?? .full
    self.looks = looks
  }

  static let places =
    Surface.allCases.map { LookPlace.surface($0) } + Role.allCases.map { .role($0) }

  private static func chain(
    of file: ThemeFile, _ find: (String) throws(ThemeError) -> ThemeFile?
  ) throws(ThemeError) -> [ThemeFile] {
    var chain = [file]
    var names: [String] = []
    while let last = chain.last, let parent = last.parent {
      if names.contains(parent.value) {
        throw ThemeError(
          last.file, parent.line, "inherits \(quoted(parent.value)), which inherits this theme")
      }
      if chain.count == depthLimit {
        throw ThemeError(
          last.file, parent.line,
          "inherits \(quoted(parent.value)) after \(depthLimit - 1) others; no theme needs so many")
      }
      guard let next = try find(parent.value) else {
        throw ThemeError(
          last.file, parent.line, "inherits \(quoted(parent.value)), which is no theme")
      }
      names.append(parent.value)
      chain.append(next)
    }
    return chain
  }

  private static func look(
    _ text: LookText, _ palette: [String: Color], _ error: (String) -> ThemeError
  ) throws(ThemeError) -> Look {
    func color(_ word: Substring?) throws(ThemeError) -> Color? {
      guard let word else { return nil }
      guard let color = palette[String(word)] ?? Color(word: word) else {
        throw error("names the colour \(quoted(word)), which is not in the palette")
      }
      return color
    }
    return Look(
      foreground: try color(text.foreground), background: try color(text.background),
      attributes: text.attributes)
  }

  /// The look at a depth; one that a layer does not mention is the full one.
  func look(_ place: LookPlace, at depth: ColorDepth) -> Look {
    let layer: ThemeLayer =
      switch depth {
      case .mono: .mono
      case .eight, .sixteen: .sixteen
      case .indexed, .full: .full
      }
    return looks[LookKey(layer: layer, place: place)]
      ?? looks[LookKey(layer: .full, place: place)] ?? Look()
  }

  /// The names of the roles and surfaces that look different in another theme, in their order.
  ///
  /// None means that a reloaded file changes nothing on the screen.
  public func differences(from other: Theme) -> [String] {
    Theme.places.filter { place in
      ThemeLayer.allCases.contains {
        looks[LookKey(layer: $0, place: place)] != other.looks[LookKey(layer: $0, place: place)]
      }
    }.map { place in
      switch place {
      case .role(let role): "role \(role.name)"
      case .surface(let surface): "surface \(surface.name)"
      }
    }
  }
}
