-- Rows for schema.sql, so that a server can be seen at work.
INSERT INTO accounts (email, name, phone, nickname, settings, code, grade, last_seen)
  SELECT 'a' || g || '@example.org', 'n' || g, g, 'k' || g, '{"a": 1}', g, 'g', timestamp '2025-03-01 10:00'
  FROM generate_series(1, 500) g;
INSERT INTO products SELECT g, 's' || g, 't' || g, g, g, '{a,b}', 'l', g FROM generate_series(1, 500) g;
INSERT INTO orders SELECT g, g, 'new', g, 'n', 'c' || g, now(), g, g FROM generate_series(1, 500) g;
INSERT INTO order_items SELECT g, 1, g, 1 FROM generate_series(1, 500) g;
INSERT INTO audit_log SELECT now(), g, 'x', '{}' FROM generate_series(1, 500) g;
REFRESH MATERIALIZED VIEW sales;
REFRESH MATERIALIZED VIEW top_products;
INSERT INTO events SELECT g, CASE WHEN g % 2 = 0 THEN date '2025-05-01' ELSE date '2026-05-01' END, 'b'
  FROM generate_series(1, 500) g;
INSERT INTO events_2027 SELECT g, date '2027-05-01', 'b' FROM generate_series(1, 500) g;
INSERT INTO regions SELECT CASE WHEN g % 2 = 0 THEN 1 ELSE 7 END, 'n' FROM generate_series(1, 500) g;
INSERT INTO regions_2 SELECT 2, 'n' FROM generate_series(1, 500) g;
