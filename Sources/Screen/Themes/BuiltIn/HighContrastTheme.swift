// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let highContrastTheme = #"""
    name = "High contrast"
    about = "Every word at least seven to one"
    inherit = "dark"
    contrast = "7"

    [palette]
    ink = "#000000"
    raised = "#000000"
    bar = "#141414"
    well = "#101010"
    focus = "#002b55"
    select = "#1b2a40"
    line = "#8c8c8c"
    faint = "#c8c8c8"
    text = "#ffffff"
    accent = "#8fd0ff"
    red = "#ffaaa4"
    amber = "#ffd23f"
    green = "#7dff9a"
    blue = "#b4d3ff"
    violet = "#e2c8ff"
    teal = "#7ff5ea"
    alarm = "#8f0010"

    [roles]
    choice.active = "accent bold"

    """#
}
