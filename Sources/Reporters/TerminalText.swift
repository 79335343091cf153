/// A text for a terminal or log: what could move its cursor, change its colours or turn the direction of the text is
/// shown as a picture instead.
package func displayable(_ text: String) -> String {
  // Nearly every text is plain: asked of its bytes as they lie, that takes no time.
  let areAllPlain =
    unsafe text.utf8.withContiguousStorageIfAvailable { unsafe $0.allSatisfy(isPlain) }
    ?? text.utf8.allSatisfy(isPlain)
  if areAllPlain { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { shown.append(displayed(scalar)) }
  return String(shown)
}

private func isPlain(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F }

/// What is shown for a code point: itself, a control picture (U+2400…) or U+FFFD.
func displayed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x20..<0x7F: return scalar
  case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x7F: return "\u{2421}"
  // C1 controls; line and paragraph separator; marks, embeddings, overrides and isolates of direction.
  case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0x061C, 0x200E, 0x200F: return "\u{FFFD}"
  default: return scalar
  }
}

/// How many columns of a terminal a code point takes: 0 for what joins the one before it, 2 for East Asian wide ones and
/// emoji, else 1.
func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return 1 }
  if isWide(value) { return 2 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  // Vowels and final consonants of Hangul join the consonant before them.
  if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
  return scalar.properties.isEmojiPresentation ? 2 : 1
}

/// Blocks whose characters are wide or full width (Unicode Standard Annex 11), emoji apart; combining marks in them too
/// few to matter.
private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  switch value {
  case 0x1100...0x115F,  // Hangul consonants
    0x2329...0x232A, 0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3096, 0x309B...0x3247,
    0x3250...0xA4C6,  // CJK, Kana, Yi
    0xA960...0xA97C, 0xAC00...0xD7A3,  // Hangul
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x16FE3, 0x16FF0...0x18DFF, 0x1AFF0...0x1B2FB,  // Tangut, Kana supplements, Nushu
    0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD:
    return true
  default: return false
  }
}
