// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let lightTheme = #"""
    name = "Light"
    about = "Paper white, for a bright room"
    inherit = "dark"
    background = "light"

    [palette]
    ink = "#fbfbf9"
    raised = "#f1f1ec"
    bar = "#ebebe4"
    well = "#f0efe8"
    focus = "#dbe7fb"
    select = "#e1e9f4"
    line = "#b9c0c8"
    faint = "#5f6976"
    text = "#22272e"
    strong = "#000000"
    accent = "#0a58b8"
    red = "#ad231b"
    amber = "#7a4c00"
    green = "#146c2e"
    blue = "#1d56a8"
    violet = "#6a3fb0"
    teal = "#005f59"

    [surfaces.16]
    screen = "on ansi-bright-white"
    panel = "on ansi-bright-white"
    popup = "on ansi-bright-white"
    bar = "ansi-bright-white on ansi-black"
    field.focus = "ansi-black on ansi-cyan"
    selection = "ansi-bright-white on ansi-blue"

    [roles.16]
    # Green and yellow cannot be read on white.
    buy = "ansi-blue bold"
    profit = "ansi-blue"
    ok = "ansi-blue"
    filled = "ansi-blue"
    warning = "ansi-magenta"
    diff = "ansi-magenta bold underline"
    paper = "ansi-bright-white on ansi-blue"

    """#
}
