import ArgumentParser
import Config

/// Reads the value of an option that is one of a few words.
func choice<Choice: CaseIterable & RawRepresentable<String>>(
  _ word: String, option: String, noun: String
) throws -> Choice {
  try complaining(about: option) { () throws(InvalidValue) in
    try Config.choice(word, noun: noun)
  }
}

/// Makes an invalid value a usage error.
func complaining<Value>(
  about option: String, _ body: () throws(InvalidValue) -> Value
) throws -> Value {
  do throws(InvalidValue) {
    return try body()
  } catch {
    throw ValidationError("\(option): \(error)")
  }
}
