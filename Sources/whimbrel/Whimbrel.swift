@main
struct Whimbrel {
  static func main() {}
}
