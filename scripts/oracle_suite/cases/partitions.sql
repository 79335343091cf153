-- Partitions: attached, detached, made, dropped.

--- attach
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-proven
ALTER TABLE reading_next ADD CHECK (id >= 2001 AND id < 3001);
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-proven-by-wider-check
ALTER TABLE reading_next ADD CHECK (id > 2000 AND id < 2999 + 2);
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (4001);

--- attach-not-proven-by-not-valid
ALTER TABLE reading_next ADD CHECK (id >= 2001 AND id < 3001) NOT VALID;
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-not-proven-by-nullable
CREATE TABLE log (at integer) PARTITION BY RANGE (at);
CREATE TABLE log_1 (at integer, CHECK (at >= 1 AND at < 1001));
INSERT INTO log_1 SELECT g FROM generate_series(1, 1000) g;
ALTER TABLE log ATTACH PARTITION log_1 FOR VALUES FROM (1) TO (1001);

--- attach-proven-for-nullable
CREATE TABLE log (at integer) PARTITION BY RANGE (at);
CREATE TABLE log_1 (at integer, CHECK (at IS NOT NULL AND at >= 1 AND at < 1001));
INSERT INTO log_1 SELECT g FROM generate_series(1, 1000) g;
ALTER TABLE log ATTACH PARTITION log_1 FOR VALUES FROM (1) TO (1001);

--- attach-with-key
ALTER TABLE reading_next ADD PRIMARY KEY (id);
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-proven-with-key
ALTER TABLE reading_next ADD PRIMARY KEY (id), ADD CHECK (id >= 2001 AND id < 3001);
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-with-index-to-match
CREATE INDEX sensor_idx ON reading (sensor);
CREATE INDEX next_idx ON reading_next (sensor);
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-without-index-to-match
CREATE INDEX sensor_idx ON reading (sensor);
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-broken
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (5001) TO (6001);

--- attach-overlapping
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (1) TO (3001);

--- attach-beside-default
ALTER TABLE event ATTACH PARTITION event_two FOR VALUES IN (2);

--- attach-beside-default-proven
ALTER TABLE event_rest ADD CHECK (kind <> 2);
ALTER TABLE event_two ADD CHECK (kind = 2);
ALTER TABLE event ATTACH PARTITION event_two FOR VALUES IN (2);

--- attach-beside-default-proven-half
ALTER TABLE event_rest ADD CHECK (kind <> 2);
ALTER TABLE event ATTACH PARTITION event_two FOR VALUES IN (2);

--- attach-second-default
ALTER TABLE event ATTACH PARTITION event_two DEFAULT;

--- attach-default
ALTER TABLE reading ATTACH PARTITION reading_next DEFAULT;

--- attach-of-other-columns
ALTER TABLE reading ATTACH PARTITION event_two DEFAULT;

--- attach-again
ALTER TABLE reading ATTACH PARTITION reading_low FOR VALUES FROM (1) TO (501);

--- attach-missing
ALTER TABLE reading ATTACH PARTITION nowhere FOR VALUES FROM (2001) TO (3001);

--- attach-to-plain-table
ALTER TABLE product ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-to-hash
CREATE TABLE bucket_2 (id integer NOT NULL, body text);
ALTER TABLE bucket DETACH PARTITION bucket_1;
ALTER TABLE bucket ATTACH PARTITION bucket_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);

--- attach-list-bound-to-range
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES IN (1);

--- attach-empty
CREATE TABLE empty_reading (LIKE reading INCLUDING ALL);
ALTER TABLE reading ATTACH PARTITION empty_reading FOR VALUES FROM (3001) TO (4001);

--- attach-referenced
ALTER TABLE visit ADD FOREIGN KEY (reading_id) REFERENCES reading;
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- attach-with-trigger
CREATE TRIGGER stamped AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE reading ATTACH PARTITION reading_next FOR VALUES FROM (2001) TO (3001);

--- detach
ALTER TABLE reading DETACH PARTITION reading_high;

--- detach-concurrently
ALTER TABLE reading DETACH PARTITION reading_high CONCURRENTLY;

--- detach-concurrently-beside-default
ALTER TABLE event DETACH PARTITION event_one CONCURRENTLY;

--- detach-finalize
ALTER TABLE reading DETACH PARTITION reading_high FINALIZE;

--- detach-missing
ALTER TABLE reading DETACH PARTITION nowhere;

--- detach-of-other-table
ALTER TABLE reading DETACH PARTITION event_one;

--- detach-default
ALTER TABLE event DETACH PARTITION event_rest;

--- detach-beside-default
ALTER TABLE event DETACH PARTITION event_one;

--- detach-referenced
ALTER TABLE visit ADD FOREIGN KEY (reading_id) REFERENCES reading NOT VALID;
ALTER TABLE reading DETACH PARTITION reading_high;

--- detach-referencing
ALTER TABLE reading ADD FOREIGN KEY (id) REFERENCES customer;
ALTER TABLE reading DETACH PARTITION reading_high;

--- detach-middle
ALTER TABLE region DETACH PARTITION region_a;

--- partition-create
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (2001) TO (3001);

--- partition-create-if-not-exists
CREATE TABLE IF NOT EXISTS reading_more PARTITION OF reading FOR VALUES FROM (2001) TO (3001);

--- partition-create-there
CREATE TABLE IF NOT EXISTS reading_low PARTITION OF reading FOR VALUES FROM (2001) TO (3001);

--- partition-create-overlapping
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (400) TO (3001);

--- partition-create-empty-range
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (3001) TO (2001);

--- partition-create-list-value-there
CREATE TABLE event_more PARTITION OF event FOR VALUES IN (1, 2);

--- partition-create-beside-default
CREATE TABLE event_more PARTITION OF event FOR VALUES IN (2);

--- partition-create-beside-default-with-rows
CREATE TABLE event_more PARTITION OF event FOR VALUES IN (7);

--- partition-create-default
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;

--- partition-create-second-default
CREATE TABLE event_more PARTITION OF event DEFAULT;

--- partition-create-of-plain-table
CREATE TABLE product_part PARTITION OF product FOR VALUES FROM (1) TO (2);

--- partition-create-with-children
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (2001) TO (3001) PARTITION BY HASH (sensor);

--- partition-create-deep
CREATE TABLE region_a_2 PARTITION OF region_a FOR VALUES IN (2);

--- partition-create-referenced
ALTER TABLE visit ADD FOREIGN KEY (reading_id) REFERENCES reading NOT VALID;
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (2001) TO (3001);

--- partition-create-referencing
ALTER TABLE reading ADD FOREIGN KEY (id) REFERENCES customer;
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (2001) TO (3001);

--- partition-create-with-indexes-and-trigger
CREATE INDEX sensor_idx ON reading (sensor);
CREATE TRIGGER stamped AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TABLE reading_more PARTITION OF reading FOR VALUES FROM (2001) TO (3001);

--- partition-create-with-default-values
CREATE TABLE reading_more PARTITION OF reading (sensor DEFAULT 3, CHECK (sensor > 0)) FOR VALUES FROM (2001) TO (3001);

--- partition-drop
DROP TABLE reading_high;

--- partition-drop-beside-default
DROP TABLE event_one;

--- partition-drop-default
DROP TABLE event_rest;

--- partition-drop-deep
DROP TABLE region_a_1;

--- partition-drop-middle
DROP TABLE region_a;

--- partition-drop-referenced
ALTER TABLE visit ADD FOREIGN KEY (reading_id) REFERENCES reading NOT VALID;
DROP TABLE reading_high;

--- partitioned-drop
DROP TABLE reading;

--- partitioned-drop-referenced-cascade
ALTER TABLE visit ADD FOREIGN KEY (reading_id) REFERENCES reading;
DROP TABLE reading CASCADE;

--- partition-truncate
TRUNCATE reading_high;

--- partitioned-truncate-only
TRUNCATE ONLY reading;

--- partitioned-create
CREATE TABLE sale (id bigint NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);

--- partitioned-create-key-without-column
CREATE TABLE sale (id bigint PRIMARY KEY, at date NOT NULL) PARTITION BY RANGE (at);

--- partitioned-create-by-missing-column
CREATE TABLE sale (id bigint, at date NOT NULL) PARTITION BY RANGE (day);

--- partitioned-create-by-list-of-two
CREATE TABLE sale (id bigint, at date NOT NULL) PARTITION BY LIST (id, at);

--- partitioned-create-by-expression
CREATE TABLE sale (id bigint, at date NOT NULL) PARTITION BY RANGE (date_part('year', at));

--- partitioned-create-unlogged
CREATE UNLOGGED TABLE sale (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
