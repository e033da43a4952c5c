import Orders
import TicketApp

/// Where named templates are kept.
protocol TemplateKeeper: Sendable {
  func load() throws(Failure) -> [Template]
  mutating func save(_ templates: [Template]) throws(Failure)
}

extension TemplateKeeper {
  /// Does what is to be done with templates; nil for every other effect.
  mutating func perform(_ effect: Effect) -> [AppEvent]? {
    switch effect {
    case .loadTemplates:
      return events { (keeper) throws(Failure) in [.templates(try keeper.load())] }
    case .saveTemplate(let name, let ticket):
      return events { (keeper) throws(Failure) in
        let known = try keeper.load()
        let templates: [Template]
        do throws(FileError) {
          templates = try known.saving(Template(name, ticket))
        } catch {
          throw Failure("templates", error.reason)
        }
        return try keeper.replace(by: templates, "'\(name)' is saved")
      }
    case .deleteTemplate(let name):
      return events { (keeper) throws(Failure) in
        try keeper.replace(by: try keeper.load().deleting(name), "'\(name)' is deleted")
      }
    default: return nil
    }
  }

  private mutating func replace(
    by templates: [Template], _ sentence: String
  ) throws(Failure) -> [AppEvent] {
    try save(templates)
    return [.templates(templates), .done(sentence)]
  }

  private mutating func events(
    _ work: (inout Self) throws(Failure) -> [AppEvent]
  ) -> [AppEvent] {
    do throws(Failure) {
      return try work(&self)
    } catch {
      return [.failed(error.sentence)]
    }
  }
}

/// `$XDG_DATA_HOME/tandem/templates.json`, read whole before it is written anew.
struct TemplateFolder: TemplateKeeper {
  private let rim: Rim
  private let folder: String?

  private static let byteLimit = 1 << 20

  init(_ rim: Rim) {
    self.rim = rim
    folder = Folders(rim).data
  }

  private var path: String? { folder.map { $0 + "/templates.json" } }

  func load() throws(Failure) -> [Template] {
    guard let path, let bytes = try rim.readIfThere(path, Self.byteLimit) else { return [] }
    do throws(FileError) {
      return try TemplateFile.read(bytes)
    } catch {
      throw Failure(path, error)
    }
  }

  func save(_ templates: [Template]) throws(Failure) {
    guard let folder, let path else {
      throw Failure("templates", "neither XDG_DATA_HOME nor HOME is set")
    }
    try rim.makeFolder(folder)
    try rim.writePrivateFile(path, TemplateFile.bytes(of: templates))
  }
}

/// Templates that are gone with the program.
struct TemplateMemory: TemplateKeeper {
  private var templates: [Template] = []

  func load() -> [Template] { templates }
  mutating func save(_ templates: [Template]) { self.templates = templates }
}
