// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let harbourTheme = #"""
    name = "Harbour"
    about = "Deep water at night, lamps on the quay"
    inherit = "dark"

    [palette]
    ink = "#0e1a26"
    raised = "#142535"
    bar = "#12212f"
    well = "#172b3c"
    focus = "#1d4463"
    select = "#1b3950"
    line = "#35556c"
    faint = "#8ca7b8"
    text = "#cfe0ea"
    strong = "#f4fbff"
    accent = "#6fd3ff"
    red = "#ff9a94"
    amber = "#f5c76e"
    green = "#79e0a6"
    blue = "#9bc8ff"
    violet = "#cbbcff"
    teal = "#5fdccf"
    alarm = "#a3202f"

    """#
}
