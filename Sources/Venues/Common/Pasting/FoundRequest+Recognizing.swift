import Exact
import Orders

extension FoundRequest {
  /// The ticket that it says, as the venue reads it whose path or frame it is.
  func recognized() throws(Unreadable) -> PastedTicket {
    if isSocket { return try recognizedFrame() }
    let path = String(target.prefix { $0 != "?" })
    if path.isEmpty || path == "/" { return try byItsShape() }
    guard let place = PlacingPath.named(path) else { throw Self.foreign(path) }
    return try read(at: place.venue, place.form)
  }

  /// A body or a query without a path: the one form whose names it has, all that it must have.
  func byItsShape() throws(Unreadable) -> PastedTicket {
    var found: [PastedTicket] = []
    for place in PlacingPath.all where found.first?.venue != place.venue.id {
      if let ticket = try? read(at: place.venue, place.form, isWhole: true) { found.append(ticket) }
    }
    guard let first = found.first else {
      throw Unreadable("\(form) without a path that fits no venue's request")
    }
    guard found.count == 1 else {
      let names = found.compactMap { $0.venue?.name }
      throw Unreadable("\(form) that could be for \(Words.alternatives(names)): it lacks its path")
    }
    return first
  }

  private func recognizedFrame() throws(Unreadable) -> PastedTicket {
    var reasons: [Unreadable] = []
    for venue in VenueCatalogue.all {
      let channels = Set(venue.forms.map(\.endpoint.channel))
      guard channels.contains(.socket) || venue.hosts.contains(where: { $0.socket != nil }) else {
        continue
      }
      do throws(Unreadable) {
        return try read(at: venue, nil)
      } catch {
        reasons.append(error)
      }
    }
    // A venue that knew the frame has more to say than that it is none of its own.
    let telling = reasons.first { !$0.reason.contains(" is not ") && !$0.reason.contains("places") }
    throw telling ?? Unreadable("the frame is not one that places an order list")
  }

  private static func foreign(_ path: String) -> Unreadable {
    let shown = path.prefix(60)
    for venue in VenueCatalogue.all {
      let known = venue.endpoints.first {
        !$0.path.isEmpty && path.lowercased().hasSuffix($0.path.lowercased())
      }
      if let known {
        let what = known.operation.rawValue.replacing("_", with: " ")
        return Unreadable("\(shown) at \(venue.title) places no order list: it is for \(what)")
      }
    }
    return Unreadable("no venue here places an order list at \(shown)")
  }

  // MARK: Reading

  /// Hands the request to the venue's own reader.
  private func read(
    at venue: any Venue, _ form: PlaceForm?, isWhole: Bool = false
  ) throws(Unreadable) -> PastedTicket {
    var request = self
    if let form {
      request.target = form.endpoint.path + target.drop { $0 != "?" }
      try request.mendBody()
    }
    guard isPlaceless, let form, request.body.first != UInt8(ascii: "{") else {
      return try request.readAsItStands(at: venue, isWhole ? form : nil)
    }
    // Where it belongs by the venue's own habit it needs no option that says so.
    var moved = request
    moved.target = form.endpoint.path + "?" + String(decoding: request.body, as: UTF8.self)
    moved.body = []
    let whole = isWhole ? form : nil
    let inBody = try request.readAsItStands(at: venue, whole)
    guard let inQuery = try? moved.readAsItStands(at: venue, whole),
      inQuery.ticket.options.entries.count < inBody.ticket.options.entries.count
    else { return inBody }
    return inQuery
  }

  private func readAsItStands(
    at venue: any Venue, _ form: PlaceForm?
  ) throws(Unreadable) -> PastedTicket {
    var request = self
    let reading: Reading
    do throws(Unreadable) {
      reading = try venue.read(wire(venue))
    } catch {
      guard let mended = respelled(for: venue) else { throw error }
      request = mended
      reading = try venue.read(request.wire(venue))
    }
    if let form { try Self.expectWhole(reading, form) }
    return request.ticket(venue, reading)
  }

  private func wire(_ venue: any Venue) -> WireRequest {
    let verb = HTTPMethod(rawValue: method) ?? .post
    return WireRequest(
      venue: venue.id, environment: .paper, operation: .place,
      channel: isSocket ? .socket : .rest(verb), base: "", target: SealedText(target),
      body: SealedText(body))
  }

  /// JSON as people write it becomes JSON as venues read it.
  private mutating func mendBody() throws(Unreadable) {
    body = Self.trimmed(body)
    guard body.first == UInt8(ascii: "{") else { return }
    let (document, mended) = try LooseJSON.document(String(decoding: body, as: UTF8.self))
    body = Array(document.root.rawText.utf8)
    remarks += mended
  }

  /// The request with its symbol spelt as this venue spells it, where another way can be told.
  private func respelled(for venue: any Venue) -> FoundRequest? {
    let texts = [target, String(decoding: body, as: UTF8.self)]
    for text in texts {
      let words = text.split { !$0.isLetter && !$0.isNumber && !"-_/".contains($0) }
      for word in words
      where word.utf8.count <= 40 && venue.instrument(spelled: String(word)) == nil {
        let upper = word.uppercased()
        let spellings = [venue.instrument(spelled: upper), Instrument(upper)]
        let others = VenueCatalogue.all.lazy.compactMap { $0.instrument(spelled: upper) }
        guard word.utf8.count >= 5, upper.contains(where: \.isLetter),
          let instrument = spellings.compactMap({ $0 }).first ?? others.first,
          Self.isKnown(instrument), let symbol = venue.symbol(of: instrument)
        else { continue }
        var request = self
        request.target = target.replacing(word, with: symbol)
        request.body = Array(texts[1].replacing(word, with: symbol).utf8)
        request.remarks.append("\(word) is read as \(instrument)")
        return request
      }
    }
    return nil
  }

  /// Whether both sides of a pair are assets that the catalogue has: not every word is a pair.
  private static func isKnown(_ instrument: Instrument) -> Bool {
    let known = VenueCatalogue.all.flatMap { $0.instruments.map(\.instrument) }
    guard let base = instrument.base, let quote = instrument.quote else {
      return known.contains(instrument)
    }
    let assets = Set(known.flatMap { [$0.base, $0.quote].compactMap { $0 } }).union(["USD"])
    return assets.contains(base) && assets.contains(quote)
  }

  /// A request that was told by its shape alone says all that its form demands, and nothing else.
  private static func expectWhole(
    _ reading: Reading, _ form: PlaceForm
  ) throws(Unreadable) {
    guard reading.form == form.name, reading.unknown.isEmpty else {
      throw Unreadable("is another form")
    }
    let legs = reading.ticket.legs
    let isWhole = legs.allSatisfy { leg in
      leg.side != nil && (leg.type?.hasPrice != true || leg.price != nil)
        && (leg.type?.isContingent != true || leg.trigger != nil || leg.trail != nil)
    }
    guard isWhole, legs.first?.quantity != nil else { throw Unreadable("is not whole") }
  }

  private func ticket(_ venue: any Venue, _ reading: Reading) -> PastedTicket {
    var remarks = remarks
    let ids = [reading.listID] + reading.legIDs
    if ids.contains(where: { $0 != nil }) {
      remarks.append("its ids are left behind, for a new list gets its own")
    }
    if !reading.unknown.isEmpty {
      let names = reading.unknown.prefix(5).map { String($0.prefix(40)) }
      remarks.append("\(venue.title) does not know \(Words.list(names)): left out")
    }
    return PastedTicket(reading.ticket.folded, venue: venue.id, form: form, remarks: remarks)
  }
}

extension Ticket {
  /// The ticket as people write it: what all legs say alike is said once.
  fileprivate var folded: Ticket {
    var ticket = self
    ticket.side = legs.first?.side
    for index in ticket.legs.indices where ticket.legs[index].side == ticket.side {
      ticket.legs[index].side = nil
    }
    guard let quantity = legs.first?.quantity else { return ticket }
    ticket.quantity = quantity
    for index in ticket.legs.indices where ticket.legs[index].quantity == quantity {
      ticket.legs[index].quantity = nil
    }
    return ticket
  }
}
