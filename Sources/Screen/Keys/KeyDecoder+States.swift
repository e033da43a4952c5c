/// One function for each state: what a byte does there.
extension KeyDecoder {
  mutating func takeGround(_ byte: UInt8, _ inputs: inout [Input]) {
    switch scalar.take(byte) {
    case .partial: break
    case .scalar(let value): character(value, &inputs)
    case .control(let byte): introduce(byte &- 0x40, &inputs)
    case .broken(let bytes):
      inputs.append(.unknown(bytes))
      isAlt = false
      // Its start is lost, but the byte that broke it stands for itself.
      takeGround(byte, &inputs)
    case .malformed(let bytes): inputs.append(.unknown(bytes))
    case .stray(let byte): inputs.append(.unknown([byte]))
    case .ascii(ControlByte.escape): begin(.escape, [ControlByte.escape])
    case .ascii(let byte): inputs.append(.key(Self.key(byte, isAlt ? .alt : [])))
    }
    if state == .ground, !scalar.isPartial { isAlt = false }
  }

  private mutating func character(_ value: Unicode.Scalar, _ inputs: inout [Input]) {
    inputs.append(.key(Key(.character(value), isAlt ? .alt : [])))
  }

  /// An eight-bit control stands for ESC and this byte.
  private mutating func introduce(_ byte: UInt8, _ inputs: inout [Input]) {
    begin(.escape, [ControlByte.escape])
    if ControlByte.introducers.contains(byte) {
      takeEscape(byte, &inputs)
    } else {
      keep(byte)
      swallow(&inputs)
    }
  }

  mutating func takeEscape(_ byte: UInt8, _ inputs: inout [Input]) {
    let hasTwo = sequence.count == 2
    if byte == ControlByte.escape {
      // Of many in a row all but the last two must have been the key.
      if hasTwo { inputs.append(.key(Key(.escape))) } else { keep(byte) }
      return
    }
    isAlt = hasTwo
    sequence = [ControlByte.escape, byte]
    switch byte {
    case ControlByte.csi: state = .csi
    case ControlByte.ss3: state = .ss3
    case ControlByte.stringTerminator: swallow(&inputs)
    case _ where ControlByte.strings.contains(byte): state = .string
    case _ where table[sequence] != nil: finish(table[sequence].map(Input.key), &inputs)
    case ControlByte.intermediates: state = .escapeIntermediate
    case 0x80...:
      isAlt = true
      state = .ground
      takeGround(byte, &inputs)
    default:
      inputs.append(.key(Self.key(byte, .alt)))
      reset()
    }
  }

  mutating func takeAfterEscape(_ byte: UInt8, _ inputs: inout [Input]) {
    reset()
    switch byte {
    case ControlByte.csi:
      begin(.csi, [ControlByte.escape, byte])
      isLate = true
    case ControlByte.stringTerminator: inputs.append(.unknown([byte]))
    default: takeGround(byte, &inputs)
    }
  }

  mutating func takeIntermediate(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.escape { return restart(&inputs) }
    keep(byte)
    if !ControlByte.intermediates.contains(byte) { swallow(&inputs) }
  }

  mutating func takeCSI(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.escape { return restart(&inputs) }
    keep(byte)
    if byte < 0x20 { return swallow(&inputs) }
    let isFirst = sequence.count == 3 && !isOverlong
    if isFirst, byte == ControlByte.csi {
      state = .consoleKey
    } else if isFirst, byte == UInt8(ascii: "M"), table[sequence] == nil {
      state = .mouseBytes
    } else if ControlByte.finals.contains(byte) {
      finishCSI(&inputs)
    } else if ControlByte.intermediates.contains(byte), !isOverlong, let key = table[sequence] {
      // rxvt ends some of its keys with an intermediate byte.
      finish(.key(key), &inputs)
    }
  }

  mutating func takeSS3(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.escape { return restart(&inputs) }
    keep(byte)
    if byte < 0x20 { return swallow(&inputs) }
    guard ControlByte.finals.contains(byte) else { return }
    finish(KeySequence.ss3(sequence, table), &inputs)
  }

  mutating func takeConsoleKey(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.escape { return restart(&inputs) }
    keep(byte)
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) else { return swallow(&inputs) }
    finish(.key(Key(.function(Int(byte - 64)))), &inputs)
  }

  mutating func takeMouseByte(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.escape { return restart(&inputs) }
    keep(byte)
    if byte < 0x20 { return swallow(&inputs) }
    guard sequence.count == 6 else { return }
    let values = sequence[3...].map { Int($0) - 32 }
    finish(
      Mouse(code: values[0], isRelease: false, column: values[1] - 1, row: values[2] - 1)
        .map(Input.mouse), &inputs)
  }

  mutating func takeString(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.escape {
      state = .stringEscape
      return
    }
    keep(byte)
    // BEL ends it; CAN and SUB break it off.
    if [ControlByte.bell, 0x18, 0x1A].contains(byte) { swallow(&inputs) }
  }

  mutating func takeStringEscape(_ byte: UInt8, _ inputs: inout [Input]) {
    if byte == ControlByte.stringTerminator { return swallow(&inputs) }
    restart(&inputs)
    take(byte, &inputs)
  }

  /// ESC within a sequence begins another.
  private mutating func restart(_ inputs: inout [Input]) {
    swallow(&inputs)
    begin(.escape, [ControlByte.escape])
  }

  private mutating func finishCSI(_ inputs: inout [Input]) {
    // Late or not: what follows is text.
    if !isOverlong, sequence == Self.pasteStart {
      reset(.paste)
    } else {
      finish(KeySequence.csi(sequence, table), &inputs)
    }
  }

  /// The key that sends one byte.
  private static func key(_ byte: UInt8, _ modifiers: Key.Modifiers) -> Key {
    switch byte {
    case 0x09: return Key(.tab, modifiers)
    case 0x0D: return Key(.enter, modifiers)
    case 0x08, 0x7F: return Key(.backspace, modifiers)
    case 0x00: return Key(.character(" "), modifiers.union(.control))
    case 0x01...0x1A:
      return Key(.character(Unicode.Scalar(byte + 0x60)), modifiers.union(.control))
    case 0x1B...0x1F:
      return Key(.character(Unicode.Scalar(byte + 0x40)), modifiers.union(.control))
    default: return Key(.character(Unicode.Scalar(byte)), modifiers)
    }
  }
}
