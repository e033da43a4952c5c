import Simulator

extension PaperWorld {
  /// Moves a market at every venue that has it; nil where none has.
  public mutating func move(_ move: TapeMove) -> [AppEvent]? {
    if let instrument = move.instrument, let last = move.trades.last {
      // From here on the tape's own walk goes on.
      _ = tape.trade(instrument, at: last.price)
    }
    let known = servings.indices.filter { servings[$0].desk.apply(move) }
    return known.isEmpty ? nil : known.flatMap { gather($0) }
  }
}
