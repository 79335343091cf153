/// The version of this program, as CHANGELOG.md names it.
let version = "0.1.0"
