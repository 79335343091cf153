-- Triggers, rules, policies.

--- trigger-create
CREATE TRIGGER stamped BEFORE INSERT OR UPDATE ON product FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-or-replace
CREATE OR REPLACE TRIGGER stamped BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-or-replace-there
CREATE OR REPLACE TRIGGER audited_stamp AFTER UPDATE ON audited FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-there
CREATE TRIGGER audited_stamp AFTER UPDATE ON audited FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-of-statement
CREATE TRIGGER stamped AFTER DELETE ON product FOR EACH STATEMENT EXECUTE PROCEDURE stamp();

--- trigger-create-with-transition-table
CREATE TRIGGER stamped AFTER DELETE ON product REFERENCING OLD TABLE AS gone EXECUTE FUNCTION stamp();

--- trigger-create-when
CREATE TRIGGER stamped AFTER UPDATE ON product FOR EACH ROW WHEN (OLD.stock > NEW.stock) EXECUTE FUNCTION stamp();

--- trigger-create-when-missing-column
CREATE TRIGGER stamped AFTER UPDATE ON product FOR EACH ROW WHEN (NEW.shelf > 0) EXECUTE FUNCTION stamp();

--- trigger-create-of-column
CREATE TRIGGER stamped AFTER UPDATE OF stock ON product FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-of-missing-column
CREATE TRIGGER stamped AFTER UPDATE OF shelf ON product FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-missing-function
CREATE TRIGGER stamped AFTER UPDATE ON product FOR EACH ROW EXECUTE FUNCTION no_such_function();

--- trigger-create-of-ordinary-function
CREATE TRIGGER stamped AFTER UPDATE ON product FOR EACH ROW EXECUTE FUNCTION dice();

--- trigger-create-missing-table
CREATE TRIGGER stamped AFTER UPDATE ON nowhere FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-constraint
CREATE CONSTRAINT TRIGGER stamped AFTER UPDATE ON product INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-of-partitioned
CREATE TRIGGER stamped AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-of-statement-of-partitioned
CREATE TRIGGER stamped AFTER INSERT ON reading FOR EACH STATEMENT EXECUTE FUNCTION stamp();

--- trigger-create-instead
CREATE TRIGGER stamped INSTEAD OF UPDATE ON staff_boss FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-instead-on-table
CREATE TRIGGER stamped INSTEAD OF UPDATE ON product FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-create-before-on-view
CREATE TRIGGER stamped BEFORE UPDATE ON staff_boss FOR EACH ROW EXECUTE FUNCTION stamp();

--- trigger-drop
DROP TRIGGER audited_stamp ON audited;

--- trigger-drop-if-exists
DROP TRIGGER IF EXISTS audited_stamp ON audited;

--- trigger-drop-missing
DROP TRIGGER no_such_trigger ON audited;

--- trigger-drop-missing-if-exists
DROP TRIGGER IF EXISTS no_such_trigger ON audited;

--- trigger-drop-of-missing-table-if-exists
DROP TRIGGER IF EXISTS audited_stamp ON nowhere;

--- trigger-drop-of-partitioned
CREATE TRIGGER stamped AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION stamp();
DROP TRIGGER stamped ON reading;

--- trigger-drop-of-partition
CREATE TRIGGER stamped AFTER INSERT ON reading FOR EACH ROW EXECUTE FUNCTION stamp();
DROP TRIGGER stamped ON reading_low;

--- trigger-rename
ALTER TRIGGER audited_stamp ON audited RENAME TO stamped;

--- trigger-rename-missing
ALTER TRIGGER no_such_trigger ON audited RENAME TO stamped;

--- event-trigger-create
CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER noted ON sql_drop EXECUTE FUNCTION note();

--- rule-create
CREATE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;

--- rule-create-or-replace
CREATE OR REPLACE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;

--- rule-create-that-writes
CREATE RULE copied AS ON INSERT TO draft DO ALSO INSERT INTO visit (id) VALUES (NEW.id);

--- rule-create-there
CREATE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;
CREATE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;

--- rule-create-of-view
CREATE RULE keep AS ON DELETE TO staff_boss DO INSTEAD NOTHING;

--- rule-drop
CREATE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;
DROP RULE keep ON product;

--- rule-drop-missing-if-exists
DROP RULE IF EXISTS keep ON product;

--- rule-drop-of-view
DROP RULE "_RETURN" ON staff_boss;

--- rule-rename
CREATE RULE keep AS ON DELETE TO product DO INSTEAD NOTHING;
ALTER RULE keep ON product RENAME TO kept;

--- policy-create
CREATE POLICY readers ON product FOR SELECT TO auditor USING (true);

--- policy-create-of-other-table
CREATE POLICY readers ON product USING (stock IN (SELECT id FROM customer));

--- policy-create-there
CREATE POLICY secret_readers ON secret USING (true);

--- policy-create-missing-column
CREATE POLICY readers ON product USING (shelf > 0);

--- policy-alter
ALTER POLICY secret_readers ON secret TO auditor;

--- policy-alter-using
ALTER POLICY secret_readers ON secret USING (id IN (SELECT id FROM customer));

--- policy-alter-missing
ALTER POLICY no_such_policy ON secret TO auditor;

--- policy-rename
ALTER POLICY secret_readers ON secret RENAME TO readers;

--- policy-drop
DROP POLICY secret_readers ON secret;

--- policy-drop-missing
DROP POLICY no_such_policy ON secret;

--- policy-drop-missing-if-exists
DROP POLICY IF EXISTS no_such_policy ON secret;

--- trigger-of-missing-function
CREATE TRIGGER watch AFTER INSERT ON visit FOR EACH ROW EXECUTE FUNCTION no_such_function();
