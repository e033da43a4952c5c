import Exact
import Orders
import Testing
import Venues

@testable import Simulator

/// Each fault once, in a story whose truth is known without it.
@Suite struct ScenarioFaultTests {
  private static func run(
    _ path: String, _ faults: String, at venue: String = "binance", ticket: String? = nil,
    start: String = "30000"
  ) throws -> ScenarioRun {
    try Plays.run(
      path, at: venue, ticket: ticket ?? ScenarioFileTests.ticket, start: start,
      more: #","faults":[\#(faults)]"#)
  }

  private static func told(_ run: ScenarioRun) -> [String] {
    run.steps.flatMap(\.events).compactMap { event in event.leg == nil ? nil : event.told?.word }
  }

  private static func known(_ run: ScenarioRun) -> [String] {
    run.end?.known?.legs.map { $0.map { "\($0.status.rawValue) \($0.filled)" } ?? "-" } ?? []
  }

  // MARK: Answers

  @Test(arguments: [
    // What is armed; whether it is carried out; what a client can make of it; what it saw.
    (#"{"fault":"drop_reply"}"#, true, "in_doubt", "no answer comes; the list lives nevertheless"),
    (
      #"{"fault":"cut_reply","bytes":12}"#, true, "in_doubt",
      "the answer breaks off after 12 bytes; the list lives nevertheless"
    ),
    (
      #"{"fault":"http_status","status":503}"#, false, "in_doubt",
      "HTTP 503 comes for an answer; the list was never taken"
    ),
    (
      #"{"fault":"http_status","status":502,"executed":true}"#, true, "in_doubt",
      "HTTP 502 comes for an answer; the list lives nevertheless"
    ),
    (
      #"{"fault":"delay_reply","ms":700}"#, true, "accepted",
      "the answer comes 700 ms late; the list lives already"
    ),
    (
      #"{"fault":"rate_limit","seconds":7}"#, false, "refused",
      "the request was one too many, and is refused: come again in 7 s; the list was never taken"
    ),
    (
      #"{"fault":"ban","seconds":60}"#, false, "refused",
      "every request is refused for another 60 s; the list was never taken"
    ),
  ])
  func theAnswerToTheTicket(
    fault: String, isExecuted: Bool, outcome: String, sentence: String
  ) throws {
    let run = try Self.run(#""29000""#, fault)
    let answer = try #require(run.steps[0].answer)
    #expect(answer.operation == .place && answer.isExecuted == isExecuted)
    #expect(answer.outcome.rawValue == outcome && answer.sentence == sentence)
    // The exchange's truth: the stop sold everything, or there never was one.
    #expect(run.end?.legs.map(\.status) == (isExecuted ? [.expired, .filled] : []))
    #expect(run.isRefused == !isExecuted)
    #expect(run.end?.protection.verdict == (isExecuted ? .flat : .unprotected))
    // The stream told all of it; without a list, only a plain refusal leaves no doubt.
    #expect(run.end?.known?.isTrue == (isExecuted || outcome == "refused"))
  }

  @Test func aSilentStreamAndALostAnswerLeaveTheClientInTheDark() throws {
    let run = try Self.run("", #"{"fault":"drop_reply"},{"fault":"silent_stream"}"#)
    #expect(Self.told(run) == ["no", "no"] && Self.known(run) == ["-", "-"])
    #expect(
      ScenarioTimeline.page(run).contains("client: it cannot know whether the list was taken"))
  }

  @Test func aCancelMayBeLostBeforeOrAfterItIsDone() throws {
    let cancel = #"{"cancel":"list"}"#
    let after = try Self.run(cancel, #"{"fault":"drop_reply","step":1}"#)
    #expect(after.end?.legs.map(\.status) == [.canceled, .canceled])
    #expect(
      after.steps[1].answer?.sentence == "no answer comes; the cancel is carried out nevertheless")
    let before = try Self.run(cancel, #"{"fault":"http_status","status":503,"step":1}"#)
    #expect(before.end?.legs.map(\.status) == [.working, .waiting])
    #expect(before.steps[1].answer?.isExecuted == false)
    #expect(before.steps[1].answer?.outcome == .inDoubt)
    // The ticket passed before the fault began.
    #expect(before.steps[0].answer == nil && before.end?.known?.placing == .accepted)
  }

  @Test func pathOperationAndAfterChooseTheRequestAsOnAPort() throws {
    let cancels = #"{"cancel":"leg 2"}"#
    func met(_ fault: String, at venue: String = "binance") throws -> [Int] {
      try Self.run(cancels, fault, at: venue).steps.filter { $0.answer != nil }.map(\.number)
    }
    #expect(try met(#"{"fault":"drop_reply","path":"/api/v3/orderList"}"#) == [0])
    #expect(try met(#"{"fault":"drop_reply","method":"DELETE"}"#) == [1])
    #expect(try met(#"{"fault":"drop_reply","operation":"cancel_order"}"#) == [1])
    #expect(try met(#"{"fault":"drop_reply","after":1}"#) == [1])
    #expect(try met(#"{"fault":"drop_reply","times":2}"#) == [0, 1])
    #expect(try met(#"{"fault":"drop_reply","venue":"kucoin"}"#) == [])
    // KuCoin has no cancel of one leg: it is asked to cancel the list.
    #expect(try met(#"{"fault":"drop_reply","operation":"cancel_list"}"#, at: "kucoin") == [1])
  }

  @Test func aBanEndsWithItsTime() throws {
    func statuses(_ wait: String) throws -> [OrderStatus] {
      let path = #"{"time":"\#(wait)"},{"cancel":"list"}"#
      let run = try Self.run(path, #"{"fault":"ban","seconds":60,"step":1}"#)
      return run.end?.legs.map(\.status) ?? []
    }
    #expect(try statuses("+59s") == [.working, .waiting])
    #expect(try statuses("+60s") == [.canceled, .canceled])
  }

  // MARK: Events

  /// Step 1 makes three events: the stop fires, the limit leaves, the stop fills.
  @Test(arguments: [
    (#"{"fault":"drop_event","step":1}"#, ["no", "once", "once"], true),
    (#"{"fault":"drop_event","step":1,"after":2}"#, ["once", "once", "no"], false),
    (#"{"fault":"drop_event","step":1,"times":2}"#, ["no", "no", "once"], false),
    (#"{"fault":"duplicate_event","step":1,"after":1}"#, ["once", "twice", "once"], true),
    (#"{"fault":"reorder_events","step":1}"#, ["late", "once", "once"], true),
    (#"{"fault":"reorder_events","step":1,"after":2}"#, ["once", "once", "no"], false),
    (#"{"fault":"silent_stream","step":1}"#, ["no", "no", "no"], false),
    (#"{"fault":"cut_stream","step":1}"#, ["no", "no", "no"], false),
  ])
  func eventsAreToldOtherwiseAndTheTruthGoesOn(
    fault: String, told: [String], isTrue: Bool
  ) throws {
    let run = try Self.run(#""29000""#, fault)
    #expect(Self.told(run) == ["once", "once"] + told)
    #expect(Plays.story(run) == Plays.story(try Self.run(#""29000""#, "")))
    #expect(run.end?.legs.map(\.status) == [.expired, .filled])
    #expect(run.end?.known?.isTrue == isTrue)
  }

  @Test func theLastWordIsNotAlwaysTheLatest() throws {
    // The fill comes first, and then that the stop has fired: it looks live.
    let ticket = SemanticsCards.future(
      .oco, "1", SemanticsCards.futureTarget, SemanticsCards.futureStop)
    let run = try Self.run(
      #""6400""#, #"{"fault":"reorder_events","step":1}"#, at: "tradovate", ticket: ticket,
      start: "6500")
    #expect(Plays.story(run).suffix(3) == ["1: 2 triggered", "1: 2 filled", "1: 1 canceled"])
    #expect(Self.known(run) == ["canceled 0", "working 0"])
    #expect(run.end?.legs[1].status == .filled && run.end?.known?.isTrue == false)
  }

  @Test func takingBackLetsTheStreamSpeakAgain() throws {
    let run = try Self.run(
      #""32000@0.004","32000@0.001""#,
      #"{"fault":"silent_stream","step":1},{"clear":true,"step":2}"#)
    #expect(Self.told(run) == ["once", "once", "no", "no", "once"])
    // That the stop was taken away is never told.
    #expect(Self.known(run) == ["partly_filled 0.005", "waiting 0"])
  }

  // MARK: Markets

  @Test func aHaltedMarketHearsNothingUntilItResumes() throws {
    let pair = #""instrument":"BTC/USDT""#
    let run = try Self.run(
      #""29000","30000","28900""#,
      #"{"fault":"halt",\#(pair),"step":1},{"fault":"resume",\#(pair),"step":3}"#)
    #expect(run.steps[1].events.isEmpty && run.steps[2].events.isEmpty)
    #expect(run.steps[1].stillness == "nothing trades: the market is halted")
    #expect(run.end?.legs[1].averagePrice == 28_900)
    let canceled = try Self.run(
      #"{"cancel":"list"}"#, #"{"fault":"halt",\#(pair)  ,"step":1}"#)
    #expect(canceled.end?.list == .canceled)
  }

  @Test(arguments: Plays.venues.map(\.id.name))
  func atAHaltEveryVenueRefusesTheTicket(venue: String) throws {
    let isSpot = venue != "tradovate"
    let future = SemanticsCards.future(
      .oco, "1", SemanticsCards.futureTarget, SemanticsCards.futureStop)
    let name = isSpot ? "BTC/USDT" : "ESZ6"
    let run = try Self.run(
      "", #"{"fault":"halt","instrument":"\#(name)"},{"fault":"drop_reply"}"#, at: venue,
      ticket: isSpot ? nil : future, start: isSpot ? "30000" : "6500")
    guard case .refused(let findings) = run.standing else {
      Issue.record("\(run.standing)")
      return
    }
    #expect(findings.map(\.field) == [.instrument])
    #expect(run.steps.count == 1 && run.steps[0].notes.count == 2)
    #expect(run.steps[0].answer?.outcome == .inDoubt)
    #expect(run.steps[0].answer?.sentence == "no answer comes; the venue has refused the ticket")
  }

  @Test func aNewTickOrLotRefusesWhatComesAndLeavesWhatRests() throws {
    func run(_ fault: String, _ size: String, _ step: Int) throws -> ScenarioRun {
      try Self.run(
        #""29000""#,
        #"{"fault":"\#(fault)","instrument":"BTC/USDT","size":"\#(size)","step":\#(step)}"#)
    }
    // 28900 is no multiple of 1000, and 0.01 none of 0.1.
    for (fault, size) in [("tick_size", "1000"), ("lot_size", "0.1")] {
      #expect(try run(fault, size, 0).isRefused)
      #expect(try run(fault, size, 1).end?.legs.map(\.status) == [.expired, .filled])
      #expect(try run(fault, size, 1).steps[1].notes.count == 1)
    }
    #expect(try !run("tick_size", "100", 0).isRefused)
    do {
      _ = try run("tick_size", "0.001", 1)
      Issue.record("was played")
    } catch let error as FileError {
      #expect(
        error.description
          == "line 1, faults[0].size: 0.001 is no multiple of Binance's tick 0.01")
    }
  }

  @Test func ordersExpireByTheVenuesClock() throws {
    let dated =
      #"{"side":"sell","type":"limit","price":"6600","tif":"gtd","expire":"2026-01-01T00:01:00Z"}"#
    let ticket = SemanticsCards.future(.oco, "1", dated, SemanticsCards.futureStop)
    func status(_ path: String, _ milliseconds: Int) throws -> OrderStatus? {
      try Self.run(
        path, #"{"fault":"clock","ms":\#(milliseconds),"step":1}"#, at: "tradovate",
        ticket: ticket, start: "6500"
      ).end?.legs[0].status
    }
    #expect(try status(#""6500""#, 60_000) == .expired)
    #expect(try status(#""6500""#, 59_999) == .working)
    #expect(try status(#"{"time":"+60s"}"#, -1) == .working)
    #expect(try status(#"{"time":"+60s"}"#, 0) == .expired)
  }

  // MARK: Telling

  @Test func theTimelineSetsTheClientBesideTheTruth() throws {
    let shown = ScenarioTimeline.page(
      try Self.run(
        #""29000""#,
        #"{"fault":"drop_reply","times":2},{"fault":"drop_event","step":1,"after":2}"#))
    // Long lines wrap.
    let page = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for line in [
      "fault: from here on, an answer is lost on its way, 2 times",
      "client: no answer comes; the list lives nevertheless",
      "the client is not told: the event is lost",
      "client: it was last told of leg 1 expired, leg 2 working: that is not how they stand",
      "still armed: drop_reply, once",
    ] {
      #expect(page.contains(line), "\(line)")
    }
  }

  @Test func theContractsKeysStayFirst() throws {
    let run = try Self.run(
      #""29000",{"cancel":"list"}"#,
      #"{"fault":"drop_reply","operation":"cancel_list"},{"fault":"drop_event","step":1}"#)
    let lines = try run.jsonLines.map { try JSONDocument(parsing: Array($0.utf8)).root }
    let keys = ["venue", "step", "order", "leg", "from", "to", "filled", "price", "reason"]
    for line in lines.dropLast() { #expect(Array(line.members.map(\.key).prefix(9)) == keys) }
    #expect(lines.filter { $0["event"]?.string == "fault" }.count == 2)
    let answer = try #require(lines.first { $0["event"]?.string == "answer" })
    #expect(answer["step"]?.int64 == 2 && answer["outcome"]?.string == "in_doubt")
    #expect(answer["executed"]?.bool == true)
    #expect(lines.filter { $0["told"]?.string == "no" }.count == 1)
    let known = try #require(lines.last?["final"]?["known"])
    #expect(known["placing"]?.string == "accepted" && known["as_it_stands"]?.bool == true)
    #expect(try Self.run("", "").end?.known == nil)
  }

  // MARK: Refusals

  @Test(arguments: [
    (#"{"fault":"expire_token"}"#, "faults[0].fault: 'expire_token' ends what a client signed in"),
    (#"{"fault":"halt","instrument":"ETH/USDT"}"#, "faults[0].instrument: ETH/USDT is not in this"),
    (#"{"fault":"drop_event","path":"/ws"}"#, "faults[0].path: means nothing here: a scenario has"),
    (#"{"fault":"cut_stream","times":2}"#, "faults[0].times: means nothing here: a scenario has"),
    (#"{"fault":"silent_stream","after":1}"#, "faults[0].after: means nothing here"),
    (#"{"fault":"drop_reply","step":2}"#, "faults[0].step: no request is made for it to meet"),
    (
      #"{"fault":"drop_reply","operation":"place","step":1}"#,
      "faults[0].step: no request is made for it to meet"
    ),
    (#"{"fault":"drop_reply","operation":"cancel_list"}"#, ""),
    (
      #"{"fault":"drop_reply","operation":"ticker"}"#,
      "faults[0].operation: 'ticker' is nothing a scenario asks of a venue; it is place, "
    ),
    (#"{"fault":"drop_reply","step":3}"#, "faults[0].step: 3 is not between 0 and 2"),
    (#"{"fault":"drop_reply","stepp":0}"#, "faults[0].stepp: is not a known key"),
    (#"{"fault":"drop_repli"}"#, "faults[0].fault: 'drop_repli' is not drop_reply, "),
    (#"{"clear":true,"venue":"binance"}"#, "faults[0].venue: is not a known key"),
    (#"7"#, "faults[0]: a number where a fault belongs, such as"),
  ])
  func whatMeansNothingInAStoryIsRefused(fault: String, sentence: String) {
    do {
      _ = try Self.run("{\"cancel\":\"leg 1\"},\n\"29000\"", "\n" + fault)
      #expect(sentence == "")
    } catch {
      #expect("\(error)".hasPrefix("line 3, " + sentence) && sentence != "", "\(error)")
    }
  }
}
