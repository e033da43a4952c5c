import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite struct ScenarioRunTests {
  @Test func eventsComeInTheOrderOfTheVenue() throws {
    // CHANGELOG 2019-08-15: the limit is removed before the stop executes.
    #expect(
      Plays.story(try Plays.run(#""29500","29000""#)) == [
        "0: 1 accepted", "0: 2 accepted", "2: 2 triggered", "2: 1 expired", "2: 2 filled",
      ])
    let future = SemanticsCards.future(
      .oco, "1", SemanticsCards.futureTarget, SemanticsCards.futureStop)
    // "the fill cancels": so it comes first.
    #expect(
      Plays.story(try Plays.run(#""6400""#, at: "tradovate", ticket: future, start: "6500")) == [
        "0: 1 accepted", "0: 2 accepted", "1: 2 triggered", "1: 2 filled", "1: 1 canceled",
      ])
  }

  @Test func whatTheVenueReadsIsWhatIsPlayed() throws {
    let run = try Plays.run("")
    #expect(run.legs.map(\.type) == [.limitMaker, .stopLimit])
    // The legs stay in the order of the ticket, whatever the order of the request.
    let turned = ScenarioFileTests.ticket.replacing(
      #"{"type":"limit","price":"32000"},"#, with: ""
    ).replacing(#""28900"}]"#, with: #""28900"},{"type":"limit","price":"32000"}]"#)
    #expect(try Plays.run("", ticket: turned).legs.map(\.type) == [.stopLimit, .limitMaker])
  }

  @Test func aTicketThatTheRulesRefuseIsNotPlaced() throws {
    let wrong = ScenarioFileTests.ticket.replacing("32000", with: "29900")
    let run = try Plays.run(#""29000""#, ticket: wrong)
    guard case .refused(let findings) = run.standing else {
      Issue.record("\(run.standing)")
      return
    }
    #expect(findings.contains { $0.rule == "bn-oco-06" || $0.field == .leg(0, .price) })
    #expect(run.isRefused && run.steps.isEmpty && run.end == nil)
  }

  @Test func theMarkFollowsTheTradesUnlessItIsMoved() throws {
    let follows = try Plays.run(#""29000""#, at: "crypto-com")
    #expect(follows.end?.legs[1].status == .filled)
    let stays = try Plays.run(#"{"mark":"30000"},"29000""#, at: "crypto-com")
    #expect(stays.end?.legs[1].status == .waiting)
  }

  @Test func aSwitchIsTurnedAndSaid() throws {
    let run = try Plays.run(
      #""32000@0.004""#, more: #","switches":{"binance.removal":"full_fill"}"#)
    #expect(run.end?.legs.map(\.status) == [.partlyFilled, .waiting])
    #expect(ScenarioTimeline.page(run).contains("turned: removal = full_fill"))
    let other = try Plays.run(
      #""32000@0.004""#, at: "bingx", more: #","switches":{"binance.removal":"full_fill"}"#)
    #expect(other.end?.legs.map(\.status) == [.partlyFilled, .canceled])
  }

  @Test func aPriceThatTheMarketCannotHaveIsNamed() throws {
    do {
      _ = try Plays.run("\"29500\",\n\"29400.05\"", at: "kucoin")
      Issue.record("was played")
    } catch let error as FileError {
      #expect(error.key == "path[1]" && error.line == 2)
      #expect(error.reason == "29400.05 is no multiple of KuCoin's tick 0.1, or too large")
    }
  }

  @Test func timeDoesNotGoBack() {
    #expect(throws: FileError.self) {
      _ = try Plays.run(#"{"time":"+1d"},{"time":"2026-01-01T12:00:00Z"}"#)
    }
  }

  @Test func aDatedOrderExpiresWhenItsTimeComes() throws {
    let dated =
      #"{"side":"sell","type":"limit","price":"6600","tif":"gtd","expire":"2026-01-01T00:01:00Z"}"#
    let ticket = SemanticsCards.future(.oco, "1", dated, SemanticsCards.futureStop)
    let early = try Plays.run(
      #"{"time":"+59s"}"#, at: "tradovate", ticket: ticket, start: "6500")
    #expect(early.end?.legs.map(\.status) == [.working, .waiting])
    let late = try Plays.run(
      #"{"time":"+59s"},{"time":"+1s"}"#, at: "tradovate", ticket: ticket, start: "6500")
    #expect(late.end?.legs.map(\.status) == [.expired, .waiting])
    #expect(late.end?.protection.verdict == .protected)
  }

  @Test func moneyIsToldByHand() throws {
    // 0.01 sold at 28,950 where somebody bids that; 0.1 % of 289.5 is 0.2895.
    let run = try Plays.run(
      #"{"quote":["28950","28960"]},"29000""#,
      more: #","balances":{"BTC":"0.5","USDT":"0"},"commission":"0.001""#)
    let balances = try #require(run.end).balances.map { "\($0.asset) \($0.free) \($0.locked)" }
    #expect(balances == ["BTC 0.49 0", "USDT 289.2105 0"])
  }

  @Test func aFutureIsHeldBeforeItsExits() throws {
    let ticket = SemanticsCards.future(
      .oco, "2", SemanticsCards.futureTarget, SemanticsCards.futureStop)
    let run = try Plays.run(#""6600""#, at: "tradovate", ticket: ticket, start: "6500")
    #expect(run.end?.position == .zero)
    let bare = try Plays.run(
      #""6600""#, at: "tradovate", ticket: ticket, start: "6500", more: #","position":"0""#)
    #expect(bare.end?.position == -2)
  }

  @Test func anUnknownPairIsPlayedWithItsOwnTickAndLot() throws {
    let ticket = ScenarioFileTests.ticket.replacing("BTC/USDT", with: "DOGE/USDT")
    guard case .beyond = try Plays.run("", ticket: ticket).standing else {
      Issue.record("a market without a tick")
      return
    }
    let run = try Plays.run(
      #""29000""#, ticket: ticket, more: #","instrument":{"tick":"1","lot":"0.01"}"#)
    #expect(run.end?.legs[1].status == .filled)
  }
}

@Suite struct ProtectionTests {
  private func judge(_ path: String, _ ticket: String, more: String = "") throws -> Protection {
    try #require(try Plays.run(path, ticket: ticket, more: more).end).protection
  }

  private let oto = SemanticsCards.spot(.oto, SemanticsCards.entry, SemanticsCards.stop)

  @Test func beforeTheEntryThereIsNothingToProtect() throws {
    #expect(try judge("", oto).verdict == .flat)
  }

  @Test func sleepingExitsProtectNothing() throws {
    let verdict = try judge(#""29500@0.004""#, oto)
    #expect(verdict.verdict == .unprotected)
    #expect(verdict.sentence == "0.004 BTC: the exits still sleep")
  }

  @Test func aWaitingStopProtects() throws {
    let verdict = try judge(#""29500""#, oto)
    #expect(verdict.verdict == .protected)
    #expect(verdict.sentence == "0.01 BTC, behind which a stop at 29000 waits")
  }

  @Test func aFiredStopThatRestsDoesNot() throws {
    let verdict = try judge(#""28000""#, ScenarioFileTests.ticket)
    #expect(
      verdict.sentence
        == "0.01 BTC: the stop has fired and rests at 28900; nothing stands behind it")
  }

  @Test func commissionIsNoPosition() throws {
    // 0.01 less 0.1 % is 0.00999: all of what can be sold is sold.
    let opo = SemanticsCards.ticket(
      .opo, "BTC/USDT", "0.01", SemanticsCards.entry, SemanticsCards.stop)
    let verdict = try judge(#""29500","29000""#, opo, more: "," + SemanticsCards.short)
    #expect(verdict.verdict == .flat, "\(verdict.sentence)")
  }

  @Test func aPairThatBuysProtectsNothing() throws {
    let buys =
      #"{"kind":"oco","instrument":"BTC/USDT","side":"buy","quantity":"0.01","legs":["#
      + #"{"type":"limit","price":"29000"},"#
      + #"{"type":"stop_limit","trigger":"31000","price":"31100"}]}"#
    #expect(try judge("", buys).verdict == .flat)
    let verdict = try judge(#""31000""#, buys)
    #expect(verdict.verdict == .unprotected)
    #expect(verdict.sentence == "leg 2 bought 0.01 BTC, and no stop stands behind it")
  }

  @Test func aPairWithoutAPositionOpensOne() throws {
    let ticket = SemanticsCards.future(
      .oco, "1", SemanticsCards.futureTarget, SemanticsCards.futureStop)
    func verdict(_ more: String) throws -> Protection.Verdict? {
      try Plays.run(
        #""6600""#, at: "tradovate", ticket: ticket, start: "6500", more: more
      ).end?.protection.verdict
    }
    #expect(try verdict("") == .flat)
    #expect(try verdict(#","position":"0""#) == .unprotected)
    // Three are held, and the pair closes one of them.
    #expect(try verdict(#","position":"3""#) == .unprotected)
  }

  @Test func aStopForLessThanThePositionDoesNot() throws {
    let half = #"{"side":"sell","type":"stop","trigger":"29000","quantity":"0.004"}"#
    let ticket = SemanticsCards.spot(.oto, SemanticsCards.entry, half)
    let verdict = try judge(#""29500""#, ticket)
    #expect(verdict.verdict == .unprotected)
    #expect(verdict.sentence == "0.01 BTC: the stop that waits is for 0.004 alone")
  }
}
