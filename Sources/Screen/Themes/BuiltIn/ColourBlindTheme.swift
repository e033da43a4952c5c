// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let colourBlindTheme = #"""
    name = "Colour-blind safe"
    about = "Blue and orange in place of green and red"
    inherit = "dark"

    [palette]
    ink = "#12161b"
    accent = "#b8c7ff"
    red = "#ff8f33"
    amber = "#fff0a0"
    green = "#5db4ff"
    blue = "#b3c2d6"
    violet = "#d3b7ff"
    teal = "#a8e0f2"
    alarm = "#9c3d00"

    [roles]
    sell = "red bold underline"
    loss = "red underline"

    # What is blue or orange elsewhere is so here, by what the terminal has.
    [roles.16]
    buy = "ansi-cyan bold"
    profit = "ansi-cyan"
    ok = "ansi-cyan"
    filled = "ansi-cyan"
    sell = "ansi-yellow bold underline"
    loss = "ansi-yellow underline"
    error = "ansi-yellow bold"

    """#
}
