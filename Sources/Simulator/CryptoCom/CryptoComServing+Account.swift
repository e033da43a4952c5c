import Exact
import Orders
import PaperExchange
import Venues

extension CryptoComServing {
  // MARK: Balances

  /// The one row of user-balance; the totals beside the balances are in dollars.
  var balanceRow: JSON {
    let balances = desk.balances
    var total = Decimal.zero
    var rows: [JSON] = []
    for balance in balances {
      let quantity = (try? balance.free + balance.locked) ?? balance.free
      let value = (try? quantity * dollars(balance.asset)) ?? .zero
      total = (try? total + value) ?? total
      rows.append([
        "instrument_name": .string(balance.asset),
        "quantity": Self.text(quantity, digits: 8),
        "market_value": Self.text(value, digits: 8),
        "collateral_eligible": "true",
        "haircut": "0",
        "collateral_amount": Self.text(value, digits: 8),
        "max_withdrawal_balance": Self.text(balance.free, digits: 8),
        "reserved_qty": Self.text(balance.locked, digits: 8),
      ])
    }
    let sum = Self.text(total, digits: 8)
    let none: JSON = "0.00000000"
    return [
      "total_available_balance": sum, "total_margin_balance": sum,
      "total_initial_margin": none, "total_position_im": none, "total_haircut": none,
      "total_maintenance_margin": none, "total_position_cost": none,
      "total_cash_balance": sum, "total_collateral_value": sum,
      "total_session_unrealized_pnl": none, "instrument_name": "USD",
      "total_session_realized_pnl": none, "is_liquidating": false,
      "total_effective_leverage": none, "position_limit": "3000000.00000000",
      "used_position_limit": none, "position_balances": .array(rows),
    ]
  }

  /// What one of an asset is worth, as its market shows.
  private func dollars(_ asset: String) -> Decimal {
    for quote in ["USD", "USDT"] {
      if asset == quote { return .one }
      if let market = desk.market(of: .spot(base: asset, quote: quote)),
        let last = desk.shown(market).last
      {
        return last
      }
    }
    return .zero
  }

  var accounts: Reply {
    let created: JSON = 1_620_962_543_792
    let account: JSON = [
      "uuid": .string(Self.accountID), "master_account_uuid": .string(Self.accountID),
      "enabled": true, "tradable": true, "name": "", "email": "paper@example.com",
      "mobile_number": "", "country_code": "", "address": "", "margin_access": "DISABLED",
      "derivatives_access": "DISABLED", "create_time": created, "update_time": created,
      "two_fa_enabled": true, "kyc_level": "ADVANCED", "suspended": false, "terminated": false,
    ]
    return Reply(result: ["master_account": account, "sub_account_list": []], message: nil)
  }

  // MARK: Fees

  /// Millionths as hundredths of a percent.
  private static func basisPoints(_ millionths: Int64) -> JSON {
    text(Decimal(mantissa: Int128(millionths), scale: 2) ?? .zero)
  }

  var feeRates: Reply {
    let (maker, taker) = (
      Self.basisPoints(Self.commission.maker), Self.basisPoints(Self.commission.taker)
    )
    return Reply(
      result: [
        "spot_tier": "1", "deriv_tier": "1", "effective_spot_maker_rate_bps": maker,
        "effective_spot_taker_rate_bps": taker, "effective_deriv_maker_rate_bps": maker,
        "effective_deriv_taker_rate_bps": taker,
      ], message: nil)
  }

  func feeRate(_ visit: Visit) throws(CryptoComFault) -> Reply {
    guard let market = try market(visit) else { throw .argument }
    return Reply(
      result: [
        "instrument_name": .string(desk.instruments[market].symbol),
        "effective_maker_rate_bps": Self.basisPoints(Self.commission.maker),
        "effective_taker_rate_bps": Self.basisPoints(Self.commission.taker),
      ], message: nil)
  }

  /// The assets; nothing can be moved out of a paper account, so no network is listed.
  var currencyNetworks: Reply {
    let assets = desk.balances.map { balance in
      JSONMember(
        balance.asset, ["full_name": .string(balance.asset), "network_list": .array([])])
    }
    return Reply(
      result: [
        "update_time": .integer(desk.now.milliseconds), "currency_map": .object(assets),
      ], message: nil)
  }

  // MARK: Instruments

  var instrumentRows: [JSON] {
    desk.instruments.map { rules in
      let (tick, lot) = (rules.tick ?? .zero, rules.lot ?? .zero)
      let (base, quote) = (rules.instrument.base ?? "", rules.instrument.quote ?? "")
      return [
        "symbol": .string(rules.symbol),
        "inst_type": .string(rules.fact("inst_type") ?? "CCY_PAIR"),
        "display_name": .string("\(base)/\(quote)"), "base_ccy": .string(base),
        "quote_ccy": .string(quote), "quote_decimals": .integer(Int64(tick.scale)),
        "quantity_decimals": .integer(Int64(lot.scale)),
        "price_tick_size": .string(tick.description),
        "qty_tick_size": .string(lot.description), "max_leverage": "50",
        "tradable": .bool(rules.isTradable), "expiry_timestamp_ms": 0, "beta_product": false,
        "margin_buy_enabled": false, "margin_sell_enabled": false,
      ]
    }
  }

  /// The least and the most an order may be worth, by base currency.
  var riskParameters: Reply {
    var seen: Set<String> = []
    var rows: [JSON] = []
    for rules in desk.instruments {
      guard let base = rules.instrument.base, seen.insert(base).inserted else { continue }
      let most = Self.text(rules.maximumNotional ?? .zero, digits: 1)
      rows.append([
        "instrument_name": .string(base), "order_limit": most, "max_order_notional_usd": most,
        "min_order_notional_usd": Self.text(rules.minimumNotional ?? .one, digits: 1),
      ])
    }
    let defaults = [
      ("max_product_leverage_for_spot", "1.0"), ("max_product_leverage_for_perps", "20.0"),
      ("max_product_leverage_for_futures", "20.0"), ("long_pos_limit_perps", "-1.0"),
      ("short_pos_limit_perps", "-1.0"), ("long_pos_limit_futures", "-1.0"),
      ("short_pos_limit_futures", "-1.0"), ("unit_margin_rate", "0.05"),
      ("collateral_cap", "0.0"),
    ]
    return Reply(
      result: .object(
        defaults.map { JSONMember("default_" + $0.0, .string($0.1)) } + [
          JSONMember("update_timestamp_ms", .integer(desk.now.milliseconds)),
          JSONMember("base_currency_config", .array(rows)),
        ]), message: nil)
  }
}
