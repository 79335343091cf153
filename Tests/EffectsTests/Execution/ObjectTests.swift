import Catalog
import Effects
import Testing

/// Functions, triggers, types, sequences and other objects. Measured on 15 and 18.
struct ObjectTests {
  static let fixture = """
    CREATE SCHEMA app; SET search_path = app;
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE DOMAIN small AS positive;
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE TABLE t (id int PRIMARY KEY, n positive);
    CREATE TABLE p (n small) PARTITION BY LIST (n);
    CREATE TABLE p_1 PARTITION OF p DEFAULT;
    CREATE VIEW v AS SELECT id FROM t;
    CREATE VIEW w AS SELECT id FROM v;
    CREATE SEQUENCE s;
    CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS 'SELECT x';
    CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trg();
    """

  @Test(arguments: [
    (
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT id FROM w'",
      ["v AccessShare", "w AccessShare", "t AccessShare"]
    ),
    ("CREATE FUNCTION g() RETURNS void LANGUAGE sql AS 'DELETE FROM p'", ["p RowExclusive"]),
    (
      "CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT 1 FROM x); END'",
      []
    ),
    (
      "CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION trg()",
      ["p ShareRowExclusive", "p_1 ShareRowExclusive"]
    ),
    (
      "CREATE RULE r AS ON INSERT TO t DO ALSO DELETE FROM p WHERE n = NEW.id",
      ["p RowExclusive", "t AccessExclusive"]
    ),
    (
      "CREATE POLICY x ON t USING (id IN (SELECT n FROM p))",
      ["p AccessShare", "t AccessExclusive"]
    ),
    ("ALTER DOMAIN positive ADD CHECK (VALUE < 9)", ["p_1 Share", "t Share"]),
    ("ALTER DOMAIN small ADD CHECK (VALUE < 9) NOT VALID", []),
    ("ALTER SEQUENCE s OWNED BY t.id", ["s ShareRowExclusive", "t AccessShare"]),
    ("CREATE PUBLICATION x FOR TABLE t, p", ["p ShareUpdateExclusive", "t ShareUpdateExclusive"]),
    ("CREATE STATISTICS x ON id, n FROM t", ["t ShareUpdateExclusive"]),
  ])
  func locks(_ sql: String, _ expected: [String]) {
    let effects = effects(after: ObjectTests.fixture, of: "SET search_path = app; " + sql)
    #expect(effects.failure == nil)
    #expect(effects.lockList == expected.map { "app.\($0)Lock" }.sorted())
  }

  @Test(arguments: [
    ("CREATE FUNCTION f(y int) RETURNS text LANGUAGE sql AS 'SELECT 1'", "42723"),
    ("CREATE FUNCTION f(y bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'", nil),
    ("CREATE OR REPLACE FUNCTION f(x int) RETURNS bigint LANGUAGE sql AS 'SELECT 1'", "42P13"),
    ("CREATE OR REPLACE FUNCTION f(y int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "42P13"),
    ("CREATE OR REPLACE PROCEDURE f(x int) LANGUAGE sql AS 'SELECT 1'", "42809"),
    ("CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT nosuch FROM t'", "42703"),
    ("CREATE FUNCTION g(nosuch int) RETURNS int LANGUAGE sql AS 'SELECT nosuch FROM t'", nil),
    (
      "SET check_function_bodies = off; "
        + "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT nosuch FROM t'", nil
    ),
    ("CREATE FUNCTION g() RETURNS int AS 'SELECT 1'", "42P13"),
    ("CREATE TRIGGER trg BEFORE UPDATE ON t EXECUTE FUNCTION trg()", "42710"),
    ("CREATE OR REPLACE TRIGGER trg BEFORE UPDATE ON t EXECUTE FUNCTION trg()", nil),
    ("CREATE TRIGGER x BEFORE UPDATE ON t EXECUTE FUNCTION f()", "42883"),
    ("CREATE TRIGGER x BEFORE UPDATE OF nosuch ON t EXECUTE FUNCTION trg()", "42703"),
    ("CREATE TRIGGER x INSTEAD OF UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trg()", "42809"),
    ("DROP FUNCTION trg()", "2BP01"), ("DROP FUNCTION f(int)", nil),
    ("CREATE TYPE mood AS (a int)", "42710"), ("CREATE SEQUENCE mood", "42710"),
    ("CREATE SEQUENCE t", "42P07"), ("DROP DOMAIN positive", "2BP01"),
    ("ALTER DOMAIN positive DROP CONSTRAINT nosuch", "42704"),
    ("CREATE TABLE a (x positive[]); ALTER DOMAIN positive SET NOT NULL", "0A000"),
    ("ALTER SEQUENCE s OWNED BY t.nosuch", "42703"),
    ("CREATE SCHEMA app", "42P06"), ("CREATE SCHEMA IF NOT EXISTS app", nil),
    ("CREATE SCHEMA x CREATE VIEW y AS SELECT * FROM z CREATE TABLE z ()", nil),
    ("CREATE PUBLICATION x FOR TABLE v", "22023"),
    ("CREATE RULE r AS ON DELETE TO t WHERE OLD.nosuch > 1 DO NOTHING", "42703"),
    ("DELETE FROM v", nil),
    ("CREATE VIEW d AS SELECT DISTINCT id FROM t; DELETE FROM d", "55000"),
  ])
  func failures(_ sql: String, _ sqlstate: String?) {
    let effects = effects(after: ObjectTests.fixture, of: "SET search_path = app; " + sql)
    #expect(effects.failure?.sqlstate == sqlstate)
  }
}
