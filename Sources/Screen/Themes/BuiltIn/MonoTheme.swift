// Made by .ci/built-in-themes; do not edit.

extension BuiltInThemes {
  static let monoTheme = #"""
    # Weight, underlining and reversal only, on whatever the terminal's own colours are.
    name = "Mono"
    about = "No colours at all"
    inherit = "dark"
    depth = "mono"

    """#
}
