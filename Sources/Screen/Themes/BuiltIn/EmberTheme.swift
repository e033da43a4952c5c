// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let emberTheme = #"""
    name = "Ember"
    about = "Coals and warm wood"
    inherit = "dark"

    [palette]
    ink = "#1c1512"
    raised = "#271d18"
    bar = "#241b16"
    well = "#2d221c"
    focus = "#4a3222"
    select = "#3d2c21"
    line = "#5d4a40"
    faint = "#ae9d90"
    text = "#eadfd3"
    strong = "#fff8ef"
    accent = "#ffb066"
    red = "#ff9683"
    amber = "#f6cf65"
    green = "#b5d67a"
    blue = "#a9cbeb"
    violet = "#e5b8e5"
    teal = "#8fd6c1"
    alarm = "#9c2413"

    """#
}
