// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let parchmentTheme = #"""
    name = "Parchment"
    about = "Brown ink on old paper"
    inherit = "light"

    [palette]
    ink = "#f6efdf"
    raised = "#efe6d1"
    bar = "#eadfc7"
    well = "#efe5cf"
    focus = "#ead9b0"
    select = "#e8dabb"
    line = "#bfab82"
    faint = "#6d5d48"
    text = "#3a2f22"
    strong = "#1d150c"
    accent = "#7d4306"
    red = "#9d2417"
    amber = "#6d4700"
    green = "#3a5a10"
    blue = "#2b5278"
    violet = "#6d3b72"
    teal = "#1c5a54"
    alarm = "#9d2417"
    snow = "#fffaf0"

    # Brown is nearest to red, which is for errors.
    [roles.16]
    accent = "ansi-blue"
    border.focus = "ansi-blue"
    title.focus = "ansi-blue bold"
    choice.active = "ansi-blue bold"
    tab.active = "ansi-blue bold underline"
    key = "ansi-blue bold"

    """#
}
