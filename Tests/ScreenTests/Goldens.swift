/// Screens as they were agreed on, by reading them.
enum Goldens {
  static let unicode = """
     tandem  PAPER   BTC/USDT  last 30,000.00 ▲  bid 29,999.99 …
    ╭ Ticket ─ OCO ────────╮╭ Payload ─ 1 binance  2 crypto-c… ╮
    │ Kind      ‹OCO›  OT… ││ POST /api/v3/orderList/oco       │
    │ Symbol    BTC/USDT   ││ &symbol=BTCUSDT                  │
    │ Quantity  0.01     … ││ &side=SELL                       │
    │ Limit     32,000     ││ &quantity=0.01                   │
    │ Stop      29,000     ││ &abovePrice=32000                │
    │                      ││ &belowStopPrice=29000            │
    │ ✓ two legs  ✓ one l… ││ &signature=••••                  │
    │ … 4 more             │├ What it does ────────────────────┤
    ╰──────────────────────╯╰──────────────────────────────────╯
    ╭ Order lists ─ 12 open · 1 in doubt ──────────────────────╮
    │ 7f3a  BTC/USDT  oco    working                           ┃
    │ 7f39  ETH/USDT  otoco  filled                            │
    ╰──────────────────────────────────────────────────────────╯
     Tab field  ↑↓ tick  F2 submit  / filter  : command  ? help

    """

  static let ascii = """
     tandem  PAPER   BTC/USDT  last 30,000.00 ^  bid 29,999.99 >
    + Ticket - OCO --------++ Payload - 1 binance  2 crypto-c> +
    | Kind      <OCO>  OT> || POST /api/v3/orderList/oco       |
    | Symbol    BTC/USDT   || &symbol=BTCUSDT                  |
    | Quantity  0.01     > || &side=SELL                       |
    | Limit     32,000     || &quantity=0.01                   |
    | Stop      29,000     || &abovePrice=32000                |
    |                      || &belowStopPrice=29000            |
    | + two legs  + one l> || &signature=****                  |
    | > 4 more             |+ What it does --------------------+
    +----------------------++----------------------------------+
    + Order lists - 12 open . 1 in doubt ----------------------+
    | 7f3a  BTC/USDT  oco    working                           #
    | 7f39  ETH/USDT  otoco  filled                            |
    +----------------------------------------------------------+
     Tab field  ^v tick  F2 submit  / filter  : command  ? help

    """
}
