extension ManualPages {
  static let configuration = Catalogue.Section(
    title: "Configuration",
    paragraphs: [
      .literal(
        """
        theme = light
        color = 256
        tape = still      # a remark
        """),
      .prose("One setting a line in $XDG_CONFIG_HOME/tandem/config; the command line wins."),
      .prose(
        ConfigFile.keys.map { "\($0.name) is \($0.value)" }.joined(separator: "; ")
          + ". What is not understood is refused with its line."),
    ])

  static let playScript = Catalogue.Section(
    title: "Play script",
    paragraphs: [
      .literal(
        """
        keys Tab*5 alt-u F2
        type "31000"        # the same as a key for each letter
        paste "31000\\n"     # as a terminal marks a paste
        bytes "\\e[1;2C"     # what a terminal sends
        click 12 5          # column and row, from 1
        tape BTC/USDT 32000 0.5
        time +5s
        resize 80x24
        expect "32,000"     # the screen shows it
        absent "refused"    # the screen does not
        dump after          # print the screen, below this name
        """),
      .prose(
        "One thing a line; # begins a remark, but on a line of keys it is a key. After each line"
          + " everything that follows from it happens before the next. Texts stand in double"
          + " quotes, with \\e for escape, \\n, \\r, \\t, \\\\, \\\" and \\x1B for any byte."),
      .prose(
        "tape is a trade of somebody else's at a price, with a size where it matters. The clock"
          + " stands still unless time moves it, and so does the market unless tape does."),
    ])
}
