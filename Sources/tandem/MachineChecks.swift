import Client
import Crypto
import Journal
import Orders
import Screen
import TicketApp

/// What can be checked without a network: this process, its terminal and its files.
struct MachineChecks {
  private let invocation: Invocation
  private var rim: Rim { invocation.rim }

  init(_ invocation: Invocation) { self.invocation = invocation }

  var all: [Diagnosis] { [memory, terminal, colors, letters, config, keys, journal] }

  private var memory: Diagnosis {
    rim.hideMemory()
    return ProcessMemory.isHidden
      ? Diagnosis("memory", .ok, "no core file is written, and no other program can look in")
      : Diagnosis("memory", .warn, "a crash may write what is in memory to a core file")
  }

  private var terminal: Diagnosis {
    do throws(TerminalError) {
      let facts = try TerminalFacts(rim.variable("TERM") ?? "")
      guard facts.marksPastes else {
        return Diagnosis(
          "terminal", .warn, "it does not mark pastes: what is pasted is taken for keys")
      }
      return Diagnosis("terminal", .ok, "its description is here, and it marks pastes")
    } catch {
      return Diagnosis("terminal", .warn, "\(error); the full screen needs one")
    }
  }

  private var colors: Diagnosis {
    let colors = (try? TerminalFacts(rim.variable("TERM") ?? ""))?.colors
    let decision = ColorDecision.decide(
      (try? ConfigFile.read(rim))?.color ?? .automatic, environment: rim.variable,
      isTerminal: rim.isTerminal(), terminalColors: colors)
    return Diagnosis("colours", .ok, "\(decision.depth.name): \(decision.reason)")
  }

  private var letters: Diagnosis {
    rim.isUTF8
      ? Diagnosis("letters", .ok, "the locale writes UTF-8")
      : Diagnosis("letters", .warn, "the locale does not write UTF-8: the screen is in ASCII")
  }

  private var config: Diagnosis {
    do throws(Failure) {
      let isThere = try ConfigFile.read(rim) != ConfigFile()
      return Diagnosis("config", .ok, isThere ? "it can be read" : "nothing is chosen there")
    } catch {
      return Diagnosis("config", .fail, "\(error.what): \(error.why)")
    }
  }

  private var keys: Diagnosis {
    do throws(Failure) {
      guard let folder = Folders(rim).configuration,
        let bytes = try rim.readIfThere(folder + "/keys", KeymapFile.limit)
      else { return Diagnosis("keys", .ok, "those that are built in") }
      let file = KeymapFile(bytes, file: folder + "/keys")
      guard let problem = file.problems.first else {
        return Diagnosis("keys", .ok, "they can be read")
      }
      return Diagnosis("keys", .fail, problem.description)
    } catch {
      return Diagnosis("keys", .fail, "\(error.what): \(error.why)")
    }
  }

  private var journal: Diagnosis {
    let place =
      invocation.texts(.journal).first.map { JournalPlace($0) } ?? JournalPlace.standard(rim)
    guard let place else {
      return Diagnosis("journal", .warn, "there is no home folder for it; --journal says where")
    }
    do throws(JournalFailure) {
      // Opened to look first, so that a journal that is not there is not made.
      let proof = try Journal.open(place.path, access: .read).verify()
      if let fault = proof.fault { return Diagnosis("journal", .fail, fault) }
      let records = Words.count(Int(proof.head.sequence), "record")
      if let refusal = try Journal.open(place.path, access: .write).refusal {
        return Diagnosis("journal", refusal.kind == .held ? .warn : .fail, refusal.sentence)
      }
      return Diagnosis("journal", .ok, "\(place.path) has \(records), and they fit together")
    } catch {
      if error.kind == .missing {
        return Diagnosis("journal", .ok, "\(place.path) is made when something is sent")
      }
      return Diagnosis("journal", .fail, error.sentence)
    }
  }
}
