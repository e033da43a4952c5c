import Testing

@testable import Screen

/// That a theme for those who do not see red from green keeps its promise.
@Suite struct ColorVisionTests {
  private func color(_ role: Role, of id: String, _ depth: ColorDepth) throws -> RGB {
    let theme = try #require(try BuiltInThemes.theme(id))
    return theme.styles(at: depth).style(Paint(role)).foreground
      .rgb(isLight: theme.isLight, isBackground: false)
  }

  private static let pairs: [(Role, Role)] = [
    (.buy, .sell), (.profit, .loss), (.ok, .error), (.ok, .warning), (.error, .warning),
    (.filled, .cancelled), (.error, .text), (.ok, .text),
  ]

  @Test(arguments: [ColorDepth.full, .indexed])
  func whatDiffersCanBeToldApart(_ depth: ColorDepth) throws {
    for vision in ColorVision.allCases {
      for (left, right) in Self.pairs {
        let difference = try vision.difference(
          color(left, of: "colour-blind", depth), color(right, of: "colour-blind", depth))
        #expect(difference >= 20, "\(left) and \(right) to \(vision): \(difference)")
      }
    }
  }

  /// The measure itself: red and green, far apart, run together for those who lack a cone.
  @Test func theMeasureMeasures() {
    let (red, green) = (RGB(0xC0, 0x50, 0x40), RGB(0x70, 0x80, 0x30))
    #expect(ColorVision.whole.difference(red, green) > 50)
    #expect(ColorVision.deuteranopia.difference(red, green) < 20)
    #expect(ColorVision.whole.difference(RGB(0, 0, 0), RGB(255, 255, 255)) > 99)
  }
}
