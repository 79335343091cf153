-- Enums, composite types, ranges, domains.

--- enum-create
CREATE TYPE state AS ENUM ('new', 'paid');

--- enum-create-empty
CREATE TYPE state AS ENUM ();

--- enum-create-there
CREATE TYPE size AS ENUM ('one');

--- enum-create-name-of-table
CREATE TYPE customer AS ENUM ('one');

--- enum-create-label-twice
CREATE TYPE state AS ENUM ('new', 'new');

--- enum-add
ALTER TYPE size ADD VALUE 'huge';

--- enum-add-before
ALTER TYPE size ADD VALUE 'tiny' BEFORE 'small';

--- enum-add-after
ALTER TYPE size ADD VALUE 'middle' AFTER 'medium';

--- enum-add-after-missing
ALTER TYPE size ADD VALUE 'middle' AFTER 'tiny';

--- enum-add-there
ALTER TYPE size ADD VALUE 'large';

--- enum-add-there-if-not-exists
ALTER TYPE size ADD VALUE IF NOT EXISTS 'large';

--- enum-add-to-missing
ALTER TYPE no_such_type ADD VALUE 'large';

--- enum-add-to-domain
ALTER TYPE label ADD VALUE 'large';

--- enum-rename-label
ALTER TYPE size RENAME VALUE 'large' TO 'big';

--- enum-rename-label-missing
ALTER TYPE size RENAME VALUE 'huge' TO 'big';

--- enum-rename-label-to-one-there
ALTER TYPE size RENAME VALUE 'large' TO 'small';

--- type-rename
ALTER TYPE size RENAME TO extent;

--- type-rename-to-one-there
ALTER TYPE size RENAME TO money_amount;

--- type-set-schema
ALTER TYPE size SET SCHEMA archive;

--- type-owner
ALTER TYPE size OWNER TO clerk;

--- type-drop
DROP TYPE unused_enum;

--- type-drop-missing
DROP TYPE no_such_type;

--- type-drop-missing-if-exists
DROP TYPE IF EXISTS no_such_type;

--- type-drop-used
DROP TYPE size;

--- type-drop-used-cascade
DROP TYPE size CASCADE;

--- type-drop-that-is-a-table
DROP TYPE customer;

--- type-drop-used-by-function
CREATE FUNCTION fits(size) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE TYPE extent AS (a size);
DROP TYPE money_amount;

--- composite-create
CREATE TYPE address AS (street text, town text);

--- composite-create-there
CREATE TYPE point_of_sale AS (street text);

--- composite-add
ALTER TYPE point_of_sale ADD ATTRIBUTE zip text;

--- composite-add-there
ALTER TYPE point_of_sale ADD ATTRIBUTE town text;

--- composite-add-used-by-typed-table
ALTER TYPE money_amount ADD ATTRIBUTE at date;

--- composite-add-used-by-typed-table-cascade
ALTER TYPE money_amount ADD ATTRIBUTE at date CASCADE;

--- composite-drop
ALTER TYPE point_of_sale DROP ATTRIBUTE town;

--- composite-drop-missing-if-exists
ALTER TYPE point_of_sale DROP ATTRIBUTE IF EXISTS zip;

--- composite-type
ALTER TYPE point_of_sale ALTER ATTRIBUTE town TYPE varchar(50);

--- composite-type-used-by-typed-table-cascade
ALTER TYPE money_amount ALTER ATTRIBUTE amount TYPE numeric(12,2) CASCADE;

--- composite-type-used-by-column
CREATE TABLE shop_place (id integer, place point_of_sale);
ALTER TYPE point_of_sale ALTER ATTRIBUTE town TYPE varchar(50);

--- composite-rename-attribute
ALTER TYPE point_of_sale RENAME ATTRIBUTE town TO city;

--- composite-rename-attribute-used-by-typed-table
ALTER TYPE money_amount RENAME ATTRIBUTE currency TO iso CASCADE;

--- range-create
CREATE TYPE price_range AS RANGE (subtype = numeric);

--- shell-create
CREATE TYPE hull;

--- domain-create
CREATE DOMAIN percent AS numeric CHECK (VALUE BETWEEN 0 AND 100);

--- domain-create-there
CREATE DOMAIN label AS text;

--- domain-create-of-missing
CREATE DOMAIN percent AS no_such_type;

--- domain-add-check
ALTER DOMAIN quantity ADD CONSTRAINT not_too_many CHECK (VALUE < 100000);

--- domain-add-check-unused
ALTER DOMAIN unused_domain ADD CONSTRAINT not_too_many CHECK (VALUE < 100000);

--- domain-add-check-not-valid
ALTER DOMAIN label ADD CONSTRAINT filled CHECK (VALUE <> '') NOT VALID;

--- domain-validate
ALTER DOMAIN label ADD CONSTRAINT filled CHECK (VALUE <> '') NOT VALID;
ALTER DOMAIN label VALIDATE CONSTRAINT filled;

--- domain-add-check-there
ALTER DOMAIN quantity ADD CONSTRAINT quantity_is_positive CHECK (VALUE < 100000);

--- domain-not-null
ALTER DOMAIN label SET NOT NULL;

--- domain-not-null-drop
ALTER DOMAIN label DROP NOT NULL;

--- domain-default
ALTER DOMAIN label SET DEFAULT 'x';

--- domain-default-drop
ALTER DOMAIN label DROP DEFAULT;

--- domain-drop-constraint
ALTER DOMAIN quantity DROP CONSTRAINT quantity_is_positive;

--- domain-drop-constraint-missing
ALTER DOMAIN quantity DROP CONSTRAINT no_such_constraint;

--- domain-drop-constraint-missing-if-exists
ALTER DOMAIN quantity DROP CONSTRAINT IF EXISTS no_such_constraint;

--- domain-rename-constraint
ALTER DOMAIN quantity RENAME CONSTRAINT quantity_is_positive TO positive;

--- domain-rename
ALTER DOMAIN quantity RENAME TO pieces;

--- domain-set-schema
ALTER DOMAIN quantity SET SCHEMA archive;

--- domain-drop
DROP DOMAIN unused_domain;

--- domain-drop-used
DROP DOMAIN quantity;

--- domain-drop-used-cascade
DROP DOMAIN quantity CASCADE;

--- domain-drop-missing-if-exists
DROP DOMAIN IF EXISTS no_such_domain;

--- domain-drop-that-is-an-enum
DROP DOMAIN size;
