// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let texts: [(id: String, text: String)] = [
    ("dark", darkTheme),
    ("light", lightTheme),
    ("high-contrast", highContrastTheme),
    ("colour-blind", colourBlindTheme),
    ("mono", monoTheme),
    ("terminal", terminalTheme),
    ("ember", emberTheme),
    ("harbour", harbourTheme),
    ("parchment", parchmentTheme),
  ]
}
