import Exact
import Orders
import Venues

/// The file of templates: an array with one object a template, one a line.
///
///     [
///     {"name":"breakout","ticket":{"kind":"oco", …}},
///     {"name":"scalp","ticket":{"kind":"otoco", …}}
///     ]
///
/// A ticket in it is what a ticket file holds. The file is read whole or not at all: one that was
/// half understood would be half lost at the next save.
public enum TemplateFile {
  /// Reads the file; an empty one holds no templates.
  public static func read(_ bytes: [UInt8]) throws(FileError) -> [Template] {
    if bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return [] }
    var limits = JSONLimits.standard
    limits.bytes = 1 << 20
    limits.depth = 16
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes, limits: limits)
    } catch {
      throw FileError(line: error.line, key: "", reason: "column \(error.column): \(error.reason)")
    }
    let root = document.root
    guard root.kind == .array else {
      throw FileError(line: root.line, key: "", reason: "is not an array of templates")
    }
    guard root.count <= Template.most else {
      throw FileError(
        line: root.line, key: "",
        reason: "has \(root.count) templates; \(Template.most) are the most")
    }
    var templates: [Template] = []
    for (index, node) in root.elements.enumerated() {
      let template = try self.template(node, "[\(index)]")
      if templates.contains(where: { $0.name == template.name }) {
        throw FileError(
          line: node.line, key: "[\(index)].name",
          reason: "'\(template.name)' is the name of an earlier template, too")
      }
      templates.append(template)
    }
    return templates
  }

  private static func template(_ node: JSONNode, _ path: String) throws(FileError) -> Template {
    guard node.kind == .object else {
      throw FileError(line: node.line, key: path, reason: "is not an object with name and ticket")
    }
    for (key, value) in node.members where key != "name" && key != "ticket" {
      throw FileError(
        line: value.line, key: "\(path).\(key.prefix(40))",
        reason: "is not a known key; known here are name and ticket")
    }
    guard let ticket = node["ticket"] else {
      throw FileError(line: node.line, key: path + ".ticket", reason: "is missing")
    }
    guard let name = node["name"]?.string else {
      throw FileError(line: node.line, key: path + ".name", reason: "is missing, or not a string")
    }
    if let flaw = Template.flaw(ofName: name) {
      throw FileError(line: node.line, key: path + ".name", reason: flaw)
    }
    return Template(
      name,
      try TicketFile.read(ticket, path: path + ".ticket", venues: VenueCatalogue.ids))
  }

  /// The file that reads as these templates.
  public static func bytes(of templates: [Template]) -> [UInt8] {
    let lines = templates.map { template in
      JSON.object([
        JSONMember("name", .string(template.name)),
        JSONMember("ticket", TicketFile.json(template.ticket)),
      ]).text
    }
    if lines.isEmpty { return Array("[]\n".utf8) }
    return Array(("[\n" + lines.joined(separator: ",\n") + "\n]\n").utf8)
  }
}

extension [Template] {
  /// With a ticket under a name: in the place of the one that had it, else behind the last.
  public func saving(_ template: Template) throws(FileError) -> [Template] {
    var templates = self
    if let at = templates.firstIndex(where: { $0.name == template.name }) {
      templates[at] = template
      return templates
    }
    guard count < Template.most else {
      throw FileError(line: nil, key: "", reason: "has \(count) templates, which are the most")
    }
    return templates + [template]
  }

  /// Without the one of that name.
  public func deleting(_ name: String) -> [Template] { filter { $0.name != name } }
}
