/// Where a person's own files lie, by the XDG Base Directory Specification.
///
/// Paths that are not absolute are ignored, as it demands.
struct Folders: Sendable {
  /// `…/tandem` below the configuration; nil when no home is known.
  let configuration: String?
  /// `…/tandem` below the data.
  let data: String?
  /// `…/tandem` below what is kept from run to run.
  let state: String?

  init(_ rim: Rim) {
    let home = rim.variable("HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    func folder(_ variable: String, _ standard: String) -> String? {
      if let folder = rim.variable(variable), folder.hasPrefix("/") { return folder + "/tandem" }
      return home.map { "\($0)/\(standard)/tandem" }
    }
    configuration = folder("XDG_CONFIG_HOME", ".config")
    data = folder("XDG_DATA_HOME", ".local/share")
    state = folder("XDG_STATE_HOME", ".local/state")
  }
}
