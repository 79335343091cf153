env "local" {
  url = "postgres://localhost:5432/shop?sslmode=disable"
  dev = "docker://postgres/17/dev"
  migration {
    dir = "file://migrations"
  }
}
