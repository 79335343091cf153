-- VACUUM and its kin, LOCK, and statements that read and write rows.

--- vacuum-table
VACUUM product;

--- vacuum-full
VACUUM FULL article;

--- vacuum-analyze
VACUUM (ANALYZE) product;

--- vacuum-partitioned
VACUUM reading;

--- vacuum-full-without-indexes
VACUUM (FULL) draft;

--- vacuum-missing
VACUUM nowhere;

--- analyze-table
ANALYZE product;

--- analyze-column
ANALYZE product (stock);

--- analyze-missing-column
ANALYZE product (shelf);

--- analyze-partitioned
ANALYZE reading;

--- analyze-inheritance-parent
ANALYZE vehicle;

--- cluster-by-index
CLUSTER article USING article_number_idx;

--- cluster-again
CLUSTER article USING article_number_idx;
CLUSTER article;

--- cluster-without-index
CLUSTER article;

--- cluster-by-missing-index
CLUSTER article USING no_such_index;

--- cluster-every
CLUSTER article USING article_number_idx;
CLUSTER;

--- cluster-partitioned
CLUSTER reading USING reading_pkey;

--- checkpoint
CHECKPOINT;

--- discard-all
DISCARD ALL;

--- discard-plans
DISCARD PLANS;

--- set-lock-timeout
SET lock_timeout = '2s';

--- set-unknown
SET no_such_setting = 1;

--- set-unknown-of-extension
SET shop.tenant = 'x';

--- reset-all
RESET ALL;

--- show
SHOW lock_timeout;

--- listen
LISTEN news;

--- lock-table
LOCK TABLE product;

--- lock-two
LOCK TABLE product, customer IN SHARE MODE;

--- lock-nowait
LOCK TABLE product IN ACCESS EXCLUSIVE MODE NOWAIT;

--- lock-row-share
LOCK TABLE product IN ROW SHARE MODE;

--- lock-partitioned
LOCK TABLE reading IN EXCLUSIVE MODE;

--- lock-partitioned-only
LOCK TABLE ONLY reading IN EXCLUSIVE MODE;

--- lock-inheritance-parent
LOCK TABLE vehicle IN EXCLUSIVE MODE;

--- lock-view
LOCK TABLE bosses IN SHARE MODE;

--- lock-missing
LOCK TABLE nowhere;

--- select
SELECT count(*) FROM product;

--- select-of-view
SELECT * FROM bosses WHERE boss > 5;

--- select-with-subquery
SELECT id FROM product WHERE stock IN (SELECT id FROM customer);

--- select-for-update
SELECT id FROM product WHERE id = 5 FOR UPDATE;

--- select-for-update-of-one
SELECT p.id FROM purchase p JOIN customer c ON c.id = p.customer_id FOR NO KEY UPDATE OF p;

--- select-of-partitioned
SELECT count(*) FROM reading;

--- select-from-missing
SELECT * FROM nowhere;

--- select-missing-column
SELECT shelf FROM product;

--- select-function-of-table
SELECT count_all FROM (SELECT count(*) AS count_all FROM visit) v;

--- insert-into-table
INSERT INTO audited VALUES (2000, 1);

--- insert-into-table-there
INSERT INTO audited VALUES (1, 1);

--- insert-on-conflict
INSERT INTO audited VALUES (1, 1) ON CONFLICT DO NOTHING;

--- insert-on-conflict-update
INSERT INTO audited VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET a = 3;

--- insert-on-conflict-without-index
INSERT INTO audited VALUES (1, 1) ON CONFLICT (a) DO NOTHING;

--- insert-select
INSERT INTO draft SELECT id, city FROM customer;

--- insert-referencing
INSERT INTO purchase VALUES (2000, 1, 'n', 1);

--- insert-into-serial
INSERT INTO ticket (a) VALUES (1);

--- insert-into-partitioned
INSERT INTO reading VALUES (1500, 1, 'v');

--- insert-into-view
INSERT INTO staff_boss VALUES (2000, 1);

--- insert-missing-column
INSERT INTO draft (id, author) VALUES (1, 1);

--- insert-too-many-values
INSERT INTO draft (id) VALUES (1, 2);

--- insert-into-identity
INSERT INTO invoice (id, a) VALUES (5000, 1);

--- update-table
UPDATE product SET rank = 1;

--- update-one
UPDATE product SET rank = 1 WHERE id = 5;

--- update-from
UPDATE visit SET email = c.email FROM customer c WHERE c.id = visit.customer_id;

--- update-key-of-foreign-key
UPDATE purchase SET customer_id = 2 WHERE id = 1;

--- update-referenced-not-key
UPDATE customer SET city = 'Bonn' WHERE id = 1;

--- update-partitioned
UPDATE reading SET value = 'w' WHERE id = 5;

--- update-inheritance-parent
UPDATE vehicle SET wheels = 3;

--- update-missing-column
UPDATE product SET shelf = 1;

--- insert-given-key
INSERT INTO ticket (id, a) VALUES (1001, 1);

--- insert-given-key-then-drawn
INSERT INTO ticket (id, a) VALUES (1001, 1);
INSERT INTO ticket (a) VALUES (2);

--- update-assigns-twice
UPDATE product SET stock = 1, weight = 2, stock = 3;

--- update-assigns-elements
UPDATE product SET sizes[1] = 1, sizes[2] = 2;

--- insert-conflict-assigns-twice
INSERT INTO customer (id, email) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET city = 'a', city = 'b';

--- delete-table
DELETE FROM visit;

--- delete-one
DELETE FROM visit WHERE id = 5;

--- delete-using
DELETE FROM visit USING customer c WHERE c.id = visit.customer_id;

--- delete-referencing
DELETE FROM purchase WHERE id = 1;

--- delete-from-missing
DELETE FROM nowhere;

--- merge-into since 15
MERGE INTO visit USING customer c ON c.id = visit.customer_id WHEN MATCHED THEN UPDATE SET email = c.email;

--- with-deleting
WITH gone AS (DELETE FROM visit WHERE id < 10 RETURNING id) INSERT INTO draft SELECT id, 'x' FROM gone;

--- copy-to-file
COPY draft TO '/dev/null';

--- copy-from-file
COPY draft FROM '/dev/null';

--- copy-query-to-file
COPY (SELECT id FROM product) TO '/dev/null';

--- explain
EXPLAIN SELECT count(*) FROM product;

--- explain-analyze-delete
EXPLAIN ANALYZE DELETE FROM visit WHERE id = 5;

--- prepare
PREPARE count_them AS SELECT count(*) FROM product;

--- execute-missing
EXECUTE no_such_statement;

--- constraints-deferred
SET CONSTRAINTS ALL DEFERRED;
