import Config
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("*.sql", "a.sql", true),
    ("*.sql", "deep/down/a.sql", true),
    ("*.sql", "a.sql.txt", false),
    ("legacy", "legacy/a.sql", true),
    ("legacy", "db/legacy/x/a.sql", true),
    ("legacy", "legacy2/a.sql", false),
    ("legacy/", "legacy/a.sql", true),
    ("./db/legacy", "db/legacy/a.sql", true),
    ("/db/legacy", "db/legacy/a.sql", true),
    ("/a.sql", "a.sql", true),
    ("/a.sql", "db/a.sql", false),
    ("db/legacy", "x/db/legacy/a.sql", false),
    ("db/*/up.sql", "db/1/up.sql", true),
    ("db/*/up.sql", "db/1/2/up.sql", false),
    ("db/**/up.sql", "db/up.sql", true),
    ("db/**/up.sql", "db/1/2/3/up.sql", true),
    ("db/**", "db/1/2.sql", true),
    ("db/**", "db", false),
    ("**/a/**/b", "x/a/a/c/b", true),
    ("**", "a.sql", true),
    ("*", "a", true),
    ("a?c", "abc", true),
    ("a?c", "aéc", true),
    ("a?c", "ac", false),
    ("a?c", "a/c", false),
    ("[0-4]*_[!x]*.sql", "3_a.sql", true),
    ("[0-4]*_[!x]*.sql", "3_x.sql", false),
    ("[0-4]*_[!x]*.sql", "5_a.sql", false),
    ("[]a]", "]", true),
    ("[ab", "[ab", true),
    ("[a-]", "-", true),
    ("a*b*c", "aXbYc", true),
    ("a*b*c", "acb", false),
    ("", "a", false),
  ])
  func matches(pattern: String, path: String, expected: Bool) {
    #expect(Glob(pattern).matches(path) == expected)
  }

  @Test func manyStarsStayCheap() {
    let pattern = String(repeating: "*a", count: 2000) + "b"
    #expect(!NamePattern(pattern).matches(String(repeating: "a", count: 4000)))
    let deep = Glob(String(repeating: "**/a/", count: 500) + "b")
    #expect(!deep.matches(Array(repeating: "a", count: 1000).joined(separator: "/")))
  }
}
