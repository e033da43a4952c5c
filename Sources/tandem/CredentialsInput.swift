import Crypto
import Orders
import Venues

/// Finds the keys for a venue in an environment.
struct CredentialsInput {
  let rim: Rim
  let path: String?
  private let file: CredentialsFile?

  /// Reads the file named on the command line, or the user's own where there is one.
  ///
  /// Paper needs none.
  init(_ invocation: Invocation) throws(Failure) {
    rim = invocation.rim
    let named = invocation.text(.credentials)
    if invocation.environment == .paper, named == nil {
      path = nil
      file = nil
      return
    }
    path = named ?? Self.standardPath(invocation.rim)
    guard let path else {
      file = nil
      return
    }
    rim.hideMemory()
    do {
      file = try CredentialsFile(parsing: try rim.readPrivateFile(path))
    } catch let error as FileError {
      throw Failure(path, error)
    } catch let failure as Failure {
      guard named == nil, failure.isMissingFile else { throw failure }
      file = nil
    } catch {
      throw Failure(path, "cannot be read")
    }
  }

  static func standardPath(_ rim: Rim) -> String? {
    Folders(rim).configuration.map { $0 + "/credentials" }
  }

  /// The venue's keys; nil where nobody has said any.
  func credentials(
    _ venue: any Venue, _ environment: Environment
  ) throws(Failure) -> Credentials? {
    let section = file?.section(venue.id, environment)
    let place = path.flatMap { path in section.map { "\(path):\($0.line)" } }
    do {
      if let path, let place, let section {
        let values = try resolved(section, path, place)
        return try venue.credentials(
          from: CredentialValues(venue: venue.id, environment: environment, values: values))
      }
      return environment == .paper ? try venue.paperCredentials() : nil
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(place ?? venue.id.name, "\(error)")
    }
  }

  /// The section with values read from the file, or from the program, that the settings name.
  private func resolved(
    _ section: CredentialsFile.Section, _ path: String, _ place: String
  ) throws(Failure) -> [String: Secret] {
    var values = section.values
    for (name, target) in CredentialsFile.indirect {
      guard let value = values.removeValue(forKey: name) else { continue }
      guard values[target] == nil else {
        throw Failure(place, "\(target) and \(name) are both set")
      }
      if name == "private_key_file" {
        values[target] = Secret(try rim.readPrivateFile(Self.beside(path, value.reveal())))
      } else {
        do {
          values[target] = try rim.secretOf(value.reveal())
        } catch {
          throw Failure(place, "\(error.what): \(error.why)")
        }
      }
    }
    return values
  }

  /// A path in the credentials file is meant from where that file lies.
  private static func beside(_ file: String, _ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let slash = file.lastIndex(of: "/") else {
      // A name alone would otherwise mean standard input when it is "-".
      return path == FileInput.standardInput ? "./\(path)" : path
    }
    return file[...slash] + path
  }
}
