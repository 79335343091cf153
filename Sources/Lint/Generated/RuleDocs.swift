// Generated from rules/*.md by RuleDocsTests with UPDATE_SNAPSHOTS=1. Do not edit.
// swift-format-ignore-file

/// The pages of the rulebook.
package enum RuleDocs {
  /// The page of a rule, as Markdown; nil where there is no such rule.
  package static func page(_ id: String) -> String? {
    switch id {
    case "adding-column-rewrites": ####"""
      # adding-column-rewrites

      ADD COLUMN that gives each row a value of its own: the table is rewritten, reads and writes wait

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, rewrite

      ## What happens

      `ADD COLUMN` takes an AccessExclusiveLock, as a rule for a moment: that all old rows have the same
      new value is noted once, and no row is touched (documentation, "ALTER TABLE", notes). All rows and
      all indexes are written anew if each row needs a value of its own (measured on PostgreSQL 14 to
      18):

      - a default that is **volatile**, or calls something volatile at any depth: `gen_random_uuid()`,
        `random()`, `clock_timestamp()`, `nextval()` (`column-with-random-uuid`, `column-with-random`,
        `column-with-clock`, `column-with-nextval`, `column-with-md5-of-random`), or a function of your
        own that is not `STABLE` or `IMMUTABLE` (`column-with-volatile-plpgsql`);
      - `serial`, `bigserial`, `smallserial` (`column-serial`);
      - `GENERATED … AS IDENTITY` (`column-identity`);
      - `GENERATED ALWAYS AS (…) STORED` (`column-generated-stored`);
      - a type that is a **domain with a constraint**, its own or that of a domain below it, with a
        default or without (`column-of-checked-domain`, `column-of-checked-domain-default`,
        `column-of-domain-over-domain`).

      Constants, `now()`, `CURRENT_DATE`, `current_user` and all else that is stable or immutable is
      computed once (`column-with-constant-not-null`, `column-with-now-plus-days`,
      `column-with-stable-plpgsql`). An SQL function without a volatility of its own does not count if
      PostgreSQL can put its body in its place: then the body counts
      (`add_column_default_volatile_sql_function`).

      ## Why it hurts

      A rewrite takes as long as the table and its indexes are big, and twice their room on the disk.
      Nothing can read or write the table meanwhile.

      ## What to write instead

      The column first, then the default, which is for new rows only; old rows in batches:

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS token uuid;
      ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
      UPDATE orders SET token = DEFAULT WHERE token IS NULL AND ctid = ANY (
        ARRAY(SELECT ctid FROM orders WHERE token IS NULL LIMIT 10000));
      ```

      In place of a domain, the type below it, and a constraint of the table:

      ```sql good transport=transaction-per-file
      -- file: 001_quantity.sql
      CREATE DOMAIN quantity AS integer CHECK (VALUE > 0);
      -- file: 002_reserved.sql
      ALTER TABLE orders ADD COLUMN reserved integer;
      ALTER TABLE orders ADD CONSTRAINT orders_reserved_check CHECK (reserved > 0) NOT VALID;
      -- file: 003_reserved.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_reserved_check;
      ```

      In place of a stored generated column, from PostgreSQL 18 on, a virtual one.

      ## When it is fine

      On small tables. Tables that the same migration makes or empties, and temporary ones, are not
      reported.

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS imported_at timestamptz NOT NULL DEFAULT now();
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS label text DEFAULT lower('NEW') || current_user;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS settings jsonb DEFAULT jsonb_build_object('v', 1);
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
      ALTER TABLE invoices ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
      ```

      ## What it cannot see

      Functions and types that no file makes: the message says which, and it is a warning.

      ## Examples

      ```sql bad
      ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: the default calls gen_random_uuid(), which is volatile
      ```

      ```sql bad
      ALTER TABLE orders ADD COLUMN number bigserial;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: each row gets a number of the sequence
      ```

      ```sql bad
      ALTER TABLE orders
        ADD COLUMN IF NOT EXISTS source text DEFAULT 'web',
        ADD COLUMN IF NOT EXISTS position bigint GENERATED ALWAYS AS IDENTITY,
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: each row gets a number of the sequence
        ADD COLUMN IF NOT EXISTS label text DEFAULT md5(random()::text);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: the default calls random(), which is volatile
      ```

      ```sql bad framework=flyway path=V2__gross.sql
      ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: the generated column is computed for each row
      ```

      A domain brings its constraints along:

      ```sql bad
      -- file: 001_quantity.sql
      CREATE DOMAIN quantity AS integer CHECK (VALUE > 0);
      CREATE DOMAIN pieces AS quantity;
      -- file: 002_reserved.sql
      ALTER TABLE orders ADD COLUMN reserved pieces;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: the domain pieces has constraints
      ```

      A function is what its author says, and VOLATILE if he says nothing:

      ```sql bad
      -- file: 001_number.sql
      CREATE FUNCTION next_number() RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        RETURN 'N' || extract(epoch FROM now());
      END
      $$;
      CREATE FUNCTION prefix() RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN 'N'; END $$;
      -- file: 002_number.sql
      ALTER TABLE orders ADD COLUMN prefix text DEFAULT prefix();
      ALTER TABLE orders ADD COLUMN number text DEFAULT upper(next_number());
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN rewrites orders under an AccessExclusiveLock, reads and writes wait: the default calls next_number(), which is volatile
      ```

      It may be one that no file makes:

      ```sql bad
      ALTER TABLE orders ADD COLUMN code text DEFAULT short_code(8);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ADD COLUMN rewrites orders under an AccessExclusiveLock if short_code() is volatile: nothing is known of it
      ALTER TABLE orders ADD COLUMN contact email_address;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: ADD COLUMN rewrites orders under an AccessExclusiveLock if email_address is a domain that has constraints: nothing is known of the type
      ```

      ```sql good
      -- file: 001_up.sql
      -- migrate:up
      CREATE DOMAIN label AS text;
      ALTER TABLE orders ADD COLUMN title label DEFAULT 'none', ADD COLUMN labels label[];

      -- migrate:down
      ALTER TABLE orders DROP COLUMN title, DROP COLUMN labels, ADD COLUMN old_number serial;
      ```

      """####
    case "adding-primary-key": ####"""
      # adding-primary-key

      ADD PRIMARY KEY that builds its index: reads and writes of the table wait

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, work

      ## What happens

      `ADD PRIMARY KEY` builds a unique index under an AccessExclusiveLock: reads and writes wait. Where
      the columns may still be null, it makes them `NOT NULL`, and reads the table once more to see that
      they can be (measured on PostgreSQL 14 to 18: `add_primary_key`,
      `add_primary_key_nullable_column`). With a valid `CHECK (c IS NOT NULL)` that second scan is
      spared (`add_primary_key_nullable_column_checked`). `ADD COLUMN … PRIMARY KEY` does all of it, and
      with `serial` or `GENERATED … AS IDENTITY` rewrites the table as well
      (`add_column_primary_key_serial`, `add_column_primary_key_identity`).

      `PRIMARY KEY USING INDEX` takes over an index that is there, and reads nothing if the columns are
      `NOT NULL` (`add_primary_key_using_index`); if they are not, it reads the table
      (`add_primary_key_using_index_nullable`).

      ## Why it hurts

      The build takes as long as the table is big, and nothing can use the table while it lasts.

      ## What to write instead

      ```sql good
      CREATE UNIQUE INDEX CONCURRENTLY events_log_pkey ON events_log (id);
      ALTER TABLE events_log ADD CONSTRAINT events_log_id_set CHECK (id IS NOT NULL) NOT VALID;
      ALTER TABLE events_log VALIDATE CONSTRAINT events_log_id_set;
      ALTER TABLE events_log ADD CONSTRAINT events_log_pkey PRIMARY KEY USING INDEX events_log_pkey;
      ALTER TABLE events_log DROP CONSTRAINT events_log_id_set;
      ```

      Each in a transaction of its own. If the columns are `NOT NULL` already, the lines with the CHECK
      can go. To put a key in the place of another, drop and add in one statement:

      ```sql good
      CREATE UNIQUE INDEX CONCURRENTLY orders_key ON orders (id);
      ALTER TABLE orders
        DROP CONSTRAINT orders_pkey,
        ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_key;
      ```

      ## When it is fine

      On small tables. Tables that the same migration makes, and temporary ones, are not reported.

      ## What it cannot see

      How big the table is, and whether the columns of a `USING INDEX` may be null. Of a table that no
      file makes, whether it is partitioned: then there is neither `CONCURRENTLY` nor `USING INDEX`, and
      each partition gets the key by itself.

      ## Examples

      ```sql bad
      ALTER TABLE events_log ADD PRIMARY KEY (id);
      --                     ^^^^^^^^^^^^^^^^^^^^ PRIMARY KEY builds its index under an AccessExclusiveLock on events_log: reads and writes wait
      ```

      ```sql bad
      ALTER TABLE events_log ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
      --                                                                           ^^^^^^^^^^^ PRIMARY KEY builds its index under an AccessExclusiveLock on events_log: reads and writes wait
      ```

      ```sql bad
      ALTER TABLE orders
        DROP CONSTRAINT IF EXISTS orders_pkey,
        ADD CONSTRAINT orders_pkey PRIMARY KEY (id, placed_at);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PRIMARY KEY builds its index under an AccessExclusiveLock on orders: reads and writes wait
      ```

      ```sql fixed
      CREATE UNIQUE INDEX CONCURRENTLY orders_id_placed_at_idx ON orders (id, placed_at);
      ALTER TABLE orders
        DROP CONSTRAINT IF EXISTS orders_pkey,
        ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_placed_at_idx;
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint NOT NULL);
      ALTER TABLE invoices ADD PRIMARY KEY (id);
      ```

      ```sql good
      CREATE TEMP TABLE moved_orders AS SELECT id FROM orders WHERE shipped;
      ALTER TABLE moved_orders ADD PRIMARY KEY (id);
      ```

      ```sql good
      CREATE TABLE countries_new (code text);
      ALTER TABLE countries_new RENAME TO countries_2027;
      ALTER TABLE countries_2027 ADD COLUMN id bigserial PRIMARY KEY;
      ```

      ```sql bad
      -- file: 001_audit.sql
      CREATE TABLE audit (id bigint, at timestamptz);
      -- file: 002_key.sql
      CREATE UNIQUE INDEX CONCURRENTLY audit_pkey ON audit (id);
      ALTER TABLE audit ADD CONSTRAINT audit_pkey PRIMARY KEY USING INDEX audit_pkey;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PRIMARY KEY makes id NOT NULL, and reads all of audit for it under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql good
      -- file: 001_audit.sql
      CREATE TABLE audit (id bigint, at timestamptz);
      -- file: 002_key.sql
      CREATE UNIQUE INDEX CONCURRENTLY audit_pkey ON audit (id);
      ALTER TABLE audit ADD CONSTRAINT audit_id_set CHECK (id IS NOT NULL) NOT VALID;
      ALTER TABLE audit VALIDATE CONSTRAINT audit_id_set;
      ALTER TABLE audit ADD CONSTRAINT audit_pkey PRIMARY KEY USING INDEX audit_pkey;
      ALTER TABLE audit DROP CONSTRAINT audit_id_set;
      ```

      """####
    case "adding-required-column": ####"""
      # adding-required-column

      A new column that is NOT NULL and gets no value: fails as soon as the table has a row

      Severity: error (documented: error)

      On a server: fails 23502

      ## What happens

      Without a default the new column is null in all rows that are there. `NOT NULL` refuses that: the
      table is read under an AccessExclusiveLock, and the statement fails at the first row with SQLSTATE
      23502. It succeeds in a table without rows (measured on PostgreSQL 14 to 18: `column-not-null`,
      `column-not-null-of-empty-table`). A domain that is NOT NULL refuses it as well
      (`add_column_domain_not_null`).

      ## Why it hurts

      On the developer's empty database it works, on the real one the deployment stops. And where the
      table is empty, the release that is still running does not know the column: its INSERTs fail from
      then on.

      ## What to write instead

      A default that is not volatile gives old and new rows a value, and touches none
      (`column-with-constant-not-null`):

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS channel text NOT NULL DEFAULT 'web';
      ```

      If there is no such value: the column first, with the rest of its definition that costs nothing as
      long as it is null (`COLLATE`, `REFERENCES`), then the release that writes it, then the old rows in
      batches, then NOT NULL without a long lock (see `set-not-null`):

      ```sql good transport=transaction-per-file
      -- file: 001_channel.sql
      ALTER TABLE orders ADD COLUMN channel text;
      -- file: 002_channel_known.sql
      UPDATE orders SET channel = 'web' WHERE channel IS NULL;
      -- file: 003_channel_check.sql
      ALTER TABLE orders ADD CONSTRAINT orders_channel_set CHECK (channel IS NOT NULL) NOT VALID;
      -- file: 004_channel_valid.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_channel_set;
      -- file: 005_channel_not_null.sql
      ALTER TABLE orders ALTER COLUMN channel SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_channel_set;
      ```

      ## When it is fine

      If the table is empty wherever the migration runs:

      ```sql good
      -- whimbrel: allow adding-required-column -- nothing has written a row yet: first in release 12
      ALTER TABLE orders ADD COLUMN channel text NOT NULL;
      ```

      Tables that the same migration makes or empties, and temporary ones, are not reported:

      ```sql good
      TRUNCATE orders;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS channel text NOT NULL;
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
      ALTER TABLE invoices ADD COLUMN order_id bigint NOT NULL;
      ```

      ## What it cannot see

      Whether the table has rows.

      ## Examples

      ```sql bad
      ALTER TABLE orders ADD COLUMN channel text NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails as soon as orders has a row: channel is NOT NULL, and nothing gives it a value
      ```

      ```sql bad framework=flyway path=V2__channel.sql
      ALTER TABLE orders
        ADD COLUMN channel text NOT NULL,
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails as soon as orders has a row: channel is NOT NULL, and nothing gives it a value
        ADD COLUMN source text NOT NULL DEFAULT 'web',
        ADD COLUMN campaign text;
      ```

      `NULL` as a default is none:

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS locale text DEFAULT NULL CONSTRAINT locale_set NOT NULL;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails as soon as users has a row: locale is NOT NULL, and nothing gives it a value
      ```

      The column and NOT NULL in one statement, but not in one command:

      ```sql bad
      ALTER TABLE users ADD COLUMN locale text, ALTER COLUMN locale SET NOT NULL;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails as soon as users has a row: column "locale" of relation "users" contains null values (SQLSTATE 23502)
      ```

      Or in two statements, and nothing between them fills it:

      ```sql bad
      ALTER TABLE users ADD COLUMN locale text;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);
      ALTER TABLE users ALTER COLUMN locale SET DEFAULT 'en';
      ALTER TABLE users ALTER COLUMN locale SET NOT NULL;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails as soon as users has a row: locale is NOT NULL, and nothing gives it a value
      ```

      ```sql good fine
      ALTER TABLE users ADD COLUMN locale text;
      UPDATE users SET locale = 'en';
      ALTER TABLE users ALTER COLUMN locale SET NOT NULL;

      ALTER TABLE orders ADD COLUMN channel text;
      SELECT fill_channels();
      ALTER TABLE orders ALTER COLUMN channel SET NOT NULL;

      ALTER TABLE orders ADD COLUMN source text;
      ALTER TABLE orders ALTER COLUMN source TYPE text USING 'web', ALTER COLUMN source SET NOT NULL;
      ```

      The domain is NOT NULL:

      ```sql bad
      -- file: 001_locale.sql
      CREATE DOMAIN locale AS text NOT NULL;
      -- file: 002_locale.sql
      ALTER TABLE users ADD COLUMN locale locale;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^ this fails as soon as users has a row: locale is NOT NULL, and nothing gives it a value
      ```

      Serial and identity columns fill themselves:

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS number bigint NOT NULL GENERATED ALWAYS AS IDENTITY;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS position serial NOT NULL;
      ```

      """####
    case "adding-unique-constraint": ####"""
      # adding-unique-constraint

      ADD UNIQUE or EXCLUDE that builds its index: reads and writes of the table wait

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, build

      ## What happens

      A unique constraint is an index. `ADD UNIQUE` builds it under an AccessExclusiveLock on the table:
      reads and writes wait (measured on PostgreSQL 14 to 18: `add_unique_unnamed`,
      `add_unique_deferrable`). So does `ADD COLUMN … UNIQUE`, though all its values are null
      (`add_column_unique`, `multi_add_column_and_unique`), and so does `ADD EXCLUDE`
      (`add_exclude_where`). On a partitioned table the partitions are locked as well, from 18 on against
      reads, too (`add_unique_partitioned`).

      `ADD … UNIQUE USING INDEX` takes over an index that is there: the lock is the same, but nothing is
      read (`add_unique_using_index_deferrable`).

      ## Why it hurts

      The build takes as long as the table is big, and everybody waits for it. If it finds a duplicate,
      all that waiting was for nothing: the statement fails (23505).

      ## What to write instead

      ```sql good
      CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name);
      ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE USING INDEX users_name_key;
      ```

      The first statement refuses a transaction block. The index must be a plain one: not partial, no
      expressions, no `DESC` (`add_unique_using_expression_index`, `add_unique_using_desc_index`).
      `NOT VALID` is not for unique constraints (`add_unique_not_valid`).

      There is no such way for `EXCLUDE`: it takes a window in which nobody needs the table, or a new
      table that is filled beside the old one.

      ## When it is fine

      On small tables. Tables that the same migration makes, and temporary ones, are not reported.

      ## What it cannot see

      How big the table is, and whether it is partitioned: a constraint of a partitioned table cannot
      take over an index.

      ## Examples

      ```sql bad
      ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ UNIQUE builds its index under an AccessExclusiveLock on users: reads and writes wait
      ```

      ```sql fixed
      CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
      ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
      ```

      ```sql bad
      ALTER TABLE users
        ADD COLUMN handle text UNIQUE,
      --                       ^^^^^^ UNIQUE builds its index under an AccessExclusiveLock on users: reads and writes wait
        ADD UNIQUE (email, status);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^ UNIQUE builds its index under an AccessExclusiveLock on users: reads and writes wait
      ```

      ```sql bad
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      ALTER TABLE orders ADD EXCLUDE USING gist (user_id WITH =, placed_at WITH =);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ EXCLUDE builds its index under an AccessExclusiveLock on orders: reads and writes wait
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, number text UNIQUE);
      ALTER TABLE invoices ADD COLUMN order_id bigint UNIQUE;
      ALTER TABLE invoices ADD UNIQUE (number, order_id);
      ```

      ```sql good
      ALTER TABLE users ADD UNIQUE USING INDEX users_email_idx;
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS handle text;
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_handle_key ON users (handle);
      CREATE TEMP TABLE moved_orders (id bigint);
      ALTER TABLE moved_orders ADD UNIQUE (id);
      ```

      """####
    case "allow-without-reason": ####"""
      # allow-without-reason

      An approval of data loss that gives no reason

      Severity: warning (documented: warning)

      On a server: nothing (it is about a comment)

      ## What happens

      The comment `-- whimbrel: allow …` names a rule about data loss (`drop-table`, `drop-column`,
      `drop-schema`, `drop-database`, `drop-object`, `drop-cascade`, `truncate`, `delete-without-where`)
      and nothing stands behind it. It approves all the same.

      ## Why it hurts

      The approval is the only place that says who decided that the data may go, and why. Without that,
      it says no more than that somebody wanted the warning to be silent.

      ## What to write instead

      The reason behind two hyphens: why it may go, and where that was decided.

      ```sql good
      -- whimbrel: allow drop-column -- unused since release 2.3, values archived, approved in #412
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      ```

      ## When it is fine

      Rules that are not about data loss need no reason:

      ```sql good
      -- whimbrel: allow index-not-concurrent
      CREATE INDEX IF NOT EXISTS countries_name_idx ON countries (name);
      ```

      ## What it cannot see

      Whether the reason is a good one.

      ## Examples

      ```sql bad
      -- whimbrel: allow drop-table
      --                 ^^^^^^^^^^ this approves a loss of data (drop-table) without saying why
      DROP TABLE IF EXISTS old_orders;
      ```

      ```sql bad
      -- whimbrel: allow-file truncate
      --                      ^^^^^^^^ this approves a loss of data (truncate) without saying why
      TRUNCATE daily_cache;
      ```

      Two hyphens are not a reason:

      ```sql bad
      -- whimbrel: allow drop-column --
      --                 ^^^^^^^^^^^ this approves a loss of data (drop-column) without saying why
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      ```

      ```sql good
      -- whimbrel: allow-file truncate -- caches, filled again by the nightly job
      TRUNCATE daily_cache;
      ```

      ```sql good
      -- whimbrel: allow drop-table, drop-cascade -- empty since 2019, approved in #412
      DROP TABLE IF EXISTS old_orders CASCADE;
      ```

      """####
    case "ambiguous-function": ####"""
      # ambiguous-function

      A new function beside an old one, so that calls of the old one may mean either

      Severity: warning (documented: warning)

      On a server: nothing (only a call shows it)

      ## What happens

      Functions of one name may stand beside each other as long as their arguments differ. Arguments with
      defaults count: a call may leave them out. If with those left out both functions take the same
      arguments, PostgreSQL does not choose: the call fails with SQLSTATE 42725, "function is not unique"
      (`function-of-two-that-fit`, in scripts/oracle_suite/cases; documentation, CREATE FUNCTION,
      "Overloading").

      ## Why it hurts

      The migration succeeds. The release that is running calls the function as ever, and every such call
      fails from the commit on.

      ## What to write instead

      A new name; or let the new function take the place of the old one in the same transaction:

      ```sql good transport=transaction-per-file
      -- file: 001_price.sql
      CREATE FUNCTION price(net numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT net * 1.19 $$;
      -- file: 002_price.sql
      DROP FUNCTION price(numeric);
      CREATE FUNCTION price(net numeric, rate int DEFAULT 19) RETURNS numeric LANGUAGE sql
        AS $$ SELECT net * (100 + rate) / 100 $$;
      ```

      ## When it is fine

      When nobody calls the old one any more. Then drop it. An old function that a later statement of the
      file drops is not reported.

      ## What it cannot see

      Functions that no file makes. Functions whose arguments are not of the same types, and that one call
      may fit all the same: `f(1)` fits `f(bigint)` and `f(numeric)`, but PostgreSQL chooses between them.

      ## Examples

      ```sql bad
      -- file: 001_price.sql
      CREATE FUNCTION price(net numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT net * 1.19 $$;
      -- file: 002_price.sql
      CREATE FUNCTION price(net numeric, rate int DEFAULT 19) RETURNS numeric LANGUAGE sql
      --<^^^^^^^^^^^^^^^^^^ calls that leave out the arguments with defaults fit price(net numeric) as well, and fail from here on (SQLSTATE 42725)
        AS $$ SELECT net * (100 + rate) / 100 $$;
      ```

      ```sql bad
      -- file: 001_find.sql
      CREATE FUNCTION find(word text, most int DEFAULT 10) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
      -- file: 002_find.sql
      CREATE OR REPLACE FUNCTION find(word text, most int DEFAULT 10, first int DEFAULT 0) RETURNS int
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calls that leave out the arguments with defaults fit find(word text, most integer) as well, and fail from here on (SQLSTATE 42725)
        LANGUAGE sql AS $$ SELECT 2 $$;
      ```

      ```sql bad
      -- file: 001_now.sql
      CREATE FUNCTION today_of() RETURNS date LANGUAGE sql AS $$ SELECT current_date $$;
      -- file: 002_now.sql
      CREATE FUNCTION today_of(zone text DEFAULT 'UTC') RETURNS date LANGUAGE sql
      --<^^^^^^^^^^^^^^^^^^^^^ calls that leave out the arguments with defaults fit today_of() as well, and fail from here on (SQLSTATE 42725)
        AS $$ SELECT (now() AT TIME ZONE zone)::date $$;
      ```

      ```sql good
      -- file: 001_price.sql
      CREATE FUNCTION price(net numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT net * 1.19 $$;
      -- file: 002_price.sql
      CREATE FUNCTION price(net numeric, rate int) RETURNS numeric LANGUAGE sql
        AS $$ SELECT net * (100 + rate) / 100 $$;
      ```

      ```sql good
      -- file: 001_price.sql
      CREATE FUNCTION price(net numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT net * 1.19 $$;
      -- file: 002_price.sql
      CREATE FUNCTION price(code text, rate int DEFAULT 19) RETURNS numeric LANGUAGE sql
        AS $$ SELECT 1.0 * rate $$;
      ```

      ```sql good
      -- file: 001_price.sql
      CREATE FUNCTION price(net numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT net * 1.19 $$;
      -- file: 002_price.sql
      CREATE OR REPLACE FUNCTION price(net numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT net * 1.2 $$;
      ```

      """####
    case "attach-partition-scan": ####"""
      # attach-partition-scan

      ATTACH PARTITION with no valid CHECK for its bounds reads the new partition while it is locked

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, scan

      ## What happens

      `ATTACH PARTITION` takes an AccessExclusiveLock on the table that becomes a partition, and reads all
      of it to see that every row is within the bounds (measured on PostgreSQL 14 to 18: `attach`). The
      partitioned table itself is only locked with a ShareUpdateExclusiveLock, so that it can be used.

      It reads nothing if a **valid** CHECK constraint implies the bounds (`attach_with_check`). Not
      enough is

      - one that is still `NOT VALID` (`attach_with_check_not_valid`);
      - one that says nothing of NULL, if the key column may be NULL: `at >= '2027-01-01' AND
        at < '2028-01-01'` is met by a row without `at`, which does not belong to the partition
        (`attach-not-proven-by-nullable` of `scripts/oracle`).

      ## Why it hurts

      Nobody can read or write the table while it is read. Where a table in use becomes a partition of a
      new one, that is everybody.

      ## What to write instead

      The constraint, in steps that let others go on; it can be dropped when the table is attached:

      ```sql good
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, at date) PARTITION BY RANGE (at);
      CREATE TABLE readings_2027 (id bigint NOT NULL, at date);
      INSERT INTO readings_2027 VALUES (1, '2027-02-01');
      -- file: 002_check.sql
      ALTER TABLE readings_2027 ADD CONSTRAINT readings_2027_bounds
        CHECK (at IS NOT NULL AND at >= '2027-01-01' AND at < '2028-01-01') NOT VALID;
      -- file: 003_validate.sql
      ALTER TABLE readings_2027 VALIDATE CONSTRAINT readings_2027_bounds;
      -- file: 004_attach.sql
      ALTER TABLE readings ATTACH PARTITION readings_2027
        FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      -- file: 005_clean_up.sql
      ALTER TABLE readings_2027 DROP CONSTRAINT readings_2027_bounds;
      ```

      ## When it is fine

      If nobody uses the table before it is attached. One that the same migration makes and fills is not
      reported:

      ```sql good transport=transaction-per-file
      CREATE TABLE events_2027 (LIKE events INCLUDING ALL);
      ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ```

      A table that is empty for sure, because it has just been made for the purpose, can be attached at
      any time; and the constraint may as well come with the table:

      ```sql good
      -- file: 001_partitioned.sql
      CREATE TABLE customers (id bigint NOT NULL, region text) PARTITION BY LIST (region);
      CREATE TABLE customers_eu (id bigint NOT NULL, region text NOT NULL CHECK (region IN ('de', 'fr')));
      INSERT INTO customers_eu VALUES (1, 'de');
      -- file: 002_attach.sql
      ALTER TABLE customers ATTACH PARTITION customers_eu FOR VALUES IN ('de', 'fr', 'es');
      ```

      ## What it cannot see

      Constraints of a table that no file of the run makes: there the finding is a warning. Of keys with
      several columns or expressions, and of bounds that are not plain values, it does not see that a
      constraint implies them.

      ## Examples

      ```sql bad
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE readings_2027 (id bigint NOT NULL, at date NOT NULL);
      INSERT INTO readings_2027 VALUES (1, '2027-02-01');
      -- file: 002_attach.sql
      ALTER TABLE readings ATTACH PARTITION readings_2027
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ATTACH PARTITION reads all of readings_2027 under an AccessExclusiveLock: reads and writes wait
        FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ```

      The constraint says nothing of NULL:

      ```sql bad transport=transaction-per-file
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, at date) PARTITION BY RANGE (at);
      CREATE TABLE readings_2027 (id bigint NOT NULL, at date,
        CONSTRAINT readings_2027_bounds CHECK (at >= '2027-01-01' AND at < '2028-01-01'));
      INSERT INTO readings_2027 VALUES (1, '2027-02-01');
      -- file: 002_attach.sql
      ALTER TABLE readings ATTACH PARTITION readings_2027
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ATTACH PARTITION reads all of readings_2027 under an AccessExclusiveLock: reads and writes wait (a CHECK says enough of at, but not that it is NOT NULL)
        FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ```

      Or is not validated:

      ```sql bad framework=goose
      -- file: 001_partitioned.sql
      -- +goose Up
      CREATE TABLE customers (id bigint NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
      CREATE TABLE customers_eu (id bigint NOT NULL, region text NOT NULL);
      INSERT INTO customers_eu VALUES (1, 'de');
      ALTER TABLE customers_eu ADD CONSTRAINT customers_eu_bounds
        CHECK (region IN ('de', 'fr')) NOT VALID;
      -- +goose Down
      SELECT 1;
      -- file: 002_attach.sql
      -- +goose Up
      ALTER TABLE customers ATTACH PARTITION customers_eu FOR VALUES IN ('de', 'fr');
      --                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ATTACH PARTITION reads all of customers_eu under an AccessExclusiveLock: reads and writes wait (constraint customers_eu_bounds would prove the bounds, but is not validated yet)
      -- +goose Down
      SELECT 1;
      ```

      What the table says of itself is not known:

      ```sql bad
      ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ATTACH PARTITION reads all of old_events under an AccessExclusiveLock: reads and writes wait
      ```

      """####
    case "autovacuum-disabled": ####"""
      # autovacuum-disabled

      autovacuum_enabled = false that nothing in the file takes back

      Severity: warning (documented: warning)

      On a server: gains tables without autovacuum

      ## What happens

      `autovacuum_enabled = false` tells autovacuum to leave a table alone: it makes no room for new rows
      where old ones have died, and gathers no statistics for the planner. Only when transaction numbers
      are about to run out does it work on the table all the same (documentation: CREATE TABLE, Storage
      Parameters). `toast.autovacuum_enabled` does this for the table that holds long values.

      Setting it is harmless: a ShareUpdateExclusiveLock (measured on PostgreSQL 14 to 18:
      `set_autovacuum_enabled`).

      ## Why it hurts

      Nobody notices on the day of the migration. The table grows with each update, queries get other
      plans, and at the end the vacuum that prevents the wraparound comes at the worst time, with years
      of work to do.

      ## What to write instead

      To keep autovacuum out of a load, switch it off and on again in the same migration:

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE old_orders SET (autovacuum_enabled = false);
      INSERT INTO old_orders (id, total) SELECT id + 90000, total FROM orders;
      ALTER TABLE old_orders RESET (autovacuum_enabled);
      VACUUM (ANALYZE) old_orders;
      ```

      Where it works too much, or too seldom, say how much instead:

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE events_log
        SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_limit = 400);
      ```

      ## When it is fine

      For a table that is filled once and only read from then on, or that a job empties and vacuums by
      itself. Temporary tables are not reported: autovacuum does not see them.

      ```sql good
      CREATE TEMPORARY TABLE moved (id bigint) WITH (autovacuum_enabled = false);
      ```

      ## What it cannot see

      Whether a job does the vacuum.

      ## Examples

      ```sql bad
      ALTER TABLE orders SET (autovacuum_enabled = false);
      --                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ autovacuum leaves orders alone from here on: the room of dead rows is not used again, and the planner's statistics grow old
      ```

      ```sql bad
      ALTER TABLE events_log SET (fillfactor = 80, autovacuum_enabled = off);
      --                                           ^^^^^^^^^^^^^^^^^^^^^^^^ autovacuum leaves events_log alone from here on: the room of dead rows is not used again, and the planner's statistics grow old
      ```

      ```sql bad
      CREATE TABLE queue_jobs (id bigint PRIMARY KEY, payload text)
        WITH (toast.autovacuum_enabled = 'false');
      --      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ autovacuum leaves the TOAST table of queue_jobs alone from here on: the room of dead rows is not used again, and the planner's statistics grow old
      ```

      """####
    case "backfill-with-ddl": ####"""
      # backfill-with-ddl

      Many rows of a table are written in the transaction that alters it

      Severity: warning (documented: error)

      On a server: held ShareLock, writes

      ## What happens

      `ALTER TABLE` takes an AccessExclusiveLock, which PostgreSQL keeps until the transaction ends.
      An `UPDATE`, `DELETE`, `MERGE` or `INSERT … SELECT` behind it writes the rows of the same table
      while nobody else can read them.

      ## Why it hurts

      To add the column takes a moment, to fill it takes as long as the table is large. Together, both
      take as long as the table is large under the lock of the first.

      ## What to write instead

      The column in one migration, the rows in another, in batches that are transactions of their own:

      ```sql good transport=transaction-per-file
      -- file: 001_nickname.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      -- file: 002_nicknames.sql
      UPDATE users SET nickname = name WHERE nickname IS NULL;
      ```

      A default that is not volatile needs no backfill at all:

      ```sql good transport=transaction-per-file
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text NOT NULL DEFAULT '';
      ```

      ## When it is fine

      On small tables. Tables that the same migration makes are not reported, nor are changes whose
      condition holds a unique key to constants:

      ```sql good transport=transaction-per-file
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      INSERT INTO invoices (id, order_id) SELECT id, id FROM orders;

      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE users SET nickname = 'root' WHERE id = 1;
      ```

      ## What it cannot see

      How large the table is, and how many rows a condition finds. Of a table of which the files tell
      nothing, `id`, `code`, `key`, `name` and `uuid` are taken for unique keys: that is a guess.

      ## Examples

      ```sql bad transport=transaction-per-file
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE users SET nickname = name WHERE nickname IS NULL;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this writes every row of users, which the transaction has altered: reads and writes wait until all are written
      ```

      ```sql fixed unsafe
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      -- file: 002_users_backfill.sql
      UPDATE users SET nickname = name WHERE nickname IS NULL;
      ```

      ```sql bad
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS archived_at timestamptz;
      DELETE FROM orders WHERE note = 'test';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this may write many rows of orders, which the transaction has altered: reads and writes wait until all are written
      COMMIT;
      ```

      ```sql fixed unsafe
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS archived_at timestamptz;
      COMMIT;
      DELETE FROM orders WHERE note = 'test';
      ```

      Where the files tell the primary key, in batches:

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY, page text);
      -- file: 002_site.sql
      BEGIN;
      ALTER TABLE visits ADD COLUMN IF NOT EXISTS site text;
      UPDATE visits SET site = 'main' WHERE page <> '' OR page IS NULL;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this may write many rows of visits, which the transaction has altered: reads and writes wait until all are written
      ALTER TABLE visits ALTER COLUMN site SET DEFAULT 'main';
      COMMIT;
      ```

      ```sql fixed unsafe
      -- file: 002_site.sql
      BEGIN;
      ALTER TABLE visits ADD COLUMN IF NOT EXISTS site text;
      COMMIT;
      CREATE OR REPLACE PROCEDURE visits_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first visits.id%TYPE;
        batch_last visits.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM visits ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM visits WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE visits SET site = 'main' WHERE id BETWEEN batch_first AND batch_last AND (page <> '' OR page IS NULL);
          COMMIT;
          SELECT id INTO batch_first FROM visits WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      CALL visits_backfill();
      DROP PROCEDURE visits_backfill();
      BEGIN;
      ALTER TABLE visits ALTER COLUMN site SET DEFAULT 'main';
      COMMIT;
      ```

      An index keeps writes away, those of others that is:

      ```sql bad transport=transaction-per-file
      CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);
      INSERT INTO orders (id, note) SELECT id, note FROM old_orders;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this may write many rows of orders, which the transaction has altered: writes wait until all are written
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE users SET nickname = name WHERE nickname IS NULL;
      ```

      """####
    case "batches-in-one-transaction": ####"""
      # batches-in-one-transaction

      A loop of a DO block changes rows in batches, with no COMMIT between them

      Severity: warning (documented: warning)

      On a server: writes

      ## What happens

      A `DO` block is one statement, and without a `COMMIT` in it one transaction: however small the
      batches of its loop are, all rows that they change stay locked until the last batch is done, no
      `VACUUM` can make room of the old ones, and when one batch fails, all are taken back
      (documentation: PL/pgSQL, Transaction Management; Routine Vacuuming).

      Reported are statements that change many rows, in a `LOOP`, `WHILE` or `FOR` over numbers; and, as
      an info, a loop over all rows of a table that changes that table row by row. Other loops over the
      rows of a query are no batch.

      ## Why it hurts

      It is written like the harmless form, and does the same as one `UPDATE` of all rows, only slower.

      ## What to write instead

      A `COMMIT` behind each batch. It is refused with 2D000 where a transaction is open around the
      block: with a runner that opens one, this needs a file for which it opens none.

      ```sql good
      DO $$
      BEGIN
        LOOP
          UPDATE orders SET note = 'x' WHERE id IN (SELECT id FROM orders WHERE note = 'test' LIMIT 1);
          EXIT WHEN NOT FOUND;
          COMMIT;
        END LOOP;
      END $$;
      ```

      ## When it is fine

      If the rows are few. Tables that the same migration makes are not reported, nor changes of single
      rows:

      ```sql good
      CREATE TABLE numbers (n int PRIMARY KEY, square int);
      DO $$
      BEGIN
        FOR i IN 1..10 LOOP
          INSERT INTO numbers SELECT g, g * g FROM generate_series(i * 100, i * 100 + 99) g;
          UPDATE numbers SET square = square + 1 WHERE n > i * 100;
        END LOOP;
      END $$;
      ```

      ```sql good
      DO $$
      BEGIN
        FOR i IN 1..3 LOOP
          INSERT INTO migration_log (name) VALUES ('batch ' || i);
          UPDATE migration_log SET message = 'begun';
          COMMIT;
        END LOOP;
      END $$;
      ```

      ## What it cannot see

      How many rows a batch changes.

      ## Examples

      ```sql bad
      DO $$
      BEGIN
        LOOP
          UPDATE orders SET note = 'x' WHERE id IN (SELECT id FROM orders WHERE note = 'test' LIMIT 50);
      --  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the batches of this loop are one transaction: every row of orders that they change stays locked until the last is done, and VACUUM makes no room meanwhile
          EXIT WHEN NOT FOUND;
        END LOOP;
      END $$;
      ```

      ```sql bad framework=goose
      -- +goose Up
      -- +goose StatementBegin
      DO $$
      BEGIN
        FOR i IN 0..9 LOOP
          UPDATE users SET nickname = name WHERE nickname IS NULL AND id BETWEEN i * 100 AND i * 100 + 99;
      --  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the batches of this loop are one transaction: every row of users that they change stays locked until the last is done, and VACUUM makes no room meanwhile
        END LOOP;
      END $$;
      -- +goose StatementEnd
      -- +goose Down
      SELECT 1;
      ```

      ```sql bad
      DO $$
      DECLARE done int := 1;
      BEGIN
        WHILE done > 0 LOOP
          DELETE FROM sessions
      --  ^^^^^^^^^^^^^^^^^^^^ the batches of this loop are one transaction: every row of sessions that they change stays locked until the last is done, and VACUUM makes no room meanwhile
          WHERE ctid IN (SELECT ctid FROM sessions WHERE expires_at < '2100-01-01' LIMIT 500);
          GET DIAGNOSTICS done = ROW_COUNT;
          PERFORM pg_sleep(0.01);
        END LOOP;
      END $$;
      ```

      ```sql bad
      DO $$
      DECLARE r record;
      BEGIN
        FOR r IN SELECT id FROM orders LOOP
          UPDATE orders SET note = 'x' WHERE id = r.id;
      --  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: this loop changes orders row by row, in one transaction: each row stays locked until the last is done, and VACUUM makes no room meanwhile
        END LOOP;
      END $$;
      ```

      ```sql good
      DO $$
      DECLARE r record;
      BEGIN
        FOR r IN SELECT id FROM orders WHERE id < 2 LOOP
          UPDATE orders SET note = 'x' WHERE id = r.id;
        END LOOP;
      END $$;
      ```

      """####
    case "breaks-function": ####"""
      # breaks-function

      The body of a function names a table or column that a statement takes away

      Severity: error (documented: error)

      On a server: breaks calls

      ## What happens

      PostgreSQL knows which views, indexes, constraints and functions with a body in
      `BEGIN ATOMIC … END` use a table: they follow a rename (`rename_column_view_dep`), or stop a drop
      with 2BP01 (`drop_column_view_dep_cascade`). A body in a string, PL/pgSQL's and most of SQL's, it
      does not look into (documentation: Dependency Tracking). So a rename, a move to another schema or a
      drop succeeds, and the function fails when it is called next: with 42P01, or 42703, also
      `record "new" has no field "phone"`.

      ## Why it hurts

      Behind a trigger it is every write of the table that fails, of the new release as well, until
      somebody replaces the function.

      ## What to write instead

      Replace the function in the same transaction:

      ```sql good transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, phone text, changed_at timestamptz);
      CREATE FUNCTION members_clean() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.phone := replace(NEW.phone, ' ', '');
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER members_clean BEFORE INSERT OR UPDATE ON members
        FOR EACH ROW EXECUTE FUNCTION members_clean();
      -- file: 002_telephone.sql
      ALTER TABLE members RENAME COLUMN phone TO telephone;
      CREATE OR REPLACE FUNCTION members_clean() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.telephone := replace(NEW.telephone, ' ', '');
        RETURN NEW;
      END
      $$;
      ```

      Or leave a view under the old name of a table:

      ```sql good transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, phone text);
      CREATE FUNCTION phone_of(member bigint) RETURNS text LANGUAGE sql AS $$
        SELECT phone FROM members WHERE id = member
      $$;
      -- file: 002_people.sql
      ALTER TABLE members RENAME TO people;
      CREATE VIEW members AS SELECT * FROM people;
      ```

      ## When it is fine

      When nothing calls the function any more; then it had better go as well:

      ```sql good transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, phone text);
      CREATE FUNCTION phone_of(member bigint) RETURNS text LANGUAGE sql AS $$
        SELECT phone FROM members WHERE id = member
      $$;
      -- file: 002_no_phone.sql
      DROP FUNCTION phone_of(bigint);
      ALTER TABLE members DROP COLUMN phone;
      ```

      ## What it cannot see

      Functions that no file of the history makes, and SQL that a function puts together with `EXECUTE`.
      Where a body only names the column, it is a warning: a variable, or another table of the same
      statement, may have the name; with several tables in a statement only `table.column` counts.

      ## Examples

      ```sql bad transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, phone text, changed_at timestamptz);
      CREATE FUNCTION members_clean() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.phone IS DISTINCT FROM OLD.phone THEN
          NEW.phone := replace(NEW.phone, ' ', '');
        END IF;
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER members_clean BEFORE UPDATE ON members
        FOR EACH ROW EXECUTE FUNCTION members_clean();
      -- file: 002_telephone.sql
      ALTER TABLE members RENAME COLUMN phone TO telephone;
      --                                ^^^^^ trigger function members_clean still names phone of members in NEW or OLD: writes that fire it fail from the commit on
      ```

      ```sql bad
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, phone text, changed_at timestamptz);
      CREATE FUNCTION phone_of(member bigint) RETURNS text LANGUAGE sql AS $$
        SELECT phone FROM members WHERE id = member
      $$;
      CREATE FUNCTION forget(member bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE members SET phone = NULL, changed_at = now() WHERE id = member;
      END
      $$;
      -- file: 002_no_phone.sql
      ALTER TABLE members DROP COLUMN phone;
      --                  ^^^^^^^^^^^^^^^^^ warning: functions phone_of and forget still name phone of members: calls fail there from the commit on
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, name text);
      CREATE TABLE visits (member_id bigint, at timestamptz);
      CREATE FUNCTION last_visit(member bigint) RETURNS timestamptz LANGUAGE plpgsql AS $$
      DECLARE
        found timestamptz;
      BEGIN
        SELECT max(v.at) INTO found FROM visits v JOIN members m ON m.id = v.member_id
        WHERE m.id = member;
        RETURN found;
      END
      $$;
      -- file: 002_calls.sql
      ALTER TABLE visits RENAME TO calls;
      --          ^^^^^^ warning: function last_visit still names visits: calls fail there from the commit on
      ```

      A function that PostgreSQL has read follows the rename, and another column of the same name is
      another column:

      ```sql good transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, phone text);
      CREATE TABLE offices (id bigint PRIMARY KEY, phone text);
      CREATE FUNCTION phone_of(member bigint) RETURNS text LANGUAGE sql
        RETURN (SELECT phone FROM members WHERE id = member);
      CREATE FUNCTION office_phone(office bigint) RETURNS text LANGUAGE sql AS $$
        SELECT phone FROM offices WHERE id = office
      $$;
      -- file: 002_telephone.sql
      ALTER TABLE members RENAME COLUMN phone TO telephone;
      ```

      """####
    case "cascade-reaches": ####"""
      # cascade-reaches

      CASCADE takes along what these migrations have made, by name

      Severity: error (documented: error)

      On a server: cascades

      ## What happens

      `CASCADE` drops whatever depends on the object: views that read it, foreign keys that point to
      it, columns of its type, triggers that call it (`drop_table_view_dep_cascade`,
      `drop_type_cascade`, `drop_function_trigger_dep_cascade`); `TRUNCATE … CASCADE` empties all
      tables with foreign keys to it (`truncate_cascade`). The migrations before this one have made
      such dependents, and the message names them. Where the files know of none, `drop-cascade` says
      what there might be.

      ## Why it hurts

      None of them is named in the statement. Views and foreign keys have to be made again, by
      somebody who knows that they are gone; the values of columns and the rows of tables are lost.

      ## What to write instead

      Each by its name:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      CREATE VIEW open_orders AS SELECT id FROM orders;
      -- file: 002_no_orders.sql
      DROP VIEW IF EXISTS open_orders;
      DROP TABLE IF EXISTS orders;
      ```

      ## When it is fine

      When all that is listed is meant, and the approval says so:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      CREATE VIEW open_orders AS SELECT id FROM orders;
      -- file: 002_no_orders.sql
      -- whimbrel: allow cascade-reaches, drop-table -- with its view, approved in #412
      DROP TABLE IF EXISTS orders CASCADE;
      ```

      What the same migration has made may go with it, and so may what it drops by name as well, and what
      a way back drops. What holds no data and is made again behind the statement is not listed either,
      nor is the default that a column loses with its sequence where the migration makes the column
      nullable, or gives it another one:

      ```sql good fine
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigserial PRIMARY KEY, position serial);
      CREATE VIEW order_ids AS SELECT id FROM orders;
      CREATE VIEW open_orders AS SELECT id FROM order_ids;
      -- file: 002_order_ids.sql
      DROP VIEW IF EXISTS order_ids CASCADE;
      CREATE VIEW order_ids AS SELECT id, position FROM orders;
      CREATE VIEW open_orders AS SELECT id FROM order_ids;
      ALTER TABLE orders ALTER COLUMN position DROP NOT NULL;
      DROP SEQUENCE IF EXISTS orders_position_seq CASCADE;
      ```

      ## What it cannot see

      What depends on the object and was made elsewhere.

      ## Examples

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      CREATE VIEW open_orders AS SELECT id FROM orders;
      -- file: 002_no_orders.sql
      DROP TABLE IF EXISTS orders CASCADE;
      --                          ^^^^^^^ CASCADE also drops view open_orders
      ```

      ```sql bad
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
      CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
      -- file: 002_empty.sql
      TRUNCATE users CASCADE;
      --             ^^^^^^^ CASCADE also empties table orders and table items
      ```

      ```sql bad
      -- file: 001_mood.sql
      CREATE TYPE mood AS ENUM ('good', 'bad');
      CREATE TABLE days (day date PRIMARY KEY, mood mood NOT NULL);
      -- file: 002_no_mood.sql
      DROP TYPE IF EXISTS mood CASCADE;
      --                       ^^^^^^^ CASCADE also drops column days.mood
      ```

      ```sql good
      CREATE TABLE stage (id bigint PRIMARY KEY);
      CREATE VIEW stage_lines AS SELECT id FROM stage;
      DROP TABLE stage CASCADE;
      ```

      """####
    case "certain-failure": ####"""
      # certain-failure

      A statement that fails in the schema that the migrations before it leave

      Severity: error (documented: error)

      On a server: fails

      ## What happens

      whimbrel replays the migrations of a directory on a model of a server, and this statement is one
      that PostgreSQL then refuses: it makes what is there already, uses what has been dropped, drops
      what something else depends on. The message is PostgreSQL's, with its SQLSTATE (measured on
      PostgreSQL 14 to 18: `create_table_duplicate`, `drop_table_view_dep`, `add_column_duplicate`).

      Only what is certain is reported. A table that no file makes may exist, and a column of such a
      table as well; what a DO block does, it does perhaps. Behind the first failure of a file nothing
      is reported: it is not reached.

      Statements that refuse a transaction, SQL that cannot be read, and columns that only an empty table
      can get (`adding-required-column`) have rules of their own.

      ## Why it hurts

      The deployment stops here, with what stands before the statement done or, in a transaction,
      undone.

      ## What to write instead

      What the schema needs. To add what may be there, say so:

      ```sql good
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_users.sql
      CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
      ```

      ## When it is fine

      If the file is never run behind those before it. Files whose names tell no order are not taken
      for a history, and each is looked at by itself:

      ```sql good alternatives
      -- file: tables.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: tables_for_tests.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      ```

      ## What it cannot see

      What is done outside of the files: by code, by hand, by migrations of another directory. The
      rows: of a constraint that they break, nothing is known.

      ## Examples

      ```sql bad
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, name text);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: relation "users" already exists (SQLSTATE 42P07)
      ```

      ```sql bad
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, name text);
      DROP TABLE users;
      -- file: 002_name.sql
      CREATE INDEX CONCURRENTLY users_name_idx ON users (name);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: relation "users" does not exist (SQLSTATE 42P01)
      ```

      ```sql bad
      CREATE TABLE orders (id bigint PRIMARY KEY, note text);
      CREATE INDEX orders_note_idx ON orders (notes);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: column "notes" of relation "orders" does not exist (SQLSTATE 42703)
      CREATE INDEX orders_id_idx ON orders (ids);
      ```

      What the parser accepts and the analysis refuses (`update-assigns-twice`):

      ```sql bad
      UPDATE users SET name = trim(name), email = lower(email), name = initcap(name) WHERE id > 100;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: multiple assignments to same column "name" (SQLSTATE 42601)
      ```

      A name in the same schema is taken by any kind of relation:

      ```sql bad
      CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);
      CREATE INDEX orders_pkey ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: relation "orders_pkey" already exists (SQLSTATE 42P07)
      ```

      The serial types are none that a column can change to:

      ```sql bad
      ALTER TABLE orders ALTER COLUMN id TYPE bigserial;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: type "bigserial" does not exist (SQLSTATE 42704)
      ```

      A label of an enum can be used when the transaction that adds it has committed
      (`alter_type_add_value_and_use`):

      ```sql bad transport=transaction-per-file
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      CREATE TABLE parcels (id bigint PRIMARY KEY, state parcel_state);
      -- file: 002_lost.sql
      ALTER TYPE parcel_state ADD VALUE 'lost';
      ALTER TABLE parcels ALTER COLUMN state SET DEFAULT 'lost';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: unsafe use of new value "lost" of enum type parcel_state (SQLSTATE 55P04)
      ```

      ```sql good
      BEGIN;
      CREATE TABLE orders (id bigint PRIMARY KEY);
      ROLLBACK;
      CREATE TABLE orders (id bigint PRIMARY KEY);
      ```

      ```sql good
      CREATE TABLE orders (id bigint PRIMARY KEY);
      DROP TABLE orders;
      CREATE TABLE orders (id bigint PRIMARY KEY);
      DROP TABLE IF EXISTS invoices;
      CREATE TABLE archive.orders (id bigint PRIMARY KEY);
      ```

      ```sql good
      DO $$
      BEGIN
        IF to_regclass('orders') IS NULL THEN
          CREATE TABLE orders (id bigint PRIMARY KEY);
        END IF;
      END
      $$;
      ```

      A way back is run where its migration has been:

      ```sql good
      -- file: 001_users.down.sql
      DROP TABLE users;
      -- file: 001_users.up.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
      ```

      ```sql bad
      CREATE TABLE cart_lines (id bigint PRIMARY KEY, cart_id bigint REFERENCES carts (id));
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: carts does not exist yet (SQLSTATE 42P01), it is made further down
      CREATE TABLE carts (id bigint PRIMARY KEY);
      ```

      ```sql bad transport=autocommit
      CREATE TEMPORARY TABLE wanted (id bigint) ON COMMIT DROP;
      INSERT INTO wanted VALUES (1);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: relation "wanted" does not exist (SQLSTATE 42P01)
      ```

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY, at timestamptz NOT NULL, page text NOT NULL, more json);
      -- file: 002_visits.sql
      INSERT INTO visits (id, at) VALUES (1, now());
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: null value in column "page" of relation "visits" violates not-null constraint (SQLSTATE 23502)
      ```

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY, at timestamptz NOT NULL, more json);
      -- file: 002_visits.sql
      CREATE INDEX visits_day_idx ON visits ((at::date));
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this fails: functions in index expression must be marked IMMUTABLE (SQLSTATE 42P17)
      ```

      ```sql good
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY, at timestamptz NOT NULL, page text NOT NULL DEFAULT '');
      CREATE INDEX visits_day_idx ON visits (((at AT TIME ZONE 'UTC')::date));
      -- file: 002_visits.sql
      INSERT INTO visits (id, at) VALUES (99999, now());
      ```

      ```sql good transport=transaction-per-file
      CREATE TEMPORARY TABLE wanted (id bigint) ON COMMIT DROP;
      INSERT INTO wanted VALUES (1);
      ```

      """####
    case "changed-signature": ####"""
      # changed-signature

      A view or function is dropped and made again without what the running release asks for

      Severity: warning (documented: warning)

      On a server: breaks names

      ## What happens

      `CREATE OR REPLACE VIEW` can only add columns behind the old ones (`create_or_replace_view_same`,
      `create_or_replace_view_rename_column`), `CREATE OR REPLACE FUNCTION` changes neither result nor
      the names of arguments; other argument types make another function (documentation: CREATE FUNCTION,
      "Notes"). `DROP` and `CREATE` get around that, and put something of the same name where clients find
      it: without a column, with other arguments, or with another result. `DROP` also takes the grants
      along (documentation: CREATE FUNCTION, "Notes").

      ## Why it hurts

      The release before the migration goes on to ask for the column (42703) and to call the function as
      it was (42883), until its last instance has been replaced.

      ## What to write instead

      Of a view, keep the columns and put new ones behind them:

      ```sql good transport=transaction-per-file
      -- file: 001_view.sql
      CREATE VIEW user_names AS SELECT id, name FROM users;
      -- file: 002_view.sql
      CREATE OR REPLACE VIEW user_names AS SELECT id, name, nickname FROM users;
      ```

      Of a function, give new arguments a default, or leave the old one beside it:

      ```sql good transport=transaction-per-file
      -- file: 001_net.sql
      CREATE FUNCTION net(gross numeric) RETURNS numeric LANGUAGE sql AS 'SELECT gross / 1.2';
      -- file: 002_net.sql
      DROP FUNCTION net(numeric);
      CREATE FUNCTION net(gross numeric, rate numeric DEFAULT 0.2) RETURNS numeric
        LANGUAGE sql AS 'SELECT gross / (1 + rate)';
      ```

      With the same names in another order that does not work: beside each other, a call that names its
      arguments finds both, and PostgreSQL refuses to choose (42725, measured on 15). Keep the order, or
      give the new function another name.

      ## When it is fine

      When the running release does not use what goes:

      ```sql good transport=transaction-per-file
      -- file: 001_view.sql
      CREATE VIEW user_names AS SELECT id, name, legacy_code FROM users;
      -- file: 002_view.sql
      -- whimbrel: allow changed-signature -- legacy_code is not read since 3.1
      DROP VIEW user_names;
      CREATE VIEW user_names AS SELECT id, name FROM users;
      ```

      Functions of triggers are called by no client. What is dropped and not made again is the business of
      `drop-object`; what `CREATE OR REPLACE` refuses, that of `certain-failure`.

      ## What it cannot see

      Who uses the column or calls the function; views and functions that no file of the history makes;
      the types of a view's columns; calls with the names of arguments, which fail where those change.

      ## Examples

      ```sql bad transport=transaction-per-file
      -- file: 001_view.sql
      CREATE VIEW user_names AS SELECT id, name, phone FROM users;
      -- file: 002_view.sql
      DROP VIEW IF EXISTS user_names;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^ drops user_names and makes it again: the view that takes its name lacks name and phone: queries of the running release that name them fail
      CREATE VIEW user_names AS SELECT id, coalesce(nickname, name) AS nickname FROM users;
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_net.sql
      CREATE FUNCTION net(gross numeric) RETURNS numeric LANGUAGE sql AS 'SELECT gross / 1.2';
      CREATE FUNCTION tax(gross numeric) RETURNS numeric LANGUAGE sql AS 'SELECT gross / 6';
      -- file: 002_net.sql
      DROP FUNCTION net(numeric);
      --<^^^^^^^^^^^^^^^^^^^^^^^ drops net and makes it again: the function that takes its name has (gross numeric, rate numeric) instead of (gross numeric): calls of the running release fail
      CREATE FUNCTION net(gross numeric, rate numeric) RETURNS numeric
        LANGUAGE sql AS 'SELECT gross / (1 + rate)';
      DROP FUNCTION tax(numeric);
      --<^^^^^^^^^^^^^^^^^^^^^^^ drops tax and makes it again: the function that takes its name has text as its result instead of numeric: calls of the running release fail
      CREATE FUNCTION tax(gross numeric) RETURNS text LANGUAGE sql AS 'SELECT (gross / 6)::text';
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_list.sql
      CREATE FUNCTION user_list() RETURNS TABLE (id bigint, name text, phone text)
        LANGUAGE sql AS 'SELECT id, name, phone FROM users';
      -- file: 002_list.sql
      DROP FUNCTION user_list();
      --<^^^^^^^^^^^^^^^^^^^^^^ drops user_list and makes it again: the function that takes its name lacks phone: queries of the running release that name it fail
      CREATE FUNCTION user_list() RETURNS TABLE (id bigint, name text, nickname text)
        LANGUAGE sql AS 'SELECT id, name, nickname FROM users';
      ```

      ```sql good transport=transaction-per-file
      -- file: 001_view.sql
      CREATE VIEW order_sums AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
      -- file: 002_view.sql
      DROP VIEW order_sums;
      CREATE VIEW order_sums AS
        SELECT user_id, count(*) AS orders, sum(total) AS total FROM orders GROUP BY user_id;
      ```

      ```sql good
      CREATE FUNCTION stage_key(line text) RETURNS text LANGUAGE sql AS 'SELECT lower(line)';
      DROP FUNCTION stage_key(text);
      CREATE FUNCTION stage_key(line text, part int) RETURNS text
        LANGUAGE sql AS 'SELECT split_part(line, '','', part)';
      ```

      """####
    case "changelog-entry": ####"""
      # changelog-entry

      A migration without a true entry in the changelog of the migrations

      Severity: off (documented: warning)

      On a server: nothing (it is about a text beside the migrations)

      ## What happens

      Beside the migrations lies `CHANGELOG.md`, with an entry for each of them:

      ```
      # Migration Changelog

      ## [004] Add User Preferences - 2025-11-10
      - Added user_preferences table
      - Applied: Development ✓, Staging ✓, Production ✓
      - Rollback available: Yes
      - Issues: None
      ```

      The rule reports a migration that has no entry, or more than one; an entry whose heading has not
      this form, or a day that no calendar has; a line `Rollback available` that is not true; an entry
      that stands below that of an older migration; and an entry for a migration that does not exist,
      at the migration before it. The finding stands in the migration, and shows the place in the
      changelog. Other lines and headings are the team's.

      ## Why it hurts

      The changelog is what people read to find out where a migration has run and whether there is a way
      back. One that leaves migrations out, or promises rollbacks that nobody wrote, is worse than none:
      it is believed.

      ## What to write instead

      ```sql good preset=documented
      -- file: 003_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- Rollback
      -- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      -- file: 004_trim_names.sql
      -- Reversible: No, what was there is not kept
      UPDATE users SET name = trim(name) WHERE name <> trim(name);
      -- file: CHANGELOG.md
      # Migration Changelog

      ## [004] Trim Names - 2025-11-10
      - Names without white space around them
      - Rollback available: No, what was there is not kept

      ## [003] Add Phone Number - 2025-11-05
      - Added phone_number to users
      - Rollback available: Yes
      ```

      Where the changelog is another file, and where the oldest entry stands first, whimbrel.toml says so:

      ```toml
      changelog = "docs/migrations.md"

      [rules]
      changelog-entry = { order = "oldest-first" }
      ```

      `order` is `newest-first`, `oldest-first` or `any`.

      ## When it is fine

      Where the runner, the commits or the releases tell what was done: leave the rule off, as
      `recommended` does.

      ## What it cannot see

      Whether the migration was applied where the entry says so, and whether the rollback works. Files
      without a number in their name have no entry, nor have rollback files, schema dumps and repeatable
      migrations.

      ## Examples

      ```sql bad preset=documented
      -- file: 003_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      -- file: 004_add_fax_number.sql
      -- Migration: 004
      -- ^^^^^^^^^^^^^^ CHANGELOG.md has no entry for migration 004
      -- Description: Fax number of a user
      -- Date: 2025-11-18
      ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;
      -- file: CHANGELOG.md
      ## [003] Add Phone Number - 2025-11-05
      ```

      One entry too many, and one for a file that was given another number:

      ```sql bad preset=documented
      -- file: 003_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHANGELOG.md has 2 entries for migration 003
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHANGELOG.md has an entry for migration 004, which does not exist
      -- file: 005_add_fax_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;
      -- file: CHANGELOG.md
      ## [005] Add Fax Number - 2025-11-18

      ## [004] Add Fax Number - 2025-11-18

      ## [003] Add Phone Number - 2025-11-05

      ## [003] Add Phone Number - 2025-11-05
      ```

      What it says of the way back is not true:

      ```sql bad preset=documented
      -- file: 003_add_phone_number.sql
      -- Reversible: No, numbers are not kept
      -- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHANGELOG.md says that there is a rollback of 003, and there is none
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      -- file: 004_add_fax_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;

      -- Rollback
      --<^^^^^^^^ CHANGELOG.md says that there is no rollback of 004, and there is one
      -- ALTER TABLE users DROP COLUMN IF EXISTS fax_number;
      -- file: 005_add_pager.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS pager text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHANGELOG.md says neither Yes nor No to whether there is a rollback of 005
      -- file: CHANGELOG.md
      ## [005] Add Pager - 2025-11-20
      * **Rollback available**: to be decided

      ## [004] Add Fax Number - 2025-11-18
      - Rollback available: No

      ## [003] Add Phone Number - 2025-11-05
      - Rollback available: Yes
      ```

      Headings that are no entries by the guide, and not in its order:

      ```sql bad preset=documented
      -- file: 003_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the entry for migration 003 in CHANGELOG.md is not headed ## [003]
      -- file: 004_add_fax_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the entry for migration 004 in CHANGELOG.md does not end with a day
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the entry for migration 004 in CHANGELOG.md stands below that for the older 003
      -- file: 005_add_pager.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS pager text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the entry for migration 005 in CHANGELOG.md has the day 2025-11-31, which does not exist
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the entry for migration 005 in CHANGELOG.md stands below that for the older 004
      -- file: CHANGELOG.md
      ## 003 Add Phone Number - 2025-11-05

      ## [004] Add Fax Number

      ## [005] Add Pager - 2025-11-31
      ```

      No changelog at all is said once, at the first migration:

      ```sql bad preset=documented changelog=absent
      -- file: 003_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ there is no changelog beside these migrations
      -- file: 004_add_fax_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;
      ```

      ```sql good preset=documented option.order=oldest-first
      -- file: 003_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      -- file: 003_add_phone_number.down.sql
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      -- file: 004_add_fax_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;
      -- file: docs/migrations.md
      # What was done when

      ## [3] Phone numbers – 2025-11-05

      ## [4] Fax - and pager - numbers - 2025-11-18

      ## [Unreleased]

      ~~~
      ## [005] Title - 2025-11-30
      ~~~
      ```

      ```sql good preset=documented
      -- file: V1.2__add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      -- file: R__reports.sql
      CREATE OR REPLACE VIEW reports AS SELECT id FROM users;
      -- file: CHANGELOG.md
      ## [1.2] Add Phone Number - 2025-11-05
      ```

      """####
    case "changing-column-type": ####"""
      # changing-column-type

      ALTER COLUMN TYPE that rewrites the table: reads and writes wait until it is done

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, work

      ## What happens

      `ALTER COLUMN … TYPE` always takes an AccessExclusiveLock. Whether it then writes the whole
      table and its indexes anew depends on the old type, which the migrations before this one tell.
      These are the changes that need no rewrite (measured on PostgreSQL 14 to 18; the cases begin
      with `type_`):

      | to | from |
      |---|---|
      | `text` | `varchar`, `varchar(n)`, `citext`, a domain over `text` (`varchar_to_text`, `citext_to_text`, `domain_plain_to_text`) |
      | `varchar` | `varchar(n)`, `text` (`varchar_unbounded`) |
      | `varchar(n)` | `varchar(m)`, m ≤ n (`varchar_wider`) |
      | `citext` | `text` (`text_to_citext_indexed`, which rebuilds its index) |
      | `numeric` | any `numeric(p, s)` (`numeric_unbounded`) |
      | `numeric(p, s)` | `numeric(q, s)`, q ≤ p, the same s (`numeric_precision_up`) |
      | `timestamptz` | `timestamp`, if the session's TimeZone is UTC (`timestamp_to_timestamptz_gmt`); else it rewrites |
      | `timestamp` | `timestamptz`, in the same case |
      | `timestamp`, `timestamptz`, `interval` | the same type with any precision (`timestamp3_to_unbounded`) |
      | `timestamp(p)`, `timestamptz(p)`, `interval(p)` | the same type with a smaller p (`timestamp3_to_6`) |
      | `varbit` | `bit(n)`, `varbit(n)` (`bit_to_varbit`) |
      | `inet` | `cidr` (`cidr_to_inet`) |
      | `integer`, `oid` | each other (`int_to_oid`) |

      All others rewrite, `integer` to `bigint` (`int_to_bigint`), `char(n)` to `text`
      (`char_to_text`), `json` to `jsonb` (`json_to_jsonb`) and every change of an array
      (`varchar_array_wider`) among them; so does a `USING` that is more than a cast to the new type
      (`using_expression_same_type`).

      Without a rewrite, too, the table is read if a CHECK constraint uses the column
      (`varchar_wider_check`), and indexes on expressions of it are rebuilt
      (`varchar_wider_expression_index`). The tables at the other end of foreign keys are locked as
      well (`fk_target_varchar_wider`). A view, trigger, policy, generated column or publication that
      uses the column makes the statement fail (`varchar_wider_view`, `varchar_wider_trigger_of`).

      ## Why it hurts

      A rewrite takes as long as the table and its indexes are big, and twice their room on the disk.
      Nothing can use the table meanwhile.

      ## What to write instead

      A second column, filled in batches, and a release that writes both; the old one goes later:

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS user_number bigint;
      UPDATE orders SET user_number = user_id
      WHERE id IN (SELECT id FROM orders WHERE user_number IS NULL LIMIT 10000);
      ```

      A domain that has a CHECK or is NOT NULL is no type for the second column: ADD COLUMN writes all
      rows anew for it as well. That column gets the type below the domain. Where
      the old one has that type already, it can stay, and a CHECK of the table asks what the domain asks:

      ```sql good
      -- file: 001_short_names.sql
      ALTER TABLE users ADD CONSTRAINT users_name_short CHECK (char_length(name) <= 80) NOT VALID;
      -- file: 002_short_names.sql
      ALTER TABLE users VALIDATE CONSTRAINT users_name_short;
      ```

      The same forbids a label of an enum without a type that lacks it, in each table that uses it:
      `CHECK (status <> 'lost')`.

      ## When it is fine

      If the table above says that it does not rewrite, which is not reported where the files tell the
      old type:

      ```sql good
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, phone varchar(20), score numeric(8, 2));
      -- file: 002_phone.sql
      ALTER TABLE users ALTER COLUMN phone TYPE varchar(40), ALTER COLUMN score TYPE numeric(12, 2);
      ```

      Where they do not, or if the table is small, say so:

      ```sql good
      -- whimbrel: allow changing-column-type -- from varchar(20): nothing is rewritten; no CHECK on it
      ALTER TABLE users ALTER COLUMN phone TYPE varchar(40);
      ```

      Tables that the same migration makes, and temporary ones, are not reported.

      ## What it cannot see

      The old type, if no file tells it: then it is a warning, which names the types that a `varchar` or a
      `text` mostly comes from without a rewrite. The TimeZone of the session, if no file
      sets it.

      ## Examples

      ```sql bad
      ALTER TABLE orders ALTER COLUMN id TYPE bigint;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE may rewrite orders under an AccessExclusiveLock: nothing is known of the type that "id" has
      ```

      ```sql bad
      ALTER TABLE users
        ALTER COLUMN status TYPE varchar(40),
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE rewrites users under an AccessExclusiveLock unless status is a varchar of at most 40 now: no file tells its type
        ALTER name SET DATA TYPE text,
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE rewrites users under an AccessExclusiveLock unless name is a varchar or text now: no file tells its type
        ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC';
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites users under an AccessExclusiveLock
      ```

      ```sql bad
      ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 2);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE may rewrite orders under an AccessExclusiveLock: nothing is known of the type that "total" has
      ALTER TABLE users ALTER COLUMN created_at TYPE timestamp with time zone;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE may rewrite users under an AccessExclusiveLock: nothing is known of the type that "created_at" has
      ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE rewrites users under an AccessExclusiveLock unless name is a varchar or text now: no file tells its type
      ALTER TABLE orders ALTER COLUMN tags TYPE varchar(100)[];
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE may rewrite orders under an AccessExclusiveLock: nothing is known of the type that "tags" has
      ```

      A `USING` that is no more than the cast says nothing new:

      ```sql bad
      ALTER TABLE users ALTER COLUMN name TYPE text USING name::text;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE rewrites users under an AccessExclusiveLock unless name is a varchar or text now: no file tells its type
      ```

      ```sql bad
      ALTER TABLE users ALTER COLUMN created_at TYPE timestamptz USING created_at;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: ALTER COLUMN TYPE may rewrite users under an AccessExclusiveLock: nothing is known of the type that "created_at" has
      ```

      The files tell the old type:

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id integer PRIMARY KEY, note varchar(40), tag varchar(9));
      CREATE INDEX orders_tag_idx ON orders (lower(tag));
      -- file: 002_bigint.sql
      ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN note TYPE text;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites orders under an AccessExclusiveLock, reads and writes wait: orders.id is integer since 001_orders.sql
      -- file: 003_note.sql
      ALTER TABLE orders ALTER COLUMN note TYPE varchar(20);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites orders under an AccessExclusiveLock, reads and writes wait: orders.note is text since 002_bigint.sql
      -- file: 004_tag.sql
      ALTER TABLE orders ALTER COLUMN tag TYPE varchar(20);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE builds indexes of orders anew under an AccessExclusiveLock, reads and writes wait: orders.tag is varchar(9) since 001_orders.sql
      ```

      Where nothing hangs on the column (no index, constraint, default, view), `--unsafe-fixes` writes all
      of the way: a second column, a trigger that fills it, batches for the rows that are there, and a
      short transaction in which it takes the name.

      ```sql bad
      -- file: 001_items.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, weight integer NOT NULL);
      -- file: 002_weight.sql
      ALTER TABLE parcels ALTER COLUMN weight TYPE bigint;
      --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites parcels under an AccessExclusiveLock, reads and writes wait: parcels.weight is integer since 001_items.sql
      ```

      ```sql fixed unsafe
      -- file: 002_weight.sql
      ALTER TABLE parcels ADD COLUMN weight_new bigint;
      CREATE OR REPLACE FUNCTION parcels_weight_sync() RETURNS trigger LANGUAGE plpgsql AS $sync$
      BEGIN
        NEW.weight_new := NEW.weight;
        RETURN NEW;
      END
      $sync$;
      CREATE TRIGGER parcels_weight_sync BEFORE INSERT OR UPDATE ON parcels
        FOR EACH ROW EXECUTE FUNCTION parcels_weight_sync();
      CREATE OR REPLACE PROCEDURE parcels_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first parcels.id%TYPE;
        batch_last parcels.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM parcels ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM parcels WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE parcels SET weight_new = weight WHERE id BETWEEN batch_first AND batch_last AND weight_new IS NULL AND weight IS NOT NULL;
          COMMIT;
          SELECT id INTO batch_first FROM parcels WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      CALL parcels_backfill();
      DROP PROCEDURE parcels_backfill();
      ALTER TABLE parcels ADD CONSTRAINT parcels_weight_set CHECK (weight_new IS NOT NULL) NOT VALID;
      ALTER TABLE parcels VALIDATE CONSTRAINT parcels_weight_set;
      BEGIN;
      DROP TRIGGER parcels_weight_sync ON parcels;
      DROP FUNCTION parcels_weight_sync();
      ALTER TABLE parcels ALTER COLUMN weight_new SET NOT NULL;
      ALTER TABLE parcels DROP CONSTRAINT parcels_weight_set;
      -- whimbrel: allow drop-column -- its values are in weight_new, which takes its name
      ALTER TABLE parcels DROP COLUMN weight;
      ALTER TABLE parcels RENAME COLUMN weight_new TO weight;
      COMMIT;
      ```

      ```sql bad framework=golang-migrate
      -- file: 000001_parcels.up.sql
      CREATE TABLE parcels (id uuid PRIMARY KEY, weight smallint);
      -- file: 000002_weight.up.sql
      ALTER TABLE parcels ALTER COLUMN weight TYPE integer USING weight::integer;
      --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites parcels under an AccessExclusiveLock, reads and writes wait: parcels.weight is smallint since 000001_parcels.up.sql
      ```

      ```sql fixed unsafe
      -- file: 000002_weight.up.sql
      ALTER TABLE parcels ADD COLUMN weight_new integer;
      CREATE OR REPLACE FUNCTION parcels_weight_sync() RETURNS trigger LANGUAGE plpgsql AS $sync$
      BEGIN
        NEW.weight_new := NEW.weight::integer;
        RETURN NEW;
      END
      $sync$;
      CREATE TRIGGER parcels_weight_sync BEFORE INSERT OR UPDATE ON parcels
        FOR EACH ROW EXECUTE FUNCTION parcels_weight_sync();
      -- file: 000003_parcels_backfill.up.sql
      CREATE OR REPLACE PROCEDURE parcels_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first parcels.id%TYPE;
        batch_last parcels.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM parcels ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM parcels WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE parcels SET weight_new = weight::integer WHERE id BETWEEN batch_first AND batch_last AND weight_new IS NULL AND weight IS NOT NULL;
          COMMIT;
          SELECT id INTO batch_first FROM parcels WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      -- file: 000004_parcels_backfill.up.sql
      CALL parcels_backfill();
      -- file: 000005_parcels_backfill.up.sql
      DROP PROCEDURE parcels_backfill();
      -- file: 000006_after_parcels_backfill.up.sql
      DROP TRIGGER parcels_weight_sync ON parcels;
      DROP FUNCTION parcels_weight_sync();
      -- whimbrel: allow drop-column -- its values are in weight_new, which takes its name
      ALTER TABLE parcels DROP COLUMN weight;
      ALTER TABLE parcels RENAME COLUMN weight_new TO weight;
      ```

      A column that this migration has added to an old table has a row for each of the table's:

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS rank int;
      ALTER TABLE users ALTER COLUMN rank TYPE bigint;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites users under an AccessExclusiveLock, reads and writes wait: users.rank is integer
      ```

      The tables of a composite type change with it (`composite-type-used-by-typed-table-cascade`):

      ```sql bad
      -- file: 001_pairs.sql
      CREATE TYPE pair AS (a integer, b text);
      CREATE TABLE pairs OF pair;
      -- file: 002_pair.sql
      ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint CASCADE;
      --              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rewrites pairs under an AccessExclusiveLock, reads and writes wait: pairs.a is integer since 001_pairs.sql
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id int PRIMARY KEY, total int);
      ALTER TABLE invoices ALTER COLUMN id TYPE bigint;
      ```

      ```sql good
      CREATE TEMPORARY TABLE moved_orders (id int);
      ALTER TABLE moved_orders ALTER COLUMN id TYPE bigint;
      ```

      What else is altered of a column is not its type:

      ```sql good
      ALTER TABLE orders
        ALTER COLUMN note SET DEFAULT '',
        ALTER COLUMN note SET STATISTICS 500,
        ALTER COLUMN note SET STORAGE EXTERNAL;
      ```

      """####
    case "changing-table-storage": ####"""
      # changing-table-storage

      SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD: the table is copied under an AccessExclusiveLock

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, rewrite

      ## What happens

      These forms of `ALTER TABLE` give a table another file, and copy all rows to it, under an
      AccessExclusiveLock:

      - `SET UNLOGGED` and `SET LOGGED`, with all indexes; from PostgreSQL 15 on, with the sequences of
        identity columns (measured on 14 to 18: `set_unlogged`, `set_unlogged_with_identity`);
      - `SET ACCESS METHOD`, which there is since 15 (`access-method-other` of `scripts/oracle`);
      - `SET TABLESPACE`, for the file as it is, without the indexes (`set_tablespace_other`), and
        `ALTER TABLE ALL IN TABLESPACE … SET TABLESPACE …`, for one table after the other
        (`set_tablespace_all`).

      An unlogged table is empty after a crash of the server, and on every replica (documentation:
      CREATE TABLE, `UNLOGGED`).

      Nothing is copied if the table has the property already; the lock is taken all the same
      (`set_logged_already`, `set_tablespace_same`).

      ## Why it hurts

      Nobody can use the table while it is copied; and `SET LOGGED` also writes all of it to the
      write-ahead log.

      ## What to write instead

      A new table has the property from the start. Fill it in batches, let a trigger carry over what
      changes meanwhile, and swap the names at the end:

      ```sql good
      CREATE TABLE orders_new (LIKE orders INCLUDING ALL) WITH (fillfactor = 90);
      ```

      pg_repack with `--tablespace` moves a table while it is in use.

      ## When it is fine

      On a table that nobody uses, such as one that is only being filled. Tables that the same migration
      makes are not reported:

      ```sql good
      CREATE UNLOGGED TABLE IF NOT EXISTS imported_orders (id bigint PRIMARY KEY, total numeric);
      INSERT INTO imported_orders SELECT id, total FROM orders;
      ALTER TABLE imported_orders SET LOGGED;
      ```

      A partitioned table has no file of its own, and a table that has the property already is not
      copied:

      ```sql good
      -- file: 001_cache.sql
      CREATE UNLOGGED TABLE page_cache (path text PRIMARY KEY, body text);
      -- file: 002_cache.sql
      ALTER TABLE page_cache SET UNLOGGED;
      ```

      ## What it cannot see

      How large a table is, and what property it has, if no file of the run makes it.

      ## Examples

      ```sql bad
      ALTER TABLE sessions SET UNLOGGED;
      --                   ^^^^^^^^^^^^ SET UNLOGGED writes all of sessions anew under an AccessExclusiveLock: reads and writes wait until it is done; and a crash of the server empties it from then on
      ```

      ```sql bad
      -- file: 001_import.sql
      CREATE UNLOGGED TABLE imported_orders AS SELECT id, total FROM orders;
      -- file: 002_import.sql
      SET lock_timeout = '2s';
      ALTER TABLE imported_orders SET LOGGED, ALTER COLUMN total SET STATISTICS 200;
      --                          ^^^^^^^^^^ SET LOGGED writes all of imported_orders anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      ```sql bad
      -- file: 001_cache.sql
      CREATE UNLOGGED TABLE page_cache (path text PRIMARY KEY, body text);
      -- file: 002_cache.sql
      ALTER TABLE page_cache SET LOGGED;
      --                     ^^^^^^^^^^ SET LOGGED writes all of page_cache anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      ```sql bad
      -- file: 001_method.sql
      CREATE ACCESS METHOD columns TYPE TABLE HANDLER heap_tableam_handler;
      -- file: 002_orders.sql
      ALTER TABLE old_orders SET ACCESS METHOD columns;
      --                     ^^^^^^^^^^^^^^^^^^^^^^^^^ SET ACCESS METHOD writes all of old_orders anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      """####
    case "cluster": ####"""
      # cluster

      CLUSTER: the table is copied in another order under an AccessExclusiveLock

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, rewrite

      ## What happens

      `CLUSTER` writes all rows to a new file, in the order of an index, builds all indexes anew, and
      holds an AccessExclusiveLock until it is done (measured on PostgreSQL 14 to 18: `cluster_using`,
      `cluster_table`). For a while, the disk has to hold the table and its indexes twice.

      The order does not last: rows that come or change later are put where there is room
      (documentation: CLUSTER).

      ## Why it hurts

      Nobody can read or write the table for as long as it takes to sort and copy it.

      ## What to write instead

      pg_repack with `--order-by` does the same while the table is in use. What is wanted is mostly that
      one query reads few pages, for which an index with all its columns does as well:

      ```sql good
      CREATE INDEX CONCURRENTLY orders_user_id_placed_at_idx
        ON orders (user_id, placed_at) INCLUDE (total);
      ```

      ## When it is fine

      In a maintenance window. Tables that the same migration makes are not reported:

      ```sql good
      CREATE TABLE readings (id bigint PRIMARY KEY, sensor int, at timestamptz);
      CREATE INDEX readings_sensor_idx ON readings (sensor);
      CLUSTER readings USING readings_sensor_idx;
      ```

      To say in which order a later `CLUSTER` would put the rows, is only a ShareUpdateExclusiveLock
      (`cluster_on`):

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders CLUSTER ON orders_user_id_idx;
      ```

      ## What it cannot see

      How large the table is.

      ## Examples

      ```sql bad
      CLUSTER orders USING orders_user_id_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CLUSTER writes all of orders anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      ```sql bad
      SET lock_timeout = '2s';
      CLUSTER (VERBOSE) users USING users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CLUSTER writes all of users anew under an AccessExclusiveLock: reads and writes wait until it is done
      ANALYZE users;
      ```

      With the index of the last time:

      ```sql bad
      -- file: 001_order.sql
      ALTER TABLE orders CLUSTER ON orders_user_id_idx;
      -- file: 002_again.sql
      CLUSTER orders;
      --<^^^^^^^^^^^ CLUSTER writes all of orders anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      """####
    case "concurrent-build-under-timeout": ####"""
      # concurrent-build-under-timeout

      An index is built CONCURRENTLY under a timeout that may end it, and leave it INVALID

      Severity: warning (documented: warning)

      On a server: under a timeout, build

      ## What happens

      `CREATE INDEX CONCURRENTLY` reads the table twice, and waits for all transactions that were there
      before. `statement_timeout` counts all of that. When it ends the build, the index stays, marked
      `INVALID`: it is kept up to date by each write and used by no query, a unique one refuses no
      duplicate, and `IF NOT EXISTS` is content with it in the next run (measured on PostgreSQL 15;
      documentation: CREATE INDEX, Building Indexes Concurrently). `REINDEX … CONCURRENTLY` leaves an
      index named `…_ccnew`.

      `lock_timeout` counts the waits for older transactions, and ends the build in the same way
      (measured on PostgreSQL 15). Since it also keeps the build from waiting for its own lock, that is
      an info.

      ## Why it hurts

      The migration fails on the large table of production and nowhere else; and the way on is not to run
      it again, but to drop the index first.

      ## What to write instead

      No timeout for the build, which lets others read and write all the time:

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      SET lock_timeout = 0;
      SET statement_timeout = 0;
      CREATE INDEX CONCURRENTLY orders_priority_idx ON orders (priority);
      ```

      ```sql good framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      SET statement_timeout = '30s';
      UPDATE orders SET note = '' WHERE id = 7;
      RESET statement_timeout;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      -- +goose Down
      SELECT 1;
      ```

      ## When it is fine

      If the table is small, or the timeout long: one of an hour or more is not reported.

      ```sql good
      SET statement_timeout = '2h';
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      ## What it cannot see

      Timeouts that the role, the runner or the server sets, and how large the table is.

      ## Examples

      ```sql bad
      SET statement_timeout = '30s';
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ statement_timeout is 30s: a build that takes longer ends this, and leaves index orders_placed_at_idx behind, which is INVALID: it costs writes and serves no query
      ```

      ```sql bad
      SELECT set_config('statement_timeout', '60000', false);
      REINDEX INDEX CONCURRENTLY orders_user_id_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ statement_timeout is 60000 milliseconds: a build that takes longer ends this, and leaves a second index, named …_ccnew, behind, which is INVALID: it costs writes and serves no query
      ```

      ```sql bad framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      SET lock_timeout = '2s';
      CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: lock_timeout is 2s: an older transaction that lasts longer ends this, and leaves index orders_number_key behind, which is INVALID: it costs writes and serves no query
      -- +goose Down
      SELECT 1;
      ```

      """####
    case "concurrent-index-left-invalid": ####"""
      # concurrent-index-left-invalid

      CREATE INDEX CONCURRENTLY IF NOT EXISTS: the INVALID index of a failed build counts as there

      Severity: warning (documented: warning)

      On a server: stays invalid

      ## What happens

      A concurrent build that fails, because of a duplicate, a deadlock, a timeout or a deployment that
      is stopped, leaves its index behind: it is marked INVALID, no query uses it, every write keeps it up
      to date. `IF NOT EXISTS` looks at the name alone. The next run finds it, says `already exists,
      skipping` and is done (measured on PostgreSQL 14 to 18:
      `create_unique_index_concurrently_violated`,
      `create_unique_index_concurrently_if_not_exists_violated`; documentation, "CREATE INDEX", "Building
      Indexes Concurrently").

      ## Why it hurts

      The migration counts as done, and the index is not there. A unique index that is INVALID does not
      even keep duplicates out reliably. Nobody notices before the query that needs it is slow.

      ## What to write instead

      Clear away what a failed build may have left, and build without `IF NOT EXISTS`:

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      Where a runner sends all of a file at once, the two stand in migrations of their own:

      ```sql good framework=golang-migrate
      -- file: 000007_drop_orders_placed_at_idx.up.sql
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      -- file: 000008_orders_placed_at_idx.up.sql
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      ## When it is fine

      Where something looks for INVALID indexes after each deployment (`SELECT indexrelid::regclass FROM
      pg_index WHERE NOT indisvalid`), or the runner does so itself. Of an index that is not unique, or
      some of whose columns are a key already, it is an info only: what is missing is speed.

      ## What it cannot see

      Whether a build has failed. An INVALID index that these files have left themselves is told of by
      `if-not-exists-hides-difference`.

      ## Examples

      ```sql bad
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: if the build fails, it leaves orders_placed_at_idx behind as an INVALID index, and the next run takes that for the index: no query ever uses it, and writes pay for it
      ```

      ```sql bad
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_key ON users (lower(email));
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if the build fails, it leaves users_email_key behind as an INVALID index, and the next run takes that for the index: nothing keeps duplicates out
      ```

      ```sql bad framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS carts_user_id_key
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if the build fails, it leaves carts_user_id_key behind as an INVALID index, and the next run takes that for the index: nothing keeps duplicates out
        ON shop.carts (user_id);
      ```

      In a transaction it builds all or nothing:

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY, number text);
      CREATE INDEX IF NOT EXISTS invoices_number_idx ON invoices (number);
      ```

      ```sql good framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      DROP INDEX CONCURRENTLY IF EXISTS shop.carts_user_id_key;
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS carts_user_id_key ON shop.carts (user_id);
      ```

      """####
    case "concurrent-index-not-alone": ####"""
      # concurrent-index-not-alone

      Statements beside a CONCURRENTLY one that a failure would leave half done

      Severity: warning (documented: warning)

      On a server: stops the next run

      ## What happens

      A file with a `CONCURRENTLY` statement cannot be one transaction. Each of its statements commits on
      its own; when one fails, those before it stay, and those after it have not run. And a `CREATE INDEX
      CONCURRENTLY` fails more easily than others: on a duplicate, a deadlock, a `lock_timeout` or
      `statement_timeout`, a lost connection, in a run that may take hours.

      ## Why it hurts

      What is left is neither the old schema nor the new one. The runner has noted the migration as
      failed, or not at all; run again, the file stops at its first statement, whose work is done
      already.

      ## What to write instead

      The `CONCURRENTLY` statement in a file of its own; all the rest in another, in one transaction:

      ```sql good transport=implicit
      -- file: 010_priority.sql
      ALTER TABLE orders ADD COLUMN priority int NOT NULL DEFAULT 3;
      ALTER TABLE orders ADD CONSTRAINT orders_priority_check CHECK (priority < 6) NOT VALID;
      -- file: 011_priority_index.sql
      CREATE INDEX CONCURRENTLY orders_priority_idx ON orders (priority);
      ```

      ## When it is fine

      Where every other statement of the file can run twice, so that the file can simply be run again:
      that is not reported.

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int NOT NULL DEFAULT 3;
      DROP INDEX CONCURRENTLY IF EXISTS orders_priority_idx;
      CREATE INDEX CONCURRENTLY orders_priority_idx ON orders (priority);
      ```

      Settings, queries and notes to the log leave nothing half done:

      ```sql good
      SET lock_timeout = '2s';
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;
      ANALYZE orders;
      ```

      ## What it cannot see

      Whether the runner can go on in the middle of a file.

      ## Examples

      ```sql bad
      ALTER TABLE orders ADD COLUMN priority int NOT NULL DEFAULT 3;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_priority_idx ON orders (priority);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if CREATE INDEX CONCURRENTLY fails, what stands before it is done, and the file cannot simply be run again
      ```

      ```sql bad
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand');
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_name_key ON users (name);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if CREATE INDEX CONCURRENTLY fails, what stands before it is done, and the file cannot simply be run again
      ```

      Two of them: when one fails, what the first has left stops the next run.

      ```sql bad
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if CREATE INDEX CONCURRENTLY fails half way, it stops the next run, too, and what follows is never done
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      ```sql good
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status_idx ON orders (status);
      ```

      What comes after it has not run when it fails, and runs next time:

      ```sql good
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand');
      ```

      Inside a transaction it does not run at all, which is the business of
      `concurrently-in-transaction`:

      ```sql good transport=transaction-per-file
      ALTER TABLE orders ADD COLUMN priority int NOT NULL DEFAULT 3;
      CREATE INDEX CONCURRENTLY orders_priority_idx ON orders (priority);
      ```

      """####
    case "concurrently-in-transaction": ####"""
      # concurrently-in-transaction

      A CONCURRENTLY statement inside a transaction: PostgreSQL refuses to run it

      Severity: error (documented: error)

      On a server: fails 25001

      ## What happens

      `CREATE INDEX CONCURRENTLY`, `DROP INDEX CONCURRENTLY`, `REINDEX … CONCURRENTLY` and `ALTER TABLE
      … DETACH PARTITION … CONCURRENTLY` commit several transactions of their own. Inside a transaction
      block they fail with 25001, "cannot run inside a transaction block" (measured on PostgreSQL 14 to
      18: `create_index_concurrently`, `drop_index_concurrently`, `reindex_table_concurrently`,
      `detach_concurrently`). `REFRESH MATERIALIZED VIEW CONCURRENTLY` does not
      (`refresh_matview_concurrently`).

      There is a transaction block

      - after `BEGIN` or `START TRANSACTION`, until `COMMIT` or `ROLLBACK`;
      - if the runner opens one around the file;
      - if the file is sent as one string with more than one statement: PostgreSQL makes a transaction of
        it. A `SET lock_timeout` in front is enough. A `COMMIT` inside that string does not help;
      - in an anonymous block or a function.

      ## Why it hurts

      It fails each time, on each database; most often at deployment, since a developer runs the
      statement alone in `psql`, where it works.

      ## What to write instead

      A file that holds this statement and nothing else, and a runner that is told to open no transaction
      for it:

      ```sql good
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      ```

      ```sql good transport=implicit
      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      ```

      ## When it is fine

      Never: it fails.

      ## What it cannot see

      How your runner sends the file: say so by `--transport` or `transport = …` in `whimbrel.toml`.
      Without that, it is taken for `psql`, which sends each statement on its own.

      ## Examples

      ```sql bad
      BEGIN;
        CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001), and one is open
      COMMIT;
      ```

      ```sql fixed unsafe
      BEGIN;
      COMMIT;
        CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      ```sql bad transport=transaction-per-file
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_name_key ON users (name);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001): the runner wraps each file in a transaction
      ```

      ```sql bad framework=sqlx path=20250501120000_users_name.sql
      CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001): sqlx wraps each file in a transaction
      ```

      ```sql fixed
      -- no-transaction
      CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name);
      ```

      ```sql bad transport=implicit
      SET lock_timeout = '2s';
      DROP INDEX CONCURRENTLY users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001): the file is sent as one string, which PostgreSQL runs as one transaction
      ```

      ```sql bad
      START TRANSACTION;
        SAVEPOINT before;
        REINDEX TABLE CONCURRENTLY orders;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ REINDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001), and one is open
        REINDEX (VERBOSE, CONCURRENTLY) INDEX users_email_idx;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ REINDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001), and one is open
        ROLLBACK TO before;
        ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER TABLE … DETACH PARTITION CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001), and one is open
      END;
      ```

      A `COMMIT` that begins the next transaction at once:

      ```sql bad
      BEGIN;
        UPDATE orders SET status = 'done' WHERE shipped;
        COMMIT AND CHAIN;
        CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001), and one is open
      COMMIT;
      ```

      An anonymous block is a transaction, too:

      ```sql bad
      DO $$
      BEGIN
        DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX CONCURRENTLY cannot be executed from a DO block (SQLSTATE 25001)
      END
      $$;
      ```

      In one string, a `COMMIT` before it does not help:

      ```sql bad transport=implicit
      INSERT INTO migration_log (message) VALUES ('index');
      COMMIT;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001): the file is sent as one string, which PostgreSQL runs as one transaction
      ```

      ```sql good
      BEGIN;
      UPDATE orders SET status = 'done' WHERE shipped;
      COMMIT;
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      ```sql good
      BEGIN;
      INSERT INTO migration_log (message) VALUES ('never mind');
      ROLLBACK;
      SET lock_timeout = '2s';
      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      ```

      A rollback that is kept in comments is not run by the runner:

      ```sql good transport=transaction-per-file
      ALTER TABLE orders ADD COLUMN priority int;

      -- Rollback
      -- DROP INDEX CONCURRENTLY IF EXISTS orders_priority_idx;
      -- ALTER TABLE orders DROP COLUMN IF EXISTS priority;
      ```

      ```sql good transport=transaction-per-file
      REFRESH MATERIALIZED VIEW CONCURRENTLY user_totals;
      ```

      """####
    case "constrained-domain": ####"""
      # constrained-domain

      CREATE DOMAIN with a constraint: new columns of it rewrite tables, changes of it read them

      Severity: off (documented: off)

      On a server: gains constrained domains

      ## What happens

      A domain with a CHECK or NOT NULL costs nothing by itself. But to add a column of it rewrites the
      table, even without a default (`column_of_domain_with_check`), and to change its constraints reads
      all tables that use it under a ShareLock: see `domain-constraint-scans`.

      ## Why it hurts

      What looks like a rule in one place can later only be changed everywhere at once.

      ## What to write instead

      A CHECK where the column is:

      ```sql good preset=all
      CREATE TABLE letters (
        id bigint PRIMARY KEY,
        sender text CONSTRAINT letters_sender_has_at CHECK (sender LIKE '%@%')
      );
      ```

      ## When it is fine

      For values whose rule never changes, in tables that never grow large. A domain without a
      constraint is only a name, and not reported:

      ```sql good preset=all
      CREATE DOMAIN postal_code AS text COLLATE "C";
      ```

      ## What it cannot see

      How large the tables will be.

      ## Examples

      ```sql bad preset=all
      CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
      --<^^^^^^^^^^^^^^^^ info: a column of email that is added later rewrites its table, and a change of the domain's constraints reads all tables that use it
      ```

      ```sql bad preset=all
      CREATE DOMAIN quantity AS integer NOT NULL;
      --<^^^^^^^^^^^^^^^^^^^ info: a column of quantity that is added later rewrites its table, and a change of the domain's constraints reads all tables that use it
      ```

      ```sql bad preset=all
      CREATE DOMAIN percent AS numeric(5, 2)
      --<^^^^^^^^^^^^^^^^^^ info: a column of percent that is added later rewrites its table, and a change of the domain's constraints reads all tables that use it
        CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
      ```

      ```sql good preset=all
      CREATE DOMAIN short_name AS varchar(40) DEFAULT '';
      ```

      """####
    case "constraint-not-enforced": ####"""
      # constraint-not-enforced

      NOT ENFORCED: a constraint that PostgreSQL never checks

      Severity: info (documented: warning)

      On a server: gains constraints that are not enforced

      ## What happens

      From PostgreSQL 18 on, CHECK and FOREIGN KEY can be `NOT ENFORCED`: the constraint stands in the
      catalogue, and no row is ever compared with it, old or new (documentation, "CREATE TABLE"; measured
      on PostgreSQL 18: `add_column_check_not_enforced`, `add_fk_not_enforced`,
      `alter_constraint_not_enforced`). It does not spare `SET NOT NULL` its scan either.

      ## Why it hurts

      Whoever reads the schema takes it for a promise. `NOT VALID` is what is mostly meant: there, new
      rows are checked from the start. A CHECK that is not enforced cannot be enforced later
      (`alter_constraint_check_not_enforced`).

      ## What to write instead

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      ## When it is fine

      As documentation for tools, where the data are kept right elsewhere, and everybody knows.

      ## What it cannot see

      Whether the rows would pass.

      ## Examples

      ```sql bad pg=18
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT ENFORCED;
      --                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PostgreSQL never checks constraint orders_total_positive: rows that break it come in without an error
      ```

      ```sql bad pg=18
      CREATE TABLE parcels (
        id bigint PRIMARY KEY,
        order_id bigint REFERENCES orders (id) NOT ENFORCED
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PostgreSQL never checks this constraint: rows that break it come in without an error
      );
      ```

      ```sql bad pg=18
      -- file: 001_parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      -- file: 002_parcels.sql
      ALTER TABLE parcels ALTER CONSTRAINT parcels_order_id_fkey NOT ENFORCED;
      --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PostgreSQL never checks constraint parcels_order_id_fkey: rows that break it come in without an error
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;
      ```

      ```sql good
      CREATE TABLE parcels (id bigint PRIMARY KEY, weight numeric CHECK (weight > 0));
      ```

      """####
    case "constraint-not-valid": ####"""
      # constraint-not-valid

      ADD CHECK or ADD FOREIGN KEY without NOT VALID: every row is checked under a strong lock

      Severity: error (documented: error)

      On a server: ShareRowExclusiveLock, scan

      ## What happens

      A new CHECK constraint takes an AccessExclusiveLock on the table and reads all of it: reads and
      writes wait (measured on PostgreSQL 14 to 18: `add_check_unnamed`, `add_check_partitioned`). A
      CHECK on a column that the statement adds does the same, even if every value is null
      (`add_column_check`, `multi_add_column_and_check`).

      A new FOREIGN KEY takes a ShareRowExclusiveLock on **both** tables and reads both: writes to either
      wait, reads go on (`add_fk`, `add_fk_self`, `add_fk_on_partitioned`). For `ADD COLUMN … REFERENCES`
      it depends: without a default there is nothing to check and nothing is read
      (`add_column_references_self`); with any default, `DEFAULT NULL` included, and for a column and its
      foreign key in separate commands of one `ALTER TABLE`, the table is read under the
      AccessExclusiveLock of ADD COLUMN (`add_column_references_not_null_default`,
      `add_fk_and_column_together`).

      With `NOT VALID` nothing is read; new and changed rows are checked from then on. `VALIDATE
      CONSTRAINT` then reads the table under a ShareUpdateExclusiveLock, with which reads and writes go
      on (`validate_check`, `validate_fk`). The locks of `ADD … NOT VALID` are as strong as without it,
      but short; set a `lock_timeout`.

      ## Why it hurts

      The check takes as long as the table is big, and everybody waits for it.

      ## What to write instead

      ```sql good
      ALTER TABLE orders
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fk;
      ```

      The two must not share a transaction: if the runner opens one, put the second into the next
      migration. For a new column, add the column first:

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ALTER TABLE orders ADD CONSTRAINT orders_priority_check CHECK (priority BETWEEN 1 AND 5) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_priority_check;
      ```

      A foreign key of a new column without a value goes into its ADD COLUMN, which reads no row (measured
      on 15: a millisecond for a million):

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS approved_by bigint REFERENCES users (id);
      ```

      Up to 17, `NOT VALID` is refused for a foreign key *of* a partitioned table
      (`add_fk_on_partitioned_not_valid`). There, each partition gets its own first; the key of the table
      takes over those that are valid, whatever they are called, and reads no row of theirs (measured on
      15). It takes a ShareRowExclusiveLock on all of them, and a short AccessExclusiveLock on the table
      that it refers to:

      ```sql good
      ALTER TABLE events ADD COLUMN user_id bigint;
      ALTER TABLE events_2025
        ADD CONSTRAINT events_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      ALTER TABLE events_2025 VALIDATE CONSTRAINT events_user_id_fk;
      -- The same for events_2026, and then:
      -- whimbrel: allow constraint-not-valid -- each partition has the key already
      ALTER TABLE events
        ADD CONSTRAINT events_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id);
      ```

      ## When it is fine

      On small tables. On tables that the same migration makes, and on temporary ones, it is not
      reported; nor is `NOT ENFORCED` (18), which checks nothing. Where a later statement of the migration
      drops the constraint again, leave it out: there is nothing to validate then.

      ## What it cannot see

      How big the tables are; that the partitions have the key already, which their table takes over.
      `ALTER DOMAIN … ADD CONSTRAINT`, which reads every table that uses the domain.

      ## Examples

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHECK reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql fixed
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      Beside a command that needs an AccessExclusiveLock, a foreign key is checked under that, too:

      ```sql bad
      ALTER TABLE orders
        DROP CONSTRAINT IF EXISTS orders_user_id_fk,
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql bad
      ALTER TABLE orders
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id),
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under an AccessExclusiveLock: reads and writes wait
        ADD CHECK (total > 0) NOT VALID;
      ```

      ```sql bad
      ALTER TABLE orders ADD COLUMN priority int CHECK (priority BETWEEN 1 AND 5);
      --                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHECK reads all of orders under an AccessExclusiveLock: reads and writes wait
      ALTER TABLE orders ADD COLUMN country text DEFAULT NULL REFERENCES countries (code);
      --                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql bad
      ALTER TABLE orders
        ADD COLUMN country text,
        ADD CONSTRAINT orders_country_fk FOREIGN KEY (country) REFERENCES countries (code);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      Where the runner opens a transaction for the file, the second step goes into the next migration:

      ```sql bad framework=goose path=00007_total_positive.sql
      -- +goose Up
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CHECK reads all of orders under an AccessExclusiveLock: reads and writes wait
      -- +goose Down
      ALTER TABLE orders DROP CONSTRAINT orders_total_positive;
      ```

      ```sql fixed unsafe
      -- +goose Up
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      -- +goose Down
      ALTER TABLE orders DROP CONSTRAINT orders_total_positive;
      -- file: 00008_validate_orders_total_positive.sql
      -- +goose Up
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;

      -- +goose Down
      -- Nothing is undone: what is validated stays so.
      ```

      The lock is the strongest that any command of the statement needs: here reads wait, too.

      ```sql bad
      ALTER TABLE orders
        DROP CONSTRAINT IF EXISTS orders_user_id_fkey,
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      So it is with what an earlier statement of the same transaction holds. Where nothing tells whether
      there is one, the message says so. The first statement of these two is short by itself:

      ```sql bad
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;
      ALTER TABLE orders ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under a ShareRowExclusiveLock on orders and users: writes wait; reads as well if its runner opens a transaction: earlier statements take an AccessExclusiveLock on orders
      ```

      Prisma sends the file as one string before 7.4, and what follows a COMMIT in it is one transaction
      again:

      ```sql bad path=prisma/migrations/20260101000000_orders/migration.sql
      BEGIN;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      COMMIT;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
      ALTER TABLE orders ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under a ShareRowExclusiveLock on orders and users: writes wait; reads as well before Prisma 7.4, which sends the file as one string: earlier statements take an AccessExclusiveLock on orders
      ```

      That the *referenced* table is new does not spare the other one:

      ```sql bad
      CREATE TABLE warehouses (id bigint PRIMARY KEY);
      ALTER TABLE orders ADD COLUMN warehouse_id bigint;
      ALTER TABLE orders ADD FOREIGN KEY (warehouse_id) REFERENCES warehouses (id);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FOREIGN KEY reads all of orders under a ShareRowExclusiveLock on orders and warehouses: writes wait
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint, total numeric);
      ALTER TABLE invoices ADD CONSTRAINT invoices_order_fk FOREIGN KEY (order_id) REFERENCES orders (id);
      ALTER TABLE invoices ADD CHECK (total > 0);
      ```

      A column without a default has nothing that could refer to a missing row:

      ```sql good
      ALTER TABLE orders ADD COLUMN country text REFERENCES countries (code);
      ```

      ```sql good
      CREATE TEMPORARY TABLE moved_orders (id bigint);
      ALTER TABLE moved_orders ADD CHECK (id > 0);
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ```

      """####
    case "create-partition-of": ####"""
      # create-partition-of

      CREATE TABLE … PARTITION OF locks the partitioned table against everybody; ATTACH PARTITION does not

      Severity: info (documented: warning)

      On a server: AccessExclusiveLock

      ## What happens

      `CREATE TABLE … PARTITION OF` takes an AccessExclusiveLock on the partitioned table, and on its
      default partition (measured on PostgreSQL 14 to 18: `create_partition_of`;
      `partition-create-beside-default` of `scripts/oracle`). It is over in an instant, but it has to
      wait for every transaction that uses the table, and whoever comes after it queues behind it.

      A table made by itself and then attached takes a ShareUpdateExclusiveLock on the partitioned table,
      which lets reads and writes go on (`attach`).

      If the default partition is read as well, `default-partition-scan` says so instead.

      ## Why it hurts

      Partitioned tables are the large and busy ones, and new partitions come every month.

      ## What to write instead

      ```sql good
      SET lock_timeout = '2s';
      CREATE TABLE events_2027 (LIKE events INCLUDING ALL);
      ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ```

      An index that the new table lacks is built when it is attached; on an empty one that is nothing.

      ## When it is fine

      With a `lock_timeout`, at a quiet time. A partition of a table that the same migration makes is not
      reported:

      ```sql good
      CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE readings_2027 PARTITION OF readings FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ```

      ```sql good framework=goose
      -- +goose Up
      SELECT 1;
      -- +goose Down
      CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ```

      ## What it cannot see

      How long the transactions last that use the table.

      ## Examples

      ```sql bad
      SET lock_timeout = '2s';
      CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE TABLE … PARTITION OF takes an AccessExclusiveLock on events: it waits for all who use the table, and reads and writes wait behind it
      ```

      ```sql bad framework=flyway path=V31__partitions.sql
      CREATE TABLE IF NOT EXISTS archive.events_2028 PARTITION OF public.events
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE TABLE … PARTITION OF takes an AccessExclusiveLock on public.events: it waits for all who use the table, and reads and writes wait behind it
        FOR VALUES FROM ('2028-01-01') TO ('2029-01-01') WITH (fillfactor = 100);
      ```

      Also the default partition itself:

      ```sql bad transport=transaction-per-file
      CREATE TABLE events_rest PARTITION OF events DEFAULT;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE TABLE … PARTITION OF takes an AccessExclusiveLock on events: it waits for all who use the table, and reads and writes wait behind it
      ```

      """####
    case "default-partition-scan": ####"""
      # default-partition-scan

      A new partition beside a default partition: the default one is read under an AccessExclusiveLock

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, scan

      ## What happens

      A partitioned table with a default partition keeps there what belongs nowhere else. When another
      partition comes, by `CREATE TABLE … PARTITION OF` or `ATTACH PARTITION`, PostgreSQL reads the whole
      default partition to see that none of its rows belongs to the new one, under an
      AccessExclusiveLock (measured on PostgreSQL 14 to 18: `attach-beside-default` and
      `partition-create-beside-default-with-rows` of `scripts/oracle`); if one does, it fails.

      It reads nothing if a **valid** CHECK constraint on the default partition rules the new rows out
      (`create_partition_of_with_default_checked`, `attach-beside-default-proven`).

      ## Why it hurts

      Queries of the partitioned table that cannot leave the default partition out wait, and so do all
      new rows that would go there. A default partition is where rows pile up that nobody has planned
      for: it is large when it is noticed.

      ## What to write instead

      A constraint on the default partition, in steps that let others go on:

      ```sql good
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY RANGE (sensor);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      INSERT INTO readings VALUES (1, 900);
      CREATE TABLE readings_low (id bigint NOT NULL, sensor int NOT NULL,
        CHECK (sensor >= 0 AND sensor < 100));
      -- file: 002_check.sql
      ALTER TABLE readings_rest ADD CONSTRAINT readings_rest_high CHECK (sensor >= 100) NOT VALID;
      -- file: 003_validate.sql
      ALTER TABLE readings_rest VALIDATE CONSTRAINT readings_rest_high;
      -- file: 004_attach.sql
      ALTER TABLE readings ATTACH PARTITION readings_low FOR VALUES FROM (0) TO (100);
      ```

      Where rows of the new partition are in the default one, they go first, and the constraint comes when
      that is committed: before, `VALIDATE CONSTRAINT` fails. Until the partition has them, nobody finds
      them.

      ```sql good
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      INSERT INTO readings VALUES (1, 900), (2, 1);
      -- file: 002_move.sql
      CREATE TABLE readings_1 (id bigint NOT NULL, sensor int NOT NULL, CHECK (sensor = 1));
      WITH moved AS (DELETE FROM readings_rest WHERE sensor = 1 RETURNING *)
      INSERT INTO readings_1 SELECT * FROM moved;
      -- file: 003_check.sql
      ALTER TABLE readings_rest ADD CONSTRAINT readings_rest_not_1 CHECK (sensor <> 1) NOT VALID;
      -- file: 004_validate.sql
      ALTER TABLE readings_rest VALIDATE CONSTRAINT readings_rest_not_1;
      -- file: 005_attach.sql
      ALTER TABLE readings ATTACH PARTITION readings_1 FOR VALUES IN (1);
      ```

      Or no default partition: a row that belongs nowhere is refused then, and somebody learns of it.

      ```sql good
      SET lock_timeout = '2s';
      CREATE TABLE events_2028 (LIKE events INCLUDING ALL);
      ALTER TABLE events ATTACH PARTITION events_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
      ```

      ## When it is fine

      If the default partition is empty, or small. Those that the same migration makes are not reported:

      ```sql good transport=transaction-per-file
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      INSERT INTO readings VALUES (1, 900);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      ```

      ## What it cannot see

      Default partitions that no file of the run makes. Of keys with several columns or expressions, it
      does not see that a constraint rules the new rows out.

      ## Examples

      ```sql bad
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      INSERT INTO readings VALUES (1, 900);
      -- file: 002_sensor.sql
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this reads all of the default partition readings_rest under an AccessExclusiveLock, to see that no row of the new partition is in it: reads and writes of it wait
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      INSERT INTO readings VALUES (1, '2020-01-01');
      -- file: 002_january.sql
      CREATE TABLE readings_2027_01 (LIKE readings INCLUDING ALL);
      ALTER TABLE readings ATTACH PARTITION readings_2027_01
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this reads all of the default partition readings_rest under an AccessExclusiveLock, to see that no row of the new partition is in it: reads and writes of it wait
        FOR VALUES FROM ('2027-01-01') TO ('2027-02-01');
      ```

      The constraint is there, but not validated:

      ```sql bad
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY RANGE (sensor);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      INSERT INTO readings VALUES (1, 900);
      -- file: 002_check.sql
      ALTER TABLE readings_rest ADD CONSTRAINT readings_rest_high CHECK (sensor >= 100) NOT VALID;
      -- file: 003_low.sql
      CREATE TABLE readings_low PARTITION OF readings FOR VALUES FROM (0) TO (100);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this reads all of the default partition readings_rest under an AccessExclusiveLock, to see that no row of the new partition is in it: reads and writes of it wait (constraint readings_rest_high would say so, but is not validated yet)
      ```

      """####
    case "delete-without-where": ####"""
      # delete-without-where

      DELETE of every row of a table that this migration did not make

      Severity: error (documented: error)

      On a server: data

      ## What happens

      Without a `WHERE`, or with one that is always true, `DELETE` reads the whole table and marks every
      row as deleted, under a RowExclusiveLock and a lock on each row (measured on PostgreSQL 14 to 18:
      `delete_all`). Row triggers fire, and foreign keys with `ON DELETE CASCADE` delete in other tables.
      Where a referencing column has no index, each deleted row scans the referencing table
      (`delete_unreferenced_row`).

      ## Why it hurts

      The rows are gone at commit. Until then, every update of one of them by the application waits for
      the migration.

      ## What to write instead

      Say which rows, and delete them in batches:

      ```sql good
      DELETE FROM orders
      WHERE id IN (SELECT id FROM orders WHERE shipped AND placed_at < '2020-01-01' LIMIT 10000);
      ```

      ## When it is fine

      For small tables that the same migration fills again, with an approval:

      ```sql good
      -- whimbrel: allow delete-without-where -- reference data, loaded again below
      DELETE FROM countries;
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand') ON CONFLICT DO NOTHING;
      ```

      Tables that the same migration makes, temporary tables and the way back are not reported.

      ## What it cannot see

      Whether a condition such as `id > 0` or a join with `USING` happens to hold for every row; only
      constants (`true`, `1 = 1`) are recognised. A `DELETE` inside a `WITH` of another statement.

      ## Examples

      ```sql bad
      WITH gone AS (DELETE FROM old_orders RETURNING id)
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DELETE without WHERE removes every row of old_orders
      SELECT count(*) FROM gone;
      ```

      ```sql bad
      DELETE FROM orders;
      --<^^^^^^^^^^^^^^^ DELETE without WHERE removes every row of orders
      ```

      ```sql bad
      DELETE FROM ONLY shop.carts WHERE true;
      --<^^^^^^^^^^^^^^^^^^^^^^^^ DELETE removes every row of shop.carts: its condition is always true
      DELETE FROM users WHERE 1 = 1;
      --<^^^^^^^^^^^^^^ DELETE removes every row of users: its condition is always true
      ```

      A join without a condition deletes every row as soon as the other table has one:

      ```sql bad
      DELETE FROM orders USING countries;
      --<^^^^^^^^^^^^^^^ DELETE removes every row of orders as soon as USING finds one row
      ```

      ```sql bad
      -- file: 001_drafts.sql
      CREATE TABLE drafts (id bigint PRIMARY KEY, body text);
      -- file: 002_drafts.sql
      DELETE FROM drafts WHERE id IS NOT NULL;
      --<^^^^^^^^^^^^^^^ DELETE removes every row of drafts: its condition is always true
      ```

      ```sql bad
      DO $$
      BEGIN
        DELETE FROM orders;
      --^^^^^^^^^^^^^^^^^^ DELETE without WHERE removes every row of orders
      END
      $$;
      ```

      ```sql good
      DELETE FROM orders USING users WHERE users.id = orders.user_id AND users.status = 'deleted';
      DELETE FROM users WHERE status = 'deleted';
      ```

      ```sql good
      CREATE TABLE import_stage (line text);
      INSERT INTO import_stage VALUES ('header'), ('one');
      DELETE FROM import_stage;
      ```

      ```sql good
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand') ON CONFLICT (code) DO NOTHING;

      -- Rollback:
      -- DELETE FROM countries;
      ```

      """####
    case "detach-partition-not-concurrent": ####"""
      # detach-partition-not-concurrent

      DETACH PARTITION without CONCURRENTLY: reads and writes of the partitioned table wait

      Severity: warning (documented: warning)

      On a server: held AccessExclusiveLock

      ## What happens

      `DETACH PARTITION` takes an AccessExclusiveLock on the partitioned table, on the partition, and on a
      default partition (measured on PostgreSQL 14 to 18: `detach`). Where foreign keys point to the
      partitioned table, the tables that they are of are locked, too, and read.

      From PostgreSQL 14 on, `CONCURRENTLY` takes a ShareUpdateExclusiveLock on the partitioned table,
      waits for the transactions that use it, and then locks only the partition
      (`detach_concurrently`). It refuses a transaction block, and a partitioned table with a default
      partition (`detach_concurrently_with_default`): `concurrently-in-transaction` and `certain-failure`
      report those. If it is interrupted, `DETACH PARTITION … FINALIZE` ends it.

      ## Why it hurts

      It has to wait for every transaction that uses any partition, and all that come after it queue
      behind it.

      ## What to write instead

      ```sql good
      ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
      ```

      ```sql good framework=dbmate
      -- migrate:up transaction:false
      ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;

      -- migrate:down
      SELECT 1;
      ```

      ## When it is fine

      With a `lock_timeout`, at a quiet time. With a default partition there is no other way: that is an
      info. Tables that the same migration makes are not reported:

      ```sql good
      CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE readings_2027 PARTITION OF readings FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      ALTER TABLE readings DETACH PARTITION readings_2027;
      ```

      ## What it cannot see

      A default partition that no file of the run makes.

      ## Examples

      ```sql bad
      SET lock_timeout = '2s';
      ALTER TABLE events DETACH PARTITION events_2025;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DETACH PARTITION takes an AccessExclusiveLock on events: it waits for all who use the table, and reads and writes wait behind it
      ```

      ```sql bad framework=flyway path=V40__old_events.sql
      ALTER TABLE public.events DETACH PARTITION public.events_2025;
      --                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DETACH PARTITION takes an AccessExclusiveLock on public.events: it waits for all who use the table, and reads and writes wait behind it
      ```

      ```sql bad
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      -- file: 002_sensor.sql
      ALTER TABLE readings DETACH PARTITION readings_1;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: DETACH PARTITION takes an AccessExclusiveLock on readings: it waits for all who use the table, and reads and writes wait behind it (CONCURRENTLY is refused: readings_rest is a default partition)
      ```

      """####
    case "directive-ignored": ####"""
      # directive-ignored

      A directive about the transaction that the migration runner does not read

      Severity: error (documented: error)

      On a server: fails 25001

      ## What happens

      Most runners open a transaction around a migration, and most of them can be told not to, each in
      its own words and at its own place. Where a letter differs, or the place, the runner takes the
      line for a comment and opens its transaction all the same. Some stop with an error instead. A
      statement that refuses a transaction (`CREATE INDEX CONCURRENTLY`, `VACUUM`) then fails with
      25001.

      | runner | what it reads | what it does not |
      |---|---|---|
      | goose | `-- +goose NO TRANSACTION`, anywhere, in any case | behind white space, or another word: it stops |
      | dbmate | `-- migrate:up transaction:false`, and the same behind `-- migrate:down` | on a line of its own; `transaction: false`; `transaction=false` |
      | sqlx | `-- no-transaction` as the first bytes of the file | behind a comment, an empty line or a byte order mark |
      | Diesel | `run_in_transaction = false` in `metadata.toml` beside `up.sql` | in a comment, or one directory higher |
      | Flyway | `executeInTransaction=false` in `V1__x.sql.conf` beside the script | in a comment, or in `V1__x.conf` |
      | Liquibase | `--changeset a:1 runInTransaction:false` | on a line of its own, or with a space at the colon |
      | Atlas | `-- atlas:txmode none` in the comment at the top, with an empty line behind it | without that line, or further down; `all` |
      | tern | `---- tern: disable-tx ----`, alone on its line | anything else |
      | postgres-migrations | `-- postgres-migrations disable-transaction`, anywhere | other words |
      | graphile-migrate | `--! no-transaction` on the first line of the body | further down, or in `current/` |
      | sql-migrate | `-- +migrate Up notransaction` | in other case, or behind white space |

      golang-migrate, rambler, Prisma, Drizzle, Supabase, Hasura, refinery and node-pg-migrate read none
      of these.

      ## Why it hurts

      Who wrote the directive believes that it counts. Nothing says otherwise until the deployment.

      ## What to write instead

      What the runner reads, where it reads it:

      ```sql good framework=goose
      -- +goose Up
      -- +goose NO TRANSACTION
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);

      -- +goose Down
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      ```

      ```sql good framework=sqlx exact
      -- no-transaction
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      ```

      ## When it is fine

      Where no statement needs it, nothing fails: then it is a warning.

      ## What it cannot see

      Options of the command line. What runs the files, if they do not tell and nobody says so
      (`framework = "…"`).

      ## Examples

      ```sql bad framework=sqlx
      -- Index for the report of open orders
      -- no-transaction
      --<^^^^^^^^^^^^^^ sqlx looks at the first bytes of the file only
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      ```sql bad framework=goose
      -- +goose Up
        -- +goose NO TRANSACTION
      --^^^^^^^^^^^^^^^^^^^^^^^^ goose stops with an error at an annotation behind white space
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      -- +goose Down
      DROP INDEX orders_status_idx;
      ```

      ```sql bad framework=goose
      -- +goose NOTRANSACTION
      --<^^^^^^^^^^^^^^^^^^^^ goose has no annotation "notransaction" and stops with an error
      -- +goose Up
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      -- +goose Down
      DROP INDEX orders_status_idx;
      ```

      ```sql bad framework=dbmate
      -- migrate:up transaction: false
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dbmate does not know this option and keeps the transaction
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      -- migrate:down
      DROP INDEX orders_status_idx;
      ```

      ```sql bad framework=atlas
      -- atlas:txmode none
      --<^^^^^^^^^^^^^^^^^ Atlas reads the comments at the top of a file only if an empty line follows them
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      ```sql good framework=atlas exact
      -- atlas:txmode none

      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      ```sql bad framework=flyway path=V1__x.sql neighbours=V1__x.sql,V1__x.conf
      REINDEX INDEX CONCURRENTLY users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Flyway does not read V1__x.conf
      ```

      ```sql bad framework=diesel path=2024-05-01-120000_x/up.sql
      -- run_in_transaction = false
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ Diesel reads no directives in SQL
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      Under Diesel, the word is in another file:

      ```sql good framework=diesel path=2024-05-01-120000_x/up.sql
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      -- file: metadata.toml
      run_in_transaction = false
      ```

      The words of another runner:

      ```sql bad framework=prisma@7.3
      -- +goose NO TRANSACTION
      --<^^^^^^^^^^^^^^^^^^^^^ Prisma does not read it: this is how goose is told to open no transaction
      DROP INDEX CONCURRENTLY users_email_idx;
      SELECT 1;
      ```

      ```sql bad framework=tern
      --- tern: disable-tx ---
      --<^^^^^^^^^^^^^^^^^^^^^ tern reads this line as it is written in its manual only
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ---- create above / drop below ----
      DROP INDEX orders_status_idx;
      ```

      ```sql bad framework=graphile-migrate path=migrations/committed/000004.sql
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      --! no-transaction
      --<^^^^^^^^^^^^^^^ graphile-migrate reads this on the first line of the migration only
      ```

      ```sql bad framework=liquibase
      --liquibase formatted sql
      --changeset me:1
      --runInTransaction:false
      --<^^^^^^^^^^^^^^^^^^^^^ Liquibase reads runInTransaction on the line of a changeset only
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      --rollback DROP INDEX orders_status_idx;
      ```

      ```sql bad framework=sql-migrate
      -- +migrate up notransaction
      --<^^^^^^^^^^^^^^^^^^^^^^^^^ sql-migrate reads its commands in one spelling only
      CREATE INDEX CONCURRENTLY orders_status_idx ON orders (status);
      ```

      Where nothing needs it:

      ```sql bad framework=sqlx unseen
      -- Colours of labels
      -- no-transaction
      --<^^^^^^^^^^^^^^ warning: sqlx looks at the first bytes of the file only
      ALTER TABLE labels ADD COLUMN colour text;
      ```

      """####
    case "discouraged-type": ####"""
      # discouraged-type

      A column of a type in whose place PostgreSQL's documentation recommends another

      Severity: off (documented: off)

      On a server: nothing (what a type is good for)

      ## What happens

      | type | what it does | documentation |
      |---|---|---|
      | `char(n)` | fills up with blanks, which do not count in comparisons and do in `LIKE` | Character Types |
      | `varchar(n)` | is no faster than `text`; a lower limit later rewrites the table (`type_varchar_narrower`) | Character Types |
      | `money` | has the decimals and the currency of `lc_monetary` | Monetary Types |
      | `time with time zone` | has an offset without a day | Date/Time Types |
      | `timestamp` | has no time zone: it means what its reader thinks | Date/Time Types |
      | `json` | is text that is read again at each use, and cannot be compared | JSON Types |
      | `serial` | is a default with a sequence of its own; identity columns are the standard's form | CREATE TABLE |

      ## Why it hurts

      Later: a type is chosen in a minute, and changed by a rewrite of the table.

      ## What to write instead

      ```sql good
      CREATE TABLE invoices (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        currency text NOT NULL CHECK (char_length(currency) = 3),
        total numeric(12,2) NOT NULL,
        issued_at timestamptz NOT NULL DEFAULT now(),
        lines jsonb NOT NULL
      );
      ```

      ## When it is fine

      Where another system dictates the type, or the project has decided so. The option `types` says which
      of them are reported:

      ```sql good option.types=money,timetz
      CREATE TABLE codes (code varchar(12) PRIMARY KEY, made_at timestamp);
      ```

      ## What it cannot see

      What a column is for.

      ## Examples

      ```sql bad preset=all
      CREATE TABLE invoices (
        id serial PRIMARY KEY,
      --   ^^^^^^ info: serial is a default that any INSERT can bypass, from a sequence with privileges of its own
        currency char(3) NOT NULL,
      --         ^^^^^^^ info: char(n) fills every value up with blanks, which count in some comparisons and not in others
        total money NOT NULL,
      --      ^^^^^ info: money has the currency and the decimals of lc_monetary, which another server may have set differently
        issued_at timestamp NOT NULL,
      --          ^^^^^^^^^ info: timestamp without time zone is no point in time: who reads it must know where it was written
        lines json
      --      ^^^^ info: json keeps the text and reads it again at each use; it has no equality, so that DISTINCT fails
      );
      ```

      ```sql bad preset=all
      ALTER TABLE users ADD COLUMN IF NOT EXISTS bio character varying(200), ADD COLUMN wakes_at time with time zone;
      --                                             ^^^^^^^^^^^^^^^^^^^^^^ info: varchar(n) is no faster than text, and its limit is part of the type: to narrow it rewrites the table
      --                                                                                         ^^^^^^^^^^^^^^^^^^^ info: timetz has an offset but no day, so that nobody knows which of a zone's offsets is meant
      ```

      ```sql bad preset=all option.types=char
      ALTER TABLE users ALTER COLUMN country TYPE character(2), ALTER COLUMN status TYPE varchar(20);
      --                                          ^^^^^^^^^^^^ info: char(n) fills every value up with blanks, which count in some comparisons and not in others
      ```

      ```sql good preset=all
      CREATE TEMPORARY TABLE loaded (line varchar(80), at timestamp);
      CREATE FUNCTION short(name char(3)) RETURNS text LANGUAGE sql AS $$ SELECT name::text $$;
      ```

      """####
    case "domain-constraint-scans": ####"""
      # domain-constraint-scans

      A constraint of a domain is checked: every table that uses it is read, and writes wait

      Severity: error (documented: error)

      On a server: ShareLock, scan

      ## What happens

      `ALTER DOMAIN … ADD CONSTRAINT`, `SET NOT NULL` and `VALIDATE CONSTRAINT` read every table with a
      column of the domain, or of a domain over it, under a ShareLock on all of them at once: writes
      wait (measured on PostgreSQL 14 to 18: `domain_add_check`, `domain_not_null`, `domain_validate`).
      With `NOT VALID` nothing is locked or read, and new values are checked all the same
      (`domain_add_check_not_valid`). But the validation later takes the ShareLock again: a domain
      knows no gentler way, a CHECK of the table does.

      ## Why it hurts

      One statement stops the writes to every table that uses the domain, for as long as it takes to
      read all of them.

      ## What to write instead

      A constraint for what is written from now on:

      ```sql good
      -- file: 001_email.sql
      CREATE DOMAIN email AS text;
      CREATE TABLE letters (id bigint PRIMARY KEY, sender email);
      -- file: 002_check.sql
      ALTER DOMAIN email ADD CONSTRAINT email_has_at CHECK (VALUE LIKE '%@%') NOT VALID;
      ```

      If the old rows are to be checked as well, a constraint of the table, which is validated while
      rows are written:

      ```sql good
      -- file: 001_email.sql
      CREATE DOMAIN email AS text;
      CREATE TABLE letters (id bigint PRIMARY KEY, sender email);
      -- file: 002_check.sql
      ALTER TABLE letters ADD CONSTRAINT letters_sender_set CHECK (sender IS NOT NULL) NOT VALID;
      -- file: 003_validate.sql
      ALTER TABLE letters VALIDATE CONSTRAINT letters_sender_set;
      ```

      ## When it is fine

      On a domain that no table uses yet, or only tables that the same migration makes; neither is
      reported:

      ```sql good
      -- file: 001_percent.sql
      CREATE DOMAIN percent AS numeric;
      -- file: 002_percent.sql
      ALTER DOMAIN percent ADD CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);
      ```

      ## What it cannot see

      Which tables use a domain that no file makes: then it is a warning.

      ## Examples

      ```sql bad
      -- file: 001_email.sql
      CREATE DOMAIN email AS text;
      CREATE TABLE letters (id bigint PRIMARY KEY, sender email, receiver email);
      -- file: 002_check.sql
      ALTER DOMAIN email ADD CONSTRAINT email_short CHECK (length(VALUE) < 300);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a new constraint of domain email reads all of letters under a ShareLock: writes wait until it is done
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_quantity.sql
      CREATE DOMAIN quantity AS integer;
      CREATE TABLE shelves (id bigint PRIMARY KEY, pieces quantity);
      CREATE TABLE deliveries (id bigint PRIMARY KEY, pieces quantity);
      -- file: 002_not_null.sql
      ALTER DOMAIN quantity SET NOT NULL;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SET NOT NULL of domain quantity reads all of shelves and deliveries under a ShareLock: writes wait until it is done
      ```

      The second step of the gentle way is not gentle:

      ```sql bad
      -- file: 001_email.sql
      CREATE DOMAIN email AS text;
      CREATE TABLE letters (id bigint PRIMARY KEY, sender email);
      -- file: 002_check.sql
      ALTER DOMAIN email ADD CONSTRAINT email_short CHECK (length(VALUE) < 300) NOT VALID;
      -- file: 003_validate.sql
      ALTER DOMAIN email VALIDATE CONSTRAINT email_short;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ VALIDATE CONSTRAINT of domain email reads all of letters under a ShareLock: writes wait until it is done
      ```

      A domain over the domain counts:

      ```sql bad
      -- file: 001_code.sql
      CREATE DOMAIN code AS text;
      CREATE DOMAIN short_code AS code;
      CREATE TABLE coupons (id bigint PRIMARY KEY, code short_code);
      -- file: 002_code.sql
      ALTER DOMAIN code ADD CHECK (VALUE <> '');
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a new constraint of domain code reads all of coupons under a ShareLock: writes wait until it is done
      ```

      ```sql good
      -- file: 001_email.sql
      CREATE DOMAIN email AS text DEFAULT '' NOT NULL;
      CREATE TABLE letters (id bigint PRIMARY KEY, sender email);
      -- file: 002_email.sql
      ALTER DOMAIN email DROP NOT NULL;
      ALTER DOMAIN email DROP DEFAULT;
      ```

      """####
    case "drop-cascade": ####"""
      # drop-cascade

      CASCADE on a DROP or TRUNCATE: what else goes is not in the file

      Severity: error (documented: error)

      On a server: nothing (what CASCADE finds is not in the files)

      ## What happens

      `CASCADE` drops, without asking, whatever depends on the object at the moment it runs:

      | dropped | goes as well | measured on 14 to 18 |
      |---|---|---|
      | table | views that read it; foreign keys of other tables | `drop_table_view_dep_cascade`, `drop_table_referenced_cascade` |
      | column | views, foreign keys and generated columns that use it | `drop_column_view_dep_cascade`, `drop_column_pk_referenced_cascade` |
      | type, domain | **columns** of that type, with their values | `drop_type_cascade` |
      | function | triggers and indexes that use it | `drop_function_trigger_dep_cascade`, `drop_function_index_dep_cascade` |
      | sequence | defaults that use it | `drop_sequence_owned_cascade` |
      | primary key, unique constraint | foreign keys that reference it | `drop_constraint_pk_referenced_cascade` |
      | schema | all that is in it, and all that depends on that | `drop_schema_cascade` |

      `TRUNCATE … CASCADE` empties every table that has a foreign key to one in the list, and so on from
      there (`truncate_cascade`). Each table concerned is locked in AccessExclusiveLock mode until
      commit.

      ## Why it hurts

      What is dropped is decided by the database it runs on, not by the file that was reviewed. On the
      server where somebody has put a report on top of the table, the report is gone, and only a notice
      says so.

      ## What to write instead

      Leave `CASCADE` out. If something depends on the object, PostgreSQL stops and lists it; then name
      those objects yourself:

      ```sql good
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;
      DROP VIEW IF EXISTS active_users;
      -- whimbrel: allow drop-table -- accounts moved to the identity service, approved in #412
      DROP TABLE IF EXISTS users;
      ```

      ## When it is fine

      When the list of dependents was looked up on the production database, and the approval says so:

      ```sql good
      -- whimbrel: allow drop-cascade, drop-object -- only users.mood depends on it, checked on 2026-03-01
      DROP TYPE IF EXISTS mood CASCADE;
      ```

      On something that the same migration makes it reaches only what this migration has put there;
      that, temporary tables and the way back are not reported. `ON DELETE CASCADE` is a property of a
      foreign key and drops nothing. `DROP TABLE IF EXISTS` of tables that none of the files before has
      made, and that are made behind it, finds something only in a second run; in `recommended` that is an
      info.

      ## What it cannot see

      What depends on the object.

      ## Examples

      ```sql bad
      DROP TABLE IF EXISTS old_orders CASCADE;
      --                              ^^^^^^^ CASCADE also drops every view and foreign key that depends on old_orders
      ```

      ```sql bad
      DROP VIEW IF EXISTS open_orders CASCADE;
      --                              ^^^^^^^ CASCADE also drops every view and function that depends on open_orders
      ```

      ```sql bad
      ALTER TABLE users
        DROP COLUMN IF EXISTS legacy_code CASCADE,
      --                                  ^^^^^^^ CASCADE also drops every view, foreign key and generated column that uses legacy_code of users
        DROP CONSTRAINT IF EXISTS users_pkey CASCADE;
      --                                     ^^^^^^^ CASCADE also drops every foreign key that relies on users_pkey of users
      DROP TYPE IF EXISTS mood CASCADE;
      --                       ^^^^^^^ CASCADE also drops every column of type mood, with its values
      ```

      ```sql bad
      TRUNCATE users, orders CASCADE;
      --                     ^^^^^^^ CASCADE also empties every table with a foreign key to users, orders
      DROP SCHEMA IF EXISTS reporting CASCADE;
      --                              ^^^^^^^ CASCADE also drops every table in reporting, with its rows
      ```

      Replacing a function does not bring back the triggers that went with the old one:

      ```sql bad
      DROP FUNCTION IF EXISTS touch_updated_at() CASCADE;
      --                                         ^^^^^^^ CASCADE also drops every trigger, index and view that uses touch_updated_at
      CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.updated_at := now();
        RETURN NEW;
      END
      $$;
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (
        id bigint PRIMARY KEY,
        order_id bigint REFERENCES orders (id) ON DELETE CASCADE ON UPDATE CASCADE
      );
      ```

      ```sql good
      CREATE TABLE import_stage (line text);
      CREATE VIEW import_lines AS SELECT line FROM import_stage;
      DROP TABLE import_stage CASCADE;
      DROP TABLE IF EXISTS old_orders RESTRICT;
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);

      -- Rollback script (for documentation)
      -- DROP TABLE IF EXISTS invoices CASCADE;
      ```

      """####
    case "drop-column": ####"""
      # drop-column

      DROP COLUMN of a column that this migration did not add: what it holds is gone

      Severity: error (documented: error)

      On a server: data

      ## What happens

      `ALTER TABLE … DROP COLUMN` takes an AccessExclusiveLock on the table until commit. Nothing is
      scanned or rewritten: the column is marked as dropped, and its values are out of reach at once.
      With the column go, without a word: every index that mentions it (also in `INCLUDE` or in the
      condition of a partial index), every CHECK constraint, unique constraint, primary key or foreign
      key that uses it, and the sequence it owns. Where a foreign key goes, the referenced table is
      locked in the same mode. Measured on PostgreSQL 14 to 18: `drop_column_indexed`,
      `drop_column_include_index`, `drop_column_partial_index_predicate`, `drop_column_check_multi`,
      `drop_column_primary_key`, `drop_column_fk`, `drop_column_serial`.

      `ALTER TYPE … DROP ATTRIBUTE` does the same to a part of every column of that composite type
      (`alter_type_drop_attribute_cascade`).

      Views, policies and (from 15 on) generated columns that use it stop the drop with 2BP01, unless it
      says `CASCADE`.

      ## Why it hurts

      Only a backup has the values. And the release that is still running names the column in its queries
      (object mappers list all of them): each of those fails from the commit on.

      ## What to write instead

      First a release that no longer names the column; then, in a migration of its own, the drop, with
      the name of who approved it:

      ```sql good
      -- whimbrel: allow drop-column -- unused since release 2.3, values archived, approved in #412
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      ```

      A renamed column is a `RENAME COLUMN`, not a drop and an add: where the same migration adds one
      column of the same type, and nothing fills it, the finding says so.

      ## When it is fine

      When nothing reads the column and its values are kept or worthless. Columns that the same migration
      adds, tables that it makes, temporary tables and the way back are not reported. Nor is a drop in a
      migration that fails as soon as the table has a row, for it adds a column that is NOT NULL and gets
      no value: [adding-required-column](adding-required-column.md) tells that.

      A column from which an earlier statement of the migration has written rows is a warning: its values
      may be kept, but the release that is running still names it. What a statement only compares (in
      `WHERE`, in `ON`) counts where that decides what a column or table gets that the migration makes:
      `SET is_new = true WHERE status = 'new'`.

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS name_parts text[];
      UPDATE users SET name_parts = string_to_array(name, ' ') WHERE name_parts IS NULL;
      ALTER TABLE users DROP COLUMN IF EXISTS name;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: DROP COLUMN deletes name of users, from which an earlier statement has written rows
      ```

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS is_new boolean NOT NULL DEFAULT false;
      UPDATE users SET is_new = true WHERE status = 'new';
      ALTER TABLE users DROP COLUMN IF EXISTS status;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: DROP COLUMN deletes status of users, from which an earlier statement has written rows
      ```

      ```sql bad
      UPDATE users SET country = 'de' WHERE legacy_code LIKE 'D%';
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes legacy_code of users and all that it holds
      ```

      A generated column holds nothing that cannot be computed again. Where the migration makes it again
      under its name, nothing is reported; otherwise it is a warning, for the running release may name it.

      ```sql bad
      -- file: 001_people.sql
      CREATE TABLE people (name text, search text GENERATED ALWAYS AS (lower(name)) STORED);
      -- file: 002_no_search.sql
      ALTER TABLE people DROP COLUMN search;
      --                 ^^^^^^^^^^^^^^^^^^ warning: DROP COLUMN deletes search of people, which is generated: no value is lost, but queries that name it fail from the commit on
      ```

      ```sql good
      -- file: 001_people.sql
      CREATE TABLE people (name text, search text GENERATED ALWAYS AS (lower(name)) STORED);
      -- file: 002_search.sql
      ALTER TABLE people DROP COLUMN search;
      ALTER TABLE people ADD COLUMN search text GENERATED ALWAYS AS (lower(trim(name))) STORED;
      ```

      Of a column that none of the files makes, that can only be guessed:

      ```sql bad
      ALTER TABLE users DROP COLUMN legacy_code;
      --                ^^^^^^^^^^^^^^^^^^^^^^^ warning: DROP COLUMN deletes legacy_code of users and all that it holds; ADD COLUMN makes it again, generated
      ALTER TABLE users ADD COLUMN legacy_code text GENERATED ALWAYS AS (lower(email)) STORED;
      ```

      ## What it cannot see

      Whether the column is read. Indexes and constraints that were made outside of the files: those that
      the files make are named in the finding, but for NOT NULL and a CHECK of this column alone.

      ## Examples

      ```sql bad
      ALTER TABLE users DROP COLUMN legacy_code;
      --                ^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes legacy_code of users and all that it holds
      ```

      ```sql bad
      ALTER TABLE users
        ADD COLUMN IF NOT EXISTS phone_number text,
        DROP COLUMN IF EXISTS phone,
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes phone of users and all that it holds
        DROP legacy_code CASCADE;
      --^^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes legacy_code of users and all that it holds
      ```

      A key over several columns is gone when one of them goes: from now on two rows of a tenant may have
      the same slug, and nobody said so (`drop_column_check_multi`, `drop_column_primary_key`).

      ```sql bad
      -- file: 001_projects.sql
      CREATE TABLE projects (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        tenant_id bigint NOT NULL REFERENCES users (id),
        region text NOT NULL,
        slug text NOT NULL,
        starts_on date,
        ends_on date,
        CONSTRAINT projects_slug_key UNIQUE (tenant_id, region, slug),
        CONSTRAINT projects_days CHECK (starts_on < ends_on)
      );
      CREATE INDEX projects_region_idx ON projects (region, starts_on) WHERE ends_on IS NULL;
      -- file: 002_one_region.sql
      ALTER TABLE projects DROP COLUMN region;
      --                   ^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes region of projects and all that it holds, and with it unique constraint projects_slug_key (tenant_id, region, slug) and index projects_region_idx (region, starts_on, ends_on)
      ALTER TABLE projects DROP COLUMN ends_on;
      --                   ^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes ends_on of projects and all that it holds, and with it check constraint projects_days (starts_on, ends_on)
      -- file: 003_no_tenant.sql
      ALTER TABLE projects DROP COLUMN IF EXISTS tenant_id;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes tenant_id of projects and all that it holds, and with it foreign key projects_tenant_id_fkey (tenant_id)
      ```

      A column that the migration has renamed is as old as it was:

      ```sql bad
      ALTER TABLE users RENAME COLUMN phone TO phone_old;
      ALTER TABLE users DROP COLUMN phone_old;
      --                ^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes phone_old of users (before this migration: phone) and all that it holds
      ```

      A rename, written as a loss:

      ```sql bad
      ALTER TABLE users DROP COLUMN IF EXISTS phone;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN deletes phone of users and all that it holds
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;
      ```

      ```sql bad path=db/migrations/20260115093000_name.sql
      -- +goose Up
      ALTER TABLE users DROP COLUMN name, ADD COLUMN full_name text;
      --                ^^^^^^^^^^^^^^^^ DROP COLUMN deletes name of users and all that it holds

      -- +goose Down
      ALTER TABLE users RENAME COLUMN full_name TO name;
      ```

      ```sql bad
      -- file: V1__accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, mail varchar(200), state text);
      -- file: V2__email.sql
      ALTER TABLE accounts DROP COLUMN mail;
      --                   ^^^^^^^^^^^^^^^^ DROP COLUMN deletes mail of accounts and all that it holds; email of the same type is added, empty
      ALTER TABLE accounts ADD COLUMN email varchar(200);
      ```

      ```sql good
      ALTER TABLE users RENAME COLUMN phone TO phone_number;
      ```

      An attribute of a composite type is a part of each column of that type:

      ```sql bad
      ALTER TYPE address DROP ATTRIBUTE IF EXISTS country;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP ATTRIBUTE deletes country of type address, and what columns of that type hold in it
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN name_parts text[];
      UPDATE users SET name_parts = string_to_array(name, ' ') WHERE name <> '';
      ALTER TABLE users DROP COLUMN name_parts;

      CREATE TABLE import_stage (line text, kind text);
      ALTER TABLE import_stage DROP COLUMN kind;
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;

      -- Undo:
      -- ALTER TABLE users DROP COLUMN IF EXISTS nickname;
      ```

      Other things that ALTER TABLE drops hold no data:

      ```sql good
      ALTER TABLE orders ALTER COLUMN note DROP DEFAULT, ALTER COLUMN total DROP NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
      ```

      """####
    case "drop-constraint": ####"""
      # drop-constraint

      DROP CONSTRAINT, or of a unique index, with nothing in its place: what it promised holds no longer

      Severity: warning (documented: warning)

      On a server: loses guarded columns

      ## What happens

      The constraint is gone, and behind the migration nothing of its kind has taken its place. For a
      UNIQUE constraint its index goes along (`drop_constraint_unique`), and with it what `ON CONFLICT
      (column)` needs: such an INSERT fails with SQLSTATE 42P10 (`insert-on-conflict-without-index`, in
      scripts/oracle_suite/cases). A unique index that is dropped without another one on the same columns,
      or with a partial one in its place, does the same.

      ## Why it hurts

      From now on rows come in that break the rule, and code that counts on it meets them. To bring the
      constraint back, PostgreSQL reads the table again (`add_check_unnamed`, `add_fk`), and refuses if
      there is such a row by then. Of UNIQUE and EXCLUDE it is a warning; of CHECK and FOREIGN KEY, of
      which the running code rarely knows, an info.

      ## What to write instead

      To change a constraint, put the new one in place first, or in the same statement:

      ```sql good
      ALTER TABLE orders
        DROP CONSTRAINT orders_total_check,
        ADD CONSTRAINT orders_total_check CHECK (total >= -100) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
      ```

      ## When it is fine

      When the rule is not wanted any more: say so above the statement. Not reported are the CHECK that
      has proved a NOT NULL which holds now, constraints of the same migration, and those of columns or
      tables that go as well. Of primary keys `drop-primary-key` tells.

      ## What it cannot see

      What a constraint was that none of the files makes: there, PostgreSQL's own names (`…_key`,
      `…_fkey`, `…_check`) tell.

      ## Examples

      ```sql bad
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, age int CHECK (age > 0));
      -- file: 002_accounts.sql
      ALTER TABLE accounts DROP CONSTRAINT accounts_email_key;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing keeps accounts.email unique any more, and INSERT … ON CONFLICT (email) fails from here on (SQLSTATE 42P10)
      ALTER TABLE accounts DROP CONSTRAINT accounts_age_check;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: nothing checks accounts.age any more: the constraint comes back only by reading the table, if no row breaks it by then
      ```

      ```sql bad
      -- file: V1__parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      -- file: V2__parcels.sql
      ALTER TABLE parcels DROP CONSTRAINT IF EXISTS parcels_order_id_fkey;
      --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: parcels.order_id may point to rows of orders that are gone: the foreign key comes back only by reading both tables, if nothing has gone astray by then
      ```

      ```sql bad
      ALTER TABLE orders DROP CONSTRAINT orders_total_check;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: constraint orders_total_check of orders holds no longer: it comes back only by reading the table, if no row breaks it by then
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      ```sql good
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL, note text);
      ALTER TABLE accounts ADD CONSTRAINT accounts_note_set CHECK (note IS NOT NULL) NOT VALID;
      -- file: 002_accounts.sql
      ALTER TABLE accounts VALIDATE CONSTRAINT accounts_note_set;
      -- file: 003_accounts.sql
      ALTER TABLE accounts ALTER COLUMN note SET NOT NULL;
      ALTER TABLE accounts DROP CONSTRAINT accounts_note_set;
      ```

      ```sql good
      -- file: 001_parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      -- file: 002_parcels.sql
      ALTER TABLE parcels DROP CONSTRAINT parcels_order_id_fkey;
      ALTER TABLE parcels ADD CONSTRAINT parcels_order_id_fkey
        FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE NOT VALID;
      ```

      ```sql good
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
      -- file: 002_accounts.sql
      CREATE UNIQUE INDEX CONCURRENTLY accounts_email_unique ON accounts (email);
      -- file: 003_accounts.sql
      ALTER TABLE accounts DROP CONSTRAINT accounts_email_key;
      ```

      ```sql bad transport=autocommit
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL, is_gone boolean NOT NULL DEFAULT false);
      CREATE UNIQUE INDEX accounts_email_key ON accounts (email);
      -- file: 002_accounts.sql
      CREATE UNIQUE INDEX CONCURRENTLY accounts_email_here ON accounts (email) WHERE NOT is_gone;
      DROP INDEX CONCURRENTLY accounts_email_key;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ only index accounts_email_here keeps accounts.email unique any more, in the rows of its WHERE: INSERT … ON CONFLICT (email) without that WHERE fails from here on (SQLSTATE 42P10)
      ```

      ```sql good transport=autocommit
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL);
      CREATE UNIQUE INDEX accounts_email_key ON accounts (email);
      -- file: 002_accounts.sql
      CREATE UNIQUE INDEX CONCURRENTLY accounts_email_lower ON accounts (lower(email));
      DROP INDEX CONCURRENTLY accounts_email_key;
      ```

      """####
    case "drop-database": ####"""
      # drop-database

      DROP DATABASE: everything in it is gone

      Severity: error (documented: error)

      On a server: loses databases

      ## What happens

      `DROP DATABASE` removes the database and its files. It refuses a transaction block (25001), so it
      takes effect at once and cannot be rolled back; it refuses while anybody is connected, unless it
      says `WITH (FORCE)`, which ends their sessions. Measured on PostgreSQL 14 to 18: `drop_database`,
      `drop_database_if_exists`.

      ## Why it hurts

      A migration runs inside the database it is for, and cannot drop that one. So the line is either a
      mistake, or it belongs to a script that sets up a developer's machine and has got among the
      migrations; one wrong connection, and it meets a database that matters.

      ## What to write instead

      Keep such scripts out of the folder of migrations, and exclude their folder in `whimbrel.toml`. If
      a database has to go, rename it first, and drop it by hand when its last backup has been restored
      once:

      ```sql good
      ALTER DATABASE shop_2019 RENAME TO shop_2019_unused;
      ```

      ## When it is fine

      In scripts for development and tests:

      ```sql good
      -- whimbrel: allow drop-database -- the throwaway database of the test suite
      DROP DATABASE IF EXISTS shop_test;
      ```

      ## What it cannot see

      Which server the script will meet.

      ## Examples

      ```sql bad
      DROP DATABASE shop_2019;
      --<^^^^^^^^^^^^^^^^^^^^ DROP DATABASE deletes shop_2019 and everything in it
      ```

      ```sql bad
      DROP DATABASE IF EXISTS shop_test WITH (FORCE);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP DATABASE deletes shop_test and everything in it
      CREATE DATABASE shop_test;
      ```

      ```sql bad
      \connect postgres
      DROP DATABASE IF EXISTS shop_2019;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP DATABASE deletes shop_2019 and everything in it
      ```

      ```sql good
      CREATE DATABASE shop_test;
      ```

      ```sql good path=003_shop_2019.down.sql
      DROP DATABASE IF EXISTS shop_2019;
      ```

      """####
    case "drop-expression": ####"""
      # drop-expression

      DROP EXPRESSION: new and changed rows do not get the value any more

      Severity: warning (documented: warning)

      On a server: loses computed columns

      ## What happens

      `ALTER COLUMN … DROP EXPRESSION` makes an ordinary column of a stored generated one. Rows keep what
      they have; from then on nothing computes the column (documentation, "ALTER TABLE"). It takes an
      AccessExclusiveLock for a moment and neither reads nor writes rows (`expression-drop`).

      ## Why it hurts

      The release that is still running does not write the column: it could not until now. Rows that it
      inserts have NULL there, and rows that it updates keep the old value, which is wrong. No error says
      so.

      ## What to write instead

      A trigger that computes the value, in the same migration, for as long as releases run that do not
      write it:

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED);
      CREATE FUNCTION set_gross() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.gross := coalesce(NEW.gross, NEW.net * 1.19);
        RETURN NEW;
      END
      $$;
      -- file: 002_gross.sql
      BEGIN;
      ALTER TABLE invoices ALTER COLUMN gross DROP EXPRESSION;
      CREATE TRIGGER set_gross BEFORE INSERT OR UPDATE ON invoices
      FOR EACH ROW EXECUTE FUNCTION set_gross();
      COMMIT;
      ```

      ## When it is fine

      If nothing writes the table while the releases change. A column that the same migration drops, or
      gives a default or a trigger, is not reported, nor are new tables:

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED);
      -- file: 002_gross.sql
      ALTER TABLE invoices ALTER COLUMN gross DROP EXPRESSION;
      ALTER TABLE invoices ALTER COLUMN gross SET DEFAULT 0;
      ```

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint, net numeric, gross numeric);
      -- file: 002_gross.sql
      ALTER TABLE invoices ALTER COLUMN gross DROP EXPRESSION IF EXISTS;
      ```

      ## What it cannot see

      Triggers that other files have made and that fill the column.

      ## Examples

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED);
      -- file: 002_gross.sql
      ALTER TABLE invoices ALTER COLUMN gross DROP EXPRESSION;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing computes invoices.gross any more: rows that are inserted get NULL, and those that are updated keep the old value, until a release writes it
      ```

      ```sql bad framework=flyway
      -- file: V1__people.sql
      CREATE TABLE people (id bigint, first text, last text);
      ALTER TABLE people ADD COLUMN name text GENERATED ALWAYS AS (first || ' ' || last) STORED;
      -- file: V2__name.sql
      ALTER TABLE people ALTER name DROP EXPRESSION IF EXISTS;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing computes people.name any more: rows that are inserted get NULL, and those that are updated keep the old value, until a release writes it
      ```

      A trigger of another table does not help:

      ```sql bad
      -- file: 001_people.sql
      CREATE TABLE people (id bigint, first text, name text GENERATED ALWAYS AS (upper(first)) STORED);
      -- file: 002_name.sql
      ALTER TABLE people ALTER COLUMN name DROP EXPRESSION, ADD COLUMN last text DEFAULT '';
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing computes people.name any more: rows that are inserted get NULL, and those that are updated keep the old value, until a release writes it
      CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
      ```

      """####
    case "drop-index-not-concurrent": ####"""
      # drop-index-not-concurrent

      DROP INDEX without CONCURRENTLY: reads and writes of its table wait

      Severity: warning (documented: warning)

      On a server: AccessExclusiveLock

      ## What happens

      `DROP INDEX` takes an AccessExclusiveLock on the **table** of the index, not only on the index, and
      keeps it until commit (measured on PostgreSQL 14 to 18: `drop_index`, `drop_index_if_exists`,
      `drop_index_two`). The drop itself is quick, but it has to wait for every transaction that uses the
      table, and whoever comes after it, a simple `SELECT` included, queues behind it.

      `DROP INDEX CONCURRENTLY` takes a ShareUpdateExclusiveLock and lets reads and writes go on while it
      waits (`drop_index_concurrently`).

      ## Why it hurts

      One report that has been running for ten minutes holds up the drop, and the drop holds up the site.

      ## What to write instead

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      ```

      It refuses a transaction block, takes one index at a time (`drop_index_concurrently_two`) and no
      `CASCADE` (`drop_index_concurrently_cascade`).

      Where the file makes the index again, of other rows or as a unique one, to drop it first would leave
      the table without it for as long as the build takes, and where it was unique, duplicates come in.
      The new one comes first, and gets the name of the old one last (`alter_index_rename`):

      ```sql good
      CREATE UNIQUE INDEX CONCURRENTLY users_email_idx_new ON users (email) WHERE status = 'active';
      DROP INDEX CONCURRENTLY users_email_idx;
      ALTER INDEX users_email_idx_new RENAME TO users_email_idx;
      ```

      The index of a partitioned table cannot be dropped concurrently
      (`drop_index_partitioned_concurrently`), nor can the one behind a primary key or a unique
      constraint: that one goes by `ALTER TABLE … DROP CONSTRAINT`. There, a `lock_timeout` keeps the
      queue short:

      ```sql good
      SET lock_timeout = '2s';
      -- whimbrel: allow drop-index-not-concurrent -- partitioned; lock_timeout is set, retried if it fails
      DROP INDEX IF EXISTS events_at_idx;
      RESET lock_timeout;
      ```

      ## When it is fine

      On tables with little traffic. Indexes that the same migration makes on a table that it makes, and
      the way back (whose `DROP INDEX` undoes a `CREATE INDEX`), are not reported; nor is the index of a
      table that the migration drops afterwards, that it rewrites, or that the same transaction locks
      against everybody for something else: others wait for the table either way. `IF EXISTS` finds
      nothing, and locks nothing, before a `CREATE INDEX` of the same name:

      ```sql good fine
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint, note text, total numeric);
      CREATE INDEX orders_note_idx ON orders (note);
      -- file: 002_orders_note.sql
      BEGIN;
      DROP INDEX orders_note_idx;
      ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
      COMMIT;
      -- file: 003_orders_total.sql
      DROP INDEX IF EXISTS orders_total_idx;
      -- whimbrel: allow index-not-concurrent -- nothing is sold yet
      CREATE INDEX orders_total_idx ON orders (total);
      ```

      Several indexes of a table that one file drops are told once, with how many more there are.

      Where the files have made the table that the name of an index tells, and all else that they use, but
      no index of that name, it is an info: somebody may have made it by hand.

      ## What it cannot see

      Which table the index belongs to, unless the same run makes the index, and whether that table is
      partitioned.

      ## Examples

      ```sql bad
      DROP INDEX users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX takes an AccessExclusiveLock on the table of users_email_idx: it waits for all who use the table, and reads and writes wait behind it
      ```

      ```sql fixed
      DROP INDEX CONCURRENTLY users_email_idx;
      ```

      ```sql bad
      DROP INDEX IF EXISTS shop.users_email_idx, orders_user_id_idx;
      --                   ^^^^^^^^^^^^^^^^^^^^ DROP INDEX takes an AccessExclusiveLock on the table of shop.users_email_idx: it waits for all who use the table, and reads and writes wait behind it
      --                                         ^^^^^^^^^^^^^^^^^^ DROP INDEX takes an AccessExclusiveLock on the table of orders_user_id_idx: it waits for all who use the table, and reads and writes wait behind it
      ```

      ```sql fixed
      DROP INDEX CONCURRENTLY IF EXISTS shop.users_email_idx;
      DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
      ```

      Even where the index is made anew:

      ```sql bad
      DROP INDEX IF EXISTS users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX takes an AccessExclusiveLock on users: it waits for all who use the table, and reads and writes wait behind it
      CREATE INDEX CONCURRENTLY users_email_idx ON users (email);
      ```

      ```sql bad
      DROP INDEX users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX takes an AccessExclusiveLock on users: it waits for all who use the table, and reads and writes wait behind it
      CREATE UNIQUE INDEX CONCURRENTLY users_email_idx ON users (email) WHERE status = 'active';
      ```

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX invoices_order_id_idx ON invoices (order_id);
      DROP INDEX invoices_order_id_idx;
      ```

      ```sql good
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);

      -- Rollback
      -- DROP INDEX IF EXISTS orders_placed_at_idx;
      ```

      ```sql good path=007_orders_index.down.sql
      DROP INDEX IF EXISTS orders_placed_at_idx;
      ```

      """####
    case "drop-object": ####"""
      # drop-object

      DROP of a view, function, type, sequence, extension or other object that code may use

      Severity: warning (documented: warning)

      On a server: loses objects

      ## What happens

      The object is gone at commit. Without `CASCADE` PostgreSQL refuses (2BP01) while other objects of
      the database depend on it: `drop_type_used`, `drop_domain_used`, `drop_function_trigger_dep`. It
      does not know about functions whose bodies name it in a string, nor about the application.
      A view or materialized view is locked in AccessExclusiveLock mode; so is the table of a dropped
      trigger or rule; functions and types lock no relation. Measured on PostgreSQL 14 to 18:
      `drop_view`, `drop_matview`, `drop_trigger`, `drop_rule`, `drop_function`,
      `drop_domain`, `drop_extension`.

      `DROP OWNED` removes all that a role owns in the database, tables included (`drop_owned`).

      ## Why it hurts

      The release that is still running calls the function and reads the view. With a trigger goes what
      it kept true; with a sequence, the number it had reached.

      ## What to write instead

      To change a view or function, replace it in place:

      ```sql good
      CREATE OR REPLACE VIEW active_users AS SELECT id, email FROM users WHERE status = 'active';
      ```

      Where PostgreSQL cannot replace it (a changed result type, a materialized view, a trigger before
      14), drop and create in one transaction:

      ```sql good
      BEGIN;
      DROP VIEW IF EXISTS active_users;
      CREATE VIEW active_users AS SELECT id, name, email FROM users WHERE status = 'active';
      COMMIT;
      ```

      ## When it is fine

      When no release that is still running uses it:

      ```sql good
      -- whimbrel: allow drop-object -- last caller removed in release 2.3
      DROP FUNCTION IF EXISTS order_total(bigint);
      ```

      Not reported: objects that the same migration makes, or makes again afterwards; temporary ones; what
      `IF EXISTS` asks for, and an earlier statement of the files has dropped already; functions that only
      triggers can call, and overloads that `IF EXISTS` asks for and no file makes, where the files make
      others of the name; triggers of a table that the migration drops, or gives another trigger that runs
      whenever they did; types that earlier files make, and of which nothing was made when the migration
      began; indexes, constraints and statistics, which no query names; and the way back. Tables, columns,
      schemas, databases and policies have rules of their own. `recommended` tells all that a file drops
      in one finding, at the first.

      ## What it cannot see

      Who uses the object. Overloaded functions: `DROP FUNCTION f(int)` followed by `CREATE FUNCTION
      f(text)` counts as replaced.

      ## Examples

      ```sql bad
      DROP VIEW IF EXISTS active_users;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP VIEW removes active_users, which code may still use
      DROP FUNCTION IF EXISTS order_total(bigint);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP FUNCTION removes order_total, which code may still use
      DROP SEQUENCE IF EXISTS ticket_numbers;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP SEQUENCE removes ticket_numbers, which code may still use
      ```

      ```sql bad
      DROP TYPE IF EXISTS mood;
      --<^^^^^^^^^^^^^^^^^^^^^ DROP TYPE removes mood, which code may still use
      DROP EXTENSION IF EXISTS citext;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP EXTENSION removes citext, which code may still use
      DROP MATERIALIZED VIEW IF EXISTS user_totals;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP MATERIALIZED VIEW removes user_totals, which code may still use
      ```

      ```sql bad
      DROP TRIGGER IF EXISTS users_touch ON users;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP TRIGGER removes users_touch on users
      ```

      What belongs to a role is not in the file at all:

      ```sql bad
      DROP OWNED BY reporting_user;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^ DROP OWNED removes all that reporting_user owns in this database, tables with their rows included
      ```

      Another object of the same name in another place is another object:

      ```sql bad
      DROP TRIGGER IF EXISTS users_touch ON users;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP TRIGGER removes users_touch on users
      CREATE TRIGGER users_touch BEFORE UPDATE ON orders
        FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
      ```

      ```sql good
      DROP TRIGGER IF EXISTS users_touch ON users;
      CREATE TRIGGER users_touch BEFORE UPDATE ON users
        FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

      DROP FUNCTION IF EXISTS order_total(bigint);
      CREATE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql
        RETURN (SELECT total FROM orders WHERE id = order_id);
      ```

      ```sql good fine
      -- file: 001_touch.sql
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      -- file: 002_no_touch.sql
      DROP FUNCTION IF EXISTS touch(integer);
      DROP FUNCTION IF EXISTS touch();

      -- whimbrel: allow drop-table -- empty since release 2.3
      DROP TRIGGER IF EXISTS old_orders_touch ON old_orders;
      -- whimbrel: allow drop-table -- empty since release 2.3
      DROP TABLE IF EXISTS old_orders;
      ```

      ```sql good fine
      -- file: 001_ledger.sql
      CREATE TABLE ledger (id bigint PRIMARY KEY, total numeric);
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER ledger_stamp BEFORE UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION stamp();
      -- file: 002_no_stamp.sql
      -- whimbrel: allow drop-object -- the application stamps since release 2.3
      DROP TRIGGER ledger_stamp ON ledger;
      -- file: 003_no_stamp.sql
      DROP TRIGGER IF EXISTS ledger_stamp ON ledger;
      ```

      In a DO block they are what they are outside of it:

      ```sql good fine
      -- file: 001_touch.sql
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql RETURN a;
      CREATE TYPE mood AS ENUM ('good', 'bad');
      -- file: 002_no_touch.sql
      DO $$ BEGIN
        DROP FUNCTION IF EXISTS touch();
        DROP FUNCTION IF EXISTS total(text);
        EXECUTE 'DROP TYPE IF EXISTS mood';
      EXCEPTION WHEN OTHERS THEN
        NULL;
      END $$;
      ```

      ```sql bad
      -- file: 001_total.sql
      CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql RETURN a;
      -- file: 002_no_total.sql
      DO $$ BEGIN
        DROP FUNCTION IF EXISTS total(integer);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP FUNCTION removes total, which code may still use
      END $$;
      ```

      ```sql good
      CREATE VIEW order_report AS SELECT id, total FROM orders;
      DROP VIEW order_report;

      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
      ```

      ```sql good
      CREATE OR REPLACE VIEW big_orders AS SELECT id FROM orders WHERE total > 1000;

      -- Down
      -- DROP VIEW IF EXISTS big_orders;
      ```

      """####
    case "drop-partition": ####"""
      # drop-partition

      DROP TABLE of a partition: reads and writes of the whole partitioned table wait

      Severity: warning (documented: warning)

      On a server: held AccessExclusiveLock

      ## What happens

      `DROP TABLE` of a partition takes an AccessExclusiveLock on the partitioned table that it belongs
      to, and on its default partition (measured on PostgreSQL 14 to 18: `partition-drop` and
      `partition-drop-beside-default` of `scripts/oracle`). It is over in an instant, but it has to wait
      for every transaction that uses any partition, and whoever comes after it queues behind it.

      That the rows are gone is what `drop-table` reports.

      ## Why it hurts

      Old partitions are dropped because nobody needs them; that the new ones stand still for it, nobody
      expects.

      ## What to write instead

      Detach the partition first, which lets the others be used, and drop what is a table by itself then:

      ```sql good
      ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
      -- whimbrel: allow drop-table -- older than two years, in the archive since 2026-02-01
      DROP TABLE events_2025;
      ```

      With a default partition, `CONCURRENTLY` is refused; set a `lock_timeout`.

      ## When it is fine

      At a quiet time, with a `lock_timeout`. Partitions that the same migration makes are not reported,
      nor those that are dropped together with their table:

      ```sql good transport=transaction-per-file
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      DROP TABLE readings_1;
      ```

      ```sql good
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      -- file: 002_no_readings.sql
      -- whimbrel: allow drop-table -- never used
      DROP TABLE readings, readings_1;
      ```

      ## What it cannot see

      That a table is a partition, if no file of the run makes it one.

      ## Examples

      ```sql bad
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      -- file: 002_old.sql
      DROP TABLE readings_2025;
      --<^^^^^^^^^^^^^^^^^^^^^ readings_2025 is a partition: DROP TABLE takes an AccessExclusiveLock on readings, waits for all who use it, and reads and writes wait behind it
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_1 (LIKE readings);
      ALTER TABLE readings ATTACH PARTITION readings_1 FOR VALUES IN (1);
      -- file: 002_old.sql
      DROP TABLE IF EXISTS readings_1, old_orders;
      --                   ^^^^^^^^^^ readings_1 is a partition: DROP TABLE takes an AccessExclusiveLock on readings, waits for all who use it, and reads and writes wait behind it
      ```

      ```sql bad
      -- file: 001_partitioned.sql
      CREATE TABLE readings (id bigint NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
      -- file: 002_old.sql
      SET lock_timeout = '2s';
      DROP TABLE readings_1;
      --<^^^^^^^^^^^^^^^^^^ readings_1 is a partition: DROP TABLE takes an AccessExclusiveLock on readings, waits for all who use it, and reads and writes wait behind it
      ```

      """####
    case "drop-primary-key": ####"""
      # drop-primary-key

      A primary key goes, and no other takes its place

      Severity: error (documented: error)

      On a server: loses primary keys

      ## What happens

      `DROP CONSTRAINT` of a primary key drops its index and leaves the table without one. The columns
      stay NOT NULL up to PostgreSQL 17 (documentation, "ALTER TABLE"). The key is also the replica
      identity: of a table in a publication, `UPDATE` and `DELETE` fail without one (documentation,
      "Logical Replication", "Publication"). Foreign keys to it stand in the way
      (`drop_constraint_pk_referenced`); with CASCADE they go along, each with an AccessExclusiveLock on
      its table (`drop_constraint_pk_referenced_cascade`).

      ## Why it hurts

      Rows come in twice, joins return them twice, and code that updates by key updates both. Logical
      replication stops at the first UPDATE. `INSERT … ON CONFLICT (id)` fails.

      ## What to write instead

      The new key in the same statement, from an index that was built before (`add_primary_key_swap`):

      ```sql good
      CREATE UNIQUE INDEX CONCURRENTLY old_orders_new_key ON old_orders (id);
      ALTER TABLE old_orders
        DROP CONSTRAINT old_orders_pkey,
        ADD CONSTRAINT old_orders_pkey PRIMARY KEY USING INDEX old_orders_new_key;
      ```

      ## When it is fine

      Shortly before the table goes, or where it is only appended to.

      ## What it cannot see

      Which constraint is the primary key of a table that none of the files makes: there, only the name
      that PostgreSQL gives it (`…_pkey`) tells, and the finding is a warning.

      ## Examples

      ```sql bad
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint CONSTRAINT accounts_pk PRIMARY KEY, email text);
      -- file: 002_accounts.sql
      ALTER TABLE accounts DROP CONSTRAINT accounts_pk;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this leaves accounts without a primary key: nothing keeps its rows apart, and where the table is published, UPDATE and DELETE fail
      ```

      ```sql bad
      ALTER TABLE old_orders DROP CONSTRAINT old_orders_pkey;
      --                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this leaves old_orders without a primary key, if old_orders_pkey is what its name says: nothing keeps its rows apart, and where the table is published, UPDATE and DELETE fail
      ```

      ```sql bad
      -- file: V1__teams.sql
      CREATE TABLE teams (id bigint PRIMARY KEY);
      CREATE TABLE members (team_id bigint REFERENCES teams (id), user_id bigint);
      CREATE INDEX members_team_id_idx ON members (team_id);
      -- file: V2__teams.sql
      ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this leaves teams without a primary key: nothing keeps its rows apart, and where the table is published, UPDATE and DELETE fail
      ```

      ```sql good
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL);
      -- file: 002_accounts.sql
      ALTER TABLE accounts DROP CONSTRAINT accounts_pkey;
      ALTER TABLE accounts ADD PRIMARY KEY (id, email);
      ```

      ```sql good
      CREATE TABLE accounts (id bigint PRIMARY KEY);
      ALTER TABLE accounts DROP CONSTRAINT accounts_pkey;
      ```

      ```sql good
      ALTER TABLE old_orders DROP CONSTRAINT IF EXISTS old_orders_total_check;
      ```

      """####
    case "drop-schema": ####"""
      # drop-schema

      DROP SCHEMA of a schema that this migration did not make

      Severity: error (documented: error)

      On a server: loses schemas

      ## What happens

      `DROP SCHEMA … CASCADE` drops everything in the schema, and everything elsewhere that depends on
      it: tables with their rows, views, functions, types and the columns of those types. It takes an
      AccessExclusiveLock on every relation it drops, and on every table that a dropped foreign key
      references (measured on PostgreSQL 14 to 18: `drop_schema_cascade`). Without `CASCADE` it fails
      with 2BP01 as long as anything is left in the schema (`drop_schema_not_empty`).

      ## Why it hurts

      One line, and its text names nothing of what goes: a table that somebody added to the schema last
      week goes with the rest. Only a backup has the rows. Without `CASCADE` it is a statement that works
      on the empty database of a test and stops the migration in production.

      ## What to write instead

      Drop what is in it by name, in migrations that are reviewed as such, and the empty schema last:

      ```sql good
      -- whimbrel: allow drop-table -- moved to the warehouse, approved in #412
      DROP TABLE IF EXISTS reporting.daily, reporting.weekly;
      -- whimbrel: allow drop-schema -- empty by now, approved in #412
      DROP SCHEMA IF EXISTS reporting;
      ```

      ## When it is fine

      When the schema is a cache or a scratch pad that can be filled again, and the approval says so.
      A schema that the same migration makes, and the way back, are not reported.

      ## What it cannot see

      What is in the schema.

      ## Examples

      ```sql bad
      DROP SCHEMA reporting CASCADE;
      --<^^^^^^^^^^^^^^^^^^ DROP SCHEMA deletes everything in reporting, and all that depends on it
      ```

      ```sql bad
      DROP SCHEMA IF EXISTS reporting;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP SCHEMA deletes reporting, or fails if anything is left in it
      ```

      ```sql bad
      DROP SCHEMA IF EXISTS reporting, staging CASCADE;
      --                    ^^^^^^^^^ DROP SCHEMA deletes everything in reporting, and all that depends on it
      --                               ^^^^^^^ DROP SCHEMA deletes everything in staging, and all that depends on it
      CREATE SCHEMA reporting;
      ```

      ```sql good
      CREATE SCHEMA scratch;
      CREATE TABLE scratch.lines (line text);
      DROP SCHEMA scratch CASCADE;
      ```

      ```sql good
      ALTER SCHEMA reporting RENAME TO reporting_unused;
      ```

      ```sql good
      CREATE SCHEMA IF NOT EXISTS billing;

      -- Revert
      -- DROP SCHEMA IF EXISTS billing CASCADE;
      ```

      """####
    case "drop-table": ####"""
      # drop-table

      DROP TABLE of a table that this migration did not make: its rows are gone

      Severity: error (documented: error)

      On a server: data

      ## What happens

      The table goes with its rows, indexes, constraints, triggers, policies and statistics, and with the
      sequences that its columns own. `DROP TABLE` takes an AccessExclusiveLock on the table and its
      indexes; where the table has a foreign key, on the referenced table as well; where it is a
      partition, on the parent and on the default partition. Reads and writes of all of them wait until
      commit. Measured on PostgreSQL 14 to 18: `drop_table_if_exists`, `drop_table_serial`,
      `drop_table_both_fk_sides`.

      `IF EXISTS` changes nothing about that: if the table exists, it is dropped.

      ## Why it hurts

      After commit, only a backup has the rows. A rollback script can make the table again, not what was
      in it. And the release that is still running while the migration runs may read the table: its
      queries fail from then on.

      ## What to write instead

      Take the table out of use, wait until nothing asks for it, and drop it in a later migration that
      says who approved that:

      ```sql good
      ALTER TABLE old_orders RENAME TO old_orders_unused;
      ```

      ```sql good
      -- whimbrel: allow drop-table -- archived to cold storage, approved by the data team in #412
      DROP TABLE IF EXISTS old_orders_unused;
      ```

      ## When it is fine

      When the rows are copied elsewhere, or worthless, and somebody has said so: in the reason of the
      approval. Tables that the same migration makes, temporary tables, and the way back (down files,
      down sections, rollbacks kept in comments) are not reported.

      A table from which an earlier statement of the migration has written rows is a warning: they may
      be kept, but the release that is running still names it.

      ```sql bad
      CREATE TABLE kept_orders (id bigint PRIMARY KEY, total numeric);
      INSERT INTO kept_orders SELECT id, total FROM old_orders;
      DROP TABLE old_orders;
      --<^^^^^^^^^^^^^^^^^^ warning: DROP TABLE deletes old_orders, from which an earlier statement has written rows
      ```

      ## What it cannot see

      Whether the table exists, has rows, or is still read. A `DROP TABLE` in the text of a dynamic
      `EXECUTE`. In a function's body it is not reported: creating the function does not run it.

      ## Examples

      ```sql bad
      DROP TABLE old_orders;
      --<^^^^^^^^^^^^^^^^^^ DROP TABLE deletes old_orders and all its rows
      ```

      ```sql bad
      DROP TABLE IF EXISTS old_orders, shop.carts CASCADE;
      --                   ^^^^^^^^^^ DROP TABLE deletes old_orders and all its rows
      --                               ^^^^^^^^^^ DROP TABLE deletes shop.carts and all its rows
      ```

      To make it again does not bring the rows back:

      ```sql bad
      DROP TABLE IF EXISTS old_orders;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP TABLE deletes old_orders and all its rows; another table takes its name
      CREATE TABLE old_orders (id bigint PRIMARY KEY);
      ```

      The same in an anonymous block, which does run:

      ```sql bad
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_tables WHERE tablename = 'old_orders') THEN
          DROP TABLE old_orders;
      --  ^^^^^^^^^^^^^^^^^^^^^ DROP TABLE deletes old_orders and all its rows
        END IF;
      END
      $$;
      ```

      A table made after its namesake was dropped is a new one; the drop before it is not harmless:

      ```sql bad
      DROP TABLE IF EXISTS old_orders;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP TABLE deletes old_orders and all its rows; another table takes its name
      CREATE TABLE old_orders (id bigint PRIMARY KEY);
      DROP TABLE old_orders;
      ```

      What its foreign keys refer to is locked with it, and what it is a partition of
      (`drop_table_both_fk_sides`, `drop_partition`):

      ```sql bad
      -- file: 001_carts.sql
      CREATE TABLE products (id bigint PRIMARY KEY, title text NOT NULL);
      CREATE TABLE carts (
        id bigint PRIMARY KEY,
        user_id bigint NOT NULL REFERENCES users (id),
        product_id bigint REFERENCES products (id)
      );
      -- file: 002_no_carts.sql
      DROP TABLE carts;
      --<^^^^^^^^^^^^^ DROP TABLE deletes carts and all its rows; until commit, reads and writes of products and users wait as well
      ```

      A rename, written as a loss:

      ```sql bad
      -- file: 20260101_clients.sql
      CREATE TABLE customers (id bigint PRIMARY KEY, title text NOT NULL, vat_number text);
      -- file: 20260302_customers_are_clients.sql
      DROP TABLE customers;
      --<^^^^^^^^^^^^^^^^^ DROP TABLE deletes customers and all its rows; clients, of the same columns, is made empty
      CREATE TABLE clients (id bigint PRIMARY KEY, title text NOT NULL, vat_number text);
      ```

      An earlier migration made this one. What one migration makes is not new to the next:

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
      -- file: 002_no_invoices.sql
      DROP TABLE IF EXISTS invoices;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP TABLE deletes invoices and all its rows
      ```

      ```sql good
      CREATE TABLE import_stage (line text);
      COPY import_stage FROM stdin;
      one
      two
      \.
      INSERT INTO migration_log (message) SELECT line FROM import_stage;
      DROP TABLE import_stage;

      CREATE TEMPORARY TABLE moved_orders AS SELECT id FROM orders WHERE shipped;
      DROP TABLE moved_orders;
      DROP TABLE IF EXISTS pg_temp.moved_users;
      ```

      ```sql good
      CREATE OR REPLACE FUNCTION drop_stage() RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        DROP TABLE IF EXISTS import_stage;
      END
      $$;
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);

      -- Rollback script (for documentation)
      -- DROP TABLE IF EXISTS invoices CASCADE;
      ```

      ```sql good path=004_invoices.down.sql
      DROP TABLE IF EXISTS old_orders;
      ```

      """####
    case "duplicate-version": ####"""
      # duplicate-version

      Two migrations of one history have the same version

      Severity: error (documented: error)

      On a server: nothing (it is about names of files)

      ## What happens

      The version is what the runner reads from the name of the file, compared as the runner compares it:
      `1` and `001` are one version to those that read numbers, and `1.0` is Flyway's `1`. With `--since`
      and `--staged`, migrations count as well that the base branch has got since: two branches that both
      add the next number are the usual way to such a pair.

      | runner | two migrations of one version |
      |---|---|
      | Flyway, goose, golang-migrate, tern, refinery, postgres-migrations | it refuses to run |
      | graphile-migrate | it refuses to run |
      | Diesel, Hasura | it refuses to run, or runs only one of them |
      | dbmate, sqlx, Supabase, Atlas | one of them fails, or is taken to have run |
      | Prisma, node-pg-migrate, sql-migrate, rambler | nothing: they go by whole names |

      Where the runner is not known, the finding is a warning.

      ## Why it hurts

      Each branch works alone. Merged, the next deployment fails, or one of both migrations never runs, on
      some databases this one and on others that one.

      ## What to write instead

      Give the later one the next version that is free.

      ```sql good framework=goose
      -- file: 004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 005_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql bad framework=goose
      -- file: 004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 4_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 004_add_phone.sql has the version 004 as well: goose refuses to run ("found duplicate migration version")
      ```

      A migration that is new here, and one that the base branch has got since:

      ```sql bad framework=golang-migrate
      -- file: 004_add_phone.up.sql arrived
      -- file: 004_add_email.up.sql new
      ALTER TABLE users ADD COLUMN email text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 004_add_phone.up.sql, which the base branch has got since, has the version 004 as well: golang-migrate refuses to run ("duplicate migration file")
      ```

      Nobody has said what runs these:

      ```sql bad
      -- file: 01_tables.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 01_views.sql
      CREATE VIEW names AS SELECT id FROM users;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: 01_tables.sql has the version 01 as well: most runners refuse that, and nobody knows which of them runs first
      ```

      ## When it is fine

      The way back of a migration has its version, and a runner that goes by whole names does not mind.

      ```sql good framework=golang-migrate
      -- file: 004_add_phone.up.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 004_add_phone.down.sql
      ALTER TABLE users DROP COLUMN phone_number;
      ```

      ```sql good framework=node-pg-migrate
      -- file: 004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 004_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      Several numbers are one version:

      ```sql good
      -- file: 04_02_0140_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 04_02_0150_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 04_03_0140_2fa.sql
      CREATE TABLE factors (id bigint PRIMARY KEY);
      ```

      ## What it cannot see

      Migrations in other directories that the same runner reads, and those that are not SQL.

      ## Examples

      ```sql bad framework=flyway
      -- file: V1__users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: V1.0__orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ V1__users.sql has the version 1 as well: Flyway refuses both ("found more than one migration with version")
      ```

      ```sql good framework=flyway
      -- file: V1.1__users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: V1.10__orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      ```

      """####
    case "dynamic-sql-injection": ####"""
      # dynamic-sql-injection

      A function executes SQL into which an argument is put without quoting

      Severity: error (documented: error)

      On a server: runs its argument

      ## What happens

      `EXECUTE` in PL/pgSQL runs a text. An argument that is joined to it by `||`, `concat` or `%s`
      becomes SQL as it stands; `quote_ident`, `quote_literal`, `%I` and `%L` make a name or a value of
      it, and `USING` passes it beside the text. (Documentation: PL/pgSQL, "Executing Dynamic
      Commands".) Followed are arguments that hold text, through variables of the function; numbers,
      `regclass` and other types that cannot hold SQL are not reported.

      Without `SECURITY DEFINER` the caller's own rights are all there is to gain, but callers are mostly
      applications that pass on what people type: then it is a warning.

      ## Why it hurts

      Whoever can choose the argument can run any SQL: read other tables, or drop them.

      ## What to write instead

      ```sql good
      CREATE FUNCTION rows_of(relation text) RETURNS bigint LANGUAGE plpgsql AS $$
      DECLARE
        found bigint;
      BEGIN
        EXECUTE format('SELECT count(*) FROM %I', relation) INTO found;
        RETURN found;
      END
      $$;
      ```

      ```sql good
      CREATE FUNCTION order_of(wanted text) RETURNS SETOF orders LANGUAGE plpgsql AS $$
      BEGIN
        RETURN QUERY EXECUTE 'SELECT * FROM orders WHERE number = $1' USING wanted;
      END
      $$;
      ```

      ## When it is fine

      When the text cannot come from outside; better say so in its type:

      ```sql good
      CREATE FUNCTION rows_of(relation regclass) RETURNS bigint LANGUAGE plpgsql AS $$
      DECLARE
        found bigint;
      BEGIN
        EXECUTE 'SELECT count(*) FROM ' || relation INTO found;
        RETURN found;
      END
      $$;
      ```

      An argument is a name for certain behind a statement that always runs and casts it to `regclass`:
      what names no relation fails there. In a query of tables the cast may be left out: PostgreSQL
      evaluates it where it plans for this value, but not with a generic plan if there are no rows
      (measured on PostgreSQL 15). And inside an `IF EXISTS` that finds the argument as a name in a
      catalogue, somebody who can make an object of a hostile name gets through. Both are an info. So it
      is where the file itself calls a procedure without `SECURITY DEFINER`, with nothing but constants.

      ```sql good
      CREATE FUNCTION empty_all(parent text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM parent::regclass;
        EXECUTE 'TRUNCATE ' || parent;
      END
      $$;
      ```

      ## What it cannot see

      Texts that come from tables. Arguments without names, and what goes through functions of the user's
      own. Blocks of `DO`, which have no arguments.

      ## Examples

      ```sql bad
      CREATE FUNCTION rows_of(relation text) RETURNS bigint LANGUAGE plpgsql AS $$
      DECLARE
        found bigint;
      BEGIN
        EXECUTE 'SELECT count(*) FROM ' || relation INTO found;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: relation becomes part of the SQL as it is: a caller who passes more than a value or a name runs SQL of its own, in this session
        RETURN found;
      END
      $$;
      ```

      ```sql bad
      CREATE FUNCTION orders_by(wanted text, direction text DEFAULT 'asc') RETURNS SETOF orders
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        RETURN QUERY EXECUTE format(
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^ direction becomes part of the SQL as it is: a caller who passes more than a value or a name runs SQL of its own, with the rights of the function's owner
          'SELECT * FROM orders WHERE number = %L ORDER BY id %s', wanted, direction);
      END
      $$;
      ```

      Through a variable:

      ```sql bad
      CREATE PROCEDURE empty_table(relation varchar) LANGUAGE plpgsql AS $$
      DECLARE
        command text := 'DELETE FROM ' || lower(relation);
      BEGIN
        EXECUTE command;
      --^^^^^^^^^^^^^^^ warning: relation becomes part of the SQL as it is: a caller who passes more than a value or a name runs SQL of its own, in this session
      END
      $$;
      ```

      A function that runs whatever it is given, as its owner:

      ```sql bad
      CREATE FUNCTION run(command text) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        EXECUTE command;
      --^^^^^^^^^^^^^^^ whoever may call the function runs any SQL by command, with the rights of the function's owner
      END
      $$;
      ```

      ```sql good
      CREATE FUNCTION page_of(first integer) RETURNS SETOF orders LANGUAGE plpgsql AS $$
      BEGIN
        RETURN QUERY EXECUTE 'SELECT * FROM orders LIMIT 10 OFFSET ' || first;
      END
      $$;
      ```

      """####
    case "edited-migration": ####"""
      # edited-migration

      A migration that is on the base branch, and may have run, was changed

      Severity: error (documented: error)

      On a server: nothing (it is about what has run before)

      ## What happens

      The file is on the base branch, and here it is another one: changed, renamed, or gone. Databases
      that have run it do not run it again.

      | runner | after a change |
      |---|---|
      | Flyway, sqlx, refinery, Liquibase, Atlas | the next run fails: the checksum differs |
      | graphile-migrate | the next run fails: the checksum differs |
      | Prisma | `migrate dev` asks to reset the database |
      | sqitch, Drizzle | a checksum is kept, and not compared: a warning |
      | all others | nobody notices: a warning |

      A migration that is gone, or has another version, is a warning as well: some runners refuse to run
      then, others forget it.

      What the base branch has is known only with `--since` or `--staged`. `--staged` takes the default
      branch of `origin`, or else `main` or `master`: what was committed on the present branch may still
      be changed.

      ## Why it hurts

      Either the next deployment fails, or, which is worse, it succeeds: new databases then have what the
      file says now, and old ones what it said before.

      ## What to write instead

      Leave the file as it was, and put the change into a new migration.

      ```sql bad framework=flyway
      -- file: V4__add_phone.sql was
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: V4__add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number varchar(20);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration is on the base branch and may have run, and here it was changed: Flyway keeps a CRC32 of every migration: `migrate` and `validate` end with "checksum mismatch" until `flyway repair` is run
      ```

      With runners that keep a checksum of the text, a comment is enough:

      ```sql bad framework=sqlx
      -- file: 4_add_phone.sql was
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 4_add_phone.sql
      -- the number with its prefix
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration is on the base branch and may have run, and here it was changed: sqlx keeps a SHA-384 of every migration: the next run ends with "migration was previously applied but has been modified"
      ```

      ```sql bad framework=goose
      -- file: 004_add_phone.sql was
      -- +goose Up
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 004_add_phone.sql
      -- +goose Up
      ALTER TABLE users ADD COLUMN phone_number text;
      ALTER TABLE users ADD COLUMN email text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this migration is on the base branch and may have run, and here it was changed: databases that have run it do not get the change, and goose does not notice
      ```

      The same migration under a new version runs twice:

      ```sql bad framework=goose
      -- file: 006_add_phone.sql renamed=004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this migration is on the base branch as 004_add_phone.sql and may have run: under the version 006 it runs once more
      ```

      ## When it is fine

      Where the runner does not look at the text, comments, white space and the way back may change.

      ```sql good framework=goose
      -- file: 004_add_phone.sql was
      -- +goose Up
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 004_add_phone.sql
      -- +goose Up
      -- whimbrel: allow missing-if-not-exists -- has run everywhere
      ALTER TABLE users ADD COLUMN phone_number text;
      -- +goose Down
      ALTER TABLE users DROP COLUMN phone_number;
      ```

      A new changeset may stand behind those that have run:

      ```sql good framework=liquibase
      -- file: users.sql was
      --liquibase formatted sql
      --changeset ann:1
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: users.sql
      --liquibase formatted sql
      --changeset ann:1
      CREATE TABLE users (id bigint PRIMARY KEY);
      --changeset ann:2
      ALTER TABLE users ADD COLUMN phone_number text;
      ```

      A migration that is only on this branch may change as often as it likes:

      ```sql good framework=flyway
      -- file: V4__add_phone.sql new
      ALTER TABLE users ADD COLUMN phone_number varchar(20);
      ```

      Flyway's `R__…sql` are meant to be changed. If no database has run the migration yet, say so with
      an approval.

      ## What it cannot see

      What has run where: a migration on the base branch is taken to have run somewhere.

      ## Examples

      ```sql bad framework=prisma
      -- file: migrations/20240301120000_phone/migration.sql was
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: migrations/20240301120000_phone/migration.sql
      ALTER TABLE users ADD COLUMN phone_number varchar(20);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration is on the base branch and may have run, and here it was changed: Prisma keeps a SHA-256 of every migration: `migrate dev` asks to reset the database, `migrate deploy` warns
      ```

      ```sql good framework=flyway
      -- file: R__names.sql was
      CREATE OR REPLACE VIEW names AS SELECT id FROM users;
      -- file: R__names.sql
      CREATE OR REPLACE VIEW names AS SELECT id, name FROM users;
      ```

      ```sql good framework=goose
      -- file: 004_add_telephone.sql renamed=004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      ```

      """####
    case "empty-rollback": ####"""
      # empty-rollback

      A rollback section, or rollback file, without a statement

      Severity: warning (documented: warning)

      On a server: nothing (there is no statement)

      ## What happens

      There is a heading such as `-- Rollback`, a down section or a rollback file, and no SQL below it.
      Run, it does nothing, and reports success.

      ## Why it hurts

      A runner that goes one migration down believes that it has, and takes its note of it away. The
      schema is still the new one: the next run of the migration fails, or does its work twice.

      ## What to write instead

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- Rollback
      -- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ## When it is fine

      If there is nothing to undo, or no way to, say so in the header, with the reason:

      ```sql good
      -- Reversible: No, a corrected spelling needs no way back
      UPDATE countries SET name = 'New Zealand' WHERE code = 'NZ';

      -- Rollback
      -- nothing to do
      ```

      In a file that only goes back:

      ```sql good path=008_spelling.down.sql
      -- Reversible: No, a corrected spelling needs no way back
      ```

      A down section or a file of its own that says in a comment why it has no statement is not reported:

      ```sql good path=008_spelling.down.sql
      -- No down migration: a corrected spelling needs no way back
      ```

      ```sql good
      -- migrate:up
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- migrate:down
      -- no-op: phone numbers are kept on purpose
      ```

      Where the migration has no statement either, there is nothing to undo:

      ```sql good
      -- file: 009_reserved.up.sql
      -- the number was given twice
      -- file: 009_reserved.down.sql
      -- to do
      ```

      ## What it cannot see

      Whether the statements that are there undo what the migration does.

      ## Examples

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- Rollback
      --<^^^^^^^^ no statement follows this heading: run, it undoes nothing
      ```

      ```sql bad
      -- +goose Up
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- +goose Down
      --<^^^^^^^^^^^ no statement follows this heading: run, it undoes nothing
      -- nothing yet
      ```

      ```sql bad path=004_phone.down.sql
      -- to do
      --<^^^^^ this rollback has no statement: run, it undoes nothing
      ```

      What a runner's template left there is no reason, nor is SQL in a comment, which does not run:

      ```sql bad path=004_phone.down.sql
      -- This file should undo anything in `up.sql`
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this rollback has no statement: run, it undoes nothing
      ```

      ```sql bad path=004_phone.down.sql
      -- goes back by hand:
      --<^^^^^^^^^^^^^^^^^^ this rollback has no statement: run, it undoes nothing
      -- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ```sql good
      -- migrate:up
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- migrate:down
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ```sql good path=004_phone.down.sql
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      """####
    case "enum-label-unplaced": ####"""
      # enum-label-unplaced

      ADD VALUE without BEFORE or AFTER: the label sorts behind all others, for good

      Severity: off (documented: off)

      On a server: nothing (how labels sort shows later)

      ## What happens

      A label without `BEFORE` or `AFTER` is put behind all others (`enum_add`). `ORDER BY`, `<`, `max()`
      and ranges follow that order, and nothing can change it later. (Documentation: ALTER TYPE.)

      ## Why it hurts

      `WHERE state >= 'paid'` begins to mean something else.

      ## What to write instead

      ```sql good preset=all
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      -- file: 002_state.sql
      ALTER TYPE parcel_state ADD VALUE 'packed' BEFORE 'sent';
      ```

      ## When it is fine

      Where the order of the labels means nothing, or the label does belong to the end; say so:

      ```sql good preset=all
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      -- file: 002_state.sql
      ALTER TYPE parcel_state ADD VALUE IF NOT EXISTS 'delivered' AFTER 'sent';
      ```

      A label that is there already is not added:

      ```sql good preset=all
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      -- file: 002_state.sql
      ALTER TYPE parcel_state ADD VALUE IF NOT EXISTS 'sent';
      ```

      ## What it cannot see

      Whether anything asks for the order.

      ## Examples

      ```sql bad preset=all
      ALTER TYPE order_status ADD VALUE 'lost';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: 'lost' sorts behind all labels of order_status, and an order cannot be changed later
      ```

      ```sql bad preset=all
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      -- file: 002_state.sql
      ALTER TYPE parcel_state ADD VALUE IF NOT EXISTS 'packed';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: 'packed' sorts behind all labels of parcel_state, and an order cannot be changed later
      ```

      ```sql bad preset=all transport=autocommit
      ALTER TYPE order_status ADD VALUE 'packed';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: 'packed' sorts behind all labels of order_status, and an order cannot be changed later
      ALTER TYPE order_status ADD VALUE 'returned' AFTER 'shipped';
      ```

      """####
    case "enum-type": ####"""
      # enum-type

      CREATE TYPE … AS ENUM: a label can be added and renamed, not removed

      Severity: off (documented: off)

      On a server: gains enum types

      ## What happens

      `ALTER TYPE` adds labels (`enum_add`) and renames them (`enum_rename_label`); there is no way to
      remove one, or to change their order. (Documentation: Enumerated Types.) What is left is a new
      type, and `ALTER COLUMN … TYPE`, which rewrites each table (`type_enum_to_other_enum_using`).

      ## Why it hurts

      Lists of states and kinds change more often than their tables.

      ## What to write instead

      A table, or a CHECK that can be replaced:

      ```sql good preset=all
      CREATE TABLE order_states (name text PRIMARY KEY);
      INSERT INTO order_states (name) VALUES ('new'), ('paid'), ('sent');
      ```

      ```sql good preset=all
      CREATE TABLE parcels (
        id bigint PRIMARY KEY,
        state text NOT NULL DEFAULT 'new'
          CONSTRAINT parcels_state CHECK (state IN ('new', 'sent', 'lost'))
      );
      ```

      ## When it is fine

      For lists that only grow, and whose order is settled. A label more on a type that is there is no
      finding of this rule:

      ```sql good preset=all
      -- file: 001_mood.sql
      -- whimbrel: allow enum-type -- the moods are final
      CREATE TYPE mood AS ENUM ('good', 'bad');
      -- file: 002_mood.sql
      ALTER TYPE mood ADD VALUE 'so-so' AFTER 'good';
      ```

      ## What it cannot see

      Whether the list will change.

      ## Examples

      ```sql bad preset=all
      CREATE TYPE parcel_state AS ENUM ('new', 'sent', 'lost');
      --<^^^^^^^^^^^^^^^^^^^^^ info: labels of parcel_state can be added and renamed later, but not removed
      ```

      ```sql bad preset=all
      CREATE TYPE shop.cart_state AS ENUM ('open', 'closed');
      --<^^^^^^^^^^^^^^^^^^^^^^^^ info: labels of shop.cart_state can be added and renamed later, but not removed
      ```

      ```sql bad preset=all
      DO $$
      BEGIN
        CREATE TYPE weekday AS ENUM ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
      --^^^^^^^^^^^^^^^^^^^ info: labels of weekday can be added and renamed later, but not removed
      EXCEPTION WHEN duplicate_object THEN NULL;
      END
      $$;
      ```

      """####
    case "foreign-key-action-fails": ####"""
      # foreign-key-action-fails

      ON DELETE SET NULL, or SET DEFAULT, of a column that is NOT NULL: the DELETE fails

      Severity: warning (documented: warning)

      On a server: nothing (only the DELETE shows it)

      ## What happens

      PostgreSQL accepts the action, whatever the columns are. When a row that is referred to is deleted,
      it writes NULL to the referring columns, all of them unless `SET NULL (column, …)` names some; and
      that fails with SQLSTATE 23502, in a statement that nobody has written
      (`delete-of-row-set-null-not-null`, in scripts/oracle_suite/cases; documentation, CREATE TABLE).
      `SET DEFAULT` of a column without a default does the same.

      ## Why it hurts

      Whoever wrote the action wanted that rows can be deleted, and they cannot. It shows when somebody
      first tries.

      ## What to write instead

      What is meant: the column may be NULL, or the rows go along, or rows that are referred to stay.

      ```sql good
      CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES authors (id) ON DELETE SET NULL);
      CREATE INDEX posts_author_idx ON posts (author);
      ```

      ## When it is fine

      Never; a later statement that makes the column nullable is taken into account.

      ## What it cannot see

      Columns that no file defines.

      ## Examples

      ```sql bad
      CREATE TABLE posts (
        id bigint PRIMARY KEY,
        author bigint NOT NULL REFERENCES authors (id) ON DELETE SET NULL
      --                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever deletes a row of authors that posts refers to fails (SQLSTATE 23502): ON DELETE SET NULL would write NULL to author, which is NOT NULL
      );
      CREATE INDEX posts_author_idx ON posts (author);
      ```

      ```sql bad
      CREATE TABLE posts (id bigint PRIMARY KEY, author bigint NOT NULL);
      CREATE INDEX posts_author_idx ON posts (author);
      ALTER TABLE posts
        ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES authors (id) ON DELETE SET DEFAULT;
      --    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever deletes a row of authors that posts refers to fails (SQLSTATE 23502): ON DELETE SET DEFAULT would write NULL to author, which is NOT NULL
      ```

      ```sql bad
      CREATE TABLE rooms (tenant bigint NOT NULL, id bigint NOT NULL, PRIMARY KEY (tenant, id));
      CREATE TABLE lessons (
        id bigint PRIMARY KEY,
        tenant bigint NOT NULL,
        room bigint,
        FOREIGN KEY (tenant, room) REFERENCES rooms (tenant, id) ON DELETE SET NULL
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever deletes a row of rooms that lessons refers to fails (SQLSTATE 23502): ON DELETE SET NULL would write NULL to tenant, which is NOT NULL
      );
      CREATE INDEX lessons_room_idx ON lessons (tenant, room);
      ```

      ```sql good
      CREATE TABLE posts (
        id bigint PRIMARY KEY,
        author bigint NOT NULL REFERENCES authors (id) ON DELETE CASCADE
      );
      CREATE INDEX posts_author_idx ON posts (author);
      ```

      ```sql good postgres=15
      CREATE TABLE rooms (tenant bigint NOT NULL, id bigint NOT NULL, PRIMARY KEY (tenant, id));
      CREATE TABLE lessons (
        id bigint PRIMARY KEY,
        tenant bigint NOT NULL,
        room bigint,
        FOREIGN KEY (tenant, room) REFERENCES rooms (tenant, id) ON DELETE SET NULL (room)
      );
      CREATE INDEX lessons_room_idx ON lessons (tenant, room);
      ```

      ```sql good
      CREATE TABLE posts (
        id bigint PRIMARY KEY,
        author bigint NOT NULL DEFAULT 0 REFERENCES authors (id) ON DELETE SET DEFAULT
      );
      CREATE INDEX posts_author_idx ON posts (author);
      ```

      ```sql good
      CREATE TABLE posts (id bigint PRIMARY KEY, author bigint NOT NULL REFERENCES authors ON DELETE SET NULL);
      CREATE INDEX posts_author_idx ON posts (author);
      ALTER TABLE posts ALTER COLUMN author DROP NOT NULL;
      ```

      """####
    case "foreign-key-type-mismatch": ####"""
      # foreign-key-type-mismatch

      A foreign key column whose type cannot hold all values of the key that it refers to

      Severity: warning (documented: warning)

      On a server: gains foreign keys of a narrower type

      ## What happens

      A foreign key compares its columns with those of the other table, and the types need not be the
      same: there only has to be an operator (`foreign-key-add-of-wider-type`, in
      scripts/oracle_suite/cases). A `integer` column may refer to a `bigint` key.

      ## Why it hurts

      It works until the other table has a row beyond 2147483647. From then on nothing can refer to new
      rows: INSERTs fail with `integer out of range`. Widening the column then rewrites a table of two
      billion rows (`type_int_to_bigint_pk_referenced`).

      ## What to write instead

      The same type on both sides:

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id));
      CREATE INDEX invoices_order_id_idx ON invoices (order_id);
      ```

      ## When it is fine

      Where the key is `bigint` by habit, and the other table has a few rows for ever. The other way
      round, a wide column that refers to a narrow key, loses nothing and is not reported. In a dump of a
      schema, which nobody writes by hand, it is an info in `recommended`.

      ## What it cannot see

      The type of a key that none of the files makes.

      ## Examples

      ```sql bad
      CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total numeric);
      CREATE TABLE invoice_lines (
        invoice_id integer NOT NULL REFERENCES invoices (id),
      --                            ^^^^^^^^^^^^^^^^^^^^^^^^ invoice_lines.invoice_id is integer, invoices.id is bigint: rows of invoices beyond 2147483647 cannot be referred to
        line smallint NOT NULL,
        PRIMARY KEY (invoice_id, line)
      );
      ```

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigserial PRIMARY KEY);
      -- file: 002_payments.sql
      CREATE TABLE payments (id bigserial PRIMARY KEY, invoice int);
      CREATE INDEX payments_invoice_idx ON payments (invoice);
      ALTER TABLE payments ADD CONSTRAINT payments_invoice_fk FOREIGN KEY (invoice) REFERENCES invoices;
      --                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ payments.invoice is integer, invoices.id is bigint: rows of invoices beyond 2147483647 cannot be referred to
      ```

      ```sql bad
      CREATE TABLE regions (id int PRIMARY KEY);
      CREATE TABLE towns (id int PRIMARY KEY, region_id smallint REFERENCES regions (id));
      --                                                         ^^^^^^^^^^^^^^^^^^^^^^^ towns.region_id is smallint, regions.id is integer: rows of regions beyond 32767 cannot be referred to
      CREATE INDEX towns_region_id_idx ON towns (region_id);
      ```

      ```sql good
      CREATE TABLE regions (id int PRIMARY KEY);
      CREATE TABLE towns (id int PRIMARY KEY, region_id bigint REFERENCES regions (id));
      CREATE INDEX towns_region_id_idx ON towns (region_id);
      ```

      ```sql good
      CREATE TABLE tags (name text PRIMARY KEY);
      CREATE TABLE posts (id bigint PRIMARY KEY, tag varchar(80) REFERENCES tags (name));
      CREATE INDEX posts_tag_idx ON posts (tag);
      ```

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigserial PRIMARY KEY);
      CREATE TABLE payments (id bigserial PRIMARY KEY, invoice int REFERENCES invoices);
      CREATE INDEX payments_invoice_idx ON payments (invoice);
      -- file: 002_wider.sql
      ALTER TABLE payments ALTER COLUMN invoice TYPE bigint;
      ```

      """####
    case "foreign-key-without-index": ####"""
      # foreign-key-without-index

      A foreign key whose columns no index begins with: a DELETE in the other table reads this one

      Severity: info (documented: warning)

      On a server: gains foreign keys without an index

      ## What happens

      PostgreSQL makes no index for the referencing columns of a foreign key. When a row of the other
      table is deleted, or its key changes, PostgreSQL looks for rows that refer to it; without an index
      that begins with one of the columns it reads the whole table, once for each such row (documentation,
      "Constraints", "Foreign Keys"; measured on PostgreSQL 14 to 18: `delete_unreferenced_row`).

      ## Why it hurts

      It is fast as long as the table is small. Then deleting one user takes minutes, and deleting a
      thousand takes days, with locks on all the rows involved.

      ## What to write instead

      ```sql good
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id));
      CREATE INDEX parcels_order_id_idx ON parcels (order_id);
      ```

      On a table that is in use, concurrently, and before the foreign key is validated:

      ```sql good
      CREATE INDEX CONCURRENTLY orders_country_idx ON orders (country);
      ALTER TABLE orders ADD CONSTRAINT orders_country_fkey
        FOREIGN KEY (country) REFERENCES countries (code) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_country_fkey;
      ```

      ## When it is fine

      Where rows of the other table are never deleted and their keys never change: countries, currencies.
      A later file of the run may make the index.

      ## What it cannot see

      The indexes of a table that none of the files makes, unless the column is new. Whether anybody ever
      deletes there.

      ## Examples

      ```sql bad
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id));
      --                                                                    ^^^^^^^^^^^^^^^^^^^^^^ no index of parcels begins with order_id: each DELETE in orders, and each UPDATE of its key, reads all of parcels
      ```

      ```sql bad
      ALTER TABLE orders ADD COLUMN parent_id bigint REFERENCES orders (id);
      --                                             ^^^^^^^^^^^^^^^^^^^^^^ no index of orders begins with parent_id: each DELETE in orders, and each UPDATE of its key, reads all of orders
      ```

      A column in the middle of an index finds nothing:

      ```sql bad framework=flyway
      CREATE TABLE members (
        team_id bigint NOT NULL,
        user_id bigint NOT NULL,
        CONSTRAINT members_pk PRIMARY KEY (team_id, user_id),
        CONSTRAINT members_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no index of members begins with user_id: each DELETE in users, and each UPDATE of its key, reads all of members
      );
      ```

      Nor does an index that leaves rows out:

      ```sql bad
      CREATE TABLE parcels (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), gone boolean);
      --                                                          ^^^^^^^^^^^^^^^^^^^^^ no index of parcels begins with user_id: each DELETE in users, and each UPDATE of its key, reads all of parcels
      CREATE INDEX parcels_user_id_idx ON parcels (user_id) WHERE NOT gone;
      ```

      ```sql good
      CREATE TABLE members (
        team_id bigint NOT NULL,
        user_id bigint NOT NULL REFERENCES users (id),
        PRIMARY KEY (user_id, team_id)
      );
      ```

      ```sql good
      -- file: 001_parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
      -- file: 002_index.sql
      CREATE INDEX CONCURRENTLY parcels_user_id_idx ON parcels (user_id) WHERE user_id IS NOT NULL;
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_user_fk
        FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      ```

      """####
    case "frozen-default": ####"""
      # frozen-default

      DEFAULT 'now': the moment at which the migration ran, for every row from then on

      Severity: warning (documented: warning)

      On a server: nothing (the rows that come later show it)

      ## What happens

      `'now'`, `'today'`, `'tomorrow'` and `'yesterday'` are constants that PostgreSQL replaces by a
      moment as soon as it reads them. In a default it reads them once: when the default is set
      (`default-of-now-as-constant`, in scripts/oracle_suite/cases; documentation, Date/Time Functions,
      "Current Date/Time": "do not use the third form when specifying a value to be evaluated later").

      ## Why it hurts

      Every row that is ever inserted says that it was made when the migration ran. On the day of the
      release that looks right.

      ## What to write instead

      A function, which is called for each row that is inserted:

      ```sql good
      CREATE TABLE orders_seen (id bigint PRIMARY KEY, seen_at timestamptz NOT NULL DEFAULT now());
      ```

      ## When it is fine

      If the moment of the migration is what is meant: write that moment down, as `'2026-01-15 12:00Z'`.

      ## What it cannot see

      Columns of a type of one's own. By way of another type, as in `'now'::text::timestamp`, the word is
      read at each use, and not reported.

      ## Examples

      ```sql bad
      CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp with time zone DEFAULT 'now');
      --                                                                      ^^^^^^^^^^^^^ 'now' is read when the default is set: every row from then on gets that moment, not its own
      ```

      ```sql bad
      ALTER TABLE orders ADD COLUMN seen_at timestamptz DEFAULT 'now'::timestamptz;
      --                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'now' is read when the default is set: every row from then on gets that moment, not its own
      ```

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY, day date);
      -- file: 002_visits.sql
      ALTER TABLE visits ALTER COLUMN day SET DEFAULT 'today';
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'today' is read when the default is set: every row from then on gets that moment, not its own
      ```

      ```sql good
      CREATE TABLE visits (id bigint PRIMARY KEY, at timestamptz DEFAULT now(), day date);
      ```

      ```sql good
      CREATE TABLE tasks (id bigint PRIMARY KEY, due text DEFAULT 'today');
      ```

      ```sql good
      CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp DEFAULT 'now'::text::timestamp);
      ```

      """####
    case "grant-all": ####"""
      # grant-all

      GRANT ALL on tables: TRUNCATE, REFERENCES and TRIGGER come along

      Severity: off (documented: off)

      On a server: gains privileges to TRUNCATE

      ## What happens

      `ALL` on a table is SELECT, INSERT, UPDATE and DELETE, and also TRUNCATE, REFERENCES and TRIGGER,
      from PostgreSQL 17 on MAINTAIN. (Documentation: Privileges.)

      ## Why it hurts

      An application that can be made to run SQL can then empty tables at once, past row security, and
      make triggers that run with the rights of whoever writes next.

      ## What to write instead

      ```sql good preset=all
      GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app_writer;
      ```

      ## When it is fine

      For the role that owns the schema, or migrates it.

      ```sql good preset=all
      -- whimbrel: allow grant-all -- the role of the migrations
      GRANT ALL ON ALL TABLES IN SCHEMA shop TO app_writer;
      ```

      ## What it cannot see

      What the role is for.

      ## Examples

      ```sql bad preset=all
      GRANT ALL ON orders, users TO app_writer;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: GRANT ALL also lets the role empty orders and users by TRUNCATE, and make triggers
      ```

      ```sql bad preset=all
      GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA shop TO app_writer;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: GRANT ALL also lets the role empty shop by TRUNCATE, and make triggers
      ```

      ```sql bad preset=all
      ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO app_writer;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: GRANT ALL also lets the role empty tables that are made later by TRUNCATE, and make triggers
      ```

      ```sql good preset=all
      GRANT ALL ON SCHEMA shop TO app_writer;
      ```

      """####
    case "grant-to-public": ####"""
      # grant-to-public

      GRANT to PUBLIC: every role that can connect, those of later included

      Severity: warning (documented: warning)

      On a server: gains privileges of PUBLIC

      ## What happens

      `PUBLIC` stands for all roles, those included that are made later. What PUBLIC has by default anyway
      (CONNECT, EXECUTE on functions, USAGE on types and languages) is not reported; neither is USAGE on
      a schema. (Documentation: Privileges; GRANT.)

      ## Why it hurts

      The role of a report, of a colleague, of the next service: each of them can do it, and a REVOKE from
      one of them changes nothing. With CREATE on a schema, they can put functions of their own in the way
      of others.

      ## What to write instead

      ```sql good
      GRANT SELECT ON orders TO app_reader;
      GRANT SELECT, INSERT, UPDATE ON orders TO app_writer;
      ```

      ## When it is fine

      For what really is for everybody, such as a list of countries:

      ```sql good
      -- whimbrel: allow grant-to-public -- the same for all
      GRANT SELECT ON countries TO PUBLIC;
      ```

      ```sql good
      GRANT USAGE ON SCHEMA shop TO PUBLIC;
      GRANT EXECUTE ON FUNCTION touch_updated_at() TO PUBLIC;
      ```

      ## What it cannot see

      Which roles can connect.

      ## Examples

      ```sql bad
      GRANT SELECT ON orders TO PUBLIC;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ every role that can connect, also one that is made later, may read orders
      ```

      ```sql bad
      GRANT ALL ON ALL TABLES IN SCHEMA shop TO PUBLIC;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ every role that can connect, also one that is made later, may change everything in schema shop
      ```

      ```sql bad
      GRANT ALL ON SCHEMA public TO PUBLIC;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ every role that can connect, also one that is made later, may make objects in schema public
      ```

      ```sql bad
      ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO PUBLIC;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ every role that can connect, also one that is made later, may read what is made later
      ```

      ```sql good
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      ```

      """####
    case "identifier-too-long": ####"""
      # identifier-too-long

      A name of more than 63 bytes: PostgreSQL cuts it

      Severity: info (documented: warning)

      On a server: gains names that were cut

      ## What happens

      A name has at most 63 bytes (NAMEDATALEN - 1). What is longer is cut, with a notice that no runner
      shows (documentation, "Identifiers and Key Words"; `index-name-too-long`). Names that PostgreSQL
      makes up are made short enough, with what tells them apart at the end; a name that is written
      loses just that.

      ## Why it hurts

      Two names that differ only behind the 63rd byte are the same: the second CREATE fails
      (`index-name-too-long-twice`), and `IF NOT EXISTS` takes the first object for the second. Code that
      looks for the long name in `pg_class` or `information_schema` does not find it, and a tool that
      compares schemas wants to make it again and again.

      ## What to write instead

      ```sql good
      CREATE INDEX CONCURRENTLY orders_country_status_placed_idx ON orders (country, status, placed_at);
      ```

      ## When it is fine

      Never needed. Names of other objects that a statement only uses are not reported:

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS orders_by_country_and_status_and_the_day_on_which_they_were_placed_idx;
      ```

      ```sql good
      SELECT count(*) AS the_number_of_all_orders_that_were_ever_placed_by_anybody_on_this_site FROM orders;
      ```

      ## What it cannot see

      A server that was built with another NAMEDATALEN. Names in the text of EXECUTE format(…).

      ## Examples

      ```sql bad
      CREATE INDEX CONCURRENTLY orders_by_country_and_status_and_the_day_on_which_they_were_placed_idx
      --                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this name has 70 bytes, of which PostgreSQL keeps 63: the object is called orders_by_country_and_status_and_the_day_on_which_they_were_pla
        ON orders (country, status, placed_at);
      ```

      ```sql bad path=prisma/migrations/20260101000000_constraint/migration.sql
      ALTER TABLE "orders" ADD CONSTRAINT "orders_total_must_not_be_negative_unless_the_order_has_been_refunded"
      --                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this name has 68 bytes, of which PostgreSQL keeps 63: the object is called orders_total_must_not_be_negative_unless_the_order_has_been_ref
        CHECK (total >= 0 OR status = 'refunded') NOT VALID;
      ```

      ```sql bad
      CREATE TABLE invoices (
        id bigint PRIMARY KEY,
        the_day_on_which_the_customer_has_been_reminded_for_the_last_time date
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this name has 65 bytes, of which PostgreSQL keeps 63: the object is called the_day_on_which_the_customer_has_been_reminded_for_the_last_ti
      );
      ```

      """####
    case "identity-refuses-inserts": ####"""
      # identity-refuses-inserts

      GENERATED ALWAYS for a column that has values, or DROP IDENTITY: INSERTs of the running release fail

      Severity: warning (documented: warning)

      On a server: breaks writes

      ## What happens

      A column `GENERATED ALWAYS AS IDENTITY` refuses a value that an INSERT gives, with SQLSTATE 428C9,
      unless that says `OVERRIDING SYSTEM VALUE` (documentation, "INSERT" and "CREATE TABLE"). So do
      `SET GENERATED ALWAYS` and `ADD GENERATED ALWAYS` for a column that was something else before.

      `DROP IDENTITY` takes the sequence away and leaves NOT NULL: an INSERT that gives no value fails,
      with SQLSTATE 23502. The statements themselves take an AccessExclusiveLock for a moment
      (`identity-set`, `identity-add`, `identity-drop`).

      ## Why it hurts

      The release that is still running sends the INSERTs that it always sent: those of a column that
      numbers itself without the value, those that copy or import rows with it. They fail from the moment
      in which the migration commits.

      ## What to write instead

      `BY DEFAULT` numbers rows and takes values that are given:

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);
      -- file: 002_identity.sql
      ALTER TABLE invoices ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
      ```

      In place of an identity, a default before the migration ends:

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, total numeric);
      CREATE SEQUENCE invoice_numbers;
      -- file: 002_number.sql
      BEGIN;
      ALTER TABLE invoices ALTER COLUMN id DROP IDENTITY;
      SELECT setval('invoice_numbers', (SELECT max(id) FROM invoices));
      ALTER TABLE invoices ALTER COLUMN id SET DEFAULT nextval('invoice_numbers');
      COMMIT;
      ```

      ## When it is fine

      If no release gives such a value. In place of a serial default, which nobody gives a value either,
      it is not reported:

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigserial PRIMARY KEY, total numeric);
      -- file: 002_identity.sql
      BEGIN;
      ALTER TABLE invoices ALTER COLUMN id DROP DEFAULT;
      -- whimbrel: allow drop-object -- or else there are two, and setval takes the first
      DROP SEQUENCE invoices_id_seq;
      ALTER TABLE invoices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
      SELECT setval(pg_get_serial_sequence('invoices', 'id'), (SELECT max(id) FROM invoices));
      COMMIT;
      ```

      ## What it cannot see

      The INSERTs that clients send.

      ## Examples

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, total numeric);
      -- file: 002_always.sql
      ALTER TABLE invoices ALTER COLUMN id SET GENERATED ALWAYS;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ INSERTs that give invoices.id a value fail from now on (SQLSTATE 428C9): the running release may send such
      ```

      ```sql bad framework=flyway
      -- file: V1__invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);
      -- file: V2__identity.sql
      ALTER TABLE invoices ALTER id ADD GENERATED ALWAYS AS IDENTITY (START 100000);
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ INSERTs that give invoices.id a value fail from now on (SQLSTATE 428C9): the running release may send such
      ```

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, total numeric);
      -- file: 002_uuid.sql
      ALTER TABLE invoices ALTER COLUMN id DROP IDENTITY IF EXISTS, ALTER COLUMN total SET DEFAULT 0;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ INSERTs without a value for invoices.id fail from now on (SQLSTATE 23502): it is NOT NULL, and nothing numbers it any more
      ```

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, number bigint);
      -- file: 002_same.sql
      ALTER TABLE invoices ALTER COLUMN id SET GENERATED ALWAYS, ALTER COLUMN id SET INCREMENT BY 10;
      ALTER TABLE invoices ALTER COLUMN number DROP IDENTITY IF EXISTS;
      ALTER TABLE invoices ALTER COLUMN id SET GENERATED BY DEFAULT;
      ```

      """####
    case "if-not-exists-hides-difference": ####"""
      # if-not-exists-hides-difference

      IF NOT EXISTS over an object that is there with another shape: nothing is made

      Severity: warning (documented: warning)

      On a server: hides a difference

      ## What happens

      `CREATE … IF NOT EXISTS` looks at the name only. If something of that name is there, whatever it
      is made of, PostgreSQL says so in a notice and does nothing (`create_table_if_not_exists`,
      `create_index_if_not_exists`). The migrations before this one have made something of that name,
      but not what is written here.

      ## Why it hurts

      The file reads as if the column, the type or the index were there from now on. On a database
      that has run all migrations it is not, and on one that begins with this file it is: the two
      differ, and nobody is told.

      ## What to write instead

      The change, not the whole:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
      -- file: 002_orders_note.sql
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
      ```

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, note text);
      CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);
      -- file: 002_orders_note.sql
      DROP INDEX CONCURRENTLY IF EXISTS orders_note_idx;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note_idx ON orders (note, id);
      ```

      ## When it is fine

      When the file is only for databases that do not have the object. Objects that no file makes are
      not reported, nor what cannot be compared: tables made from a query, constraints, defaults.

      ## What it cannot see

      What was made outside of the files.

      ## Examples

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 002_orders_note.sql
      CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, note text);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IF NOT EXISTS makes nothing here, and hides that the existing table has no column "note"
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id integer PRIMARY KEY);
      -- file: 002_orders.sql
      CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IF NOT EXISTS makes nothing here, and hides that column "id" is integer there, not bigint
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, note text, placed_at timestamptz);
      CREATE INDEX orders_idx ON orders (note);
      -- file: 002_index.sql
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IF NOT EXISTS makes nothing here, and hides that the existing index is on (note)
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, note text);
      CREATE INDEX orders_note_idx ON orders (note);
      -- file: 002_unique.sql
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_note_idx ON orders (note);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ IF NOT EXISTS makes nothing here, and hides that the existing index is not unique
      ```

      The same again hides nothing:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, note character varying(20));
      CREATE INDEX orders_note_idx ON orders (note);
      -- file: 002_orders.sql
      CREATE TABLE IF NOT EXISTS orders (id int8 PRIMARY KEY, note varchar(20));
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note_idx ON orders (note);
      ```

      """####
    case "implicit-transaction": ####"""
      # implicit-transaction

      Told to open no transaction, the runner still sends several statements as one string

      Severity: error (documented: error)

      On a server: fails 25001

      ## What happens

      dbmate, sqlx, Diesel and graphile-migrate send a migration, or a section of one, as a single
      string. Told to open no transaction, they still send one string, and PostgreSQL runs several
      statements of one string as one transaction. A statement that refuses a transaction fails in it
      with 25001, wherever it stands: a `SET lock_timeout` in front of `CREATE INDEX CONCURRENTLY` is
      enough, and a `COMMIT` between them does not help (measured on PostgreSQL 14 to 18).

      The tools that split the file themselves do not have this: goose, Flyway, Atlas, tern,
      sql-migrate, Liquibase.

      ## Why it hurts

      It fails each time, on each database, although the file says that there is no transaction. In
      psql, where the statements go one by one, it works.

      ## What to write instead

      A migration that holds nothing but this statement:

      ```sql good framework=dbmate
      -- migrate:up transaction:false
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);

      -- migrate:down transaction:false
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      ```

      A setting that it needs can be the role's: `ALTER ROLE migrator SET lock_timeout = '2s'`.

      ## When it is fine

      Never: it fails.

      ## What it cannot see

      What runs the files, if they do not tell and nobody says so (`framework = "…"`).

      ## Examples

      ```sql bad framework=dbmate
      -- migrate:up transaction:false
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY fails (SQLSTATE 25001): without its own transaction, dbmate sends the file as one string, which PostgreSQL runs as one transaction
      SET lock_timeout = '2s';
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);

      -- migrate:down transaction:false
      DROP INDEX CONCURRENTLY orders_placed_at_idx;
      ```

      ```sql bad framework=sqlx exact
      -- no-transaction
      --<^^^^^^^^^^^^^^ VACUUM fails (SQLSTATE 25001)
      DELETE FROM events WHERE processed;
      VACUUM events;
      ```

      ```sql bad framework=graphile-migrate path=migrations/committed/000002.sql exact
      --! no-transaction
      --<^^^^^^^^^^^^^^^ DROP INDEX CONCURRENTLY fails (SQLSTATE 25001)
      DROP INDEX CONCURRENTLY IF EXISTS a_idx;
      COMMIT;
      DROP INDEX CONCURRENTLY IF EXISTS b_idx;
      ```

      Where the word is in another file, the statement is what is marked:

      ```sql bad framework=diesel path=2024-05-01-120000_x/up.sql
      CREATE TABLE audit (id bigint PRIMARY KEY);
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY fails (SQLSTATE 25001)
      -- file: metadata.toml
      run_in_transaction = false
      ```

      goose sends statement by statement:

      ```sql good framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      SET lock_timeout = '2s';
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      -- +goose Down
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      ```

      Nothing refuses the transaction that is there all the same:

      ```sql good framework=dbmate
      -- migrate:up transaction:false
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      -- migrate:down
      ALTER TABLE orders DROP COLUMN IF EXISTS priority;
      ```

      """####
    case "index-dropped-before-replacement": ####"""
      # index-dropped-before-replacement

      DROP INDEX before the index that takes its place is built: queries run without one

      Severity: warning (documented: warning)

      On a server: nothing (what queries lack in between)

      ## What happens

      A file drops an index, commits, and then builds one that begins with the same column, or has the
      same name. Between the two, the table has no index for the queries that used the old one; a
      concurrent build takes as long as the table is large (documentation, "CREATE INDEX", "Building
      Indexes Concurrently").

      ## Why it hurts

      Queries that took a millisecond read the whole table, all of them at once, while the build reads it
      as well. If the build fails, it stays like this. Where the old index was unique, duplicates come in,
      and the new one cannot be built any more.

      ## What to write instead

      The new one first, under a name of its own:

      ```sql good
      CREATE INDEX CONCURRENTLY orders_user_id_placed_at_idx ON orders (user_id, placed_at);
      DROP INDEX CONCURRENTLY orders_user_id_idx;
      ```

      If the name has to stay, it can be passed on: `ALTER INDEX … RENAME` takes a
      ShareUpdateExclusiveLock on the index only (`alter_index_rename`).

      ```sql good
      CREATE INDEX CONCURRENTLY orders_user_id_idx_new ON orders (user_id, placed_at);
      DROP INDEX CONCURRENTLY orders_user_id_idx;
      ALTER INDEX orders_user_id_idx_new RENAME TO orders_user_id_idx;
      ```

      ## When it is fine

      In one transaction, where nobody sees the state in between (but writes wait for the build: other
      rules tell). Where another index of the table begins with the same column. `DROP INDEX … IF EXISTS`
      before an index of the same name and the same definition clears away what a failed build has left.

      ## What it cannot see

      What an index of the same name was made of, if no file of the run makes it; what queries need.

      ## Examples

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE sales (id bigint PRIMARY KEY, user_id bigint, placed_at timestamptz);
      CREATE INDEX sales_user_id_idx ON sales (user_id);
      -- file: 002_orders_index.sql
      DROP INDEX CONCURRENTLY sales_user_id_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ until its replacement is built, sales has no index that begins with user_id: queries that need one read the whole table
      CREATE INDEX CONCURRENTLY sales_user_id_placed_at_idx ON sales (user_id, placed_at DESC);
      ```

      ```sql bad
      DROP INDEX CONCURRENTLY orders_user_id_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ until its replacement is built, orders has nothing in place of orders_user_id_idx: queries that need one read the whole table
      CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id) WHERE status <> 'done';
      ```

      ```sql bad framework=goose
      -- file: 00001_sales.sql
      -- +goose Up
      CREATE TABLE shop.sales (id bigint PRIMARY KEY, number text);
      CREATE UNIQUE INDEX sales_number_key ON shop.sales (number);
      -- file: 00002_sales.sql
      -- +goose NO TRANSACTION
      -- +goose Up
      DROP INDEX CONCURRENTLY IF EXISTS shop.sales_number_key;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ until its replacement is built, shop.sales has no index that begins with number: queries that need one read the whole table, and nothing keeps duplicates out
      CREATE UNIQUE INDEX CONCURRENTLY sales_number_lower_key ON shop.sales (lower(number));
      CREATE UNIQUE INDEX CONCURRENTLY sales_number_key ON shop.sales (number, id);
      ```

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      CREATE INDEX CONCURRENTLY users_email_idx ON users (email);
      ```

      ```sql good
      -- file: 001_sales.sql
      CREATE TABLE sales (id bigint PRIMARY KEY, user_id bigint, placed_at timestamptz);
      CREATE INDEX sales_user_id_idx ON sales (user_id);
      CREATE INDEX sales_user_id_placed_at_idx ON sales (user_id, placed_at);
      -- file: 002_fewer.sql
      DROP INDEX CONCURRENTLY sales_user_id_idx;
      CREATE INDEX CONCURRENTLY sales_placed_at_idx ON sales (placed_at);
      ```

      ```sql good
      DROP INDEX CONCURRENTLY orders_user_id_idx;
      CREATE INDEX CONCURRENTLY users_name_idx ON users (name);
      ```

      """####
    case "index-not-concurrent": ####"""
      # index-not-concurrent

      CREATE INDEX without CONCURRENTLY on a table that is not new: writes wait while it builds

      Severity: error (documented: error)

      On a server: ShareLock, build

      ## What happens

      A plain `CREATE INDEX` takes a ShareLock on the table, reads all of it, and keeps the lock until
      commit: `SELECT` goes on, every `INSERT`, `UPDATE` and `DELETE` waits (measured on PostgreSQL 14 to
      18: `create_index_expression`, `create_index_partial`, `create_index_include`,
      `create_index_gist`, `create_index_brin`). On a partitioned table it does so to every partition
      (`create_index_partitioned`).

      `CREATE INDEX CONCURRENTLY` takes a ShareUpdateExclusiveLock, with which reads and writes go on.
      It reads the table twice, and waits for the transactions that were there before it: it lasts as
      long as the oldest of them (`create_index_concurrently`).

      ## Why it hurts

      The build takes as long as the table is big. Everything that writes to the table stands still for
      that time, and holds its connection while it waits.

      ## What to write instead

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      `CONCURRENTLY` refuses a transaction block: put it in a file of its own, and switch off the
      transaction that the runner opens. If it fails, it leaves an invalid index behind, which
      `IF NOT EXISTS` takes for the real one (`concurrent-index-left-invalid`): drop it first, in another
      file where the runner sends a file as one string.

      A partitioned table does not take `CONCURRENTLY`. There, make the index of the parent alone, which
      builds nothing (`create_index_partitioned_only`), then one per partition, and attach them:

      ```sql good
      CREATE INDEX IF NOT EXISTS events_kind_idx ON ONLY events (kind);
      DROP INDEX CONCURRENTLY IF EXISTS events_2025_kind_idx;
      CREATE INDEX CONCURRENTLY events_2025_kind_idx ON events_2025 (kind);
      ALTER INDEX events_kind_idx ATTACH PARTITION events_2025_kind_idx;
      ```

      ## When it is fine

      On a materialized view, which only `REFRESH` writes: that is not reported. On a table that is small
      and stays so, or while nothing writes:

      ```sql good
      -- whimbrel: allow index-not-concurrent -- 40 rows, written twice a year
      CREATE INDEX IF NOT EXISTS countries_name_idx ON countries (name);
      ```

      Tables and materialized views that the same migration makes, and temporary ones, are not reported:
      nobody else sees them yet. One made with `IF NOT EXISTS` counts as new, unless an earlier migration
      of the same run makes it, too.

      Where one file makes several indexes of a table in this way, `recommended` tells it once, with how
      many more there are; `--fix` changes each of them.

      ## What it cannot see

      How big the table is, and whether it is partitioned.

      ## Examples

      ```sql bad
      CREATE INDEX orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on orders while it builds: writes wait
      ```

      ```sql bad
      CREATE UNIQUE INDEX IF NOT EXISTS users_name_key
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on shop.users while it builds: writes wait
        ON shop.users USING btree (lower(name))
        WHERE name <> '';
      ```

      ```sql fixed
      DROP INDEX CONCURRENTLY IF EXISTS shop.users_name_key;
      CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON shop.users USING btree (lower(name))
        WHERE name <> '';
      ```

      ```sql bad transport=transaction-per-file
      CREATE INDEX ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on orders while it builds: writes wait
      ```

      With a runner that opens a transaction for each file, it goes into a migration of its own:

      ```sql bad framework=goose path=00004_placed_at.sql
      -- +goose Up
      ALTER TABLE orders ADD COLUMN shipped_at timestamptz;
      CREATE INDEX orders_shipped_at_idx ON orders (shipped_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX builds while the transaction holds an AccessExclusiveLock on orders: reads and writes wait
      -- +goose Down
      ALTER TABLE orders DROP COLUMN shipped_at;
      ```

      ```sql fixed unsafe
      -- +goose Up
      ALTER TABLE orders ADD COLUMN shipped_at timestamptz;
      -- +goose Down
      ALTER TABLE orders DROP COLUMN shipped_at;
      -- file: 00005_orders_shipped_at_idx.sql
      -- +goose NO TRANSACTION
      -- +goose Up
      CREATE INDEX CONCURRENTLY orders_shipped_at_idx ON orders (shipped_at);

      -- +goose Down
      -- Nothing is undone here.
      ```

      The same name in another schema is another table:

      ```sql bad
      CREATE TABLE archive.orders (id bigint);
      CREATE INDEX orders_placed_at_idx ON shop.orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on shop.orders while it builds: writes wait
      ```

      A table that an earlier migration made is no longer new:

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      -- file: 002_invoices_again.sql
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on invoices while it builds: writes wait
      ```

      A way back locks as much as a way forward:

      ```sql bad path=007_orders_index.down.sql
      CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on orders while it builds: writes wait
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);

      CREATE MATERIALIZED VIEW daily_totals AS
        SELECT placed_at::date AS day, sum(total) AS total FROM orders GROUP BY 1;
      CREATE UNIQUE INDEX daily_totals_day_idx ON daily_totals (day);

      CREATE TEMP TABLE moved_orders (id bigint);
      CREATE INDEX ON moved_orders (id);
      ```

      ```sql good transport=transaction-per-file
      CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint);
      ALTER TABLE invoices RENAME TO bills;
      CREATE INDEX bills_order_id_idx ON bills (order_id);
      ```

      What is dropped first is made anew, whatever earlier migrations have made; and a way back makes
      again what the way forward has dropped:

      ```sql good
      -- file: 001_invoices.sql
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      -- file: 002_invoices_again.sql
      DROP TABLE IF EXISTS invoices;
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);
      -- file: 003_no_invoices.down.sql
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);
      -- file: 003_no_invoices.up.sql
      DROP TABLE IF EXISTS invoices;
      ```

      A new partition is empty, and so is its index:

      ```sql good
      CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
      CREATE INDEX events_2027_kind_idx ON events_2027 (kind);
      ```

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint, kind text, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      -- file: 002_index.sql
      CREATE INDEX visits_kind_idx ON visits (kind);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX holds a ShareLock on visits and all of its partitions while it builds: writes wait
      ```

      """####
    case "insert-without-columns": ####"""
      # insert-without-columns

      INSERT or COPY without a list of columns: values go by the places of the columns

      Severity: off (documented: info)

      On a server: nothing (it depends on a later column)

      ## What happens

      Without a list of columns, the first value goes into the first column, the second into the second
      (documentation, "INSERT", Parameters; "COPY"). Which those are depends on the database: a column
      that was added by hand, or by migrations in another order, shifts them. With fewer values than
      columns the rest gets its defaults, without a word; with more it fails with 42601
      (`insert-too-many-values`).

      ## Why it hurts

      Where the types happen to fit, values end up in the wrong columns, and nothing fails. `INSERT INTO a
      SELECT * FROM b` breaks with every column that only one of the two gets.

      ## What to write instead

      ```sql good
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand') ON CONFLICT (code) DO NOTHING;
      ```

      ```sql good
      INSERT INTO old_orders (id, total, note) SELECT id, total, note FROM orders WHERE id > 900;
      ```

      ## When it is fine

      For a table that the same migration makes: its columns stand above.

      ```sql good
      CREATE TABLE regions (code text PRIMARY KEY, name text);
      INSERT INTO regions VALUES ('eu', 'Europe'), ('us', 'Americas');
      INSERT INTO migration_log DEFAULT VALUES;
      ```

      ## What it cannot see

      Whether all databases have the same columns in the same order.

      ## Examples

      ```sql bad preset=documented
      INSERT INTO countries VALUES ('NZ', 'New Zealand');
      --<^^^^^^^^^^^^^^^^^^ INSERT names no columns of countries: where the table has one more, or another order, it fails or fills the wrong ones
      ```

      ```sql bad preset=documented
      INSERT INTO old_orders SELECT id + 9000, total, note FROM orders WHERE status = 'new';
      --<^^^^^^^^^^^^^^^^^^^ INSERT names no columns of old_orders: where the table has one more, or another order, it fails or fills the wrong ones
      ```

      ```sql bad preset=documented
      -- file: 001_rates.sql
      CREATE TABLE rates (day date, currency text, rate numeric);
      -- file: 002_rates.sql
      COPY rates FROM stdin;
      --<^^^^^^^ COPY names no columns of rates: where the table has one more, or another order, it fails or fills the wrong ones
      2026-01-01	EUR	1.0
      \.
      ```

      """####
    case "integer-key": ####"""
      # integer-key

      A key that counts up in an integer or smallint: INSERT fails when it is at its end

      Severity: info (documented: info)

      On a server: gains counters of 32 bits

      ## What happens

      `serial`, `integer GENERATED … AS IDENTITY` and `integer DEFAULT nextval(…)` count up to 2147483647,
      `smallserial` to 32767. Then `nextval` fails with 2200H (documentation, "CREATE SEQUENCE", CYCLE;
      `smallint-identity-at-its-end`). Numbers that are drawn for rows that never come, by ON CONFLICT and
      by transactions that fail, are gone as well.

      ## Why it hurts

      All INSERTs fail at once, on the busiest table, years later. The way out is `ALTER COLUMN … TYPE
      bigint`, which rewrites the table under an AccessExclusiveLock, and those that refer to it
      (`type_int_to_bigint`).

      ## What to write instead

      ```sql good
      CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
      ```

      ```sql good
      CREATE TABLE invoices (id bigserial PRIMARY KEY, note text);
      ```

      ## When it is fine

      For tables that stay small. A key that is not counted up is not reported:

      ```sql good
      CREATE TABLE sizes (id smallint PRIMARY KEY, label text);
      CREATE TEMPORARY TABLE picked (id serial, name text);
      ```

      ## What it cannot see

      How many rows there will be.

      ## Examples

      ```sql bad
      CREATE TABLE invoices (id serial PRIMARY KEY, note text);
      --                        ^^^^^^ id of invoices counts up in 32 bits: when 2147483647 is reached, every INSERT fails (SQLSTATE 2200H)
      ```

      ```sql bad path=migrations/00003_labels.sql
      -- +goose Up
      CREATE TABLE labels (
        id integer GENERATED BY DEFAULT AS IDENTITY (START WITH 1000),
      --   ^^^^^^^ id of labels counts up in 32 bits: when 2147483647 is reached, every INSERT fails (SQLSTATE 2200H)
        name text,
        PRIMARY KEY (id)
      );
      -- +goose Down
      DROP TABLE labels;
      ```

      ```sql bad
      CREATE SEQUENCE invoice_numbers;
      CREATE TABLE invoices (number int NOT NULL DEFAULT nextval('invoice_numbers'), rank smallserial);
      --                            ^^^ number of invoices counts up in 32 bits: when 2147483647 is reached, every INSERT fails (SQLSTATE 2200H)
      --                                                                                  ^^^^^^^^^^^ rank of invoices counts up in 16 bits: when 32767 is reached, every INSERT fails (SQLSTATE 2200H)
      ```

      """####
    case "irreversible-migration": ####"""
      # irreversible-migration

      A migration that destroys what no rollback brings back, and does not say so

      Severity: warning (documented: warning)

      On a server: nothing (it is about what the header says)

      ## What happens

      The header says `Reversible: Yes`, and there is a way back; but the migration drops a table or a
      column. The way back makes it again, empty.

      In the presets `documented` and `all`, a DELETE is reported as well, if neither the header nor an
      approval says that its rows are not needed: there, every migration has to say whether it can be
      undone.

      ## Why it hurts

      Who reads "Yes" at night rolls back, and believes that all is as it was. The old release then runs
      on a column without values.

      ## What to write instead

      The truth, with the reason:

      ```sql good
      -- Reversible: No, the codes are not kept; restore the backup of the day
      -- whimbrel: allow drop-column -- approved in #412
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;

      -- Rollback
      -- ALTER TABLE users ADD COLUMN IF NOT EXISTS legacy_code text;
      ```

      ## When it is fine

      If the drop has been approved, that it deletes data is known:

      ```sql good
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, legacy_code text);
      -- file: 002_users_code.sql
      -- Reversible: Yes
      -- whimbrel: allow drop-column -- empty since release 2.3, approved in #412
      ALTER TABLE users DROP COLUMN legacy_code;

      -- Rollback
      -- ALTER TABLE users ADD COLUMN legacy_code text;
      ```

      ## What it cannot see

      Values that an UPDATE overwrites. What a change of type cuts off.

      ## Examples

      ```sql bad
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, legacy_code text);
      -- file: 002_users_code.sql
      -- Reversible: Yes
      -- ^^^^^^^^^^^^^^^ the header says that this can be undone, but no rollback brings back the data of column users.legacy_code
      ALTER TABLE users DROP COLUMN legacy_code;

      -- Rollback
      -- ALTER TABLE users ADD COLUMN legacy_code text;
      ```

      ```sql bad
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      CREATE TABLE legacy_users (id bigint PRIMARY KEY);
      -- file: 002_legacy_users.up.sql
      -- Reversible: Yes
      -- ^^^^^^^^^^^^^^^ the header says that this can be undone, but no rollback brings back the data of table legacy_users
      DROP TABLE legacy_users;
      -- file: 002_legacy_users.down.sql
      CREATE TABLE legacy_users (id bigint PRIMARY KEY);
      ```

      ```sql bad preset=documented
      -- Description: Remove orders that were never paid
      DELETE FROM orders WHERE paid_at IS NULL;
      --<^^^^^^^^^^^^^^^ no rollback brings back the rows that this deletes from orders
      ```

      ```sql good preset=documented
      -- Reversible: No, orders that were never paid are in the archive
      DELETE FROM orders WHERE paid_at IS NULL;
      ```

      A table that is renamed is still there:

      ```sql good
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, code text);
      -- file: 002_users_code.sql
      -- Reversible: Yes
      ALTER TABLE users RENAME COLUMN code TO legacy_code;

      -- Rollback
      -- ALTER TABLE users RENAME COLUMN legacy_code TO code;
      ```

      """####
    case "lock-table": ####"""
      # lock-table

      LOCK TABLE in a mode that lets others wait until the transaction ends

      Severity: warning (documented: warning)

      On a server: ShareLock

      ## What happens

      `LOCK TABLE` without a mode takes an AccessExclusiveLock: nobody can even read the table until the
      transaction ends (measured on PostgreSQL 14 to 18: `lock_table`). `IN EXCLUSIVE MODE`,
      `IN SHARE ROW EXCLUSIVE MODE` and `IN SHARE MODE` keep writers away and let readers go on
      (documentation: Explicit Locking); that is an info, since it is mostly what was wanted.

      Outside of a transaction it fails with 25P01, which `certain-failure` reports.

      ## Why it hurts

      The lock lasts for all that the transaction does behind it, not only for the statement that it was
      taken for.

      ## What to write instead

      Nothing, where a statement of the migration takes the lock that it needs by itself. To keep rows as
      they are while others are derived from them, the weakest mode that does it, and a `lock_timeout`:

      ```sql good
      SET lock_timeout = '2s';
      BEGIN;
      SELECT id FROM users WHERE status = 'merging' FOR UPDATE;
      UPDATE users SET status = 'merged' WHERE id = 7;
      COMMIT;
      ```

      ## When it is fine

      In a transaction that is over in a moment. Where a later statement of the transaction takes a lock
      on the table that is at least as strong, or may do so by an `EXECUTE` that nobody can follow, it is
      not reported. Tables that the same migration makes are not reported,
      and neither are modes in which others can read and write:

      ```sql good
      BEGIN;
      LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE;
      UPDATE orders SET note = 'x' WHERE id = 7;
      COMMIT;
      ```

      ```sql good transport=transaction-per-file
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      LOCK TABLE invoices;
      INSERT INTO invoices VALUES (1);
      ```

      A lock that a later statement of the same transaction takes by itself (most of `ALTER TABLE`,
      `DROP INDEX`, `TRUNCATE`; `CREATE TABLE … PARTITION OF` and `DETACH PARTITION` on a partitioned
      table and its default partition) may be taken early. A weaker one first would be worse: two
      transactions that hold it and ask for more wait for each other, and one fails (40P01):

      ```sql
      BEGIN;
      LOCK TABLE orders, users IN ACCESS EXCLUSIVE MODE;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS label text;
      COMMIT;
      ```

      ## What it cannot see

      How long the transaction lasts.

      ## Examples

      ```sql bad
      BEGIN;
      LOCK TABLE orders;
      --<^^^^^^^^^^^^^^ LOCK TABLE holds an AccessExclusiveLock on orders until the transaction ends: reads and writes wait
      UPDATE orders SET note = 'x' WHERE id = 7;
      COMMIT;
      ```

      ```sql bad transport=transaction-per-file
      LOCK TABLE users, shop.users IN ACCESS EXCLUSIVE MODE NOWAIT;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ LOCK TABLE holds an AccessExclusiveLock on users and shop.users until the transaction ends: reads and writes wait
      INSERT INTO users (id, email) SELECT id + 5000, email FROM shop.users;
      ```

      ```sql bad framework=flyway path=V12__merge_users.sql
      LOCK users IN SHARE ROW EXCLUSIVE MODE;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: LOCK TABLE holds a ShareRowExclusiveLock on users until the transaction ends: writes wait
      UPDATE users SET status = 'merged' WHERE id = 12;
      ```

      """####
    case "locks-referenced-table": ####"""
      # locks-referenced-table

      A foreign key goes, and the table that it refers to is locked against reads as well

      Severity: info (documented: warning)

      On a server: AccessExclusiveLock

      ## What happens

      A foreign key has triggers on both of its tables. Whatever takes it away (`DROP CONSTRAINT`,
      `DROP TABLE` of the referencing table, `DROP COLUMN`, `DROP SCHEMA … CASCADE`) takes an
      AccessExclusiveLock on the table that it refers to, too (measured on PostgreSQL 14 to 18:
      `drop_constraint_fk`, `drop_table_referencing`, `drop_column_fk`).

      A new one takes a ShareRowExclusiveLock there, also `NOT VALID` and also in `CREATE TABLE`
      (`add_fk_not_enforced`, `create_table_fk`): writes to it wait until the transaction ends. That is
      reported only if it is asked for, with `new-foreign-keys = true`.

      ## Why it hurts

      `DROP TABLE` of a table that nobody uses looks harmless. But it waits for every transaction that
      uses `users`, and every query of `users` waits behind it.

      ## What to write instead

      Take the foreign key away by itself, with a short wait that can be tried again, and then the rest:

      ```sql
      SET lock_timeout = '2s';
      ALTER TABLE carts DROP CONSTRAINT carts_user_id_fkey;
      RESET lock_timeout;
      DROP TABLE carts;
      ```

      ## When it is fine

      Where the other table has little traffic, or is made by the same migration, or goes along. Under a
      `lock_timeout` that ends the wait it is not reported.

      ## What it cannot see

      Foreign keys that none of the files makes.

      ## Examples

      ```sql bad
      -- file: 001_parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      -- file: 002_no_parcels.sql
      DROP TABLE parcels;
      --<^^^^^^^^^^^^^^^ this drops a foreign key to orders, and takes an AccessExclusiveLock there as well: until the transaction ends, reads and writes of it wait
      ```

      ```sql bad
      -- file: 001_parcels.sql
      CREATE TABLE parcels (
        id bigint PRIMARY KEY,
        order_id bigint CONSTRAINT parcels_order_fk REFERENCES orders (id),
        user_id bigint CONSTRAINT parcels_user_fk REFERENCES users (id)
      );
      -- file: 002_loose.sql
      ALTER TABLE parcels DROP CONSTRAINT parcels_order_fk, DROP CONSTRAINT parcels_user_fk;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this drops a foreign key to orders and users, and takes an AccessExclusiveLock there as well: until the transaction ends, reads and writes of it wait
      ```

      ```sql bad
      -- file: V1__parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
      -- file: V2__parcels.sql
      ALTER TABLE parcels DROP COLUMN user_id;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this drops a foreign key to users, and takes an AccessExclusiveLock there as well: until the transaction ends, reads and writes of it wait
      ```

      ```sql good
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      ```

      ```sql good
      -- file: 001_parcels.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      -- file: 002_no_parcels.sql
      SET lock_timeout = '2s';
      DROP TABLE parcels;
      ```

      ```sql good
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      DROP INDEX IF EXISTS parcels_order_id_idx;
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_user_fk
        FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;
      ```

      """####
    case "locks-several-tables": ####"""
      # locks-several-tables

      One transaction locks several tables against everybody: prone to deadlocks

      Severity: info (documented: warning)

      On a server: held twice AccessExclusiveLock

      ## What happens

      The transaction takes an AccessExclusiveLock on one table, keeps it, and asks for one on
      another. It has to wait for everyone who uses the second table; and whoever uses the second and
      then asks for the first waits for the transaction. PostgreSQL notices after `deadlock_timeout`,
      and ends one of the two with SQLSTATE 40P01.

      Reported is the statement that locks the second table, once in a transaction.

      ## Why it hurts

      While it waits for the second table, nobody can use the first one. The more tables, the longer;
      and the deadlock ends the migration as likely as it ends a user's transaction.

      ## What to write instead

      A transaction for each table; with a runner that opens one per file, a file for each:

      ```sql good transport=transaction-per-file
      -- file: 001_users.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      -- file: 002_orders.sql
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
      ```

      If it must be one, set `lock_timeout`, and take the locks in the order in which the application
      uses the tables.

      ## When it is fine

      When both tables must change together, or nobody uses them. Tables that the same migration makes
      are not counted:

      ```sql good transport=transaction-per-file
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      ```

      ## What it cannot see

      In which order others use the tables.

      ## Examples

      ```sql bad transport=transaction-per-file
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on orders while the transaction holds that on users: whoever uses them in the other order makes a deadlock
      ALTER TABLE items ADD COLUMN IF NOT EXISTS note text;
      ```

      ```sql bad
      BEGIN;
      ALTER TABLE users DROP COLUMN IF EXISTS nickname;
      TRUNCATE sessions;
      --<^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on sessions while the transaction holds that on users: whoever uses them in the other order makes a deadlock
      COMMIT;
      ```

      ```sql bad transport=transaction-per-file
      LOCK TABLE orders;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on users while the transaction holds that on orders: whoever uses them in the other order makes a deadlock
      ```

      Each on its own:

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
      ```

      """####
    case "long-work-under-lock": ####"""
      # long-work-under-lock

      A bulk change or VALIDATE CONSTRAINT while an earlier statement's lock is held

      Severity: warning (documented: error)

      On a server: held ShareLock, work

      ## What happens

      PostgreSQL keeps every lock until the transaction ends. A statement that needs its lock for an
      instant, such as `ADD COLUMN`, keeps it for as long as all the statements behind it take. Here
      one of those lasts as long as a table is large: it changes many rows, validates a constraint, or
      makes a table of all the rows of another.

      Reported is the first such statement under a lock, with the tables on which others wait; locks
      that the statement would take itself are left to the rules about it. What builds an index, adds a
      constraint or writes a table anew has a rule of its own (`index-not-concurrent`,
      `constraint-not-valid`, …), which asks for a transaction of its own anyway, and is not told of
      twice. The way back is not reported.

      ## Why it hurts

      Two changes, each harmless alone, stop an application together: nobody reads `users` while the
      rows of `orders` are written.

      ## What to write instead

      A transaction for each; with a runner that opens one per file, a file for each:

      ```sql good transport=transaction-per-file
      -- file: 001_users.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      -- file: 002_orders.sql
      UPDATE orders SET note = '' WHERE note IS NULL;
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note_idx ON orders (note);
      ```

      Rows that are moved are the exception: between the statement that takes them out, or puts them
      into a temporary table, and the INSERT that puts them in again, no commit may stand. Copy them
      first, in transactions of their own, and delete the old ones last.

      ## When it is fine

      When the table that is worked on is small, and stays so. Work on tables that the same migration
      makes is not reported, and neither are their locks:

      ```sql good transport=transaction-per-file
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);
      ```

      ## What it cannot see

      How large the tables are, and how many rows a condition finds. A change of rows counts as long
      unless its condition holds a unique key to constants. Of a table of which the files tell nothing,
      `id`, `code`, `key`, `name` and `uuid` are taken for such keys: that is a guess.

      ## Examples

      ```sql bad
      BEGIN;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE orders SET note = '' WHERE note IS NULL;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this may change many rows of orders while earlier statements of the transaction lock users: reads and writes wait until it is done
      COMMIT;
      ```

      ```sql fixed unsafe
      BEGIN;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      COMMIT;
      UPDATE orders SET note = '' WHERE note IS NULL;
      ```

      VALIDATE lets others read and write, but not under the lock of an earlier statement:

      ```sql bad transport=transaction-per-file
      -- file: 001_checked.sql
      ALTER TABLE orders ADD CONSTRAINT orders_total_low CHECK (total < 1000000) NOT VALID;
      -- file: 002_validated.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ALTER TABLE items ADD COLUMN IF NOT EXISTS label text;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_low;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this reads all of orders while earlier statements of the transaction lock users and items: reads and writes wait until it is done
      ```

      ```sql fixed unsafe
      -- file: 002_validated.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ALTER TABLE items ADD COLUMN IF NOT EXISTS label text;
      -- file: 003_orders_check.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_low;
      ```

      A foreign key locks the table that it points to:

      ```sql bad transport=transaction-per-file
      CREATE TABLE IF NOT EXISTS invoices (
        id bigint PRIMARY KEY,
        user_id bigint REFERENCES users (id)
      );
      DELETE FROM orders WHERE placed_at < '2020-01-01';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this may change many rows of orders while earlier statements of the transaction lock users: writes wait until it is done
      ```

      There, only writes wait:

      ```sql bad transport=transaction-per-file
      CREATE TABLE IF NOT EXISTS invoices (
        id bigint PRIMARY KEY,
        user_id bigint REFERENCES users (id)
      );
      ALTER TABLE items ADD COLUMN IF NOT EXISTS label text;
      DELETE FROM orders WHERE placed_at < '2020-01-01';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this may change many rows of orders while earlier statements of the transaction lock users and items: reads and writes of items wait until it is done, and writes of users
      ```

      `CREATE TABLE … AS` reads what it copies:

      ```sql bad transport=transaction-per-file
      -- file: 001_notes.sql
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
      CREATE TABLE order_notes AS SELECT id, note FROM orders;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this reads all of orders while earlier statements of the transaction lock orders: reads and writes wait until it is done
      ```

      A few rows are no long work:

      ```sql good transport=transaction-per-file
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE orders SET note = '' WHERE id = 4711;
      INSERT INTO countries (code, name) VALUES ('de', 'Germany');
      ```

      What builds is told of by its own rule, with the lock under which it does:

      ```sql good transport=transaction-per-file
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS placed_at timestamptz;
      -- whimbrel: allow index-not-concurrent -- 40 rows
      CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      ```

      """####
    case "made-up-name": ####"""
      # made-up-name

      An index or a constraint without a name: PostgreSQL makes one up

      Severity: off (documented: off)

      On a server: nothing (a matter of names)

      ## What happens

      PostgreSQL makes up a name from those of the table and the columns, cut to 63 bytes, with a number
      behind it if the name is taken (documentation, "CREATE INDEX"; measured on PostgreSQL 14 to 18:
      `create_index_expression`, `add_unique_unnamed`, `add_fk_unnamed`). `IF NOT EXISTS` of an index
      wants a name.

      ## Why it hurts

      The way back, and every migration that changes it later, have to guess the name; where the table was
      altered in another order, it is another one. A second run makes a second index or constraint.

      ## What to write instead

      ```sql good
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;
      ```

      ## When it is fine

      Where nobody will ever name it. The constraints of CREATE TABLE and of new columns are not reported:
      their names are as good as certain.

      ## What it cannot see

      Which names are taken.

      ## Examples

      ```sql bad preset=all
      CREATE INDEX CONCURRENTLY ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: this index gets a name that PostgreSQL makes up (orders_placed_at_idx, unless that is taken): whoever drops it later has to guess
      ```

      ```sql bad preset=all
      ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: this constraint gets a name that PostgreSQL makes up (orders_user_id_fkey, unless that is taken): whoever drops it later has to guess
      ```

      ```sql bad preset=all
      ALTER TABLE orders
        ADD CHECK (total > 0) NOT VALID,
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: this constraint gets a name that PostgreSQL makes up (orders_total_check, unless that is taken): whoever drops it later has to guess
        ADD CONSTRAINT orders_note_short CHECK (length(note) < 99) NOT VALID;
      ```

      ```sql good preset=all
      CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint UNIQUE, weight int CHECK (weight > 0));
      ```

      """####
    case "malformed-name": ####"""
      # malformed-name

      The runner does not take a file with this name for a migration

      Severity: error (documented: error)

      On a server: nothing (it is about names of files)

      ## What happens

      The file stands among migrations, and its name begins as theirs do, but it is not of the form that
      the runner looks for. The runner passes over it without a word.

      | runner | form |
      |---|---|
      | Flyway, refinery | `V<version>__<description>.sql`, with two underscores |
      | golang-migrate | `<version>_<title>.up.sql` |
      | goose, sqlx, tern, Supabase | `<version>_<description>.sql` |

      Where the runner is not known, only the preset `documented` looks: there a name is a number and a
      description, `004_add_phone.sql`.

      ## Why it hurts

      The deployment succeeds, and the migration has not run.

      ## What to write instead

      ```sql bad framework=golang-migrate
      -- file: 003_users.up.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ golang-migrate does not take 004_add_phone.sql for a migration, and never runs it
      ```

      ```sql bad framework=flyway
      -- file: V3__users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: V4_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Flyway does not take V4_add_phone.sql for a migration, and never runs it
      ```

      ```sql bad preset=documented
      -- file: 003_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 004.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the name 004.sql is not a number and a description
      ```

      ```sql good framework=golang-migrate
      -- file: 003_users.up.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 004_add_phone.up.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      ```

      ## When it is fine

      A file whose name does not begin with a number is not meant to be run in its turn.

      ```sql good framework=goose
      -- file: 003_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: seed.sql
      INSERT INTO users VALUES (1000);
      ```

      ```sql good framework=dbmate
      -- file: 003_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 004-add-phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      ```

      ## What it cannot see

      Prefixes and suffixes that are set in a configuration of the runner.

      ## Examples

      ```sql bad framework=sqlx
      -- file: 003_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 004-add-phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sqlx does not take 004-add-phone.sql for a migration, and never runs it
      ```

      ```sql good
      -- file: 003_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 004.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      ```

      """####
    case "migration-header": ####"""
      # migration-header

      A migration whose header is missing, incomplete or wrong

      Severity: off (documented: warning)

      On a server: nothing (it is about a comment)

      ## What happens

      A migration begins with comments that say which one it is, what it is for, who wrote it, when, and
      whether it can be undone:

      ```
      -- Migration: 004
      -- Description: Add user preferences table
      -- Author: Mara Lindqvist
      -- Date: 2025-11-10
      -- Reversible: Yes
      ```

      The rule reports what is not there, once a file, and what is not true, where it stands: a number
      that is not that of the file's name, a day that no calendar has, a placeholder that the template
      left (`[Your Name]`, `TODO`, `…`), a `Reversible` that is neither Yes nor No, or a No without a
      reason. Keys may be written in any case. The comment may be of either kind, and stands above the
      first statement.

      ## Why it hurts

      The file outlives everybody's memory of it. Two years later the header is what tells whom to ask,
      and at night whether there is a way back. A header with another migration's number, which a copied
      file has, tells something wrong.

      ## What to write instead

      ```sql good preset=documented path=004_add_phone_number.sql
      -- Migration: 004
      -- Description: Phone number of a user
      -- Author: Tomasz Weber
      -- Date: 2025-11-18
      -- Reversible: Yes

      -- Add column
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- Rollback script (for documentation)
      -- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      `keys` says which fields are required, in the words of a team; all others are as they like:

      ```toml
      [rules]
      migration-header = { severity = "error", keys = ["Description", "Ticket", "Reversible"] }
      ```

      ```sql good preset=documented option.keys=Description,Ticket path=20251118093000_phone_number.sql
      -- Description: Phone number of a user
      -- Ticket: TROSS-388
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      ```

      Without a severity, the one of the preset holds: options do not switch a rule on.

      ## When it is fine

      Where commits and tickets tell all that: leave the rule off, as `recommended` does.

      Rollback files, schema dumps, repeatable migrations and verification scripts need no header, nor
      does a file without a statement.

      ```sql good preset=documented path=004_add_phone_number.down.sql
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ## What it cannot see

      Whether the description is true, and whether the author is a person. That a header says Yes and
      nothing says how to go back is reported by `missing-rollback`.

      ## Examples

      ```sql bad preset=documented path=004_add_phone_number.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration has no header
      ```

      ```sql bad preset=documented path=004_add_phone_number.sql
      -- Migration: 004
      -- ^^^^^^^^^^^^^^ the header does not say Author, Date and Reversible
      -- Description: Phone number of a user
      -- Autor: Tomasz Weber
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      ```

      Copied from another migration and not filled in:

      ```sql bad preset=documented path=005_add_phone_number.sql
      -- Migration: 004
      -- ^^^^^^^^^^^^^^ the header is that of migration 004, the name of the file says 005
      -- Description: TODO
      -- ^^^^^^^^^^^^^^^^^ "TODO" is a placeholder for what belongs here
      -- Author: [Your Name]
      -- ^^^^^^^^^^^^^^^^^^^ "[Your Name]" is a placeholder for what belongs here
      -- Date: 2025-02-30
      -- ^^^^^^^^^^^^^^^^ there is no 2025-02-30: the month ends with its day 28
      -- Reversible: maybe
      -- ^^^^^^^^^^^^^^^^^ Reversible says neither Yes nor No
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      ```

      ```sql bad preset=documented path=V1.5__trim_names.sql
      /*
       * Migration: 1.5
       * Description: Names without white space around them
       * Author: Mara Lindqvist
       * Date: 10 November 2025
      -- ^^^^^^^^^^^^^^^^^^^^^^ "10 November 2025" is not a day written year, month, day
       * Reversible: No
      -- ^^^^^^^^^^^^^^ the header says that this cannot be undone, but not why
       */
      UPDATE users SET name = trim(name) WHERE name <> trim(name);

      -- Rollback
      -- SELECT 1;
      ```

      ```sql good preset=documented path=V1.5__trim_names.sql
      /*
       * Migration: 1.5
       * Description: Names without white space around them
       * Author: Mara Lindqvist
       * Date: 2025-11-10 09:30
       * Reversible: No, what was there is not kept
       */
      UPDATE users SET name = trim(name) WHERE name <> trim(name);
      ```

      ```sql good preset=documented path=20251110093000_prisma/migration.sql
      -- Migration: 20251110093000_prisma
      -- Description: Phone number of a user
      -- Author: Tomasz Weber
      -- Date: 2024-02-29
      -- Reversible: No, there are no down migrations here
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      ```

      """####
    case "missing-if-exists": ####"""
      # missing-if-exists

      DROP without IF EXISTS: fails when the file runs again

      Severity: warning (documented: warning)

      On a server: fails the second time

      ## What happens

      Every `DROP …`, `ALTER TABLE … DROP COLUMN` and `ALTER TABLE … DROP CONSTRAINT` fails if the object
      is not there: 42P01 for relations, 42703 for a column, 42883 for a function, 3F000 for a schema,
      42704 for the rest. Measured on PostgreSQL 14 to 18 by running each statement twice: `drop_index`,
      `drop_view`, `drop_column_indexed`, `drop_constraint_check`, `drop_function`, `drop_trigger`,
      `drop_schema_cascade`. With `IF EXISTS` the second run gives a notice and goes on.

      ## Why it hurts

      When a migration stops half way and is run again, it stops at the first object that the first run
      has dropped, and what comes after never runs.

      ## What to write instead

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      DROP VIEW IF EXISTS active_users;
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      DROP TRIGGER IF EXISTS users_touch ON users;
      ```

      `IF EXISTS` hides a misspelt name, too: the statement succeeds and drops nothing. Read the notices.

      ## When it is fine

      Under `recommended` the rule tells what leaves a file half done and unable to go on, once a file:
      at the first such statement, with the number of the others. It is silent where

      - the whole file is one transaction: a run that fails leaves nothing behind;
      - nothing that is committed later in the file is likely to fail. What fails on production and did
        not fail before waits for locks that others hold, meets their rows, needs an extension, or calls a
        function whose body decides;
      - the file is a whole schema (`schema.sql`, a dump), which is loaded into an empty database.

      Where nothing tells which runner sends the file, and whether that opens a transaction, the finding
      is `info`: say `framework = "…"` in whimbrel.toml. BEGIN in the file, or a statement that refuses a
      transaction, tells enough. So it is with Prisma, whose files are one
      transaction before 7.4, where nothing tells its version: say `framework = "prisma@7.4"`.

      The presets `documented` and `all` tell every statement of every file. `--fix` guards each statement
      that is told or counted.

      For a single statement:

      ```sql good once
      -- whimbrel: allow missing-if-exists -- must stop where the view is missing: wrong database
      DROP VIEW active_users;
      ```

      ## What it cannot see

      Whether the object is there, and whether the runner remembers what it has run. `DROP OWNED` and
      `ALTER TABLE … DETACH PARTITION` have no such form and are not looked at here.

      ## Examples

      ```sql bad framework=psql
      DROP VIEW active_users;
      --<^^^^^^^^^^^^^^^^^^^ DROP VIEW fails when it runs again: view active_users is gone
      ALTER TABLE users DROP COLUMN IF EXISTS status;
      ```

      ```sql fixed
      DROP VIEW IF EXISTS active_users;
      ALTER TABLE users DROP COLUMN IF EXISTS status;
      ```

      ```sql bad framework=psql
      ALTER TABLE users
        DROP COLUMN legacy_code,
      --^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN fails when it runs again: column legacy_code of users is gone
        DROP COLUMN IF EXISTS phone;
      ALTER TABLE orders DROP CONSTRAINT orders_total_check;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP CONSTRAINT fails when it runs again: constraint orders_total_check of orders is gone
      ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);
      ```

      ```sql fixed
      ALTER TABLE users
        DROP COLUMN IF EXISTS legacy_code,
        DROP COLUMN IF EXISTS phone;
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
      ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);
      ```

      The table may be missing as well as the column; `ALTER TABLE IF EXISTS` only speaks of the table:

      ```sql bad framework=psql
      ALTER TABLE IF EXISTS users DROP COLUMN legacy_code;
      --                          ^^^^^^^^^^^^^^^^^^^^^^^ DROP COLUMN fails when it runs again: column legacy_code of users is gone
      UPDATE users SET status = 'active' WHERE status IS NULL;
      ```

      To the letter, every statement is one that can run twice:

      ```sql bad preset=documented
      DROP FUNCTION touch_updated_at() CASCADE;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP FUNCTION fails when it runs again: function touch_updated_at is gone (nothing that follows it in the file is likely to fail)
      ```

      ```sql fixed
      DROP FUNCTION IF EXISTS touch_updated_at() CASCADE;
      ```

      ```sql bad preset=documented transport=implicit
      DROP INDEX users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX fails when it runs again: index users_email_idx is gone (the file is one transaction: a run that fails leaves nothing behind)
      DROP INDEX orders_user_id_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX fails when it runs again: index orders_user_id_idx is gone (the file is one transaction: a run that fails leaves nothing behind)
      ```

      ```sql good once transport=implicit
      DROP INDEX users_email_idx;
      DROP INDEX orders_user_id_idx;
      ```

      Nothing is committed behind the last statement:

      ```sql good once
      DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
      DROP INDEX CONCURRENTLY users_email_idx;
      ```

      The function is there again before anything can fail:

      ```sql good
      DROP FUNCTION order_total(bigint);
      CREATE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql
        RETURN (SELECT total FROM orders WHERE id = order_id);
      ```

      ```sql good
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM pg_class WHERE relname = 'active_users') THEN
          DROP VIEW active_users;
        END IF;
      END
      $$;

      DO $$
      BEGIN
        ALTER TABLE orders DROP CONSTRAINT orders_total_check;
      EXCEPTION
        WHEN undefined_object THEN NULL;
      END
      $$;
      ```

      A temporary table that the same run makes is there when it is dropped:

      ```sql good
      CREATE TEMPORARY TABLE moved_orders AS SELECT id FROM orders WHERE shipped;
      DELETE FROM orders USING moved_orders WHERE orders.id = moved_orders.id;
      DROP TABLE moved_orders;
      ```

      The way back is not held to this rule:

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);

      -- Rollback
      -- DROP TABLE invoices;
      ```

      """####
    case "missing-if-not-exists": ####"""
      # missing-if-not-exists

      CREATE or ADD COLUMN without IF NOT EXISTS: fails when the file runs again

      Severity: warning (documented: warning)

      On a server: fails the second time

      ## What happens

      `CREATE TABLE`, `CREATE INDEX`, `CREATE SCHEMA`, `CREATE SEQUENCE`, `CREATE EXTENSION`,
      `CREATE MATERIALIZED VIEW`, `CREATE STATISTICS`, `ALTER TABLE … ADD COLUMN` and
      `ALTER TYPE … ADD VALUE` fail if the object is there already: 42P07 for relations, 42701 for a
      column, 42P06 for a schema, 42710 for the rest. Measured on PostgreSQL 14 to 18 by running each
      statement twice: `create_table_serial`, `create_index_partial`, `create_schema`,
      `create_extension`, `create_sequence`, `create_statistics`, `add_column_unique`,
      `alter_type_add_value`.

      With `IF NOT EXISTS` the second run gives a notice and goes on.

      ## Why it hurts

      A migration that stops half way is run again: by the person who started it, by a deployment that
      retries, by the next release. Where every statement commits on its own, the first half is in the
      database by then. The second run stops at its first statement, and the part that is missing never
      gets its turn.

      ## What to write instead

      ```sql good
      CREATE TABLE IF NOT EXISTS user_preferences (
        user_id bigint PRIMARY KEY REFERENCES users (id),
        theme text NOT NULL DEFAULT 'light'
      );
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      CREATE INDEX IF NOT EXISTS user_preferences_theme_idx ON user_preferences (theme);
      ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
      ```

      `IF NOT EXISTS` looks at the name only: a table of that name with other columns satisfies it. And
      after `CREATE INDEX CONCURRENTLY` has failed it finds the invalid index that the failure left
      behind, gives a notice, and leaves it invalid
      (`create_unique_index_concurrently_if_not_exists_violated`). There, drop what may be left first:

      ```sql good
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      ## When it is fine

      Under `recommended` the rule tells what leaves a file half done and unable to go on, once a file:
      at the first such statement, with the number of the others. It is silent where

      - the whole file is one transaction: a run that fails leaves nothing behind, and `IF NOT EXISTS`
        would only hide that the schema is not what the migration expects;
      - nothing that is committed later in the file is likely to fail. What fails on production and did
        not fail before waits for locks that others hold, meets their rows, needs an extension, or calls a
        function whose body decides;
      - the file is a whole schema (`schema.sql`, a dump), which is loaded into an empty database.

      Where nothing tells which runner sends the file, and whether that opens a transaction, the finding
      is `info`: say `framework = "…"` in whimbrel.toml. BEGIN in the file, or a statement that refuses a
      transaction, tells enough. So it is with Prisma, whose files are one
      transaction before 7.4, where nothing tells its version: say `framework = "prisma@7.4"`.

      The presets `documented` and `all` tell every statement of every file. `--fix` guards each statement
      that is told or counted.

      For a single statement:

      ```sql good once
      -- whimbrel: allow missing-if-not-exists -- must stop if another team has made this table
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      ```

      ## What it cannot see

      Whether the object is there. Whether the runner remembers what it has run. A guard that is written
      in a way that is not recognised, such as a function of your own that looks into the catalogue.

      ## Examples

      The second run stops at the first statement, for the last one has failed:

      ```sql bad framework=psql
      CREATE TABLE invoices (
      --<^^^^^^^^^^^^^^^^^^ CREATE TABLE fails when it runs again: table invoices is there already
        id bigint PRIMARY KEY,
        order_id bigint NOT NULL
      );
      ALTER TABLE invoices ADD FOREIGN KEY (order_id) REFERENCES orders (id);
      ```

      One `ALTER TABLE` may hold several columns, each with its own `IF NOT EXISTS`:

      ```sql bad framework=psql
      ALTER TABLE users
        ADD COLUMN IF NOT EXISTS phone_number text,
        ADD COLUMN phone_verified_at timestamptz;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD COLUMN fails when it runs again: column phone_verified_at of users is there already
      UPDATE users SET phone_verified_at = created_at WHERE phone_number IS NOT NULL;
      ```

      ```sql fixed
      ALTER TABLE users
        ADD COLUMN IF NOT EXISTS phone_number text,
        ADD COLUMN IF NOT EXISTS phone_verified_at timestamptz;
      UPDATE users SET phone_verified_at = created_at WHERE phone_number IS NOT NULL;
      ```

      A build that runs concurrently can fail by itself:

      ```sql bad framework=psql
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY fails when it runs again: index orders_placed_at_idx is there already
      ```

      ```sql fixed
      DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at_idx;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      ```

      Two transactions are not one: the first is committed when the second fails.

      ```sql bad framework=psql
      BEGIN;
      ALTER TABLE users ADD COLUMN nickname text;
      --                ^^^^^^^^^^^^^^^^^^^ ADD COLUMN fails when it runs again: column nickname of users is there already
      COMMIT;
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS nickname text;
      COMMIT;
      ```

      Nothing tells what runs this:

      ```sql bad
      ALTER TABLE users ADD COLUMN nickname text;
      --                ^^^^^^^^^^^^^^^^^^^ info: ADD COLUMN fails when it runs again: column nickname of users is there already (if its runner opens no transaction: nothing tells which one it is)
      UPDATE users SET nickname = name;
      ```

      ```sql fixed
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE users SET nickname = name;
      ```

      A COMMIT that stands in a file of Prisma's commits what is before it, whatever the version. Before
      7.4, what follows is one transaction again:

      ```sql bad path=prisma/migrations/20260101000000_nickname/migration.sql
      BEGIN;
      ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'lost';
      COMMIT;
      ALTER TABLE users ADD COLUMN nickname text;
      --                ^^^^^^^^^^^^^^^^^^^ info: ADD COLUMN fails when it runs again: column nickname of users is there already (since Prisma 7.4, which runs each statement by itself: nothing tells its version)
      UPDATE users SET nickname = name;
      ```

      ```sql bad path=prisma/migrations/20260101000000_nickname/migration.sql
      BEGIN;
      ALTER TABLE users ADD COLUMN nickname text;
      --                ^^^^^^^^^^^^^^^^^^^ ADD COLUMN fails when it runs again: column nickname of users is there already
      COMMIT;
      UPDATE users SET nickname = name;
      ```

      To the letter, every statement is one that can run twice:

      ```sql bad preset=documented
      CREATE SEQUENCE invoice_numbers;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE SEQUENCE fails when it runs again: sequence invoice_numbers is there already (nothing that follows it in the file is likely to fail)
      ALTER TYPE order_status ADD VALUE 'lost';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ADD VALUE fails when it runs again: label 'lost' of type order_status is there already (nothing that follows it in the file is likely to fail)
      ```

      ```sql bad preset=documented transport=transaction-per-file
      CREATE SCHEMA billing;
      --<^^^^^^^^^^^^^^^^^^ CREATE SCHEMA fails when it runs again: schema billing is there already (the file is one transaction: a run that fails leaves nothing behind)
      CREATE EXTENSION pg_trgm;
      --<^^^^^^^^^^^^^^^^^^^^^ CREATE EXTENSION fails when it runs again: extension pg_trgm is there already (the file is one transaction: a run that fails leaves nothing behind)
      ```

      ```sql bad preset=documented
      BEGIN;
      CREATE MATERIALIZED VIEW daily_totals AS
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE MATERIALIZED VIEW fails when it runs again: materialized view daily_totals is there already (the file is one transaction: a run that fails leaves nothing behind)
        SELECT placed_at::date AS day, sum(total) AS total FROM orders GROUP BY 1;
      COMMIT;
      ```

      ```sql bad path=schema.sql preset=documented
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      --<^^^^^^^^^^^^^^^^^^ CREATE TABLE fails when it runs again: table invoices is there already (a whole schema is meant for an empty database)
      ```

      ```sql good once transport=transaction-per-file
      CREATE SCHEMA billing;
      CREATE TABLE billing.invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
      ```

      What comes last has nothing behind it, and what is only about new tables meets nobody:

      ```sql good once
      CREATE TABLE invoices (id bigint PRIMARY KEY, placed_at timestamptz NOT NULL);
      CREATE INDEX invoices_placed_at_idx ON invoices (placed_at);
      COMMENT ON TABLE invoices IS 'What customers owe';
      ```

      ```sql good once path=schema.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS invoice_id bigint;
      ```

      A drop of the same object just before, a temporary table, an anonymous block that looks first or
      catches the error:

      ```sql good
      DROP MATERIALIZED VIEW IF EXISTS daily_totals;
      CREATE MATERIALIZED VIEW daily_totals AS
        SELECT placed_at::date AS day, sum(total) AS total FROM orders GROUP BY 1;

      CREATE TEMPORARY TABLE moved_orders AS SELECT id FROM orders WHERE shipped;

      DO $$
      BEGIN
        IF NOT EXISTS (
          SELECT FROM information_schema.columns
          WHERE table_name = 'users' AND column_name = 'nickname'
        ) THEN
          ALTER TABLE users ADD COLUMN nickname text;
        END IF;
      END
      $$;

      DO $$
      BEGIN
        CREATE SCHEMA billing;
      EXCEPTION
        WHEN duplicate_schema THEN NULL;
      END
      $$;
      ```

      The way back is not held to this rule:

      ```sql good
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;

      -- Rollback
      -- ALTER TABLE users ADD COLUMN legacy_code text;
      ```

      """####
    case "missing-rollback": ####"""
      # missing-rollback

      A migration that does not say how to undo it

      Severity: warning (documented: error)

      On a server: nothing (there is no statement)

      ## What happens

      Neither the file nor its neighbours hold the way back. It may stand

      - in a comment below a heading such as `-- Rollback`, `-- Down`, `-- Undo` or `-- Revert`;
      - in a down section of the file, as `-- +goose Down` and `-- migrate:down` open it;
      - in a file of its own beside it: `004_x.down.sql` for `004_x.up.sql`, `004_rollback.sql` for
        `004_x.sql`, `down.sql` for `up.sql`, `U4__x.sql` for `V4__x.sql`, `revert/x.sql` for
        `deploy/x.sql`. Of files named as `004_x.up.sql`, the number alone makes the pair, as
        golang-migrate and sqlx have it: `004_y.down.sql`.

      ## Why it hurts

      When a deployment goes wrong, somebody has to write that SQL in a hurry, at night, on production.

      ## What to write instead

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- Rollback
      -- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ## When it is fine

      If there is no way back, say so, and why, in the header of the file. The reason is part of it: it
      is what the person at night wants to know.

      ```sql good
      -- Migration: 005
      -- Description: Remove codes of the old system
      -- Reversible: No, the codes are not kept; restore the backup of the day
      -- whimbrel: allow drop-column -- approved in #412
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      ```

      Files without a statement, and those that only look or tidy up (`SELECT`, `SET`, `VACUUM`,
      `ANALYZE`, `REINDEX`, `REFRESH MATERIALIZED VIEW`), have nothing to undo. Rollback files, schema
      dumps, repeatable migrations and verification scripts need no rollback of their own.

      A label that an enum has got stays: where a file adds nothing else, only the preset `documented`
      asks for a word about it.

      Many projects go forward only. Under `recommended` the rule speaks where at least half of the
      migrations right before it in the directory, ten at most, have a way back, or say why not; of a
      migration that is alone, or the first of those, it says so as `info`. The preset
      `documented` asks every migration for one.

      ## What it cannot see

      Whether the way back undoes what the migration does: `rollback-incomplete` runs it. Rollbacks that
      are kept elsewhere.

      ## Examples

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: nothing says how to undo this migration
      ```

      ```sql bad
      -- Migration: 006
      -- Description: Phone numbers
      -- Reversible: Yes
      -- ^^^^^^^^^^^^^^^ the header says that this can be undone, but nothing says how
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      ```

      "No" alone does not say why:

      ```sql bad
      -- Migration: 007
      -- Reversible: No
      -- ^^^^^^^^^^^^^^ the header says that this cannot be undone, but not why
      UPDATE users SET name = trim(name) WHERE name <> trim(name);
      ```

      ```sql bad preset=documented path=004_phone.up.sql neighbours=003_old.down.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: nothing says how to undo this migration
      ```

      ```sql good path=004_phone.up.sql neighbours=004_phone.down.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      ```

      ```sql good path=004_phone.down.sql
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ```sql good
      -- +goose Up
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      -- +goose Down
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      ```sql good
      SET lock_timeout = '2s';
      SELECT count(*) FROM users;
      ANALYZE users;
      ```

      ```sql good path=R__order_total.sql
      CREATE OR REPLACE VIEW order_report AS SELECT id, total FROM orders;
      ```

      """####
    case "naming-convention": ####"""
      # naming-convention

      A name that is not as the project names things

      Severity: off (documented: off)

      On a server: nothing (a convention)

      ## What happens

      Without options, names are reported that need quotes: with capital letters, blanks or other
      characters, or key words (documentation, "Identifiers and Key Words"). PostgreSQL folds a name
      without quotes to small letters, so that `"userId"` is found under no other spelling.

      Options say how a project names things. Each is a list of patterns of which a name must match one;
      `{table}` and `{columns}` (joined by `_`) stand for what the object is about, `*` for anything:

      | option | |
      |---|---|
      | `case` | `snake_case` (the default) or `any` |
      | `tables`, `columns` | `["app_*"]` |
      | `indexes`, `uniques` | `["{table}_{columns}_idx"]`; a unique index is one of `uniques` |
      | `primary-keys`, `foreign-keys`, `checks` | constraints that have a name |

      ```toml
      [rules]
      naming-convention = { severity = "warning", indexes = ["{table}_{columns}_idx", "{table}_*_idx"] }
      ```

      ## Why it hurts

      It does not. But who reads an error with a constraint's name, or looks for an index, is faster where
      names follow a rule.

      ## What to write instead

      ```sql good preset=all
      CREATE TABLE order_notes (id bigint PRIMARY KEY, "position" integer);
      ```

      ```sql good preset=all option.indexes={table}_{columns}_idx
      CREATE INDEX CONCURRENTLY orders_country_status_idx ON orders (country, status);
      ```

      ## When it is fine

      With `case = "any"`, where an object mapper quotes all names:

      ```sql good preset=all option.case=any
      ALTER TABLE users ADD COLUMN "lastSeenAt" timestamptz;
      ```

      ## What it cannot see

      Names that PostgreSQL makes up, which follow its own convention.

      ## Examples

      ```sql bad preset=all
      CREATE TABLE "OrderNotes" (id bigint PRIMARY KEY, "orderId" bigint, "order" integer);
      --           ^^^^^^^^^^^^ info: "OrderNotes" must be quoted wherever it is used
      --                                                ^^^^^^^^^ info: "orderId" must be quoted wherever it is used
      --                                                                  ^^^^^^^ info: "order" must be quoted wherever it is used
      ```

      ```sql bad preset=all option.indexes={table}_{columns}_idx,{table}_*_gin
      CREATE INDEX CONCURRENTLY idx_orders_country ON orders (country);
      --                        ^^^^^^^^^^^^^^^^^^ info: idx_orders_country is not named as indexes are: orders_country_idx or orders_*_gin
      ```

      ```sql bad preset=all option.foreign-keys=fk_{table}_{columns} option.checks=*_check option.tables=app_*
      CREATE TABLE baskets (
      --           ^^^^^^^ info: baskets is not named as tables are: app_*
        id bigint PRIMARY KEY,
        user_id bigint CONSTRAINT baskets_user REFERENCES users (id),
      --                          ^^^^^^^^^^^^ info: baskets_user is not named as foreign-keys are: fk_baskets_user_id
        size integer CONSTRAINT size_positive CHECK (size > 0)
      --                        ^^^^^^^^^^^^^ info: size_positive is not named as checks are: *_check
      );
      ```

      """####
    case "new-enum-label": ####"""
      # new-enum-label

      ADD VALUE: a release that does not know the label may read it

      Severity: off (documented: off)

      On a server: gains enum labels

      ## What happens

      From commit on, rows may hold the new label (`enum_add`). A client that maps the type to an enum of
      its own language fails when it reads one that it does not know.

      ## Why it hurts

      The first row with the new label breaks every page that lists it, in the release that still runs.

      ## What to write instead

      Let all releases read the label first; one that writes it comes later:

      ```sql good preset=all
      -- file: 001_state.sql
      CREATE TABLE parcels (id bigint PRIMARY KEY, state text CHECK (state IN ('new', 'sent')));
      -- file: 002_state.sql
      ALTER TABLE parcels ADD CONSTRAINT parcels_state CHECK (state IN ('new', 'sent', 'lost')) NOT VALID;
      ALTER TABLE parcels DROP CONSTRAINT parcels_state_check;
      ```

      ## When it is fine

      Where clients take labels as text, or all know it already. A label of a type that the same
      migration makes is not reported:

      ```sql good preset=all transport=autocommit
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      ALTER TYPE parcel_state ADD VALUE 'lost';
      ```

      Nor one that is there already:

      ```sql good preset=all
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      -- file: 002_state.sql
      ALTER TYPE parcel_state ADD VALUE IF NOT EXISTS 'sent';
      ```

      ## What it cannot see

      How clients read the type.

      ## Examples

      ```sql bad preset=all
      ALTER TYPE order_status ADD VALUE 'lost' AFTER 'shipped';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: a release that does not know 'lost' fails when it reads a row with it, if it maps order_status to constants of its own
      ```

      ```sql bad preset=all
      ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'lost';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: a release that does not know 'lost' fails when it reads a row with it, if it maps order_status to constants of its own
      ```

      ```sql bad preset=all
      -- file: 001_state.sql
      CREATE TYPE parcel_state AS ENUM ('new', 'sent');
      -- file: 002_state.sql
      ALTER TYPE parcel_state ADD VALUE 'packed' BEFORE 'sent';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: a release that does not know 'packed' fails when it reads a row with it, if it maps parcel_state to constants of its own
      ```

      """####
    case "new-write-restriction": ####"""
      # new-write-restriction

      A CHECK or unique key that the writes of the running release may break

      Severity: info (documented: warning)

      On a server: breaks writes

      ## What happens

      A constraint holds for new rows from the moment its statement commits, also while it is `NOT VALID`:
      that only spares the rows that are there (documentation, "ALTER TABLE"; 23514 for a CHECK, 23505 for
      a unique key). A unique index promises as much, even while it is built `CONCURRENTLY`, once other
      sessions see it (documentation, "Building Indexes Concurrently").

      ## Why it hurts

      The release that runs was written before the promise. If one of its INSERTs or UPDATEs breaks it,
      that request fails, and goes on failing until the next release is out everywhere.

      ## What to write instead

      The same, later: first release code that keeps to it, then run the migration.

      ```sql good
      -- whimbrel: allow new-write-restriction -- release 2.31 refuses negative totals
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
      ```

      ## When it is fine

      When the code has kept to it for a release. A constraint that takes the place of one that the same
      migration drops, one of a column that the migration adds, and one on a table that it makes are not
      reported:

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS weight integer;
      ALTER TABLE orders ADD CONSTRAINT orders_weight_positive CHECK (weight > 0) NOT VALID;
      ```

      ```sql good fine
      ALTER TABLE orders
        DROP CONSTRAINT IF EXISTS orders_status_known,
        ADD CONSTRAINT orders_status_known CHECK (status IN ('new', 'paid', 'sent')) NOT VALID;
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS refunds (id bigint PRIMARY KEY, total numeric);
      ALTER TABLE refunds ADD CONSTRAINT refunds_total_positive CHECK (total > 0);
      CREATE UNIQUE INDEX refunds_total_key ON refunds (total);
      ```

      ## What it cannot see

      What the application writes. A foreign key asks for rows of the other table, which is left to its
      own rules.

      ## Examples

      ```sql bad
      ALTER TABLE daily_cache ADD CONSTRAINT daily_cache_total_positive CHECK (total >= 0) NOT VALID;
      --                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from here on daily_cache must satisfy total >= 0: writes of the running release that break that fail at once
      ```

      ```sql bad
      CREATE UNIQUE INDEX CONCURRENTLY users_nickname_key ON users (nickname);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from here on users must have no two rows with the same key: writes of the running release that break that fail at once
      ```

      ```sql bad
      ALTER TABLE users ADD CONSTRAINT users_phone_set CHECK (phone IS NOT NULL) NOT VALID;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from here on users must satisfy phone IS NOT NULL: writes of the running release that break that fail at once
      ```

      ```sql bad
      ALTER TABLE users ADD CONSTRAINT users_phone_key UNIQUE (phone);
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from here on users must have no two rows with the same key: writes of the running release that break that fail at once
      ```

      ```sql good
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name text);
      -- file: 002_accounts.sql
      CREATE UNIQUE INDEX accounts_email_name_idx ON accounts (email, name);
      ```

      ```sql good transport=transaction-per-file
      ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
      ALTER TABLE orders DROP CONSTRAINT orders_total_check;
      ```

      ```sql good postgres=18
      ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT ENFORCED;
      ```

      """####
    case "newer-syntax": ####"""
      # newer-syntax

      SQL that the oldest version of PostgreSQL it must run on cannot read

      Severity: error (documented: error)

      On a server: fails 42601

      ## What happens

      Each major version of PostgreSQL reads some SQL that the one before it calls a syntax error.
      `whimbrel.toml` (or `--postgres`) says that the migrations run on versions that do not know this
      yet. Among what was measured on PostgreSQL 14 to 18:

      | since | |
      |---|---|
      | 15 | `MERGE` (`merge`), `NULLS NOT DISTINCT` (`create_index_nulls_not_distinct`), `ON DELETE SET NULL (column)` (`add_fk_column_list_set_null`) |
      | 16 | `STORAGE` in a column definition (`add_column_storage`), `SET STORAGE DEFAULT` (`set_storage_default`) |
      | 17 | `ALTER COLUMN … SET EXPRESSION` (`set_expression`) |
      | 18 | `VIRTUAL` generated columns (`add_column_generated_virtual`), `NOT ENFORCED` (`add_fk_not_enforced`), `ADD CONSTRAINT … NOT NULL` (`add_not_null_constraint`) |

      ## Why it hurts

      It works on the machine of whoever wrote it. The older server, mostly the one of production,
      stops the deployment there.

      ## What to write instead

      What the oldest version reads:

      ```sql good postgres=15
      ALTER TABLE orders ADD COLUMN total_cents bigint GENERATED ALWAYS AS ((total * 100)::bigint) STORED;
      ```

      ```sql good postgres=15
      ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTENDED;
      ```

      ## When it is fine

      When no server is that old any more. Then the configuration should say so:

      ```sql good postgres=18
      ALTER TABLE orders ADD COLUMN total_cents bigint GENERATED ALWAYS AS (total * 100) VIRTUAL;
      ```

      As long as nothing says which versions there are, nothing is reported: a file in the SQL of 18 says
      enough about the server.

      ## What it cannot see

      Functions, types and settings that an older version does not have; and what changed in its meaning,
      not in its grammar.

      ## Examples

      ```sql bad postgres=15
      ALTER TABLE orders
      --<^^^^^^^^^^^^^^^ this is a syntax error on PostgreSQL 15: NOT ENFORCED came with 18 (SQLSTATE 42601)
        ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT ENFORCED;
      ```

      ```sql bad postgres=14-17
      ALTER TABLE users ADD CONSTRAINT users_name_set NOT NULL name NOT VALID;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is a syntax error on PostgreSQL 14 to 17: a NOT NULL table constraint came with 18 (SQLSTATE 42601)
      ```

      ```sql bad postgres=15-16 path=db/migrations/20260301120000_prices.sql
      -- migrate:up
      CREATE TABLE prices (
      --<^^^^^^^^^^^^^^^^^^ this is a syntax error on PostgreSQL 15: STORAGE in a column definition came with 16 (SQLSTATE 42601)
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        rules jsonb STORAGE EXTERNAL NOT NULL
      );

      -- migrate:down
      DROP TABLE prices;
      ```

      ```sql good postgres=15-18
      MERGE INTO users u USING orders o ON o.user_id = u.id
      WHEN MATCHED THEN UPDATE SET phone = coalesce(u.phone, '');
      ```

      ```sql good server=18
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT ENFORCED;
      ```

      """####
    case "no-primary-key": ####"""
      # no-primary-key

      A new table without a primary key

      Severity: info (documented: warning)

      On a server: gains tables without a primary key

      ## What happens

      Nothing tells two equal rows apart but their place on the disk. Logical replication needs a replica
      identity to find the row that was changed, which by default is the primary key: once the table is
      published, UPDATE and DELETE fail with 55000 (documentation, "Publication", Replica Identity;
      `update-published-without-key`).

      Reported is a table that has no primary key at the end of the migration, nor by a later one of the
      run.

      ## Why it hurts

      Rows that were inserted twice cannot be deleted once. Tools that compare, copy or replicate tables
      row by row refuse it, and so does an upgrade by logical replication.

      ## What to write instead

      ```sql good
      CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number text NOT NULL);
      ```

      ```sql good
      CREATE TABLE user_tags (user_id bigint NOT NULL, tag text NOT NULL, PRIMARY KEY (user_id, tag));
      ```

      It may come later:

      ```sql good
      -- file: 001_events_raw.sql
      CREATE TABLE events_raw (id bigint NOT NULL, body jsonb);
      -- file: 002_key.sql
      ALTER TABLE events_raw ADD PRIMARY KEY (id);
      ```

      ## When it is fine

      For logs that are only ever appended to, and for tables that are filled and dropped. Temporary
      tables and partitions, which have the key of their table, are not reported:

      ```sql good
      CREATE TEMPORARY TABLE loaded (line text);
      CREATE TABLE metrics (id bigint, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE metrics_2026 PARTITION OF metrics FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      ```

      ## What it cannot see

      Keys that are added outside of the files.

      ## Examples

      ```sql bad
      CREATE TABLE invoices (number text NOT NULL, total numeric);
      --<^^^^^^^^^^^^^^^^^^ invoices has no primary key: its rows cannot be told apart, and once it is published, UPDATE and DELETE fail (SQLSTATE 55000)
      ```

      ```sql bad path=supabase/migrations/20260101000000_members.sql
      CREATE TABLE members (
      --<^^^^^^^^^^^^^^^^^ members has no primary key: its rows cannot be told apart, and once it is published, UPDATE and DELETE fail (SQLSTATE 55000)
        team_id bigint NOT NULL,
        user_id bigint NOT NULL,
        UNIQUE (team_id, user_id)
      );
      ```

      ```sql bad
      CREATE TABLE order_totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
      --<^^^^^^^^^^^^^^^^^^^^^^ order_totals has no primary key: its rows cannot be told apart, and once it is published, UPDATE and DELETE fail (SQLSTATE 55000)
      ```

      """####
    case "no-way-out-of-transaction": ####"""
      # no-way-out-of-transaction

      A statement that refuses a transaction, with a runner that always opens one

      Severity: error (documented: error)

      On a server: fails 25001

      ## What happens

      Hasura, refinery, Drizzle and node-pg-migrate (in its SQL files) open a transaction around every
      migration, Drizzle and node-pg-migrate one around all that are pending, and have no word by which
      a file could ask for none. What refuses a transaction (`CREATE INDEX CONCURRENTLY`, `VACUUM`,
      `ALTER SYSTEM`) fails in it with 25001.

      ## Why it hurts

      It fails each time, on each database. The usual answer, to leave out CONCURRENTLY, blocks all
      writes to the table for as long as the index is built.

      ## What to write instead

      Run the statement with psql, before or after the migrations, and keep in the migration what finds
      it done. `IF NOT EXISTS` makes the index on new databases, where the table is empty, and does
      nothing where it was built by hand:

      ```sql good framework=hasura path=migrations/default/1700000000000_x/up.sql
      -- whimbrel: allow index-not-concurrent -- built with psql in production on 2025-11-10, before this ran
      CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      ```

      With node-pg-migrate, write the migration in JavaScript, with `pgm.noTransaction()`. Drizzle sends
      what stands between two `--> statement-breakpoint` by itself, so that a `COMMIT;` alone between
      two of them ends its transaction; then the migrations before are done, and this one counts as run
      only at the end:

      ```sql good framework=drizzle
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      --> statement-breakpoint
      COMMIT;
      --> statement-breakpoint
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_priority_idx ON orders (priority);
      ```

      ## When it is fine

      Never: it fails.

      ## What it cannot see

      What runs the files, if they do not tell and nobody says so (`framework = "…"`).

      ## Examples

      ```sql bad framework=hasura path=migrations/default/1700000000000_x/up.sql
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run with Hasura (SQLSTATE 25001): Hasura wraps each file in a transaction, always
      ```

      ```sql bad framework=refinery path=V4__vacuum.sql
      VACUUM orders;
      --<^^^^^^^^^^ VACUUM cannot run with refinery (SQLSTATE 25001): refinery wraps each file in a transaction, always
      ```

      ```sql bad framework=drizzle
      DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP INDEX CONCURRENTLY cannot run with Drizzle (SQLSTATE 25001): Drizzle wraps all pending files in one transaction, always
      ```

      node-pg-migrate sends a section as one string, in which a COMMIT does not help:

      ```sql bad framework=node-pg-migrate
      -- Up Migration
      COMMIT;
      CREATE INDEX CONCURRENTLY orders_placed_at_idx ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE INDEX CONCURRENTLY cannot run with node-pg-migrate (SQLSTATE 25001)
      -- Down Migration
      DROP INDEX IF EXISTS orders_placed_at_idx;
      ```

      ```sql good framework=refinery path=V5__orders.sql
      CREATE TABLE IF NOT EXISTS labels (id bigint PRIMARY KEY);
      ```

      """####
    case "non-transactional-in-transaction": ####"""
      # non-transactional-in-transaction

      VACUUM, CREATE DATABASE and others inside a transaction: PostgreSQL refuses to run them

      Severity: error (documented: error)

      On a server: fails 25001

      ## What happens

      These fail with 25001, "cannot run inside a transaction block" (measured on PostgreSQL 14 to 18):

      | statement | case |
      |---|---|
      | `VACUUM`, also `FULL` | `vacuum`, `vacuum_full` |
      | `CREATE DATABASE`, `DROP DATABASE`, `ALTER DATABASE … SET TABLESPACE` | `drop_database` |
      | `CREATE TABLESPACE`, `DROP TABLESPACE` | `create_tablespace` |
      | `ALTER SYSTEM` | documentation, "ALTER SYSTEM" |
      | `REINDEX SCHEMA`, `REINDEX DATABASE`, `REINDEX SYSTEM` | `reindex_schema`, `reindex_database` |
      | `CLUSTER` without a table | `cluster_all` |
      | `DISCARD ALL` | `discard_all` |
      | `CREATE SUBSCRIPTION` that makes a slot, `DROP SUBSCRIPTION` that has one, `ALTER SUBSCRIPTION … REFRESH` | `create_subscription`, `drop_subscription_with_slot`, `alter_subscription_refresh` |
      | `COMMIT PREPARED`, `ROLLBACK PREPARED` | `commit_prepared` |

      Allowed, in spite of what is often said: `ALTER TYPE … ADD VALUE`, `ANALYZE`, `REINDEX TABLE`,
      `CLUSTER` of one table, `TRUNCATE`, `CREATE EXTENSION`, `CREATE ROLE`, `ALTER DATABASE … SET` of a
      parameter (`alter_type_add_value`, `analyze`, `reindex_table`, `cluster_using`, `create_extension`,
      `create_role`).

      ## Why it hurts

      It fails each time, at deployment, after the statements before it have run.

      ## What to write instead

      A file that holds this statement and nothing else, and a runner that is told to open no transaction
      for it:

      ```sql good
      VACUUM (ANALYZE) orders;
      ```

      ```sql good transport=implicit
      ALTER SYSTEM SET wal_compression = on;
      ```

      ## When it is fine

      Never: it fails.

      ## What it cannot see

      How your runner sends the file: say so by `--transport` or `transport = …` in `whimbrel.toml`. That
      the table of a `REINDEX TABLE` or `CLUSTER` is partitioned, which makes it refuse a transaction as
      well. Procedures that commit (`CALL`).

      ## Examples

      ```sql bad transport=transaction-per-file
      VACUUM orders;
      --<^^^^^^^^^^ VACUUM cannot run inside a transaction block (SQLSTATE 25001): the runner wraps each file in a transaction
      ```

      ```sql bad
      BEGIN;
        ALTER SYSTEM SET work_mem = '64MB';
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER SYSTEM cannot run inside a transaction block (SQLSTATE 25001), and one is open
        CREATE DATABASE shop_test;
      --^^^^^^^^^^^^^^^^^^^^^^^^^ CREATE DATABASE cannot run inside a transaction block (SQLSTATE 25001), and one is open
      COMMIT;
      ```

      ```sql bad transport=implicit
      DELETE FROM orders WHERE shipped;
      VACUUM (FULL, ANALYZE) orders;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ VACUUM cannot run inside a transaction block (SQLSTATE 25001): the file is sent as one string, which PostgreSQL runs as one transaction
      ```

      ```sql bad transport=transaction-for-all
      REINDEX SCHEMA public;
      --<^^^^^^^^^^^^^^^^^^ REINDEX SCHEMA cannot run inside a transaction block (SQLSTATE 25001): the runner wraps all pending files in one transaction
      DROP TABLESPACE IF EXISTS slow_disks;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DROP TABLESPACE cannot run inside a transaction block (SQLSTATE 25001): the runner wraps all pending files in one transaction
      CLUSTER;
      --<^^^^ CLUSTER cannot run inside a transaction block (SQLSTATE 25001): the runner wraps all pending files in one transaction
      DISCARD ALL;
      --<^^^^^^^^ DISCARD ALL cannot run inside a transaction block (SQLSTATE 25001): the runner wraps all pending files in one transaction
      ```

      ```sql bad
      DO $$
      BEGIN
        VACUUM orders;
      --^^^^^^^^^^^^^ VACUUM cannot be executed from a DO block (SQLSTATE 25001)
      END
      $$;
      ```

      ```sql good transport=transaction-per-file
      ANALYZE orders;
      ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
      CLUSTER orders USING orders_pkey;
      REINDEX TABLE orders;
      DISCARD PLANS;
      ```

      ```sql good
      SET lock_timeout = '2s';
      VACUUM orders;
      CLUSTER;
      ```

      ```sql good
      BEGIN;
      DELETE FROM orders WHERE shipped;
      COMMIT;
      VACUUM orders;
      ```

      """####
    case "not-immutable": ####"""
      # not-immutable

      An IMMUTABLE function that reads tables, the clock or the session

      Severity: warning (documented: warning)

      On a server: nothing (what is stored shows later)

      ## What happens

      `IMMUTABLE` promises that the same arguments give the same result for ever. PostgreSQL believes it:
      it computes calls with constant arguments when it plans, and keeps results in indexes and generated
      columns. (Documentation: Function Volatility Categories.) A body that reads a table, the clock, a
      setting or a sequence breaks the promise.

      ## Why it hurts

      A prepared query keeps yesterday's result; an index on such a function misses rows, and a unique one
      lets duplicates in.

      ## What to write instead

      ```sql good
      CREATE FUNCTION is_late(at timestamptz) RETURNS boolean
      LANGUAGE sql STABLE AS 'SELECT at < now() - interval ''3 days''';
      ```

      To index it, pass what it depends on:

      ```sql good
      CREATE FUNCTION day_of(at timestamptz, zone text) RETURNS date
      LANGUAGE sql IMMUTABLE AS 'SELECT (at AT TIME ZONE zone)::date';
      ```

      ## When it is fine

      Never for what is reported; functions that PostgreSQL itself calls STABLE only because of settings,
      such as `unaccent` or `to_char`, are left to you:

      ```sql good
      CREATE FUNCTION label(a text, b text) RETURNS text
      LANGUAGE sql IMMUTABLE AS 'SELECT concat_ws('' '', a, b)';
      ```

      ## What it cannot see

      What other functions do that the body calls.

      ## Examples

      ```sql bad
      CREATE FUNCTION is_late(at timestamptz) RETURNS boolean
      --<^^^^^^^^^^^^^^^^^^^^ is_late is declared IMMUTABLE, but calls now(): plans and indexes keep a result that is no longer true
      LANGUAGE sql IMMUTABLE AS 'SELECT at < now() - interval ''3 days''';
      ```

      ```sql bad
      CREATE OR REPLACE FUNCTION country_name(wanted text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ country_name is declared IMMUTABLE, but reads countries: plans and indexes keep a result that is no longer true
      BEGIN
        RETURN (SELECT name FROM countries WHERE code = wanted);
      END
      $$;
      ```

      ```sql bad
      CREATE FUNCTION tenant() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      --<^^^^^^^^^^^^^^^^^^^ tenant is declared IMMUTABLE, but calls current_setting(): plans and indexes keep a result that is no longer true
      AS $$ SELECT current_setting('app.tenant', true) $$;
      ```

      ```sql bad
      CREATE FUNCTION age_in_days(born date) RETURNS integer
      --<^^^^^^^^^^^^^^^^^^^^^^^^ age_in_days is declared IMMUTABLE, but uses CURRENT_DATE: plans and indexes keep a result that is no longer true
      LANGUAGE sql IMMUTABLE AS 'SELECT current_date - born';
      ```

      ```sql good
      CREATE FUNCTION country_name(wanted text) RETURNS text
      LANGUAGE sql STABLE AS 'SELECT name FROM countries WHERE code = wanted';
      ```

      ```sql bad
      -- file: 001_age.sql
      CREATE FUNCTION age_of(at timestamptz) RETURNS interval LANGUAGE sql STABLE AS $$ SELECT now() - at $$;
      -- file: 002_age.sql
      ALTER FUNCTION age_of(timestamptz) IMMUTABLE;
      --<^^^^^^^^^^^^^^^^^^ age_of is declared IMMUTABLE, but calls now(): plans and indexes keep a result that is no longer true
      ```

      """####
    case "not-null-by-check": ####"""
      # not-null-by-check

      CHECK (… IS NOT NULL) NOT VALID: from PostgreSQL 18 on, NOT NULL itself can be NOT VALID

      Severity: info (documented: info)

      On a server: nothing (it works, with two statements too many)

      ## What happens

      Before PostgreSQL 18 a column becomes NOT NULL without a long lock by way of a CHECK: add it
      `NOT VALID`, validate it, `SET NOT NULL`, drop it. From 18 on, NOT NULL is a constraint of its own
      that can be `NOT VALID`, and `VALIDATE CONSTRAINT` reads the table under a
      ShareUpdateExclusiveLock, which lets others read and write (measured on 18:
      `add_not_null_constraint_not_valid`, `validate_not_null`).

      It is reported only if the project says that all its servers are 18 or newer (`postgres` in
      whimbrel.toml).

      ## Why it hurts

      It does not: it is two statements, and two AccessExclusiveLocks, more than there must be.

      ## What to write instead

      ```sql good pg=18 transport=transaction-per-file
      -- file: 001_note.sql
      ALTER TABLE orders ADD CONSTRAINT orders_number_set NOT NULL number NOT VALID;
      -- file: 002_note.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_number_set;
      ```

      `SET NOT NULL` instead of `VALIDATE CONSTRAINT` would read the table under an AccessExclusiveLock
      (`set_not_null_with_not_null_not_valid`).

      ## When it is fine

      If servers before 18 must run it as well. A CHECK that says more is not reported:

      ```sql good pg=18
      ALTER TABLE orders ADD CONSTRAINT number_set CHECK (number IS NOT NULL AND number > '') NOT VALID;
      ALTER TABLE orders ADD CONSTRAINT named CHECK (number IS NOT NULL OR note IS NOT NULL) NOT VALID;
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_number_set CHECK (number IS NOT NULL) NOT VALID;
      ```

      ## What it cannot see

      Whether the CHECK is meant to stay.

      ## Examples

      ```sql bad pg=18
      ALTER TABLE orders ADD CONSTRAINT orders_number_set CHECK (number IS NOT NULL) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL can itself be NOT VALID: a CHECK, and SET NOT NULL and DROP CONSTRAINT after it, are not needed for orders.number
      ALTER TABLE orders VALIDATE CONSTRAINT orders_number_set;
      ALTER TABLE orders ALTER COLUMN number SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_number_set;
      ```

      ```sql bad pg=18 framework=flyway path=V2__note.sql
      ALTER TABLE orders ADD CHECK (((number) IS NOT NULL)) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL can itself be NOT VALID: a CHECK, and SET NOT NULL and DROP CONSTRAINT after it, are not needed for orders.number
      ```

      ```sql bad pg=18
      ALTER TABLE users
        ADD COLUMN IF NOT EXISTS locale text,
        ADD CONSTRAINT users_locale_set CHECK (locale IS NOT NULL) NOT VALID;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL can itself be NOT VALID: a CHECK, and SET NOT NULL and DROP CONSTRAINT after it, are not needed for users.locale
      ```

      """####
    case "not-rerunnable": ####"""
      # not-rerunnable

      A statement without an IF form that fails, or does its work twice, when the file runs again

      Severity: warning (documented: warning)

      On a server: fails the second time

      ## What happens

      Some statements have no `IF [NOT] EXISTS`. Run twice, they either fail:

      | statement | second run | measured on 14 to 18 |
      |---|---|---|
      | `ADD CONSTRAINT name` | 42710, 42P07 for one with an index, 42P16 for a primary key | `add_check_not_null_style`, `add_fk`, `add_unique_deferrable`, `add_primary_key` |
      | `CREATE TYPE`, `CREATE DOMAIN` | 42710 | `create_type_composite` |
      | `CREATE TRIGGER`, `CREATE POLICY` | 42710 | `create_trigger_transition`, `create_policy` |
      | `RENAME` | 42P01, 42703, 42704: the old name is gone | `rename_table`, `rename_column`, `rename_constraint` |
      | `CREATE VIEW`, `CREATE FUNCTION` without `OR REPLACE` | 42P07, 42723 | `create_view` |

      or they succeed and do it again:

      | statement | second run | measured on 14 to 18 |
      |---|---|---|
      | `CREATE INDEX ON t (…)` without a name | a second index, `t_a_idx1` | tried on 15 |
      | `ADD CHECK`, `ADD UNIQUE`, `ADD FOREIGN KEY` without a name | a second constraint | `add_check_unnamed`, `add_unique_unnamed`, `add_fk_unnamed` |
      | `INSERT` without `ON CONFLICT` | the rows once more, or 23505 if a key forbids it | `insert_select` |

      ## Why it hurts

      The ones that fail stop the second run of a file that got half way. The ones that succeed are
      worse: nobody notices the second index, which every write has to keep up from then on, or the
      default settings that are there twice.

      ## What to write instead

      ```sql good
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_positive;
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;

      DROP TRIGGER IF EXISTS orders_touch ON orders;
      CREATE TRIGGER orders_touch BEFORE UPDATE ON orders
        FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

      CREATE OR REPLACE VIEW active_users AS SELECT id, email FROM users WHERE status = 'active';

      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand')
      ON CONFLICT (code) DO NOTHING;
      ```

      For types, and for renames, look before or catch the error:

      ```sql good
      DO $$
      BEGIN
        CREATE TYPE invoice_state AS ENUM ('draft', 'sent', 'paid');
      EXCEPTION
        WHEN duplicate_object THEN NULL;
      END
      $$;

      DO $$
      BEGIN
        IF EXISTS (
          SELECT FROM information_schema.columns
          WHERE table_name = 'users' AND column_name = 'legacy_code'
        ) THEN
          ALTER TABLE users RENAME COLUMN legacy_code TO external_code;
        END IF;
      END
      $$;
      ```

      ## When it is fine

      Under `recommended` the rule tells what leaves a file half done and unable to go on, once a file:
      at the first such statement, with the number of the others. It is silent where

      - the whole file is one transaction: a run that fails leaves nothing behind;
      - nothing that is committed later in the file is likely to fail. What fails on production and did
        not fail before waits for locks that others hold, meets their rows, needs an extension, or calls a
        function whose body decides;
      - the file puts its own version, as its name has it, into a table: the key of that table stops the
        transaction of a second run;
      - the file is a whole schema (`schema.sql`, a dump), which is loaded into an empty database.

      Where nothing tells which runner sends the file, and whether that opens a transaction, the finding
      is `info`: say `framework = "…"` in whimbrel.toml. BEGIN in the file, or a statement that refuses a
      transaction, tells enough. So it is with Prisma, whose files are one
      transaction before 7.4, where nothing tells its version: say `framework = "prisma@7.4"`.

      The presets `documented` and `all` tell every statement of every file.

      An `INSERT` into a log table is meant to add a row each time:

      ```sql good once
      -- whimbrel: allow not-rerunnable -- one row a run is the point of this table
      INSERT INTO migration_log (message) VALUES ('prices recalculated');
      ```

      ## What it cannot see

      Which keys a table has: an `INSERT` without `ON CONFLICT` may be stopped by one. Conditions inside
      a query that keep an `INSERT … SELECT` from adding rows twice are recognised in the form `WHERE
      NOT EXISTS (…)` only. `UPDATE` is not looked at: whether doing it twice does harm depends on its
      expressions.

      ## Examples

      The last statement of each may have to wait for others, or finds rows that are not as it wants them:

      ```sql bad framework=psql
      ALTER TABLE orders
        ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42710) on constraint orders_user_fk of orders
      ALTER TABLE orders ADD CHECK (total >= 0) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ run again, this succeeds, and does the same once more: constraint without a name on orders
      UPDATE orders SET total = 0 WHERE total IS NULL;
      ```

      ```sql bad framework=psql
      CREATE TYPE invoice_state AS ENUM ('draft', 'sent', 'paid');
      --<^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42710) on type invoice_state
      ALTER TABLE users RENAME COLUMN legacy_code TO external_code;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42703) on column legacy_code of users
      ALTER TABLE old_orders RENAME TO orders_archive;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42P01) on table old_orders
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS state text;
      ```

      ```sql bad framework=psql
      CREATE INDEX CONCURRENTLY ON orders (placed_at);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ run again, this succeeds, and does the same once more: index on orders
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand');
      --<^^^^^^^^^^^^^^^^^^ run again, this adds the same once more, or fails on a key: rows of countries
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS country text;
      ```

      A drop of *another* object does not help:

      ```sql bad framework=psql
      DROP TRIGGER IF EXISTS users_touch ON users;
      CREATE TRIGGER orders_touch BEFORE UPDATE ON orders
      --<^^^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42710) on trigger orders_touch on orders
        FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS touched_by text;
      ```

      To the letter, every statement is one that can run twice:

      ```sql bad preset=documented
      CREATE TRIGGER orders_touch BEFORE UPDATE ON orders
      --<^^^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42710) on trigger orders_touch on orders (nothing that follows it in the file is likely to fail)
        FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
      ```

      ```sql bad preset=documented transport=transaction-per-file
      CREATE DOMAIN positive_amount AS numeric(10, 2) CHECK (VALUE > 0);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ run again, this fails (SQLSTATE 42710) on domain positive_amount (the file is one transaction: a run that fails leaves nothing behind)
      ```

      Nothing behind it can fail for reasons that are not in the file; the whole file is one transaction:

      ```sql good once
      CREATE TYPE invoice_state AS ENUM ('draft', 'sent', 'paid');
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, state invoice_state NOT NULL);
      ```

      ```sql good once transport=transaction-per-file
      CREATE DOMAIN positive_amount AS numeric(10, 2) CHECK (VALUE > 0);
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS fee positive_amount;
      ```

      ```sql good
      DROP TYPE IF EXISTS invoice_state;
      CREATE TYPE invoice_state AS ENUM ('draft', 'sent', 'paid');

      INSERT INTO countries (code, name)
      SELECT 'NZ', 'New Zealand'
      WHERE NOT EXISTS (SELECT FROM countries WHERE code = 'NZ');

      CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.updated_at := now();
        RETURN NEW;
      END
      $$;
      ```

      What is emptied before is filled anew:

      ```sql good framework=psql
      -- whimbrel: allow truncate -- a list of codes, loaded whole
      TRUNCATE countries;
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand');
      UPDATE orders SET total = 0 WHERE total IS NULL;
      ```

      A temporary table is new, and empty, each time:

      ```sql good
      CREATE TEMPORARY TABLE moved_orders (id bigint);
      INSERT INTO moved_orders SELECT id FROM orders WHERE shipped;
      ```

      The way back is not held to this rule:

      ```sql good
      ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;

      -- Rollback
      -- ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
      ```

      """####
    case "not-valid-never-validated": ####"""
      # not-valid-never-validated

      A NOT VALID constraint that neither this file nor a later one of the run validates

      Severity: warning (documented: warning)

      On a server: gains constraints that are not valid

      ## What happens

      `ADD CONSTRAINT … NOT VALID` checks rows that are inserted or changed from then on. Rows that were
      there before are never looked at, until `VALIDATE CONSTRAINT` reads them (documentation, "ALTER
      TABLE"; measured on PostgreSQL 14 to 18: `add_check_not_null_style_not_valid`, `validate_check`).

      ## Why it hurts

      The constraint looks as if it held, and does not. PostgreSQL itself does not rely on it: `SET NOT
      NULL` and `ATTACH PARTITION` read the whole table in spite of it (`attach_with_check_not_valid`),
      and the planner ignores it. And an old row that breaks it fails at the worst moment: when somebody
      changes another of its columns.

      ## What to write instead

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      Not in one transaction; where the runner opens one, in the next migration:

      ```sql good transport=transaction-per-file
      -- file: 001_add.sql
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      -- file: 002_validate.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      ## When it is fine

      When old rows are known to break the rule and are to stay as they are:

      ```sql good
      -- whimbrel: allow not-valid-never-validated -- orders before 2019 have no total, by decision of #88
      ALTER TABLE orders ADD CONSTRAINT orders_total_set CHECK (total IS NOT NULL) NOT VALID;
      ```

      In the newest migration of a directory it is an info: the one that validates may not be written yet.
      A constraint that is dropped again later counts as settled, and so does one of a table that the
      same migration makes: it has no old rows.

      ## What it cannot see

      Files that are not part of the run: check the folder, not the one new file. A `VALIDATE` by hand,
      or in a loop of an anonymous block.

      ## Examples

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: nothing validates constraint orders_total_positive of orders yet (a later migration may): rows that were there before may break it
      ```

      ```sql fixed unsafe
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      ```sql bad
      -- file: 001_add.sql
      ALTER TABLE orders
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID,
        ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing in these files validates constraint orders_total_positive of orders: rows that were there before may break it
      -- file: 002_validate_one.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fk;
      ```

      A later migration that does not validate it tells that nobody thinks of it any more:

      ```sql bad
      -- file: 001_add.sql
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing in these files validates constraint orders_total_positive of orders: rows that were there before may break it
      -- file: 002_note.sql
      ALTER TABLE orders ADD COLUMN note text;
      ```

      Another table's constraint of the same name is another constraint:

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: nothing validates constraint total_positive of orders yet (a later migration may): rows that were there before may break it
      ALTER TABLE old_orders VALIDATE CONSTRAINT total_positive;
      ```

      Without a name, PostgreSQL makes one up, and nothing here validates any constraint of the table:

      ```sql bad
      ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: nothing validates this constraint of orders yet (a later migration may): rows that were there before may break it
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      UPDATE orders SET note = '' WHERE note IS NULL;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      UPDATE orders SET note = '' WHERE note IS NULL;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
      ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey1;
      ```

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);
      ALTER TABLE invoices ADD CONSTRAINT invoices_total_positive CHECK (total > 0) NOT VALID;
      ```

      """####
    case "null-comparison": ####"""
      # null-comparison

      A comparison with NULL by = or <>, which is true of no row

      Severity: error (documented: error)

      On a server: nothing (it is only never true)

      ## What happens

      `x = NULL` and `x <> NULL` are NULL for every `x`, NULL included (documentation, "Comparison
      Functions and Operators"). A `WHERE` takes that for false. A CHECK takes it for true: the constraint
      refuses nothing (`check-add-null-comparison`, in scripts/oracle_suite/cases).

      ## Why it hurts

      The backfill changes no row, the clean-up deletes none, the partial index is empty, the policy shows
      nobody anything, and nothing of it is an error.

      ## What to write instead

      ```sql good
      UPDATE users SET country = 'c1' WHERE country IS NULL AND id < 1000;
      ```

      Where a value may be NULL on both sides, `IS DISTINCT FROM` compares it as one more value:

      ```sql good
      DELETE FROM sessions WHERE user_id IS NOT DISTINCT FROM NULL;
      ```

      ## When it is fine

      Never.

      ## What it cannot see

      The bodies of functions, and SQL that is put together when it runs. Sessions with
      `transform_null_equals = on`, for which PostgreSQL reads `x = NULL` as `x IS NULL`.

      ## Examples

      ```sql bad
      UPDATE users SET country = 'c1' WHERE country = NULL;
      --                                    ^^^^^^^^^^^^^^ country = NULL is NULL, whatever the row holds: it chooses no row
      ```

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note <> NULL) NOT VALID;
      --                                                       ^^^^^^^^^^^^ note <> NULL is NULL, whatever the row holds: the CHECK refuses no row because of it
      ```

      ```sql bad
      CREATE INDEX CONCURRENTLY orders_unshipped_idx ON orders (placed_at) WHERE placed_at = NULL;
      --                                                                         ^^^^^^^^^^^^^^^^ placed_at = NULL is NULL, whatever the row holds: it chooses no row
      ```

      ```sql bad
      DO $$
      BEGIN
        DELETE FROM sessions WHERE expires_at = NULL::timestamptz OR user_id != NULL;
      --                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expires_at = NULL::timestamptz is NULL, whatever the row holds: it chooses no row
      --                                                             ^^^^^^^^^^^^^^^ user_id != NULL is NULL, whatever the row holds: it chooses no row
      END $$;
      ```

      ```sql good
      UPDATE users SET nickname = NULL, phone = NULL WHERE phone = '';
      ```

      ```sql good
      UPDATE orders SET note = coalesce(note, ''), total = CASE WHEN total IS NULL THEN 0 ELSE total END
        WHERE id < 100;
      ```

      """####
    case "password-in-sql": ####"""
      # password-in-sql

      A password in the file: whoever reads the repository or the server's log has it

      Severity: error (documented: error)

      On a server: nothing (who reads the file is not the server's business)

      ## What happens

      The password of a `CREATE ROLE`, `ALTER ROLE`, `CREATE USER MAPPING` or `CREATE SUBSCRIPTION`
      travels as it stands: it is in the repository and its history, in the pipeline's log, and in the
      server's own log if statements are logged. (Documentation: CREATE ROLE, Notes.) It is also the same
      in every environment that runs the migration.

      ## Why it hurts

      It cannot be taken back: removing the line leaves it in the history. Whoever has ever read the
      repository can sign in until it is changed everywhere.

      ## What to write instead

      Make the role without one, and let what keeps secrets set it:

      ```sql good
      CREATE ROLE reporting LOGIN;
      ```

      psql can be given it, and so can runners with placeholders:

      ```sql good
      CREATE ROLE reporting LOGIN PASSWORD :'reporting_password';
      ```

      ```sql good framework=flyway
      CREATE ROLE reporting LOGIN PASSWORD '${reporting_password}';
      ```

      ## When it is fine

      In a database that is thrown away with the test that made it. A verifier that the client computed
      (`SCRAM-SHA-256$…`) proves a password without telling it, and is not reported:

      ```sql good
      CREATE ROLE auditing LOGIN PASSWORD
        'SCRAM-SHA-256$4096:c2FsdHNhbHRz$Ld0pKzBbEfg=:9J2oZq1yKbs=';
      ```

      ## What it cannot see

      Passwords inside the text of functions, and in other strings.

      ## Examples

      ```sql bad
      CREATE USER reporting WITH PASSWORD 'hunter2' NOSUPERUSER;
      --                                  ^^^^^^^^^ role reporting gets a password that stands in this file: whoever reads the repository, its history or the server's log has it
      ```

      ```sql bad
      ALTER ROLE app_reader LOGIN PASSWORD 'md5a3556571e93b0d20722ba62be61e8c2d';
      --                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role app_reader gets a password that stands in this file: whoever reads the repository, its history or the server's log has it
      ```

      ```sql bad
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'batch') THEN
          CREATE ROLE batch LOGIN PASSWORD 'batch';
      --                                   ^^^^^^^ role batch gets a password that stands in this file: whoever reads the repository, its history or the server's log has it
        END IF;
      END
      $$;
      ```

      ```sql bad
      -- file: 001_server.sql
      CREATE FOREIGN DATA WRAPPER plain;
      CREATE SERVER warehouse FOREIGN DATA WRAPPER plain;
      -- file: 002_mapping.sql
      CREATE USER MAPPING FOR app_reader SERVER warehouse OPTIONS (user 'reader', password 'hunter2');
      --                                                                                   ^^^^^^^^^ a user mapping gets a password that stands in this file: whoever reads the repository, its history or the server's log has it
      ```

      ```sql bad
      CREATE SUBSCRIPTION orders_copy CONNECTION 'host=db user=copy password=hunter2'
      --                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a subscription gets a password that stands in this file: whoever reads the repository, its history or the server's log has it
        PUBLICATION orders WITH (connect = false);
      ```

      ```sql good
      ALTER ROLE app_reader PASSWORD NULL;
      ```

      """####
    case "policy-allows-all": ####"""
      # policy-allows-all

      A policy whose condition is true, for everybody: row security lets all writes through

      Severity: warning (documented: warning)

      On a server: opens rows to writing

      ## What happens

      A permissive policy with `USING (true)` shows all rows to the roles that it is for, and that is
      everybody where `TO` is not said. Permissive policies are joined by OR: one that is true makes all
      others of its command pointless. `WITH CHECK` is `USING`, unless it is said. (Documentation: CREATE
      POLICY.)

      Only what lets people write is reported. That all may read is often meant.

      ## Why it hurts

      The table has row security and policies, every audit finds them, and nobody is kept from anything.

      ## What to write instead

      Whose rows they are, or which role may have them all:

      ```sql good
      CREATE POLICY orders_mine ON orders FOR UPDATE USING (number = current_user);
      CREATE POLICY orders_service ON orders TO app_writer USING (true);
      ```

      ## When it is fine

      For reading. Where a restrictive policy narrows what this one opens:

      ```sql good
      CREATE POLICY countries_read ON countries FOR SELECT USING (true);
      ```

      ```sql good
      CREATE POLICY orders_all ON orders USING (true);
      CREATE POLICY orders_mine ON orders AS RESTRICTIVE USING (number = current_user);
      ```

      ## What it cannot see

      Conditions that are true in other words. Which privileges the roles have on the table.

      ## Examples

      ```sql bad
      CREATE POLICY orders_all ON orders USING (true);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy orders_all lets every role change and delete every row of orders: its condition is true for all
      ```

      ```sql bad
      CREATE POLICY orders_delete ON orders FOR DELETE TO PUBLIC USING (TRUE);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy orders_delete lets every role delete every row of orders: its condition is true for all
      ```

      ```sql bad
      CREATE POLICY orders_insert ON orders FOR INSERT WITH CHECK (true);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy orders_insert lets every role insert any row into orders: its condition is true for all
      ```

      The roles of PostgREST and Supabase are known:

      ```sql bad
      -- file: 001_roles.sql
      CREATE ROLE anon;
      CREATE ROLE authenticated;
      ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
      -- file: 002_policies.sql
      CREATE POLICY sessions_insert ON sessions FOR INSERT TO anon WITH CHECK (true);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy sessions_insert lets whoever is not signed in insert any row into sessions: its condition is true for all
      CREATE POLICY sessions_update ON sessions FOR UPDATE TO authenticated USING (true);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy sessions_update lets whoever is signed in change every row of sessions: its condition is true for all
      ```

      ```sql good
      CREATE POLICY orders_insert ON orders FOR INSERT WITH CHECK (number = current_user);
      ```

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      CREATE POLICY mine ON notes USING (owner = current_user);
      -- file: 002_notes.sql
      ALTER POLICY mine ON notes USING (true);
      --<^^^^^^^^^^^^^^^^^^^^^^^ policy mine now lets all whom it is for change or delete every row of notes: its condition is true for all
      ```

      """####
    case "policy-dropped": ####"""
      # policy-dropped

      DROP POLICY without another in its place: roles see other rows than before

      Severity: warning (documented: warning)

      On a server: changes rows

      ## What happens

      `DROP POLICY` takes an AccessExclusiveLock on the table (`policy_drop`). Behind a permissive policy,
      its roles lose the rows that no other policy shows them; behind a restrictive one they see more.
      (Documentation: Row Security Policies.) If none is left that lets anybody in,
      `row-security-without-policy` reports it.

      ## Why it hurts

      Nothing fails: results have other rows than before.

      ## What to write instead

      `ALTER POLICY` changes one in place; where it is dropped, its successor in the same file:

      ```sql good
      ALTER POLICY orders_own ON orders USING (number = current_user OR number IS NULL);
      ```

      ```sql good
      BEGIN;
      DROP POLICY orders_own ON orders;
      CREATE POLICY orders_team ON orders USING (number = current_user OR note = current_user);
      COMMIT;
      ```

      ## When it is fine

      When what it showed is not to be seen any more:

      ```sql good
      -- whimbrel: allow policy-dropped -- support does not read orders any more, #412
      DROP POLICY IF EXISTS orders_support ON orders;
      ```

      Policies of tables that the same migration makes, and those of a table without row security, are
      not reported:

      ```sql good
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes USING (owner = current_user);
      -- file: 002_no_policy.sql
      DROP POLICY notes_own ON notes;
      ```

      ## What it cannot see

      What kind of policy it is, where no file makes it. Whether another permissive policy for the same
      command shows the same rows: where there is one, nothing is reported.

      ## Examples

      ```sql bad
      DROP POLICY orders_own ON orders;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ roles see other rows than before, fewer or, without a restrictive policy, more of orders
      ```

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_read ON notes FOR SELECT USING (true);
      CREATE POLICY notes_write ON notes FOR UPDATE USING (owner = current_user);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_not_written.sql
      DROP POLICY notes_write ON notes;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no other policy lets roles update rows of notes
      ```

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_read ON notes FOR SELECT USING (true);
      CREATE POLICY notes_short ON notes AS RESTRICTIVE USING (length(body) < 100);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_long.sql
      DROP POLICY notes_short ON notes;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this policy was restrictive: without it roles see and change more rows of notes
      ```

      """####
    case "privilege-revoked": ####"""
      # privilege-revoked

      REVOKE from a role: what runs as that role fails at once

      Severity: off (documented: off)

      On a server: loses privileges for a while

      ## What happens

      A REVOKE holds from commit on, also for sessions that are open: what they still do fails with
      SQLSTATE 42501. It locks no table before PostgreSQL 18, and then only in AccessShareLock mode
      (`grant_select`).

      ## Why it hurts

      The release that is still running gets errors, without anything having changed in its tables.

      ## What to write instead

      Grant what the next release needs first, and revoke when no running release needs it:

      ```sql good preset=all
      GRANT SELECT, INSERT ON orders TO app_writer;
      ```

      ## When it is fine

      From PUBLIC, on tables that the same migration makes, and where it is granted again in the same
      transaction, it is not reported:

      ```sql good preset=all
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      ```

      ```sql good preset=all transport=transaction-per-file
      REVOKE ALL ON orders FROM app_reader;
      GRANT SELECT ON orders TO app_reader;
      ```

      ## What it cannot see

      What the role still does.

      ## Examples

      ```sql bad preset=all
      REVOKE INSERT ON orders FROM app_writer;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: what runs as app_writer and still uses orders fails from here on (SQLSTATE 42501)
      ```

      ```sql bad preset=all
      REVOKE ALL ON ALL TABLES IN SCHEMA shop FROM app_reader;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: what runs as app_reader and still uses shop fails from here on (SQLSTATE 42501)
      ```

      ```sql bad preset=all transport=autocommit
      REVOKE ALL ON orders FROM app_reader;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: what runs as app_reader and still uses orders fails from here on (SQLSTATE 42501)
      GRANT SELECT ON orders TO app_reader;
      ```

      """####
    case "privileged-role": ####"""
      # privileged-role

      A role that no permission holds: SUPERUSER, BYPASSRLS, REPLICATION, the server's files

      Severity: warning (documented: warning)

      On a server: gains privileged roles

      ## What happens

      Reported are `SUPERUSER`, `BYPASSRLS` and `REPLICATION` of CREATE and ALTER ROLE, and membership in
      roles that reach the server's files and programs, from which superuser is one step. (Documentation:
      CREATE ROLE; Predefined Roles.) Roles belong to the whole server, not to the database that is
      migrated.

      ## Why it hurts

      In a migration, such a role is made wherever it runs: on the laptop and in production, with the
      same name, and nobody keeps track of it.

      ## What to write instead

      What the role needs, and no more:

      ```sql good
      CREATE ROLE monitoring LOGIN;
      GRANT pg_monitor TO monitoring;
      ```

      ## When it is fine

      On a server that is thrown away with its tests.

      ```sql good
      ALTER ROLE app_writer NOSUPERUSER NOBYPASSRLS;
      ```

      ```sql good
      CREATE ROLE owners NOLOGIN CREATEDB;
      ```

      ## What it cannot see

      What the role can do by other ways.

      ## Examples

      ```sql bad
      CREATE ROLE boss LOGIN SUPERUSER;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role boss becomes a superuser: no permission holds it, on any database
      ```

      ```sql bad
      ALTER USER app_writer WITH BYPASSRLS;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role app_writer reads and writes past all row security policies
      ```

      ```sql bad
      GRANT pg_execute_server_program TO app_writer;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role app_writer may run programs on the server as its operating system's user
      ```

      ```sql bad
      CREATE ROLE copier LOGIN REPLICATION;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ role copier may copy all databases of the server: it gets REPLICATION
      ```

      """####
    case "redundant-index": ####"""
      # redundant-index

      An index whose columns another index of the table begins with

      Severity: info (documented: info)

      On a server: gains redundant indexes

      ## What happens

      Another index of the table has the same columns in the same order, perhaps with more behind them,
      the same condition and at least the same `INCLUDE` columns. A B-tree serves queries that name its
      leading columns, and can be read backwards (documentation, "Multicolumn Indexes", "Indexes and ORDER
      BY"). So the other one does all that this one could do. Where an index is unique, only one that is
      unique over the same columns stands in for it.

      ## Why it hurts

      Each INSERT, and each UPDATE that is not a heap-only one, writes both. Both are vacuumed, cached,
      backed up and replicated. PRIMARY KEY and UNIQUE bring an index along, which is often forgotten.

      ## What to write instead

      Nothing: leave the index out.

      ```sql good
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
      ```

      When a longer index takes the place of a shorter one, drop that one as well:

      ```sql good
      CREATE INDEX CONCURRENTLY orders_user_id_placed_at_idx ON orders (user_id, placed_at);
      DROP INDEX CONCURRENTLY orders_user_id_idx;
      ```

      ## When it is fine

      Where the longer index is many times as large as the shorter one, and that one is read all the time.
      Then say so:

      ```sql good
      CREATE TABLE visits (user_id bigint, path text, PRIMARY KEY (user_id, path));
      -- whimbrel: allow redundant-index -- path is long: counting visits per user reads a tenth of it
      CREATE INDEX visits_user_id_idx ON visits (user_id);
      ```

      ## What it cannot see

      Indexes that none of the files makes; how large they are, and how often each is used. Indexes of
      other kinds than B-tree.

      ## Examples

      ```sql bad
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
      CREATE INDEX accounts_email_idx ON accounts (email);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ accounts_email_key (email) has the same: it serves every query that this index would, and each write to accounts pays for both
      ```

      ```sql bad
      -- file: V1__bookings.sql
      CREATE TABLE bookings (id bigint PRIMARY KEY, room_id bigint, starts_at timestamptz);
      CREATE INDEX bookings_room_id_starts_at_idx ON bookings (room_id, starts_at);
      -- file: V2__bookings.sql
      CREATE INDEX bookings_room_id_idx ON bookings (room_id);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bookings_room_id_starts_at_idx (room_id, starts_at) begins with the same: it serves every query that this index would, and each write to bookings pays for both
      ```

      ```sql bad
      CREATE TABLE bookings (id bigint PRIMARY KEY, starts_at timestamptz);
      CREATE INDEX bookings_starts_at_idx ON bookings (starts_at);
      CREATE INDEX bookings_starts_at_desc_idx ON bookings (starts_at DESC);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bookings_starts_at_idx (starts_at) has the same: it serves every query that this index would, and each write to bookings pays for both
      ```

      ```sql good
      CREATE TABLE bookings (id bigint PRIMARY KEY, room_id bigint, starts_at timestamptz, gone bool);
      CREATE INDEX bookings_room_id_starts_at_idx ON bookings (room_id, starts_at);
      CREATE INDEX bookings_starts_at_idx ON bookings (starts_at);
      CREATE INDEX bookings_active_idx ON bookings (room_id) WHERE NOT gone;
      CREATE UNIQUE INDEX bookings_room_id_key ON bookings (room_id);
      ```

      ```sql good
      CREATE TABLE files (id bigint PRIMARY KEY, path text);
      CREATE INDEX files_path_idx ON files (path);
      CREATE INDEX files_path_pattern_idx ON files (path text_pattern_ops);
      CREATE INDEX files_path_lower_idx ON files (lower(path));
      ```

      """####
    case "refresh-not-concurrent": ####"""
      # refresh-not-concurrent

      REFRESH MATERIALIZED VIEW without CONCURRENTLY: reads of the view wait for its query

      Severity: warning (documented: warning)

      On a server: AccessExclusiveLock

      ## What happens

      `REFRESH MATERIALIZED VIEW` runs the query of the view into a new file, and holds an
      AccessExclusiveLock on the view meanwhile (measured on PostgreSQL 14 to 18: `refresh_matview`).

      With `CONCURRENTLY` the new rows are compared with the old ones, under an ExclusiveLock, which
      lets readers go on (`refresh_matview_concurrently`). It needs a unique index over columns, without
      a WHERE; without one, or on a view that has never been filled, it fails (`certain-failure` says so
      where the files tell). It may run in a transaction.

      `WITH NO DATA` empties the view: until the next refresh every query of it fails with 55000,
      "materialized view has not been populated" (documentation: REFRESH MATERIALIZED VIEW; measured:
      `refresh-without-data`).

      ## Why it hurts

      Materialized views are made for queries that take long: so does the refresh, and whoever shows the
      view to people shows nothing.

      ## What to write instead

      ```sql good
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS user_totals_key ON user_totals (user_id);
      REFRESH MATERIALIZED VIEW CONCURRENTLY user_totals;
      ```

      ## When it is fine

      If nobody reads the view at the time. A view that the same migration makes is not reported, nor
      one that is empty so far:

      ```sql good
      CREATE MATERIALIZED VIEW order_totals AS
        SELECT user_id, sum(total) FROM orders GROUP BY user_id WITH NO DATA;
      CREATE UNIQUE INDEX order_totals_key ON order_totals (user_id);
      REFRESH MATERIALIZED VIEW order_totals;
      ```

      ```sql good transport=transaction-per-file
      -- file: 001_index.sql
      CREATE UNIQUE INDEX IF NOT EXISTS user_totals_key ON user_totals (user_id);
      -- file: 002_refresh.sql
      REFRESH MATERIALIZED VIEW CONCURRENTLY user_totals WITH DATA;
      ```

      ## What it cannot see

      How long the query takes.

      ## Examples

      ```sql bad
      REFRESH MATERIALIZED VIEW user_totals;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ REFRESH holds an AccessExclusiveLock on user_totals while its query runs: reads wait
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_view.sql
      CREATE MATERIALIZED VIEW shop.totals AS SELECT user_id, count(*) FROM shop.orders GROUP BY user_id;
      -- file: 002_correct.sql
      UPDATE shop.orders SET placed_at = '2025-01-01' WHERE id = 17;
      REFRESH MATERIALIZED VIEW shop.totals WITH DATA;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ REFRESH holds an AccessExclusiveLock on shop.totals while its query runs: reads wait
      ```

      ```sql bad
      REFRESH MATERIALIZED VIEW user_totals WITH NO DATA;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ WITH NO DATA empties user_totals: every query of it fails (SQLSTATE 55000) until it is refreshed
      ```

      """####
    case "reindex-not-concurrent": ####"""
      # reindex-not-concurrent

      REINDEX without CONCURRENTLY: writes of the table wait, and most reads

      Severity: error (documented: error)

      On a server: ShareLock, build

      ## What happens

      `REINDEX TABLE` and `REINDEX INDEX` take a ShareLock on the table, so writes wait, and an
      AccessExclusiveLock on each index they rebuild. To plan a query PostgreSQL looks at every index of
      its tables, and waits for that lock: **reads wait as well** (measured, with a reader that tried, on
      PostgreSQL 14 to 18: `reindex_table`, `reindex_index`, `reindex_verbose`, `reindex_matview`).
      `REINDEX SCHEMA` and `REINDEX DATABASE` do so table by table (`reindex_schema`,
      `reindex_database`).

      `REINDEX … CONCURRENTLY` builds new indexes beside the old ones under a ShareUpdateExclusiveLock;
      reads and writes go on (`reindex_table_concurrently`, `reindex_index_concurrently`).

      ## Why it hurts

      The rebuild takes as long as the table is big. In most accounts it only blocks writes; in truth the
      site stands still.

      ## What to write instead

      ```sql good
      REINDEX TABLE CONCURRENTLY orders;
      ```

      ```sql good
      REINDEX (VERBOSE, CONCURRENTLY) INDEX users_email_idx;
      ```

      It refuses a transaction block, and leaves out the indexes of exclusion constraints, with a warning
      (`reindex_exclusion_concurrently`). On a partitioned table it takes a ShareLock on each partition
      for a moment, so it waits for writers (`reindex_partitioned_table_concurrently`). A failed run
      leaves invalid indexes whose names end with `_ccnew`.

      ## When it is fine

      While the application is stopped, and on tables that the same migration makes.

      ## What it cannot see

      How big the indexes are. `REINDEX SYSTEM` has no `CONCURRENTLY`; it is reported because the system
      catalogues are in use by everybody.

      ## Examples

      ```sql bad
      REINDEX TABLE orders;
      --<^^^^^^^^^^^^^^^^^ REINDEX TABLE holds a ShareLock on orders, and an AccessExclusiveLock on its indexes while it rebuilds: writes wait, and reads too
      ```

      ```sql fixed
      REINDEX TABLE CONCURRENTLY orders;
      ```

      ```sql bad
      REINDEX INDEX shop.users_email_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ REINDEX INDEX holds a ShareLock on the table of shop.users_email_idx, and an AccessExclusiveLock on the index while it rebuilds: writes wait, and reads too
      REINDEX (VERBOSE) TABLE users;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ REINDEX TABLE holds a ShareLock on users, and an AccessExclusiveLock on its indexes while it rebuilds: writes wait, and reads too
      ```

      ```sql fixed
      REINDEX INDEX CONCURRENTLY shop.users_email_idx;
      REINDEX (VERBOSE) TABLE CONCURRENTLY users;
      ```

      ```sql bad
      REINDEX SCHEMA shop;
      --<^^^^^^^^^^^^^^^^ REINDEX SCHEMA holds a ShareLock on each table of shop, and an AccessExclusiveLock on its indexes while it rebuilds: writes wait, and reads too
      ```

      ```sql bad unseen
      REINDEX SYSTEM shop;
      --<^^^^^^^^^^^^^^^^ REINDEX SYSTEM holds a ShareLock on each system catalogue, and an AccessExclusiveLock on its indexes while it rebuilds: writes wait, and reads too
      ```

      ```sql good
      REINDEX INDEX CONCURRENTLY users_email_idx;
      ```

      ```sql good
      REINDEX SCHEMA CONCURRENTLY public;
      ```

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint);
      CREATE INDEX invoices_order_id_idx ON invoices (order_id);
      REINDEX TABLE invoices;
      REINDEX INDEX invoices_order_id_idx;
      ```

      """####
    case "renaming-column": ####"""
      # renaming-column

      A column is renamed and leaves none under its old name: the running release fails

      Severity: error (documented: error)

      On a server: breaks names for a while or breaks writes

      ## What happens

      `RENAME COLUMN` changes the catalogue only, under an AccessExclusiveLock on the table and all that
      inherit from it (measured on PostgreSQL 14 to 18: `rename_column`). Views, indexes, constraints,
      defaults and generated columns follow by themselves (`rename_column_view_dep`,
      `rename_column_generated_dep`); a view keeps the old name for its own column. Whoever asks by name
      does not: a client, and the body of a function in PL/pgSQL or a string (documentation: CREATE
      FUNCTION). Every query that names the old column fails with 42703 as soon as the transaction has
      committed. The same goes for a column of a view, and for an attribute of a composite type
      (`alter_view_rename_column`).

      ## Why it hurts

      The release before the migration still serves requests while it runs, and until the last instance
      has been replaced. Object mappers name all columns of a table in every query: not only what needs
      the column fails, but every read and write of the table.

      ## What to write instead

      Expand, then contract. First a migration that adds the column, and keeps both alike as long as
      releases that know one of them are about:

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS telephone text;

      CREATE OR REPLACE FUNCTION users_phones() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          NEW.telephone := coalesce(NEW.telephone, NEW.phone);
          NEW.phone := NEW.telephone;
        ELSIF NEW.telephone IS DISTINCT FROM OLD.telephone THEN
          NEW.phone := NEW.telephone;
        ELSE
          NEW.telephone := NEW.phone;
        END IF;
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER users_phones BEFORE INSERT OR UPDATE ON users
        FOR EACH ROW EXECUTE FUNCTION users_phones();
      ```

      Then the old rows are filled in batches, the next release uses the new column only, and a migration
      behind that drops trigger and old column.

      Where the application reads the table through few queries, a view can take the place of the table in
      the same transaction:

      ```sql good
      BEGIN;
      ALTER TABLE sessions RENAME TO sessions_data;
      ALTER TABLE sessions_data RENAME COLUMN expires_at TO valid_until;
      CREATE VIEW sessions AS
        SELECT id, user_id, valid_until AS expires_at FROM sessions_data;
      COMMIT;
      ```

      ## When it is fine

      When no client knows the column: the same migration adds it, or makes its table. When another column
      has the old name by the end of the transaction, as in the swap that ends the change of a type:

      ```sql good transport=transaction-per-file fine
      -- file: 001_new_id.sql
      ALTER TABLE items ADD COLUMN order_id_new bigint;
      -- file: 002_swap.sql
      ALTER TABLE items RENAME COLUMN order_id TO order_id_old;
      ALTER TABLE items RENAME COLUMN order_id_new TO order_id;
      ```

      What the same migration drops under its new name is a matter of [drop-column](drop-column.md). And
      when no release that is still running uses it:

      ```sql good
      -- whimbrel: allow renaming-column -- added last week, the release that uses it is not out yet
      ALTER TABLE users RENAME COLUMN nickname TO alias;
      ```

      ## What it cannot see

      Who uses the column, and whether the application is stopped while the migration runs.

      ## Examples

      ```sql bad
      ALTER TABLE users RENAME COLUMN phone TO telephone;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames phone of users to telephone: queries of the running release that name phone fail from the commit on
      ```

      ```sql bad
      ALTER TABLE IF EXISTS orders RENAME note TO remark;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames note of orders to remark: queries of the running release that name note fail from the commit on
      ALTER VIEW active_users RENAME COLUMN email TO address;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames email of active_users to address: queries of the running release that name email fail from the commit on
      ALTER TYPE address RENAME ATTRIBUTE town TO city CASCADE;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames town of address to city: queries of the running release that name town fail from the commit on
      ```

      Where the files tell all about the column, and nothing else hangs on it, `--unsafe-fixes` expands:
      the second column, the trigger, and the batches. The migration that drops trigger, function and old
      column is yours, when no release asks for it.

      ```sql bad
      -- file: 001_people.sql
      CREATE TABLE people (id bigint PRIMARY KEY, tel varchar(40) NOT NULL);
      -- file: 002_phone.sql
      ALTER TABLE people RENAME COLUMN tel TO phone;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames tel of people to phone: queries of the running release that name tel fail from the commit on
      ```

      ```sql fixed unsafe
      -- file: 002_phone.sql
      ALTER TABLE people ADD COLUMN phone character varying(40);
      CREATE OR REPLACE FUNCTION people_phone_sync() RETURNS trigger LANGUAGE plpgsql AS $sync$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          NEW.phone := coalesce(NEW.phone, NEW.tel);
          NEW.tel := NEW.phone;
        ELSIF NEW.phone IS DISTINCT FROM OLD.phone THEN
          NEW.tel := NEW.phone;
        ELSE
          NEW.phone := NEW.tel;
        END IF;
        RETURN NEW;
      END
      $sync$;
      CREATE TRIGGER people_phone_sync BEFORE INSERT OR UPDATE ON people
        FOR EACH ROW EXECUTE FUNCTION people_phone_sync();
      CREATE OR REPLACE PROCEDURE people_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first people.id%TYPE;
        batch_last people.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM people ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM people WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE people SET phone = tel WHERE id BETWEEN batch_first AND batch_last AND phone IS DISTINCT FROM tel;
          COMMIT;
          SELECT id INTO batch_first FROM people WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      CALL people_backfill();
      DROP PROCEDURE people_backfill();
      ```

      ```sql bad framework=goose
      -- file: 00001_people.sql
      -- +goose Up
      CREATE TABLE people (id bigint PRIMARY KEY, tel text);
      -- +goose Down
      DROP TABLE people;
      -- file: 00002_phone.sql
      -- +goose Up
      ALTER TABLE people RENAME COLUMN tel TO phone;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames tel of people to phone: queries of the running release that name tel fail from the commit on
      ```

      ```sql fixed unsafe
      -- file: 00002_phone.sql
      -- +goose Up
      ALTER TABLE people ADD COLUMN phone text;
      -- +goose StatementBegin
      CREATE OR REPLACE FUNCTION people_phone_sync() RETURNS trigger LANGUAGE plpgsql AS $sync$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          NEW.phone := coalesce(NEW.phone, NEW.tel);
          NEW.tel := NEW.phone;
        ELSIF NEW.phone IS DISTINCT FROM OLD.phone THEN
          NEW.tel := NEW.phone;
        ELSE
          NEW.phone := NEW.tel;
        END IF;
        RETURN NEW;
      END
      $sync$;
      -- +goose StatementEnd
      CREATE TRIGGER people_phone_sync BEFORE INSERT OR UPDATE ON people
        FOR EACH ROW EXECUTE FUNCTION people_phone_sync();
      -- file: 00003_people_backfill.sql
      -- +goose NO TRANSACTION
      -- +goose Up
      -- +goose StatementBegin
      CREATE OR REPLACE PROCEDURE people_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first people.id%TYPE;
        batch_last people.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM people ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM people WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE people SET phone = tel WHERE id BETWEEN batch_first AND batch_last AND phone IS DISTINCT FROM tel;
          COMMIT;
          SELECT id INTO batch_first FROM people WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      -- +goose StatementEnd
      CALL people_backfill();
      DROP PROCEDURE people_backfill();

      -- +goose Down
      -- Nothing is undone here.
      ```

      Inside a block, too, it is done once:

      ```sql bad
      DO $$
      BEGIN
        IF EXISTS (SELECT FROM information_schema.columns
                   WHERE table_name = 'users' AND column_name = 'legacy_code') THEN
          ALTER TABLE users RENAME COLUMN legacy_code TO code;
      --  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames legacy_code of users to code: queries of the running release that name legacy_code fail from the commit on
        END IF;
      END
      $$;
      ```

      A generated column answers reads under the old name, but takes no writes:

      ```sql bad transport=transaction-per-file
      ALTER TABLE orders RENAME COLUMN note TO remark;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames note of orders to remark: the column that takes its name cannot be written to: INSERT and UPDATE of the running release fail
      ALTER TABLE orders ADD COLUMN note text GENERATED ALWAYS AS (remark) STORED;
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
      ALTER TABLE users RENAME COLUMN nick TO short_name;

      CREATE TABLE invoices (id bigint PRIMARY KEY, sum numeric);
      ALTER TABLE invoices RENAME COLUMN sum TO total;
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS handle text;

      -- Undo:
      -- ALTER TABLE users RENAME COLUMN name TO full_name;
      ```

      """####
    case "renaming-object": ####"""
      # renaming-object

      A schema, type, enum label, function, sequence or role is renamed, which clients do not know

      Severity: warning (documented: warning)

      On a server: breaks names for a while

      ## What happens

      None of these renames locks a relation (measured on PostgreSQL 14 to 18: `alter_schema_rename`,
      `alter_type_rename_value`, `alter_function_rename`, `alter_database_rename`), but for that of a
      sequence, which locks the sequence in AccessExclusiveLock mode (`alter_sequence_rename`). Objects of
      the database that use the thing follow by themselves. Clients do not: `app.users`,
      `'x'::order_status`, `status = 'new'`, `nextval('ticket_numbers')` and calls of functions are text,
      and so are the bodies of functions in PL/pgSQL or a string.

      `RENAME VALUE` changes what all rows that hold the label say, at once.

      A role loses its MD5 password when it is renamed (documentation: ALTER ROLE), and a database can
      only be renamed while nobody is connected (documentation: ALTER DATABASE).

      ## Why it hurts

      The release before the migration still serves requests while it runs. With a schema, all that is
      in it disappears for it at once; a label that it does not know any more makes its writes fail with
      22P02 (`alter_type_rename_value_missing` is the same for DDL).

      ## What to write instead

      Leave something under the old name, in the same transaction, until nothing asks for it. For a
      function, one that calls the other; for a type, a domain over it:

      ```sql good
      BEGIN;
      ALTER TYPE order_status RENAME TO order_state;
      CREATE DOMAIN order_status AS order_state;
      COMMIT;
      ```

      ```sql good transport=transaction-per-file
      CREATE OR REPLACE FUNCTION net(gross numeric) RETURNS numeric
        LANGUAGE sql AS 'SELECT gross / 1.2';
      ALTER FUNCTION net(numeric) RENAME TO net_of;
      CREATE OR REPLACE FUNCTION net(gross numeric) RETURNS numeric
        LANGUAGE sql AS 'SELECT net_of($1)';
      ```

      For a label, add the new one, let a release read both and write the new one, change the rows, and
      leave the old label where it is:

      ```sql good
      ALTER TYPE order_status ADD VALUE 'posted' AFTER 'shipped';
      ```

      ## When it is fine

      When the same migration makes the object; for a type that is replaced under its own name, the usual
      way to take labels away; for a sequence that a column owns, whose default follows; for a function of
      triggers; and when no client knows the name:

      ```sql good
      -- whimbrel: allow renaming-object -- only reports use it, they are off until Monday
      ALTER SCHEMA archive RENAME TO attic;
      ```

      Renames of tables, views and columns have rules of their own. Indexes, constraints, triggers, rules,
      policies, tablespaces and the like are not asked for by name.

      ## What it cannot see

      Who uses the name. A constraint can be named too, in `ON CONFLICT ON CONSTRAINT`, which is rare
      enough to be left out.

      ## Examples

      ```sql bad
      ALTER SCHEMA shop RENAME TO store;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames schema shop to store: queries of the running release that name shop fail from the commit on
      ALTER TYPE order_status RENAME VALUE 'new' TO 'open';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames label 'new' of order_status to 'open': queries of the running release that name 'new' fail from the commit on
      ```

      ```sql bad
      -- file: 001_net.sql
      CREATE FUNCTION net(gross numeric) RETURNS numeric LANGUAGE sql AS 'SELECT gross / 1.2';
      -- file: 002_names.sql
      ALTER TYPE order_status RENAME TO order_state;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames type order_status to order_state: queries of the running release that name order_status fail from the commit on
      ALTER FUNCTION net(numeric) RENAME TO net_of;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames function net to net_of: queries of the running release that name net fail from the commit on
      ```

      A sequence that clients ask for numbers, and a type whose successor comes in a later transaction:

      ```sql bad transport=autocommit
      -- file: 001_numbers.sql
      CREATE SEQUENCE ticket_numbers;
      CREATE TYPE mood AS ENUM ('ok', 'sad');
      -- file: 002_names.sql
      ALTER SEQUENCE ticket_numbers RENAME TO ticket_no;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames sequence ticket_numbers to ticket_no: queries of the running release that name ticket_numbers fail from the commit on
      ALTER TYPE mood RENAME TO mood_old;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames type mood to mood_old: queries that name mood fail until a later transaction has made it again
      CREATE TYPE mood AS ENUM ('ok', 'sad', 'happy');
      ```

      ```sql good transport=transaction-per-file fine
      -- file: 001_people.sql
      CREATE TYPE mood AS ENUM ('ok', 'sad', 'unused');
      CREATE TABLE people (id bigserial PRIMARY KEY, feels mood);
      -- file: 002_mood.sql
      ALTER TYPE mood RENAME TO mood_old;
      CREATE TYPE mood AS ENUM ('ok', 'sad');
      ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;
      DROP TYPE mood_old;
      ALTER SEQUENCE people_id_seq RENAME TO people_number_seq;
      ```

      ```sql good
      ALTER INDEX orders_user_id_idx RENAME TO orders_buyer_idx;
      ```

      """####
    case "renaming-table": ####"""
      # renaming-table

      A table or view is renamed and leaves nothing under its old name: the running release fails

      Severity: error (documented: error)

      On a server: breaks names for a while or breaks writes

      ## What happens

      `ALTER TABLE … RENAME TO` changes one row of the catalogue, under an AccessExclusiveLock on the
      table (measured on PostgreSQL 14 to 18: `rename_table`, `alter_view_rename`,
      `alter_matview_rename`). Views, foreign keys, policies and defaults know the table by its number
      and follow by themselves (`rename_column_view_dep`). Whoever asks by name does not: a client, and
      the body of a function in PL/pgSQL or a string (documentation: CREATE FUNCTION). Every query that
      names the old table fails with 42P01 as soon as the transaction has committed.

      A view under the old name answers as the table did. PostgreSQL writes through it by itself if it
      reads one table or view and has no `DISTINCT`, grouping, window or `LIMIT` (documentation: CREATE
      VIEW, "Updatable Views").

      ## Why it hurts

      While a migration runs, the release before it still serves requests, and goes on to do so until the
      last instance has been replaced; after a rollback of the deployment it does so again.

      ## What to write instead

      The rename, and in the same transaction a view under the old name:

      ```sql good
      BEGIN;
      ALTER TABLE users RENAME TO accounts;
      CREATE VIEW users AS SELECT * FROM accounts;
      COMMIT;
      ```

      The view reads and writes with the rights of its owner: grants on the table do not come with it, and
      policies of the table apply as for the owner unless it is made `WITH (security_invoker = true)`,
      which there is from 15 on (documentation: CREATE VIEW, "Notes"). When no release asks for the old
      name any more, a later migration drops the view:

      ```sql good transport=transaction-per-file fine
      -- file: 007_accounts.sql
      ALTER TABLE users RENAME TO accounts;
      CREATE VIEW users AS SELECT * FROM accounts;
      GRANT SELECT, INSERT, UPDATE, DELETE ON users TO public;
      -- file: 009_no_view.sql
      -- whimbrel: allow drop-object -- no release since 4.2 asks for users
      DROP VIEW users;
      ```

      ## When it is fine

      When no client knows the table: the same migration makes it, or it is temporary. Also when another
      takes its place in the same transaction, as in a swap:

      ```sql good
      BEGIN;
      ALTER TABLE old_orders RENAME TO old_orders_until_2025;
      CREATE TABLE old_orders (id bigint PRIMARY KEY, total numeric, note text);
      COMMIT;
      ```

      ```sql good transport=transaction-per-file fine
      -- file: 001_copy.sql
      CREATE TABLE sessions_by_month (id bigint, user_id bigint, expires_at timestamptz);
      -- file: 002_swap.sql
      ALTER TABLE sessions RENAME TO sessions_before;
      ALTER TABLE sessions_by_month RENAME TO sessions;
      ```

      And when nobody asks for the table any more: to rename it for a while is a good way to find out
      before it is dropped, and worth a reason.

      ```sql good
      -- whimbrel: allow renaming-table -- unused since 4.1; to be dropped in a month if nobody complains
      ALTER TABLE old_orders RENAME TO old_orders_unused;
      ```

      Indexes, constraints, triggers, rules and policies are not asked for by name.

      ## What it cannot see

      Who uses the table, and whether the application is stopped while the migration runs.

      ## Examples

      ```sql bad transport=autocommit
      ALTER TABLE users RENAME TO accounts;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames users to accounts: queries of the running release that name users fail from the commit on
      ```

      ```sql fixed unsafe
      BEGIN;
      ALTER TABLE users RENAME TO accounts;
      CREATE VIEW users AS SELECT * FROM accounts;
      COMMIT;
      ```

      ```sql bad transport=transaction-per-file
      ALTER TABLE shop.carts RENAME TO baskets; -- as the shop calls them
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames shop.carts to baskets: queries of the running release that name shop.carts fail from the commit on
      ```

      ```sql fixed unsafe
      ALTER TABLE shop.carts RENAME TO baskets; -- as the shop calls them
      CREATE VIEW shop.carts AS SELECT * FROM shop.baskets;
      ```

      ```sql bad
      ALTER VIEW IF EXISTS active_users RENAME TO current_users;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames active_users to current_users: queries of the running release that name active_users fail from the commit on
      ALTER TABLE shop.carts RENAME TO baskets;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames shop.carts to baskets: queries of the running release that name shop.carts fail from the commit on
      ```

      The view comes in a transaction of its own; until then, queries fail:

      ```sql bad transport=autocommit
      ALTER TABLE users RENAME TO accounts;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: renames users to accounts: queries that name users fail until a later transaction has made it again
      CREATE VIEW users AS SELECT * FROM accounts;
      ```

      What takes the name is not what the running release knows:

      ```sql bad transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, name text, phone text);
      -- file: 002_people.sql
      ALTER TABLE members RENAME TO people;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames members to people: the view that takes its name lacks phone: queries of the running release that name it fail
      CREATE VIEW members AS SELECT id, name FROM people;
      ```

      ```sql bad transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, name text);
      -- file: 002_people.sql
      ALTER TABLE members RENAME TO people;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renames members to people: the view that takes its name cannot be written to: INSERT and UPDATE of the running release fail
      CREATE VIEW members AS SELECT DISTINCT id, name FROM people;
      ```

      ```sql good
      CREATE TABLE invoices_v2 (id bigint PRIMARY KEY, total numeric);
      ALTER TABLE invoices_v2 RENAME TO invoices;

      CREATE TEMPORARY TABLE moved (id bigint);
      ALTER TABLE moved RENAME TO moved_users;
      ```

      ```sql good
      ALTER INDEX users_email_idx RENAME TO accounts_email_idx;
      ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO orders_total_not_negative;
      ```

      """####
    case "replica-identity": ####"""
      # replica-identity

      REPLICA IDENTITY NOTHING or FULL: UPDATE and DELETE fail, or write whole rows to the log

      Severity: warning (documented: warning)

      On a server: gains replica identities other than the key

      ## What happens

      The replica identity of a table says how logical replication tells a subscriber which row has been
      updated or deleted: by the primary key (`DEFAULT`), a unique index, the whole old row (`FULL`), or
      not at all (`NOTHING`).

      With `NOTHING`, as soon as the table is in a publication that publishes updates and deletes, each
      `UPDATE` and `DELETE` of it fails with 55000, "does not have a replica identity" (documentation:
      Logical Replication, Publication; measured on PostgreSQL 15).

      With `FULL`, each of them writes all columns of the old row to the write-ahead log, and the
      subscriber looks for the row by all of them; before PostgreSQL 16 it reads the whole table for it
      (documentation: Logical Replication, Publication). For a table that is known to have a primary key
      that is an info; for one without, there may be no better way.

      Both take an AccessExclusiveLock for an instant (`replica_identity_full`,
      `replica_identity_nothing`).

      ## Why it hurts

      `NOTHING` breaks the application, not the replication, and not before somebody adds the table to a
      publication, such as one for all tables.

      ## What to write instead

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders REPLICA IDENTITY DEFAULT;
      ```

      Without a primary key, a unique index of columns that are `NOT NULL`:

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE users REPLICA IDENTITY USING INDEX users_email_idx;
      ```

      ## When it is fine

      `NOTHING` on a table that only gets new rows. `FULL` where somebody reads the old values from the
      stream of changes:

      ```sql good
      SET lock_timeout = '2s';
      -- The table has no key.
      ALTER TABLE events_log REPLICA IDENTITY FULL;
      ```

      ## What it cannot see

      Which publications there are, and whether a table that no file makes has a primary key.

      ## Examples

      ```sql bad
      ALTER TABLE orders REPLICA IDENTITY NOTHING;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^ REPLICA IDENTITY NOTHING: as soon as a publication has orders, every UPDATE and DELETE of it fails (SQLSTATE 55000)
      ```

      ```sql bad transport=transaction-per-file
      CREATE TABLE audit (id bigint PRIMARY KEY, what text);
      ALTER TABLE audit REPLICA IDENTITY NOTHING;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^ REPLICA IDENTITY NOTHING: as soon as a publication has audit, every UPDATE and DELETE of it fails (SQLSTATE 55000)
      ```

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);
      -- file: 002_stream.sql
      ALTER TABLE ONLY invoices REPLICA IDENTITY FULL;
      --                        ^^^^^^^^^^^^^^^^^^^^^ info: REPLICA IDENTITY FULL writes the whole old row to the log with each UPDATE and DELETE of invoices, and subscribers look for it without the key
      ```

      """####
    case "require-lock-timeout": ####"""
      # require-lock-timeout

      A statement waits for a strong lock with no lock_timeout: others queue behind it

      Severity: info (documented: warning)

      On a server: waits without end

      ## What happens

      A statement that needs a lock which others must not hold has to wait for every transaction that
      uses the table, be it an hour's report; and every query that comes after it queues behind it, even
      where it would not be in the way of the report (documentation: Explicit Locking). With
      `lock_timeout` it gives up after a while, with 55P03, and the queue moves on.

      Reported is the first statement of a transaction that waits so, on a table, partitioned table or
      materialized view that the migration has not made itself; of statements that are a transaction
      each, the first of the file. A `statement_timeout` of a minute or less does as well.

      ## Why it hurts

      `ADD COLUMN` takes a millisecond, and yet the application stands still for as long as the report
      takes.

      ## What to write instead

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      In a transaction, `SET LOCAL` ends with it:

      ```sql good transport=transaction-per-file
      SET LOCAL lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      ```

      ```sql good transport=transaction-per-file
      SELECT set_config('lock_timeout', '2000', true);
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      A migration that has given up is run again; a few tries, seconds apart, are better than one long
      wait.

      ## When it is fine

      If the timeout is set for all migrations, by `ALTER ROLE migrator SET lock_timeout = '2s'`, by
      `PGOPTIONS` or by the runner: say so in `whimbrel.toml`, and the rule is silent.

      ```toml
      timeouts = "runner"
      ```

      Tables that the same migration makes are not reported, nor what lets reads and writes go on:

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      ALTER TABLE invoices ADD COLUMN total numeric;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      ```

      ## What it cannot see

      What the runner, the role and the server set.

      ## Examples

      ```sql bad
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on orders for as long as it takes, and every query of orders queues behind it: no lock_timeout is set
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      ```

      ```sql fixed
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      ```

      ALTER TABLE of a partitioned table waits for each of its partitions
      (`add_column_partitioned_default`):

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (at date NOT NULL, page text) PARTITION BY RANGE (at);
      CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      -- file: 002_visits_note.sql
      ALTER TABLE visits ADD COLUMN IF NOT EXISTS note text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on visits and its 2 partitions for as long as it takes, and every query of them queues behind it: no lock_timeout is set
      ```

      ```sql fixed
      -- file: 002_visits_note.sql
      SET lock_timeout = '2s';
      ALTER TABLE visits ADD COLUMN IF NOT EXISTS note text;
      ```

      Once a transaction:

      ```sql bad
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on orders for as long as it takes, and every query of orders queues behind it: no lock_timeout is set
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      COMMIT;
      BEGIN;
      CREATE TABLE IF NOT EXISTS closed_sessions (id bigint PRIMARY KEY);
      TRUNCATE sessions;
      --<^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on sessions for as long as it takes, and every query of sessions queues behind it: no lock_timeout is set
      COMMIT;
      ```

      ```sql fixed
      BEGIN;
      SET LOCAL lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      COMMIT;
      BEGIN;
      CREATE TABLE IF NOT EXISTS closed_sessions (id bigint PRIMARY KEY);
      SET LOCAL lock_timeout = '2s';
      TRUNCATE sessions;
      COMMIT;
      ```

      `SET LOCAL` ends with its transaction:

      ```sql bad
      BEGIN;
      SET LOCAL lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on users for as long as it takes, and every query of users queues behind it: no lock_timeout is set
      ```

      A foreign key locks the table that it points to:

      ```sql bad framework=goose
      -- +goose Up
      CREATE TABLE invoices (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for a ShareRowExclusiveLock on users for as long as it takes, and every write to users queues behind it: no lock_timeout is set
      -- +goose Down
      DROP TABLE invoices;
      ```

      ```sql fixed
      -- +goose Up
      SET LOCAL lock_timeout = '2s';
      CREATE TABLE invoices (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
      -- +goose Down
      DROP TABLE invoices;
      ```

      It goes before an approval, which is for the statement below:

      ```sql bad path=db/migrations/000007_priority.up.sql
      -- Orders that cannot wait.
      -- whimbrel: allow missing-if-not-exists -- the table has no such column
      ALTER TABLE orders ADD COLUMN priority int;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on orders for as long as it takes, and every query of orders queues behind it: no lock_timeout is set
      ```

      ```sql fixed
      -- Orders that cannot wait.
      SET lock_timeout = '2s';
      -- whimbrel: allow missing-if-not-exists -- the table has no such column
      ALTER TABLE orders ADD COLUMN priority int;
      ```

      A build that runs CONCURRENTLY would be under a timeout of the session, too; nothing is changed
      then:

      ```sql bad
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this waits for an AccessExclusiveLock on orders for as long as it takes, and every query of orders queues behind it: no lock_timeout is set
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_priority_idx ON orders (priority);
      ```

      """####
    case "required-column": ####"""
      # required-column

      A column is NOT NULL without a default from now on: INSERTs that leave it out fail

      Severity: error (documented: error)

      On a server: breaks writes

      ## What happens

      An INSERT that does not name a column gives it its default, or null. Where the column is `NOT NULL`
      and has no default, the INSERT fails with 23502 (documentation: INSERT, "Constraints"). The release
      that runs before the migration cannot name a column that it does not know.

      Object mappers write migrations that end so: they add the column with a default, so that the old
      rows get a value, and drop the default in the same file, because they fill it in themselves. Or the
      column is added, filled by an UPDATE, and made `NOT NULL` in one file.

      ## Why it hurts

      From the commit on, until the last instance of the old release has been replaced, every INSERT of it
      into the table fails.

      ## What to write instead

      Keep the default until every running release writes the column:

      ```sql good transport=transaction-per-file
      -- file: 001_region.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS region text NOT NULL DEFAULT 'eu';
      ```

      Or make it `NOT NULL` only then, with a CHECK that is validated before, so that nothing waits:

      ```sql good transport=transaction-per-file fine
      -- file: 001_region.sql
      ALTER TABLE users ADD COLUMN IF NOT EXISTS region text;
      -- file: 002_check.sql
      ALTER TABLE users ADD CONSTRAINT users_region_set CHECK (region IS NOT NULL) NOT VALID;
      -- file: 003_validate.sql
      UPDATE users SET region = 'eu' WHERE region IS NULL AND id < 100000;
      ALTER TABLE users VALIDATE CONSTRAINT users_region_set;
      -- file: 004_region_not_null.sql
      ALTER TABLE users ALTER COLUMN region SET NOT NULL;
      ALTER TABLE users DROP CONSTRAINT users_region_set;
      ```

      ## When it is fine

      When nothing inserts into the table while the migration runs and the new release starts. Not
      reported: tables that the same migration makes; identity and generated columns; domains with a
      default; a table with a `BEFORE INSERT … FOR EACH ROW` trigger, which may fill the column.

      A column that is added `NOT NULL` and without default to a table with rows fails at once: that is
      what `adding-required-column` tells. An old column that becomes `NOT NULL` is the business of
      `set-not-null`:
      whether the running release leaves it out, nobody can tell from here.

      ## What it cannot see

      What the running release inserts. Of a column that was there before and loses its default it is
      therefore only a warning.

      ## Examples

      The default goes before the old release does:

      ```sql bad transport=transaction-per-file
      ALTER TABLE users ADD COLUMN region text DEFAULT 'eu' NOT NULL;
      ALTER TABLE users ALTER COLUMN region DROP DEFAULT;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ region of users is NOT NULL without a default: INSERTs of the running release, which does not know it, fail from the commit on
      ```

      Filled and made NOT NULL in one file:

      ```sql bad
      ALTER TABLE orders ADD COLUMN currency text;
      UPDATE orders SET currency = 'EUR' WHERE currency IS NULL;
      ALTER TABLE orders ALTER COLUMN currency SET NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ currency of orders is NOT NULL without a default: INSERTs of the running release, which does not know it, fail from the commit on
      ```

      A table that has been emptied takes the column, but no more INSERTs:

      ```sql bad
      TRUNCATE sessions;
      ALTER TABLE sessions ADD COLUMN device text NOT NULL;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ device of sessions is NOT NULL without a default: INSERTs of the running release, which does not know it, fail from the commit on
      ```

      A column that INSERTs could leave out until now:

      ```sql bad transport=transaction-per-file
      -- file: 001_members.sql
      CREATE TABLE members (id bigint PRIMARY KEY, plan text NOT NULL DEFAULT 'free', note text);
      -- file: 002_no_default.sql
      ALTER TABLE members ALTER COLUMN plan DROP DEFAULT, ALTER COLUMN note DROP DEFAULT;
      --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: plan of members is NOT NULL and loses its default: INSERTs of the running release that leave it out fail from the commit on
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
      ALTER TABLE invoices ADD COLUMN total numeric NOT NULL;
      ```

      The default is only another one, or a trigger takes its place:

      ```sql good
      ALTER TABLE users ADD COLUMN region text NOT NULL DEFAULT 'eu';
      ALTER TABLE users ALTER COLUMN region DROP DEFAULT, ALTER COLUMN region SET DEFAULT 'world';

      ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
      ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;
      CREATE FUNCTION orders_currency() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.currency := coalesce(NEW.currency, 'EUR');
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER orders_currency BEFORE INSERT ON orders
        FOR EACH ROW EXECUTE FUNCTION orders_currency();
      ```

      ```sql good
      ALTER TABLE orders ADD COLUMN line int GENERATED ALWAYS AS IDENTITY;
      ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
      ```

      """####
    case "rewrite-rule": ####"""
      # rewrite-rule

      CREATE RULE on a table: it rewrites queries, and does not see rows as a trigger does

      Severity: warning (documented: warning)

      On a server: AccessExclusiveLock

      ## What happens

      A rule rewrites the query before it is planned; it takes an AccessExclusiveLock when it is made
      (`rule_create`). What the query calls may be called twice, once for each copy; `COPY` passes rules
      by; with INSTEAD, the client is told that rows were written that were not. (Documentation: The Rule
      System; Rules Versus Triggers.)

      ## Why it hurts

      An INSERT with `nextval()` or `random()` writes one value and logs another. A DELETE that does
      nothing reports success.

      ## What to write instead

      A trigger, which sees each row once:

      ```sql good
      CREATE FUNCTION keep_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER keep BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION keep_row();
      ```

      ## When it is fine

      On views, where a rule says what writing to them means (an INSTEAD OF trigger says it as well):

      ```sql good
      CREATE VIEW order_notes AS SELECT DISTINCT ON (id) id, note FROM orders;
      CREATE RULE order_notes_off AS ON DELETE TO order_notes DO INSTEAD NOTHING;
      ```

      ## What it cannot see

      Whether what is named is a view, where no file makes it.

      ## Examples

      ```sql bad
      CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DELETE on orders then does what rule keep says instead, and reports success
      ```

      ```sql bad
      CREATE RULE log_orders AS ON INSERT TO orders
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rule log_orders rewrites each INSERT on orders: what it calls may be called twice, and COPY passes it by
        DO ALSO INSERT INTO migration_log (name, message) VALUES (NEW.number, 'new');
      ```

      ```sql bad
      CREATE OR REPLACE RULE keep_paid AS ON UPDATE TO orders WHERE OLD.status = 'paid'
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rule keep_paid rewrites each UPDATE on orders: what it calls may be called twice, and COPY passes it by
        DO INSTEAD NOTHING;
      ```

      ```sql good
      CREATE TABLE drafts (id bigint PRIMARY KEY, body text);
      CREATE VIEW draft_bodies AS SELECT body FROM drafts;
      ```

      """####
    case "role-not-reset": ####"""
      # role-not-reset

      SET ROLE without RESET ROLE: later migrations of the session run as that role

      Severity: info (documented: warning)

      On a server: leaves a role

      ## What happens

      `SET ROLE` and `SET SESSION AUTHORIZATION` last until the session ends. Many runners send all
      migrations over one connection: those that follow, and the runner's entry that this one is done, run
      as that role. (Documentation: SET ROLE.)

      ## Why it hurts

      The next migration makes its tables under another owner, or fails for want of a privilege that it
      has everywhere else.

      ## What to write instead

      ```sql good
      SET ROLE app_writer;
      CREATE TABLE parcels (id bigint PRIMARY KEY);
      RESET ROLE;
      ```

      In a transaction, for as long as it lasts:

      ```sql good
      BEGIN;
      SET LOCAL ROLE app_writer;
      CREATE TABLE parcels (id bigint PRIMARY KEY);
      COMMIT;
      ```

      ## When it is fine

      Where each file has a session of its own, as with psql.

      ```sql good
      SET SESSION AUTHORIZATION DEFAULT;
      RESET ROLE;
      ```

      ## What it cannot see

      How the runner connects.

      ## Examples

      ```sql bad
      SET ROLE app_writer;
      --<^^^^^^^^^^^^^^^^ nothing in this file takes the role back: what the session runs after it, the runner's own bookkeeping and later migrations, runs as that role
      CREATE TABLE parcels (id bigint PRIMARY KEY);
      ```

      ```sql bad
      SET SESSION AUTHORIZATION 'app_writer';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing in this file takes the role back: what the session runs after it, the runner's own bookkeeping and later migrations, runs as that role
      CREATE VIEW parcels AS SELECT 1 AS id;
      ```

      ```sql bad
      BEGIN;
      SET ROLE app_writer;
      --<^^^^^^^^^^^^^^^^ nothing in this file takes the role back: what the session runs after it, the runner's own bookkeeping and later migrations, runs as that role
      CREATE TABLE parcels (id bigint PRIMARY KEY);
      COMMIT;
      ```

      """####
    case "rollback-excess": ####"""
      # rollback-excess

      A rollback that takes away, or changes, what its migration did not make

      Severity: error (documented: error)

      On a server: loses more on the way back

      ## What happens

      whimbrel runs the migration and then its way back, in the schema where they stand, and compares the
      schema before with the one after. Something is gone, or not what it was, that the migration had not
      touched: the way back does more than undo. Where it takes a table or a column, the data that were
      there before the migration go with it; anything else is a warning.

      ## Why it hurts

      Who rolls back wants the state before the migration, not an older one. What is gone now was in use.

      ## What to write instead

      Undo what the migration does, and no more. A table that the migration only adds a column to is not
      dropped:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 002_orders_note.up.sql
      ALTER TABLE orders ADD COLUMN note text;
      -- file: 002_orders_note.down.sql
      ALTER TABLE orders DROP COLUMN note;
      ```

      A function that was there before is replaced by its older text, not dropped:

      ```sql good
      -- file: 001_touch.sql
      CREATE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      -- file: 002_touch.up.sql
      CREATE OR REPLACE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 2';
      -- file: 002_touch.down.sql
      CREATE OR REPLACE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      ```

      ## When it is fine

      When `IF NOT EXISTS` in the migration repeats what an older one has made, and both ways back drop
      it: then approve the one that is never run alone.

      ## What it cannot see

      What was there before the first file. DROP with `IF EXISTS` of something that no file makes.

      ## Examples

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 002_orders_note.up.sql
      ALTER TABLE orders ADD COLUMN note text;
      -- file: 002_orders_note.down.sql
      DROP TABLE orders;
      --<^^^^^^^^^^^^^^ the rollback drops table orders, which the migration did not make: its data are lost
      ```

      ```sql bad
      -- file: 001_touch.sql
      CREATE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      -- file: 002_touch.sql
      -- +goose Up
      CREATE OR REPLACE FUNCTION touch() RETURNS integer LANGUAGE sql AS 'SELECT 2';

      -- +goose Down
      DROP FUNCTION touch();
      --<^^^^^^^^^^^^^^^^^^ warning: the rollback drops function touch(), which the migration did not make
      ```

      `IF NOT EXISTS` made nothing here, for the index is older:

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL DEFAULT '');
      CREATE INDEX orders_note_idx ON orders (note);
      -- file: 002_orders_note.sql
      CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);

      -- Rollback
      -- DROP INDEX IF EXISTS orders_note_idx;
      -- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the rollback drops index orders_note_idx, which the migration did not make
      -- ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;
      -- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the rollback changes the default (none instead of ''::text) of column orders.note, which the migration did not touch
      ```

      A table of which the files only know that it is used:

      ```sql bad
      ALTER TABLE labels ADD COLUMN IF NOT EXISTS note text;

      -- Rollback
      -- DROP TABLE labels;
      -- ^^^^^^^^^^^^^^^^^ the rollback drops table labels, which the migration did not make: its data are lost
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);

      -- Rollback
      -- DROP TABLE IF EXISTS orders;
      ```

      """####
    case "rollback-fails": ####"""
      # rollback-fails

      A statement of a rollback that fails, run behind its migration

      Severity: error (documented: error)

      On a server: fails

      ## What happens

      whimbrel runs the migrations of a directory on a model of a server; behind each one it runs its
      way back, in the schema that stands there: the down sections (the last one first), or the rollback
      that is kept in comments, or the file that goes back. This statement is one that PostgreSQL then
      refuses: it drops what is gone already, drops what something else still needs, makes what is there.
      The message is PostgreSQL's, with its SQLSTATE.

      It is a warning where a rollback drops, without `IF EXISTS`, what none of the files makes: either
      it fails, or it takes away what is not its migration's.

      ## Why it hurts

      A rollback runs once, on the worst day. In a transaction, nothing of it is undone; without one,
      half of it is, and the next attempt fails at its first statement.

      ## What to write instead

      The inverse statements, in reverse order: what was made last is dropped first.

      ```sql good
      -- file: 001_orders.up.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      CREATE VIEW order_ids AS SELECT id FROM orders;
      -- file: 001_orders.down.sql
      DROP VIEW order_ids;
      DROP TABLE orders;
      ```

      An index goes with its column, and then there is nothing left to drop:

      ```sql good
      -- file: 002_orders_note.up.sql
      ALTER TABLE orders ADD COLUMN note text;
      CREATE INDEX orders_note_idx ON orders (note);
      -- file: 002_orders_note.down.sql
      DROP INDEX orders_note_idx;
      ALTER TABLE orders DROP COLUMN note;
      ```

      ## When it is fine

      If it fails on purpose: `RAISE EXCEPTION` in a rollback says that there is none, and is not
      reported.

      ```sql good fine
      -- migrate:up
      DROP TABLE IF EXISTS legacy_orders;

      -- migrate:down
      DO $$ BEGIN RAISE EXCEPTION 'restore the backup of the day'; END $$;
      ```

      ## What it cannot see

      The rows: whether a foreign key or a NOT NULL stands in the way of them. What was done outside of
      the files. Statements that refuse a transaction, and SQL that cannot be read, have rules of their
      own.

      ## Examples

      ```sql bad
      -- file: 001_orders.up.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      CREATE VIEW order_ids AS SELECT id FROM orders;
      -- file: 001_orders.down.sql
      DROP TABLE orders;
      --<^^^^^^^^^^^^^^ run behind its migration, this rollback fails here: cannot drop table public.orders because other objects depend on it: view public.order_ids (SQLSTATE 2BP01)
      DROP VIEW order_ids;
      ```

      ```sql bad
      -- +goose Up
      CREATE TABLE orders (id bigint PRIMARY KEY, note text);
      CREATE INDEX orders_note_idx ON orders (note);

      -- +goose Down
      DROP TABLE orders;
      DROP INDEX orders_note_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^ run behind its migration, this rollback fails here: index "orders_note_idx" does not exist (SQLSTATE 42704)
      ```

      ```sql bad
      CREATE TYPE mood AS ENUM ('good', 'bad');
      CREATE TABLE visits (id bigint PRIMARY KEY, mood mood NOT NULL);

      -- Rollback
      -- DROP TYPE mood;
      -- ^^^^^^^^^^^^^^ run behind its migration, this rollback fails here: cannot drop type public.mood because other objects depend on it: column mood of public.visits (SQLSTATE 2BP01)
      -- DROP TABLE visits;
      ```

      What the way back has taken away itself is gone, whatever nobody could follow before that:

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY);
      DO $$ BEGIN EXECUTE coalesce(current_setting('shop.patches', true), 'SELECT 1'); END $$;
      -- file: 002_orders_note.sql
      -- migrate:up
      ALTER TABLE orders ADD COLUMN note text;
      CREATE INDEX orders_note_idx ON orders (note);

      -- migrate:down
      ALTER TABLE orders DROP COLUMN note;
      DROP INDEX orders_note_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^ run behind its migration, this rollback fails here: index "orders_note_idx" does not exist (SQLSTATE 42704)
      ```

      A name that nothing has:

      ```sql bad
      -- migrate:up
      CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);

      -- migrate:down
      DROP INDEX order_placed_at_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: none of the migrations makes what the rollback drops here: it fails (index "order_placed_at_idx" does not exist, SQLSTATE 42704), or takes what is not its own
      ```

      ```sql good
      -- migrate:up
      CREATE INDEX IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);

      -- migrate:down
      DROP INDEX orders_placed_at_idx;
      ```

      """####
    case "rollback-incomplete": ####"""
      # rollback-incomplete

      A rollback that leaves something behind, or does not bring something back

      Severity: warning (documented: warning)

      On a server: comes back different

      ## What happens

      whimbrel runs the migration and then its way back, in the schema where they stand, and compares that
      schema with the one before the migration: tables, columns with their types, defaults and
      nullability, constraints, indexes, views, sequences, types and their labels, functions, triggers,
      policies, extensions, comments. What is not as it was is named: what the way back makes otherwise
      than it was, at the statement that does so; what it leaves undone, at the statement of the migration
      that did it. Where the way back is a file of its own, or none of its statements changes anything,
      all of that is named at its first statement. What stays because a DROP does not name its schema is
      named once, at the first DROP of the kind, and the help has all of them as they would find it, what
      was made last first.

      The order of columns does not count, nor do rows, nor parentheses around AND inside of AND and OR
      inside of OR. `whimbrel rollback --check FILE` explains the
      comparison.

      ## Why it hurts

      After a rollback the schema is believed to be the old one. The next run of the migration then fails
      on what is left, or the old release on what is missing: a constraint that no longer holds wrong
      rows off, a default that an INSERT relies on.

      ## What to write instead

      One inverse statement for each statement, in reverse order:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(80) NOT NULL DEFAULT '');
      -- file: 002_orders_note.up.sql
      ALTER TABLE orders ALTER COLUMN note DROP NOT NULL, ALTER COLUMN note DROP DEFAULT;
      CREATE INDEX orders_note_idx ON orders (note);
      -- file: 002_orders_note.down.sql
      DROP INDEX orders_note_idx;
      ALTER TABLE orders ALTER COLUMN note SET DEFAULT '', ALTER COLUMN note SET NOT NULL;
      ```

      Where row security stays enabled and the migration grants something on the table, the help revokes
      that before it disables it: all rows would be open otherwise.

      ## When it is fine

      If what stays is meant to stay, say so, with the reason. A migration that cannot be undone says
      that in its header: `-- Reversible: No, …`

      PostgreSQL has no statement that takes a label of an enum away. One that stays does no harm as long
      as nothing uses it, so it is only mentioned (info), and so are comments, and a constraint that comes
      back validated and was not, or the other way round. The same goes for a sequence, a schema or an
      extension that the migration makes with `IF NOT EXISTS`: by itself it does nothing, and the next run
      of the migration finds it and goes on.

      ```sql good
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY);
      -- file: 002_visits.sql
      -- migrate:up
      -- whimbrel: allow rollback-incomplete -- the index does no harm, and takes an hour to build
      CREATE INDEX visits_id_idx ON visits (id);
      ALTER TABLE visits ADD COLUMN note text;

      -- migrate:down
      ALTER TABLE visits DROP COLUMN note;
      ```

      ## What it cannot see

      Privileges, owners, storage parameters and rows. What a table was like that none of the files
      makes. What happens in functions and DO blocks that cannot be followed: then nothing is said. Of a
      statement that fails, rollback-fails tells, and nothing is compared.

      ## Examples

      `IF EXISTS` hides that a name without its schema finds nothing:

      ```sql bad
      -- file: 001_orders.sql
      CREATE SCHEMA shop;
      CREATE TABLE shop.orders (id bigint PRIMARY KEY, total integer NOT NULL);
      -- file: 002_orders_total.sql
      -- migrate:up
      CREATE INDEX orders_total_idx ON shop.orders (total);

      -- migrate:down
      DROP INDEX IF EXISTS orders_total_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback leaves index shop.orders_total_idx behind: no DROP finds it without its schema, unless search_path names that
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE SCHEMA shop;
      CREATE TABLE shop.orders (id bigint PRIMARY KEY, total integer NOT NULL, note text);
      -- file: 002_orders_total.sql
      -- migrate:up
      CREATE INDEX orders_total_idx ON shop.orders (total);
      CREATE INDEX orders_note_idx ON shop.orders (note);

      -- migrate:down
      DROP INDEX IF EXISTS orders_total_idx;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback leaves index shop.orders_note_idx and index shop.orders_total_idx behind: no DROP finds them without their schema, unless search_path names that
      DROP INDEX IF EXISTS orders_note_idx;
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL);
      -- file: 002_orders_note.sql
      -- +goose Up
      ALTER TABLE orders ADD COLUMN note text;
      CREATE INDEX orders_total_idx ON orders (total);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback leaves index orders_total_idx behind

      -- +goose Down
      ALTER TABLE orders DROP COLUMN note;
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(80) NOT NULL DEFAULT '');
      -- file: 002_orders_note.up.sql
      ALTER TABLE orders DROP COLUMN note;
      -- file: 002_orders_note.down.sql
      ALTER TABLE orders ADD COLUMN note text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback brings column orders.note back with another type (text instead of character varying(80)), nullability (nullable instead of NOT NULL) and default (none instead of ''::character varying)
      ```

      ```sql bad
      -- file: 001_orders.sql
      CREATE TABLE orders (
        id bigint PRIMARY KEY, total integer, CONSTRAINT total_is_positive CHECK (total > 0)
      );
      -- file: 002_orders_total.sql
      ALTER TABLE orders DROP CONSTRAINT total_is_positive;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback does not bring back constraint total_is_positive on orders
      ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback leaves another nullability (NOT NULL instead of nullable) on column orders.amount
      ALTER TABLE orders RENAME COLUMN total TO amount;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback leaves column orders.total renamed to amount

      -- Rollback
      -- ALTER TABLE orders ALTER COLUMN amount SET DEFAULT 0;
      ```

      ```sql bad
      -- file: 001_mood.sql
      CREATE TYPE mood AS ENUM ('good', 'bad');
      -- file: 002_mood.sql
      -- migrate:up
      CREATE TABLE visits (id bigint PRIMARY KEY);
      ALTER TYPE mood ADD VALUE IF NOT EXISTS 'so so';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: the rollback leaves label 'so so' in type mood

      -- migrate:down
      DROP TABLE visits;
      ```

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE orders (id bigint PRIMARY KEY, total integer, note text);
      -- file: 002_orders.sql
      -- migrate:up
      ALTER TABLE orders DROP COLUMN total, ADD COLUMN amount integer;

      -- migrate:down
      ALTER TABLE orders DROP COLUMN amount, ADD COLUMN total integer;
      ```

      ```sql good fine
      -- Reversible: No, the index was never used
      CREATE INDEX IF NOT EXISTS orders_note_idx ON orders (note);
      CREATE INDEX IF NOT EXISTS orders_total_idx ON orders (total);

      -- Rollback
      -- DROP INDEX orders_note_idx;
      ```

      """####
    case "rollback-loses-data": ####"""
      # rollback-loses-data

      A rollback that deletes what was written since its migration

      Severity: off (documented: info)

      On a server: data on the way back

      ## What happens

      The migration makes a table or adds a column, and its way back drops it. That is what a way back
      has to do; but between the two, days may pass in which people write to it.

      ## Why it hurts

      A rollback is decided on in a hurry. Who decides should know that it deletes, and what.

      ## What to write instead

      Nothing, if the data may go. If they are wanted, keep a copy:

      ```sql good preset=documented
      -- migrate:up
      CREATE TABLE user_notes (user_id bigint PRIMARY KEY, body text);

      -- migrate:down
      -- whimbrel: allow rollback-loses-data -- notes are drafts, nobody misses them
      DROP TABLE user_notes;
      ```

      ## When it is fine

      Mostly. The rule is off in `recommended`; the guide wants it said.

      ## What it cannot see

      Whether anybody has written anything. Rows that a way back deletes by DELETE or TRUNCATE.

      ## Examples

      ```sql bad preset=documented
      -- migrate:up
      CREATE TABLE user_preferences (user_id bigint PRIMARY KEY);

      -- migrate:down
      DROP TABLE user_preferences;
      --<^^^^^^^^^^^^^^^^^^^^^^^^ the rollback deletes table user_preferences and all that was written there since the migration
      ```

      ```sql bad preset=documented
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_users_phone.up.sql
      ALTER TABLE users ADD COLUMN phone text, ADD COLUMN mobile text;
      -- file: 002_users_phone.down.sql
      ALTER TABLE users DROP COLUMN phone, DROP COLUMN mobile;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback deletes column users.mobile and column users.phone and all that was written there since the migration
      ```

      ```sql bad preset=documented
      CREATE TABLE IF NOT EXISTS user_preferences (user_id bigint PRIMARY KEY);

      -- Rollback
      -- DROP TABLE IF EXISTS user_preferences;
      -- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the rollback deletes table user_preferences and all that was written there since the migration
      ```

      ```sql good preset=documented
      -- migrate:up
      CREATE INDEX IF NOT EXISTS users_name_idx ON users (name);

      -- migrate:down
      DROP INDEX IF EXISTS users_name_idx;
      ```

      ```sql good preset=documented
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY, name text);
      -- file: 002_users_name.up.sql
      ALTER TABLE users RENAME COLUMN name TO full_name;
      -- file: 002_users_name.down.sql
      ALTER TABLE users RENAME COLUMN full_name TO name;
      ```

      """####
    case "row-security-disabled": ####"""
      # row-security-disabled

      DISABLE ROW LEVEL SECURITY, or NO FORCE: roles see rows that policies kept from them

      Severity: error (documented: error)

      On a server: opens rows for a while

      ## What happens

      `DISABLE ROW LEVEL SECURITY` takes an AccessExclusiveLock (`row_security_disable`). From commit on,
      policies count for nothing: every role with a privilege on the table reads and writes all of its
      rows. The policies stay, and look as if they held. `NO FORCE ROW LEVEL SECURITY` lets the owner
      pass, and with it views and SECURITY DEFINER functions of the owner. (Documentation: Row Security
      Policies; ALTER TABLE.)

      ## Why it hurts

      Each customer sees the rows of all others, and nothing fails.

      ## What to write instead

      To let one role pass, a policy for it:

      ```sql good fine
      CREATE POLICY orders_support ON orders TO app_reader USING (true);
      ```

      ## When it is fine

      When nobody is to be kept from a row any more; drop the policies then, too. Off and on again in one
      transaction is not reported, because the lock keeps others away, nor is a table that has no row
      security as far as the files tell:

      ```sql good
      BEGIN;
      ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
      UPDATE orders SET note = trim(note) WHERE id = 17;
      ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
      COMMIT;
      ```

      ```sql good
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      -- file: 002_notes.sql
      ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
      ```

      ## What it cannot see

      Which roles have privileges on the table.

      ## Examples

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes USING (owner = current_user);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_open.sql
      ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^ policies of notes no longer hold: every role with a privilege on it reads and writes all rows
      ```

      ```sql bad
      ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ policies of orders no longer hold: every role with a privilege on it reads and writes all rows
      ```

      ```sql bad
      ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: policies of orders no longer hold for its owner, nor for what runs with the owner's rights
      ```

      Off and on in two transactions leaves a door open between them:

      ```sql bad transport=autocommit
      ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ policies of orders no longer hold: every role with a privilege on it reads and writes all rows
      UPDATE orders SET note = trim(note) WHERE id = 17;
      ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
      ```

      ```sql good
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
      ```

      """####
    case "row-security-without-policy": ####"""
      # row-security-without-policy

      Row security is on and no policy lets anybody in: tables look empty

      Severity: error (documented: error)

      On a server: closes rows

      ## What happens

      `ENABLE ROW LEVEL SECURITY` takes an AccessExclusiveLock (`row_security_enable`). From commit on, a
      role that is neither the owner nor a superuser, and has no BYPASSRLS, sees only rows that a
      permissive policy shows it. Without one that is none: queries find nothing, UPDATE and DELETE
      change nothing, INSERT fails. (Documentation: Row Security Policies.) Restrictive policies alone
      let nobody in either. The same happens when the last policy is dropped while row security stays on,
      and to the owner with `FORCE ROW LEVEL SECURITY`.

      ## Why it hurts

      There is no error to be seen: the application finds the table empty. If it runs as the owner, it
      notices nothing, and row security does not protect anything, unless it is forced.

      ## What to write instead

      The policies first, or at least in the same transaction:

      ```sql good
      BEGIN;
      CREATE POLICY orders_mine ON orders USING (number = current_user);
      ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
      COMMIT;
      ```

      ## When it is fine

      On a table that nobody but its owner is meant to use. Tables that the same migration makes are
      not reported, for nobody reads them yet; nor are tables that get a policy later in the run:

      ```sql good
      CREATE TABLE secrets (id bigint PRIMARY KEY, value text);
      ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
      ```

      ```sql good
      -- file: 001_security.sql
      ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
      -- file: 002_policies.sql
      CREATE POLICY orders_mine ON orders USING (number = current_user);
      ```

      ## What it cannot see

      Policies that no file makes: of a table that no file makes, it is a warning, and says so. Nothing is
      said of one in the schema of an extension that the files make (`cron` of pg_cron), for that makes
      its policies itself. Whether a policy lets in the role that the application has.

      ## Examples

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      -- file: 002_security.sql
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^ but for its owner and superusers, every role without BYPASSRLS finds notes empty and can write nothing to it: row security is on without a policy
      ```

      ```sql bad
      ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: but for its owner and superusers, every role without BYPASSRLS finds sessions empty and can write nothing to it: row security is on without a policy, unless it has one that none of these files makes
      ```

      A restrictive policy lets nobody in:

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes AS RESTRICTIVE USING (owner = current_user);
      -- file: 002_security.sql
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^ but for its owner and superusers, every role without BYPASSRLS finds notes empty and can write nothing to it: row security is on without a policy
      ```

      The last policy goes:

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes USING (owner = current_user);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_policy.sql
      DROP POLICY notes_own ON notes;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^ but for its owner and superusers, every role without BYPASSRLS finds notes empty and can write nothing to it: row security stays on, and this drops its last policy
      ```

      ```sql good
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes USING (owner = current_user);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_policy.sql
      DROP POLICY notes_own ON notes;
      CREATE POLICY notes_own ON notes USING (owner = current_user OR owner IS NULL);
      ```

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_security.sql
      ALTER TABLE notes FORCE ROW LEVEL SECURITY;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^ its owner, too, finds notes empty from here on and can write nothing to it: row security is forced on it without a policy
      ```

      """####
    case "schema-drift": ####"""
      # schema-drift

      A change that the file with the whole schema does not have

      Severity: warning (documented: warning)

      On a server: nothing (it is about another file)

      ## What happens

      The migrations are replayed, and so is the file with the whole schema (`schema.sql`,
      `structure.sql`, a `pg_dump`). Both schemas are compared thing by thing: tables, columns, types,
      defaults, nullability, constraints, indexes, views, functions, triggers, comments. Nothing is
      compared as text; `docs/drift.md` lists what counts. The finding stands at the statement whose
      change the file does not have.

      ## Why it hurts

      New installations, tests and the databases of developers are made from the file, production from
      the migrations. What only one of them has works in one place and fails in the other. The first to
      notice is often the next migration, which changes a column that is not there.

      ## What to write instead

      The same change in both, in one commit. `whimbrel drift` shows the whole difference. Where a tool
      writes the file (`dbmate dump`, `pg_dump --schema-only`), run it and commit what it writes.

      ## When it is fine

      Never for long: a file that is not kept is better deleted. The rule is quiet unless it knows the
      file: in `recommended` it is the one that the configuration names (`schema = "schema.sql"`); in
      `documented` also the nearest `schema.sql`, `db/schema.sql`, `structure.sql` or `db/structure.sql`
      beside the migrations or above them.

      ## What it cannot see

      What the file has and no migration makes is no finding unless a migration drops it: it may be older
      than the migrations. `whimbrel drift` tells of it where the history is whole. The texts of views are
      not compared, only their columns and what they read; privileges and owners not at all.

      ## Examples

      The file with the whole schema is the one marked as `schema`.

      ```sql bad
      -- file: schema.sql schema
      CREATE TABLE users (id integer, name varchar(50));
      -- file: 001_users.sql
      CREATE TABLE users (id integer, name varchar(50));
      -- file: 002_users_email.sql
      ALTER TABLE users ADD COLUMN email text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema.sql has no column users.email, which this makes
      ```

      ```sql bad
      -- file: schema.sql schema
      CREATE TABLE users (id integer, name varchar(50), old text);
      -- file: 001_users.sql
      CREATE TABLE users (id integer, name varchar(50), old text);
      -- file: 002_users_name.sql
      ALTER TABLE users ALTER COLUMN name TYPE varchar(100);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema.sql has type character varying(50) for column users.name, the migrations make it character varying(100)
      ALTER TABLE users DROP COLUMN old;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema.sql still has column users.old, which this drops
      ```

      An index and a constraint:

      ```sql bad
      -- file: schema.sql schema
      CREATE TABLE users (id integer PRIMARY KEY, age integer);
      -- file: 001_users.sql
      CREATE TABLE users (id integer PRIMARY KEY, age integer);
      -- file: 002_users_age.sql
      ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 0);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema.sql has no constraint adult on users, which this makes
      CREATE INDEX users_age ON users (age);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema.sql has no index users_age, which this makes
      ```

      In step, in other words:

      ```sql good
      -- file: schema.sql schema
      CREATE TABLE public.users (
          email text,
          id integer PRIMARY KEY
      );
      CREATE TABLE schema_migrations (version text PRIMARY KEY);
      -- file: 001_users.sql
      CREATE TABLE users (id int, CONSTRAINT users_pkey PRIMARY KEY (id));
      -- file: 002_users_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      What is gone again need not be in it:

      ```sql good
      -- file: schema.sql schema
      CREATE TABLE users (id integer);
      -- file: 001_users.sql
      CREATE TABLE users (id integer, old text);
      CREATE TABLE tries (id integer);
      -- file: 002_users_old.sql
      ALTER TABLE users DROP COLUMN old;
      DROP TABLE tries;
      ```

      What the file has besides may be older than the migrations:

      ```sql good
      -- file: schema.sql schema
      CREATE TABLE users (id integer, email text);
      CREATE TABLE countries (code text);
      -- file: 001_users_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      """####
    case "security-definer-search-path": ####"""
      # security-definer-search-path

      SECURITY DEFINER without a search_path of its own: its caller says what its names mean

      Severity: error (documented: error)

      On a server: finds its caller's tables

      ## What happens

      A `SECURITY DEFINER` function runs with the rights of its owner, but with the `search_path` of
      whoever calls it. The caller can put a schema first in which tables, functions and operators of
      its own bear the names that the body uses; they then run with the owner's rights. (Documentation:
      CREATE FUNCTION, "Writing SECURITY DEFINER Functions Safely".)

      With a `search_path` of its own that does not name `pg_temp`, the caller's temporary tables still
      come first: name it last. That is reported where the body names a table without its schema; in
      `recommended` as info, because only callers who run SQL of their own can use it.

      Where all that the body names without a schema are operators, types and functions that PostgreSQL
      brings along, it is an info in `recommended`. `pg_catalog` is searched first unless the caller's
      path names it later, and functions are never found in `pg_temp`: the caller needs a schema in which
      it may make functions, and which the owner of the function may use (measured on PostgreSQL 15). A
      table takes nobody more than `CREATE TEMP TABLE`.

      A body between `BEGIN ATOMIC` and `END`, or behind `RETURN`, is bound when the function is made, and
      not reported.

      ## Why it hurts

      Every role that may call the function can become its owner, which is mostly the one that may do
      everything.

      ## What to write instead

      ```sql good
      CREATE FUNCTION close_order(wanted bigint) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
      AS 'UPDATE orders SET status = ''closed'' WHERE id = wanted';
      ```

      For one that is there:

      ```sql good
      -- file: 001_function.sql
      CREATE FUNCTION order_count() RETURNS bigint
      LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM orders';
      -- file: 002_path.sql
      ALTER FUNCTION order_count() SET search_path = public, pg_temp;
      ```

      ## When it is fine

      Hardly ever; most functions do not need `SECURITY DEFINER`. A function in C has no names to look
      up, and one that begins with `RAISE EXCEPTION` does not come to them. What a later file of the run
      makes anew, mends or drops is not reported where it began.

      ```sql good
      CREATE FUNCTION order_count() RETURNS bigint LANGUAGE sql SECURITY DEFINER
      BEGIN ATOMIC
        SELECT count(*) FROM orders;
      END;
      ```

      ## What it cannot see

      Who may call the function, and who may make objects in the schemas that its path names.

      ## Examples

      ```sql bad
      CREATE FUNCTION close_order(wanted bigint) RETURNS void
      --<^^^^^^^^^^^^^^^^^^^^^^^^ close_order runs with its owner's rights, but looks orders up where its caller says: what the caller has under that name can take its place
      LANGUAGE sql SECURITY DEFINER AS 'UPDATE orders SET status = ''closed'' WHERE id = wanted';
      ```

      ```sql bad
      CREATE OR REPLACE FUNCTION stamp_order() RETURNS trigger SECURITY DEFINER AS $$
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ stamp_order runs with its owner's rights, but looks migration_log up where its caller says: what the caller has under that name can take its place
      BEGIN
        INSERT INTO migration_log (name) VALUES (NEW.number);
        RETURN NEW;
      END
      $$ LANGUAGE plpgsql;
      ```

      ```sql bad
      -- file: 001_function.sql
      CREATE FUNCTION order_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders';
      -- file: 002_definer.sql
      ALTER FUNCTION order_count() SECURITY DEFINER;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ order_count runs with its owner's rights, but looks names up where its caller says: functions and tables of the caller's can take the place of those it means
      ```

      The caller's temporary table comes before the one that is meant:

      ```sql bad
      CREATE FUNCTION order_count() RETURNS bigint
      --<^^^^^^^^^^^^^^^^^^^^^^^^ info: order_count finds a temporary table of its caller's before orders: pg_temp comes first where its search_path does not name it (only for callers who run SQL of their own)
      LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT count(*) FROM orders';
      ```

      Only the operator is looked up where the caller says:

      ```sql bad unseen
      CREATE FUNCTION shop.is_open(wanted bigint) RETURNS boolean
      --<^^^^^^^^^^^^^^^^^^^^^^^^^ info: shop.is_open runs with its owner's rights, but looks operators and types up where its caller says (functions and tables are named with their schemas)
      LANGUAGE sql SECURITY DEFINER
      AS 'SELECT EXISTS (SELECT FROM shop.orders WHERE id = wanted)';
      ```

      Of functions, only PostgreSQL's own:

      ```sql bad unseen
      CREATE FUNCTION shop.current_order() RETURNS bigint
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: shop.current_order runs with its owner's rights, but looks current_setting() up where its caller says (only a caller who can make functions, and puts their schema before pg_catalog, comes before PostgreSQL's own)
      LANGUAGE sql SECURITY DEFINER AS 'SELECT current_setting(''shop.current_order'')::bigint';
      ```

      ```sql good
      CREATE FUNCTION order_count() RETURNS bigint
      LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT count(*) FROM public.orders';
      ```

      ```sql good
      CREATE FUNCTION order_count() RETURNS bigint
      LANGUAGE sql SECURITY INVOKER AS 'SELECT count(*) FROM orders';
      ```

      """####
    case "sequence-not-reset": ####"""
      # sequence-not-reset

      A sequence that is behind the keys of its column: it will give some of them again

      Severity: warning (documented: warning)

      On a server: gains sequences behind their columns

      ## What happens

      A serial or identity column takes its values from a sequence, unless the row brings one. Then the
      sequence does not move (`insert-given-key`), and gives the same value again: the INSERT that gets it
      fails with 23505 (`insert-given-key-then-drawn`), or, where no key forbids it, makes a second row
      with that id. An identity column that is `GENERATED ALWAYS` refuses values with 428C9, unless the
      statement says `OVERRIDING SYSTEM VALUE` (`insert-into-identity`).

      A key that was there gets a sequence by `ADD GENERATED … AS IDENTITY`, or by a default that is
      `nextval` of a new sequence. Either begins at 1 unless it is told otherwise, and does not look at
      the rows (`identity-added-behind-rows`).

      ## Why it hurts

      The migration succeeds. The first user who adds a row gets an error, and so do the next ones, until
      the sequence has passed the rows that brought their keys along.

      ## What to write instead

      Leave the key out:

      ```sql good
      CREATE TABLE roles (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL);
      INSERT INTO roles (name) VALUES ('admin'), ('editor');
      ```

      Or put the sequence behind the rows:

      ```sql good
      CREATE TABLE roles (id bigserial PRIMARY KEY, name text NOT NULL);
      INSERT INTO roles (id, name) VALUES (1, 'admin'), (2, 'editor');
      SELECT setval(pg_get_serial_sequence('roles', 'id'), (SELECT max(id) FROM roles));
      ```

      ```sql good
      CREATE TABLE roles (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL);
      INSERT INTO roles (id, name) VALUES (1, 'admin'), (2, 'editor');
      ALTER TABLE roles ALTER COLUMN id RESTART WITH 3;
      ```

      ## When it is fine

      If nobody ever adds a row without a key. Then the column needs no sequence. For tables that are not
      new, the finding is info in `recommended`: more may have been drawn from the sequence already.

      ## What it cannot see

      What the application inserts. It is content with any `setval` or `RESTART` in the same section,
      whichever sequence that is about. Only the first statement for each table is reported.

      ## Examples

      ```sql bad
      CREATE TABLE roles (id serial PRIMARY KEY, name text NOT NULL);
      INSERT INTO roles (id, name) VALUES (1, 'admin'), (2, 'editor');
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these rows bring values up to 2 for id of roles, and roles_id_seq stays where it is: a row that draws one of them later fails on the key, or has it as well
      INSERT INTO roles (id, name) VALUES (3, 'guest');
      ```

      ```sql bad
      -- file: 001_plans.sql
      CREATE TABLE plans (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL);
      -- file: 002_plans.sql
      INSERT INTO plans (id, name) VALUES (100, 'free'), (200, 'team') ON CONFLICT DO NOTHING;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: these rows bring values up to 200 for id of plans, and plans_id_seq stays where it is: a row that draws one of them later fails on the key, or has it as well (unless so many have been drawn from it already)
      ```

      Rows that move to a new table take their keys along:

      ```sql bad path=migrations/20260301000000_archive.up.sql
      CREATE TABLE order_archive (id bigserial PRIMARY KEY, total numeric);
      INSERT INTO order_archive (id, total) SELECT id, total FROM orders WHERE id < 100;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these rows bring values of their own for id of order_archive, and order_archive_id_seq stays where it is: a row that draws one of them later fails on the key, or has it as well
      ```

      ```sql bad
      CREATE TABLE sizes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text);
      INSERT INTO sizes (id, label) OVERRIDING SYSTEM VALUE VALUES (1, 'S'), (2, 'M');
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ these rows bring values up to 2 for id of sizes, and sizes_id_seq stays where it is: a row that draws one of them later fails on the key, or has it as well
      ```

      ```sql good
      CREATE TABLE states (id serial PRIMARY KEY, name text);
      INSERT INTO states (id, name) VALUES (DEFAULT, 'open'), (nextval('states_id_seq'), 'closed');
      INSERT INTO states (id, name) VALUES (-1, 'unknown');
      ```

      ```sql bad
      -- file: 001_roles.sql
      CREATE TABLE roles (id bigint PRIMARY KEY, name text NOT NULL);
      -- file: 002_roles.sql
      ALTER TABLE roles ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the sequence of id of roles begins at its first value, whatever the rows that are there have: INSERTs fail on keys that are taken
      ```

      ```sql bad
      -- file: 001_roles.sql
      CREATE TABLE roles (id bigint PRIMARY KEY, name text NOT NULL);
      -- file: 002_roles.sql
      CREATE SEQUENCE roles_numbers OWNED BY roles.id;
      ALTER TABLE roles ALTER COLUMN id SET DEFAULT nextval('roles_numbers');
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the sequence of id of roles begins at its first value, whatever the rows that are there have: INSERTs fail on keys that are taken
      ```

      ```sql good
      -- file: 001_roles.sql
      CREATE TABLE roles (id bigint PRIMARY KEY, name text NOT NULL);
      -- file: 002_roles.sql
      ALTER TABLE roles ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 1000);
      ```

      """####
    case "sequence-too-narrow": ####"""
      # sequence-too-narrow

      A serial column becomes bigint, and its sequence does not

      Severity: warning (documented: warning)

      On a server: gains sequences narrower than their columns

      ## What happens

      `serial` makes a sequence of type integer, which ends at 2147483647. `ALTER COLUMN … TYPE bigint`
      changes the column and leaves the sequence as it is (`type-serial-to-bigint`); that of an identity
      column is changed with it (`type_identity_to_bigint`).

      ## Why it hurts

      The column was made wider because its numbers run out. They still do: at 2147483648, `nextval` fails
      with 2200H, and so does every INSERT.

      ## What to write instead

      ```sql good
      ALTER TABLE tickets ALTER COLUMN id TYPE bigint;
      ALTER SEQUENCE tickets_id_seq AS bigint;
      ```

      ## When it is fine

      When another migration has changed the sequence, or will. What it has done before is known:

      ```sql good
      -- file: 001_tickets.sql
      CREATE TABLE notes (id serial PRIMARY KEY, body text);
      -- file: 002_sequence.sql
      ALTER SEQUENCE notes_id_seq AS bigint;
      -- file: 003_column.sql
      ALTER TABLE notes ALTER COLUMN id TYPE bigint;
      ```

      ## What it cannot see

      Sequences of tables that no file makes, and what later migrations do.

      ## Examples

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id serial PRIMARY KEY, body text);
      -- file: 002_bigint.sql
      ALTER TABLE notes ALTER COLUMN id TYPE bigint;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ id of notes becomes bigint, but its sequence notes_id_seq stays integer, and ends where that ends (SQLSTATE 2200H)
      ```

      ```sql bad
      -- file: V1__labels.sql
      CREATE TABLE labels (id smallserial PRIMARY KEY, body text);
      -- file: V2__wider.sql
      ALTER TABLE labels ALTER id SET DATA TYPE integer;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ id of labels becomes integer, but its sequence labels_id_seq stays smallint, and ends where that ends (SQLSTATE 2200H)
      ```

      ```sql bad
      -- file: 001_jobs.sql
      CREATE SEQUENCE job_numbers AS integer;
      CREATE TABLE jobs (id integer PRIMARY KEY DEFAULT nextval('job_numbers'), payload jsonb);
      -- file: 002_jobs.sql
      ALTER TABLE jobs ALTER COLUMN id TYPE bigint, ALTER COLUMN payload SET NOT NULL;
      --               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ id of jobs becomes bigint, but its sequence job_numbers stays integer, and ends where that ends (SQLSTATE 2200H)
      ```

      ```sql good
      -- file: 001_jobs.sql
      CREATE TABLE jobs (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload jsonb);
      -- file: 002_jobs.sql
      ALTER TABLE jobs ALTER COLUMN id TYPE bigint;
      ```

      """####
    case "session-replication-role": ####"""
      # session-replication-role

      session_replication_role = replica: no foreign key is checked and no trigger fires

      Severity: error (documented: error)

      On a server: switches triggers off

      ## What happens

      With `session_replication_role` set to `replica`, ordinary triggers and rules do not fire in the
      session; foreign keys are triggers, too. (Documentation: session_replication_role; ALTER TABLE,
      "DISABLE TRIGGER".) Rows that break a foreign key are written without an error, and nothing looks
      at them again: the constraint still counts as valid. It needs a superuser, or the privilege to set
      the parameter.

      A plain `SET` lasts as long as the session: where the runner sends several migrations over one
      connection, it lasts for those as well.

      ## Why it hurts

      Orphans are found months later, by a dump that does not load or a constraint that cannot be made.

      ## What to write instead

      Keep one trigger quiet, where it is in the way, and leave foreign keys on:

      ```sql good
      BEGIN;
      ALTER TABLE audited DISABLE TRIGGER audited_stamp;
      UPDATE audited SET note = trim(note) WHERE id BETWEEN 1 AND 10000;
      ALTER TABLE audited ENABLE TRIGGER audited_stamp;
      COMMIT;
      ```

      If rows of several tables refer to each other, deferrable constraints are checked at commit:

      ```sql good
      -- file: 001_staff.sql
      CREATE TABLE staff (id bigint PRIMARY KEY, boss bigint REFERENCES staff DEFERRABLE);
      -- file: 002_rows.sql
      BEGIN;
      SET CONSTRAINTS ALL DEFERRED;
      INSERT INTO staff (id, boss) VALUES (5001, 5002), (5002, NULL);
      COMMIT;
      ```

      ## When it is fine

      Never in a migration. `origin` and `local`, and setting it back, are not reported:

      ```sql good
      SET session_replication_role = DEFAULT;
      ```

      ## What it cannot see

      Settings that are made elsewhere: in the connection, for a role by hand.

      ## Examples

      ```sql bad
      SET session_replication_role = replica;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ session_replication_role = replica switches foreign keys and triggers off until it is set back: rows that break a foreign key are written without an error, and found by nobody
      INSERT INTO items (id, order_id, name) VALUES (5001, 999999, 'a');
      SET session_replication_role = DEFAULT;
      ```

      ```sql bad
      SET session_replication_role TO 'replica';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ session_replication_role = replica switches foreign keys and triggers off, and this file does not switch them on again: they stay off for all that the session runs after it
      DELETE FROM users WHERE id = 17;
      ```

      ```sql bad
      BEGIN;
      SET LOCAL session_replication_role = 'replica';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ session_replication_role = replica switches foreign keys and triggers off until the transaction ends: rows that break a foreign key are written without an error, and found by nobody
      UPDATE orders SET user_id = 7 WHERE id = 3;
      COMMIT;
      ```

      ```sql bad
      SELECT set_config('session_replication_role', 'replica', false);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ session_replication_role = replica switches foreign keys and triggers off, and this file does not switch them on again: they stay off for all that the session runs after it
      DELETE FROM users WHERE id = 17;
      ```

      ```sql bad
      ALTER ROLE app_writer SET session_replication_role = replica;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ session_replication_role = replica switches foreign keys and triggers off for every new session that this setting is for: rows that break a foreign key are written without an error, and found by nobody
      ```

      """####
    case "set-expression": ####"""
      # set-expression

      SET EXPRESSION of a stored generated column: the table is rewritten, reads and writes wait

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, rewrite

      ## What happens

      `ALTER COLUMN … SET EXPRESSION`, which PostgreSQL has since 17, computes a stored column anew for
      each row: all rows and all indexes are written under an AccessExclusiveLock (measured on 17 and 18:
      `set_expression`, `expression-set`). Of a virtual column, which 18 has, only the catalogue changes
      (`set_expression_virtual`, `expression-set-of-virtual`).

      ## Why it hurts

      A rewrite takes as long as the table and its indexes are big. Nothing can read or write the table
      meanwhile.

      ## What to write instead

      If it may be virtual, a second column, which readers take instead:

      ```sql good pg=18
      -- file: 001_invoices.sql
      CREATE TABLE invoices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.16) STORED);
      -- file: 002_gross.sql
      ALTER TABLE invoices ADD COLUMN gross_now numeric GENERATED ALWAYS AS (net * 1.19) VIRTUAL;
      ```

      PostgreSQL 18 refuses an index of a virtual column. Otherwise an ordinary column that a trigger
      fills, and old rows in batches; a release then reads that one. To add a column that is stored
      rewrites the table just as well.

      ## When it is fine

      On small tables. Tables that the same migration makes or empties, and temporary ones, are not
      reported; nor are virtual columns:

      ```sql good pg=18
      -- file: 001_invoices.sql
      CREATE TABLE invoices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.16) VIRTUAL);
      -- file: 002_gross.sql
      ALTER TABLE invoices ALTER COLUMN gross SET EXPRESSION AS (net * 1.19);
      ```

      ```sql good pg=18
      CREATE TABLE IF NOT EXISTS invoices (net numeric, gross numeric GENERATED ALWAYS AS (net) STORED);
      ALTER TABLE invoices ALTER COLUMN gross SET EXPRESSION AS (net * 1.19);
      ```

      ## What it cannot see

      Whether the column is stored, if no file tells: then it is a warning.

      ## Examples

      ```sql bad pg=18
      -- file: 001_invoices.sql
      CREATE TABLE invoices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.16) STORED);
      -- file: 002_gross.sql
      ALTER TABLE invoices ALTER COLUMN gross SET EXPRESSION AS (net * 1.19);
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SET EXPRESSION rewrites invoices under an AccessExclusiveLock, reads and writes wait: gross is computed for each row
      ```

      ```sql bad pg=18 framework=flyway
      -- file: V1__people.sql
      CREATE TABLE people (id bigint, first text, last text);
      ALTER TABLE people ADD COLUMN name text GENERATED ALWAYS AS (first || ' ' || last) STORED;
      -- file: V2__name.sql
      ALTER TABLE people ALTER name SET EXPRESSION AS (last || ', ' || first);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SET EXPRESSION rewrites people under an AccessExclusiveLock, reads and writes wait: name is computed for each row
      ```

      ```sql bad pg=18
      -- file: 001_people.sql
      CREATE TABLE people (id bigint, first text, name text GENERATED ALWAYS AS (upper(first)) STORED);
      -- file: 002_name.sql
      ALTER TABLE people ADD COLUMN last text, ALTER COLUMN name SET EXPRESSION AS (lower(first));
      --                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SET EXPRESSION rewrites people under an AccessExclusiveLock, reads and writes wait: name is computed for each row
      ```

      """####
    case "set-local-outside-transaction": ####"""
      # set-local-outside-transaction

      SET LOCAL or SET CONSTRAINTS with no transaction open: a warning, and no effect

      Severity: warning (documented: warning)

      On a server: warns 25P01

      ## What happens

      `SET LOCAL` holds until the transaction ends. Where each statement is a transaction of its own,
      that is at once: PostgreSQL raises the warning "SET LOCAL can only be used in transaction blocks",
      and the parameter stays as it is (measured on PostgreSQL 15; documentation: SET). The same goes for
      `SET CONSTRAINTS`.

      ## Why it hurts

      The statements below run without the `lock_timeout`, the `search_path` or the time zone that they
      were written for, and the migration succeeds all the same.

      ## What to write instead

      For the rest of the session:

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      Or a transaction:

      ```sql good
      BEGIN;
      SET LOCAL lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      ```

      ## When it is fine

      Never: it does nothing. With a runner that opens a transaction, or sends the file as one string,
      there is one:

      ```sql good framework=goose
      -- +goose Up
      SET LOCAL lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      -- +goose Down
      SET LOCAL lock_timeout = '2s';
      ALTER TABLE orders DROP COLUMN IF EXISTS priority;
      ```

      ```sql good transport=implicit
      SET LOCAL statement_timeout = '30s';
      UPDATE orders SET note = '' WHERE id = 7;
      ```

      ## What it cannot see

      What runs the files, if they do not tell and nobody says so: `psql --single-transaction` opens a
      transaction (`transport = "transaction-per-file"` in `whimbrel.toml`).

      ## Examples

      ```sql bad
      SET LOCAL lock_timeout = '2s';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ SET LOCAL lasts until the transaction ends, and none is open: lock_timeout stays as it is
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      ```sql bad framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      SET LOCAL statement_timeout TO 0;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SET LOCAL lasts until the transaction ends, and none is open: statement_timeout stays as it is
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      -- +goose Down
      SELECT 1;
      ```

      ```sql bad
      BEGIN;
      SET LOCAL search_path = shop;
      UPDATE carts SET user_id = 2 WHERE id = 1;
      COMMIT;
      SET LOCAL search_path = shop;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^ SET LOCAL lasts until the transaction ends, and none is open: search_path stays as it is
      SET CONSTRAINTS ALL DEFERRED;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^ SET CONSTRAINTS lasts until the transaction ends, and none is open: it has no effect
      ```

      """####
    case "set-not-null": ####"""
      # set-not-null

      SET NOT NULL without a valid CHECK that proves it: the table is read under an AccessExclusiveLock

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, scan

      ## What happens

      `ALTER COLUMN … SET NOT NULL` takes an AccessExclusiveLock and reads the whole table to see that
      there is no null: reads and writes wait (measured on PostgreSQL 14 to 18: `set_not_null`,
      `set_not_null_partitioned`).

      It reads nothing if a **valid** CHECK constraint implies that there is none: `c IS NOT NULL`,
      alone or joined to more by `AND` (`set_not_null_with_valid_check`,
      `set_not_null_partitioned_with_check`). It does read the table

      - if the constraint is still `NOT VALID`;
      - if the constraint implies it in a way PostgreSQL does not see, such as `c > 0`;
      - if the same `ALTER TABLE` drops the constraint, in whichever order the two are written
        (`set_not_null_and_drop_check_together`), or adds it (`set_not_null_and_add_check_together`);
      - once more for each statement in which one column of several has no such constraint
        (`set_not_null_two_columns_one_checked`).

      From 18 on, `ADD CONSTRAINT … NOT NULL c` reads the table in the same way
      (`add_not_null_constraint`); with `NOT VALID` it reads nothing, and `VALIDATE CONSTRAINT` reads
      under a ShareUpdateExclusiveLock (`validate_not_null`).

      ## Why it hurts

      Nothing can use the table for as long as it takes to read it.

      ## What to write instead

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      Each of the four in a transaction of its own; with a runner that opens one per file, in several
      files. They may lie in earlier migrations of the same run:

      ```sql good transport=transaction-per-file
      -- file: 001_check.sql
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL AND note <> '') NOT VALID;
      -- file: 002_validate.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      -- file: 003_not_null.sql
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      ## When it is fine

      On small tables. Tables that the same migration makes, and temporary ones, are not reported. A new
      column with a default that is not volatile can be `NOT NULL` from the start, without a scan:

      ```sql good
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int NOT NULL DEFAULT 3;
      ```

      ## What it cannot see

      Constraints that are made in files outside the run, and columns that are `NOT NULL` already, where
      nothing is read (`set_not_null_already`).

      ## Examples

      ```sql bad
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql fixed
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      To fill the column first makes the statement succeed, not short:

      ```sql bad
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      UPDATE users SET nickname = name WHERE nickname IS NULL;
      ALTER TABLE users ALTER nickname SET NOT NULL;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of users under an AccessExclusiveLock: reads and writes wait
      ```

      The constraint is not validated, or does not say it in so many words:

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait (constraint orders_note_set would prove it, but is not validated yet)
      ```

      ```sql fixed
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ```

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_note_long CHECK (length(note) > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_long;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL OR total = 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      The constraint goes with the statement that needs it:

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders
        ALTER COLUMN note SET NOT NULL,
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait (constraint orders_note_set would prove it, but the same statement drops it)
        DROP CONSTRAINT orders_note_set;
      ```

      ```sql fixed
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders
        ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ```

      Or it went before:

      ```sql bad
      -- file: 001_check.sql
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      -- file: 002_not_null.sql
      ALTER TABLE orders DROP CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      The form of PostgreSQL 18 reads the table as well, unless it is `NOT VALID`:

      ```sql bad pg=18
      ALTER TABLE orders ADD CONSTRAINT orders_note_set NOT NULL note;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait
      ALTER TABLE users ADD CONSTRAINT users_name_set NOT NULL name NOT VALID;
      ```

      Another column of the same table:

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_note_set;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL, ALTER COLUMN status SET NOT NULL;
      --                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NOT NULL reads all of orders under an AccessExclusiveLock: reads and writes wait
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
      ALTER TABLE invoices ALTER COLUMN order_id SET NOT NULL;

      CREATE TEMPORARY TABLE moved_orders (id bigint);
      ALTER TABLE moved_orders ALTER COLUMN id SET NOT NULL;
      ```

      A CHECK that is valid from the start proves it as well (that it was read under a strong lock is the
      business of `constraint-not-valid`):

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_note_set CHECK (note IS NOT NULL);
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      ```

      """####
    case "set-schema": ####"""
      # set-schema

      A table, type or function moves to another schema, where the running release does not find it

      Severity: warning (documented: warning)

      On a server: breaks names for a while

      ## What happens

      `SET SCHEMA` changes the catalogue only: for a relation under an AccessExclusiveLock, also on the
      sequences of its columns, which move with it (measured on PostgreSQL 14 to 18: `set_schema_serial`,
      `alter_view_set_schema`, `alter_matview_set_schema`); types, domains and functions lock no relation
      (`alter_type_set_schema`, `alter_domain_set_schema`). Views, foreign keys and other objects of the
      database follow. Clients find it only if their `search_path` has the new schema, and never if they
      name the old one; the same goes for bodies of functions in PL/pgSQL or a string. An extension takes
      all of its functions, types and operators along.

      ## Why it hurts

      The release before the migration still serves requests while it runs: its queries fail with 42P01,
      42704 or 42883 from the commit on.

      ## What to write instead

      Put the new schema into the `search_path` of the roles first, if clients do not name the schema. If
      they do, leave a view where the table was, in the same transaction:

      ```sql good
      BEGIN;
      ALTER TABLE sessions SET SCHEMA archive;
      CREATE VIEW sessions AS SELECT * FROM archive.sessions;
      COMMIT;
      ```

      ```sql good transport=transaction-per-file
      ALTER TYPE order_status SET SCHEMA shop;
      CREATE DOMAIN order_status AS shop.order_status;
      ```

      ## When it is fine

      When the same migration makes the object, when the session's own `search_path` has the new schema
      (the file says `SET search_path`), or when every role of the application has:

      ```sql good
      -- whimbrel: allow set-schema -- search_path of app is shop, public since 0041
      ALTER TABLE items SET SCHEMA shop;
      ```

      ## What it cannot see

      The `search_path` of other sessions, and who uses the object.

      ## Examples

      ```sql bad
      ALTER TABLE old_orders SET SCHEMA archive;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ moves old_orders to schema archive: queries of the running release that name old_orders fail from the commit on, unless their search_path has archive
      ```

      ```sql bad
      -- file: 001_citext.sql
      CREATE EXTENSION citext;
      -- file: 002_shop.sql
      ALTER TYPE order_status SET SCHEMA shop;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ moves order_status to schema shop: queries of the running release that name order_status fail from the commit on, unless their search_path has shop
      ALTER EXTENSION citext SET SCHEMA shop;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ moves citext to schema shop: queries of the running release with its functions, types and operators fail from the commit on, unless their search_path has shop
      ```

      The view does not have all that the table had:

      ```sql bad transport=transaction-per-file
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, body text, author text);
      -- file: 002_shop.sql
      ALTER TABLE notes SET SCHEMA shop;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ moves notes to schema shop: the view that takes its name lacks author: queries of the running release that name it fail
      CREATE VIEW notes AS SELECT id, body FROM shop.notes;
      ```

      ```sql good
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      ALTER TABLE invoices SET SCHEMA archive;
      ```

      """####
    case "stored-function-changed": ####"""
      # stored-function-changed

      A function changes whose results an index, a CHECK or a generated column has stored

      Severity: warning (documented: warning)

      On a server: loses functions behind what is stored

      ## What happens

      An index on an expression, a stored generated column and a CHECK are computed when a row is written.
      PostgreSQL lets a function that they call be replaced, or be made STABLE, and looks at nothing
      again. (Documentation: Constraints, "Check Constraints", on functions whose behavior changes;
      CREATE INDEX on functions that must be IMMUTABLE.)

      ## Why it hurts

      Rows that are there keep the old results: queries that use the index miss them, a unique index lets
      duplicates in, and a dump may not load.

      ## What to write instead

      The new behavior under a new name, with an index of its own, in steps:

      ```sql good
      -- file: 001_key.sql
      CREATE FUNCTION key_of(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
      CREATE INDEX users_key_idx ON users (key_of(name));
      -- file: 002_key.sql
      CREATE FUNCTION key2_of(name text) RETURNS text
      LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim(name))';
      -- file: 003_index.sql
      CREATE INDEX CONCURRENTLY users_key2_idx ON users (key2_of(name));
      ```

      ## When it is fine

      When the results are the same and only the way to them is another; or if what is stored is computed
      anew behind it:

      ```sql good fine transport=autocommit
      -- file: 001_key.sql
      CREATE FUNCTION key_of(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
      CREATE INDEX users_key_idx ON users (key_of(name));
      -- file: 002_key.sql
      -- whimbrel: allow stored-function-changed -- rebuilt below
      CREATE OR REPLACE FUNCTION key_of(name text) RETURNS text
      LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim(name))';
      REINDEX INDEX CONCURRENTLY users_key_idx;
      ```

      ## What it cannot see

      Whether the results change. Functions that are called by the one that is called, and indexes that no
      file makes.

      ## Examples

      ```sql bad
      -- file: 001_key.sql
      CREATE FUNCTION key_of(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
      CREATE INDEX users_key_idx ON users (key_of(name));
      -- file: 002_key.sql
      CREATE OR REPLACE FUNCTION key_of(name text) RETURNS text
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index users_key_idx is computed by key_of: what is stored keeps the old results, and queries find wrong rows
      LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim(name))';
      ```

      ```sql bad
      -- file: 001_even.sql
      CREATE FUNCTION is_plain(name text) RETURNS boolean
      LANGUAGE sql IMMUTABLE AS 'SELECT name !~ ''[<>]''';
      CREATE TABLE labels (id bigint PRIMARY KEY, name text CONSTRAINT plain CHECK (is_plain(name)));
      -- file: 002_even.sql
      CREATE OR REPLACE FUNCTION is_plain(name text) RETURNS boolean
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ constraint plain is computed by is_plain: what is stored keeps the old results, and queries find wrong rows
      LANGUAGE sql IMMUTABLE AS 'SELECT name !~ ''[<>&]''';
      ```

      ```sql bad
      -- file: 001_key.sql
      CREATE FUNCTION key_of(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
      CREATE INDEX users_key_idx ON users (key_of(name));
      -- file: 002_key.sql
      ALTER FUNCTION key_of(text) VOLATILE;
      --<^^^^^^^^^^^^^^^^^^ index users_key_idx is computed by key_of: what is stored keeps the old results, and queries find wrong rows
      ```

      ```sql good
      -- file: 001_key.sql
      CREATE FUNCTION key_of(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
      CREATE INDEX users_key_idx ON users (key_of(name));
      -- file: 002_key.sql
      CREATE OR REPLACE FUNCTION key_of(name text) RETURNS text
      LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
      ```

      """####
    case "superuser-operation": ####"""
      # superuser-operation

      What reaches beyond the database: ALTER SYSTEM, the server's files and programs

      Severity: warning (documented: warning)

      On a server: needs a superuser

      ## What happens

      `ALTER SYSTEM` writes the configuration of the whole server, and refuses a transaction block
      (`alter_system`). `COPY` with a file reads or writes on the server's disk, with `PROGRAM` it runs a
      program there. (Documentation: ALTER SYSTEM; COPY.) All need a superuser or a role that is one step
      from it; managed services refuse them.

      ## Why it hurts

      It fails elsewhere, or changes what does not belong to the migration: other databases, the disk of
      the machine.

      ## What to write instead

      A parameter of this database or role, and rows that travel with the file:

      ```sql good
      ALTER ROLE app_writer SET statement_timeout = '30s';
      ```

      ```sql good exact
      COPY countries (code, name) FROM STDIN;
      no	Norway
      \.
      ```

      ## When it is fine

      On a server of your own whose configuration lives in migrations.

      ```sql good
      COPY (SELECT code FROM countries) TO STDOUT;
      ```

      ## What it cannot see

      What functions do when they are called.

      ## Examples

      ```sql bad transport=autocommit
      ALTER SYSTEM SET work_mem = '64MB';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER SYSTEM changes work_mem for all databases of the server, needs a superuser, and no migration of another server knows of it
      ```

      ```sql bad
      COPY countries TO '/tmp/countries.csv' WITH (FORMAT csv);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ COPY reads or writes a file on the server's disk, not on the machine that runs the migration
      ```

      ```sql bad
      COPY users TO PROGRAM 'gzip > /tmp/users.gz';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ COPY … PROGRAM runs a program on the server, as its operating system's user
      ```

      ```sql good
      SET LOCAL work_mem = '64MB';
      ```

      """####
    case "syntax-error": ####"""
      # syntax-error

      SQL that PostgreSQL refuses to read

      Severity: error (documented: error)

      On a server: fails 42601

      ## What happens

      The statement breaks PostgreSQL's grammar: a word is misspelled or missing, a parenthesis or string
      is never closed, a comma stands before a parenthesis, or the SQL is that of another database. The
      finding stands where PostgreSQL's own message points, and has its words. Whimbrel reads by the
      grammar of PostgreSQL 18. The statements after it are read as if nothing had happened.

      The code of a DO block, and that of a function in SQL or PL/pgSQL, is read, too, as PostgreSQL does
      when it runs the block or creates the function: by PL/pgSQL's grammar, and by SQL's for each
      statement and expression in it. A variable that is never declared is a mistake of grammar there.

      ## Why it hurts

      The migration fails when it runs. Sent as one text, nothing of the file runs, for PostgreSQL reads
      all of it first. Sent statement by statement, all that stands before the mistake has been done.

      ## What to write instead

      SQL that PostgreSQL reads:

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ```

      ## When it is fine

      When something changes the text before PostgreSQL reads it, in a way that whimbrel does not know:

      ```sql good
      -- whimbrel: allow syntax-error -- our runner expands this macro
      EXPAND MACRO audit_columns;
      ```

      Commands of `psql`, its variables, rows of `COPY … FROM stdin` and placeholders such as `${name}`
      and `{{ name }}` are no errors, nor is what stands behind a placeholder in the same statement.

      ## What it cannot see

      Whether tables, columns, types and functions exist, types fit and functions take such arguments; SQL
      that is put together as text for `EXECUTE`. In a rollback that is kept in comments, only what begins
      like SQL is taken for SQL.

      ## Examples

      ```sql bad
      ALTER TABLE users ADD COLUM nickname text;
      --                                   ^^^^ syntax error at or near "text"
      ```

      ```sql bad
      CREATE INDEX IF NOT EXISTS ON users (name);
      --                         ^^ syntax error at or near "ON"
      ```

      ```sql bad
      CREATE TABLE IF NOT EXISTS tags (
        id bigint PRIMARY KEY,
        label text NOT NULL, );
      --                     ^ syntax error at or near ")"
      ```

      ```sql bad
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand);
      --                                               ^^^^^^^^^^^^^^ unterminated quoted string at or near "'New Zealand);"
      ```

      ```sql bad
      DROP TABLE IF EXIST old_orders;
      --            ^^^^^ syntax error at or near "EXIST"
      ```

      Another database's words:

      ```sql bad
      ALTER TABLE users MODIFY COLUMN nickname varchar(50);
      --                ^^^^^^ syntax error at or near "MODIFY"
      ```

      A body of PL/pgSQL:

      ```sql bad
      CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.updated_at := now()
        RETURN NEW;
      --       ^^^ syntax error at or near "NEW"
      END
      $$;
      ```

      ```sql bad
      DO '
      DECLARE
        orphans bigint;
      BEGIN
        SELECT count(*) INTO orphan FROM users WHERE note = ''x'';
      --                     ^^^^^^ "orphan" is not a known variable
      END';
      ```

      Whatever comes next is read again:

      ```sql bad
      SELEC 1;
      --<^^ syntax error at or near "SELEC"
      SELECT 1;
      ```

      ```sql good
      \set ON_ERROR_STOP on
      \set table_name orders
      ANALYZE :table_name;
      COPY migration_log (message) FROM stdin;
      it's not SQL; at all (
      \.
      ```

      ```sql good
      COMMENT ON TABLE ${table} IS 'made by {{ team }}';
      GRANT SELECT ON {{ schema }}.orders TO ${reader};
      ```

      """####
    case "system-catalog-changed": ####"""
      # system-catalog-changed

      INSERT, UPDATE or DELETE on a system catalog: PostgreSQL checks nothing

      Severity: error (documented: error)

      On a server: changes a catalogue

      ## What happens

      A superuser may change the rows of PostgreSQL's own tables. Nothing is checked, nothing is locked,
      other sessions are not told, and what depends on the row stays as it is. (Documentation: System
      Catalogs: "you can severely mess up your system that way".) A label that is deleted from `pg_enum`
      may be in rows and indexes; a length that is changed in `pg_attribute` is not that of the rows; an
      index whose `indisready` was false for a while lacks the rows that were written meanwhile.

      ## Why it hurts

      Rows that cannot be read, indexes that do not find, dumps that do not load. It also fails wherever
      the role is no superuser.

      ## What to write instead

      The ALTER command of the object; many of them only change the catalog, but tell everybody:

      ```sql good
      -- file: 001_codes.sql
      CREATE TABLE codes (id bigint PRIMARY KEY, code varchar(10));
      -- file: 002_codes.sql
      ALTER TABLE codes ALTER COLUMN code TYPE varchar(40);
      ```

      ## When it is fine

      Hardly ever. To read a catalog is harmless:

      ```sql good
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'order_kind') THEN
          CREATE TYPE order_kind AS ENUM ('sale', 'return');
        END IF;
      END
      $$;
      ```

      ```sql good
      UPDATE pg_settings SET setting = '64MB' WHERE name = 'work_mem';
      ```

      ## What it cannot see

      Catalogs that are changed by functions.

      ## Examples

      ```sql bad
      DELETE FROM pg_enum WHERE enumlabel = 'paid' AND enumtypid = 'order_status'::regtype;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this changes pg_enum, PostgreSQL's own table, without a lock or a check: rows and indexes can be left that contradict it
      ```

      ```sql bad
      UPDATE pg_attribute SET atttypmod = 40 + 4
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this changes pg_attribute, PostgreSQL's own table, without a lock or a check: rows and indexes can be left that contradict it
      WHERE attrelid = 'users'::regclass AND attname = 'name';
      ```

      ```sql bad
      UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'users_email_idx'::regclass;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this changes pg_catalog.pg_index, PostgreSQL's own table, without a lock or a check: rows and indexes can be left that contradict it
      ```

      """####
    case "timeout-without-effect": ####"""
      # timeout-without-effect

      lock_timeout is switched off, too long, reset, or set too late to end a wait

      Severity: warning (documented: warning)

      On a server: waits without end

      ## What happens

      The file says something of `lock_timeout`, and yet a statement waits for a strong lock without one
      (see `require-lock-timeout` for what that does):

      - `0` switches it off (documentation: Client Connection Defaults, `lock_timeout`);
      - a number without a unit counts milliseconds, so that `2h` may be meant as a safeguard but lets
        others queue for two hours; more than a minute is as good as none;
      - `RESET` and `SET … TO DEFAULT` give back what the server has, which mostly is none;
      - behind the statement it comes too late.

      What is reported is the `SET` or `RESET` that is to blame, with the first statement that waits.
      `SET LOCAL` outside of a transaction has no effect either: `set-local-outside-transaction` tells of
      that.

      ## Why it hurts

      Whoever has written the line believes in it.

      ## What to write instead

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      RESET lock_timeout;
      ```

      ```sql good transport=transaction-per-file
      SET LOCAL lock_timeout = 5000;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      ## When it is fine

      Where nothing waits, and in the scripts of pg_dump, which begin with `SET lock_timeout = 0` and make
      all that they alter. And before an index is built `CONCURRENTLY`, where a timeout does harm:

      ```sql good
      SET lock_timeout = 0;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at_idx ON orders (placed_at);
      CREATE TABLE invoices (id bigint PRIMARY KEY);
      ALTER TABLE invoices ADD COLUMN total numeric;
      ```

      ## What it cannot see

      What the role and the server set, to which `RESET` returns. With `timeouts = "runner"` in
      `whimbrel.toml`, a `RESET`, or a `SET` that comes late, is not reported.

      ## Examples

      ```sql bad
      SET lock_timeout = 0;
      --<^^^^^^^^^^^^^^^^^ lock_timeout = 0 switches the timeout off: a statement below waits for its lock on orders for as long as it takes, and whoever uses orders queues behind it
      SET statement_timeout = 0;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      ```sql bad transport=transaction-per-file
      SET LOCAL lock_timeout = '2h';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ a lock_timeout of 2h is as good as none: a statement below may wait that long for its lock on orders, and whoever uses orders queues behind it
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS weight int;
      ```

      ```sql bad framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      SET lock_timeout = '2s';
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      RESET lock_timeout;
      --<^^^^^^^^^^^^^^^ from here on there is no lock_timeout: a statement below waits for its lock on users for as long as it takes, and whoever uses users queues behind it
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      -- +goose Down
      SELECT 1;
      ```

      ```sql bad transport=transaction-per-file
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      SET LOCAL lock_timeout = '2s';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ lock_timeout is set too late: a statement above waits for its lock on orders for as long as it takes, and whoever uses orders queues behind it
      ALTER TABLE users ADD COLUMN IF NOT EXISTS title text;
      ```

      """####
    case "transaction-control-in-managed-migration": ####"""
      # transaction-control-in-managed-migration

      BEGIN, COMMIT or ROLLBACK in a migration that its runner wraps in a transaction

      Severity: warning (documented: warning)

      On a server: ends the transaction or warns 25001

      ## What happens

      The runner has sent BEGIN. A second `BEGIN` does nothing but raise the warning "there is already a
      transaction in progress". A `COMMIT` ends the runner's transaction: what follows runs without one,
      and so does the statement with which the runner notes that the migration has run. A `ROLLBACK`
      undoes all that stands before it; what follows, and the note, stays. Some drivers then stop with
      an error, since the transaction that they have opened is gone.

      goose, dbmate, sqlx, Diesel, Flyway, Atlas, tern, Hasura, refinery, graphile-migrate, sql-migrate
      and postgres-migrations open a transaction around a migration, Liquibase around each changeset,
      Drizzle and node-pg-migrate around all that are pending. psql, sqitch, golang-migrate, Prisma and
      rambler do not: there, BEGIN and COMMIT are yours to write.

      ## Why it hurts

      If something fails behind the COMMIT, half of the migration stays and the runner says that it has
      not run: the next run starts at its beginning, and fails at what is there already.

      ## What to write instead

      Nothing: the runner does it.

      ```sql good framework=goose
      -- +goose Up
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      UPDATE orders SET priority = 0 WHERE id < 100;
      -- +goose Down
      ALTER TABLE orders DROP COLUMN IF EXISTS priority;
      ```

      Or, to have transactions of your own, tell the runner to open none:

      ```sql good framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      -- +goose Down
      ALTER TABLE orders DROP COLUMN IF EXISTS priority;
      ```

      ## When it is fine

      To end the transaction just before a statement that refuses one, where the runner sends statements
      one by one: that is not reported.

      ## What it cannot see

      What runs the files, if they do not tell and nobody says so (`framework = "…"`).

      ## Examples

      ```sql bad framework=sqlx
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      --<^^^ sqlx wraps each file in a transaction, and COMMIT ends it here: if something fails behind it, what stands before it stays, and the migration counts as not run
      ```

      ```sql fixed
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      ```sql bad framework=flyway path=V7__orders.sql
      DELETE FROM orders WHERE id = 7;
      ROLLBACK;
      --<^^^^^ Flyway wraps each file in a transaction, and ROLLBACK takes back what stands before it, and the migration counts as run
      ```

      A BEGIN alone does nothing:

      ```sql bad framework=diesel path=2024-05-01-120000_x/up.sql
      BEGIN;
      --<^^ info: Diesel wraps each file in a transaction: this BEGIN does nothing but raise a warning
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ```

      ```sql bad framework=liquibase
      --liquibase formatted sql
      --changeset me:1
      UPDATE orders SET note = '' WHERE id = 1;
      COMMIT;
      --<^^^ Liquibase wraps each changeset in a transaction, and COMMIT ends it here
      UPDATE orders SET note = '' WHERE id = 2;
      --rollback not required
      ```

      ```sql bad transport=transaction-per-file
      BEGIN;
      UPDATE orders SET note = '' WHERE id = 1;
      COMMIT;
      --<^^^ the runner wraps each file in a transaction, and COMMIT ends it here
      ```

      golang-migrate opens no transaction:

      ```sql good framework=golang-migrate path=1_orders.up.sql
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      ```

      A COMMIT in front of what refuses a transaction:

      ```sql good framework=goose fine
      -- +goose Up
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_priority_idx ON orders (priority);
      -- +goose Down
      ALTER TABLE orders DROP COLUMN IF EXISTS priority;
      ```

      ```sql bad transport=transaction-per-file
      ALTER TABLE orders ADD COLUMN weight int;
      PREPARE TRANSACTION 'weights';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^ the runner wraps each file in a transaction, and PREPARE TRANSACTION ends it here: its locks are held until somebody says COMMIT PREPARED, and the migration counts as run
      ```

      """####
    case "transaction-nesting": ####"""
      # transaction-nesting

      BEGIN inside a transaction that the file has begun, or COMMIT and ROLLBACK where none is

      Severity: warning (documented: warning)

      On a server: warns 25001 or warns 25P01

      ## What happens

      PostgreSQL has no transactions inside of transactions. A second `BEGIN` does nothing but raise the
      warning "there is already a transaction in progress", and the first `COMMIT` ends all; what follows
      runs with no transaction, and the second `COMMIT` raises "there is no transaction in progress"
      (measured on PostgreSQL 15; documentation: BEGIN, COMMIT).

      Where a runner opens the transaction, `transaction-control-in-managed-migration` tells what `BEGIN`
      and `COMMIT` do.

      ## Why it hurts

      Somebody believes that statements stay or go together which do not. A `ROLLBACK` where no
      transaction is open takes nothing back. A `COMMIT` that ends nothing does no harm by itself: that is
      an info.

      ## What to write instead

      One transaction, or one after the other:

      ```sql good
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      COMMIT;
      BEGIN;
      UPDATE orders SET note = 'b' WHERE id = 2;
      COMMIT;
      ```

      What may be rolled back by itself stands behind a savepoint:

      ```sql good
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      SAVEPOINT before_b;
      UPDATE orders SET note = 'b' WHERE id = 2;
      ROLLBACK TO before_b;
      COMMIT;
      ```

      ```sql good framework=golang-migrate path=1_orders.up.sql
      START TRANSACTION;
      UPDATE orders SET note = 'a' WHERE id = 1;
      COMMIT AND CHAIN;
      UPDATE orders SET note = 'b' WHERE id = 2;
      COMMIT;
      ```

      ## When it is fine

      Never: it is a warning each time. Files that run other files with psql's `\i` are not judged.

      ## What it cannot see

      What runs the files, if they do not tell and nobody says so.

      ## Examples

      ```sql bad
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      BEGIN;
      --<^^ a transaction is open already: this BEGIN does nothing but raise a warning, and the next COMMIT or ROLLBACK ends all of it
      UPDATE orders SET note = 'b' WHERE id = 2;
      COMMIT;
      COMMIT;
      ```

      ```sql bad
      UPDATE orders SET note = 'a' WHERE id = 1;
      ROLLBACK;
      --<^^^^^ no transaction is open: this does nothing but raise a warning, and what stands before it stays
      ```

      With an isolation level it fails, unless nothing has run yet:

      ```sql bad framework=golang-migrate path=1_orders.up.sql fails=25001
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a transaction is open already, and has begun to work: this BEGIN fails (SQLSTATE 25001), because ISOLATION LEVEL SERIALIZABLE can only be set before the first query
      UPDATE orders SET note = 'b' WHERE id = 2;
      COMMIT;
      ```

      ```sql bad framework=psql path=orders.sql
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      COMMIT;
      UPDATE orders SET note = 'b' WHERE id = 2;
      COMMIT;
      --<^^^ info: no transaction is open: this does nothing but raise a warning
      ```

      """####
    case "trigger-disabled": ####"""
      # trigger-disabled

      DISABLE TRIGGER that also switches foreign keys off, or that nothing takes back

      Severity: error (documented: error)

      On a server: loses triggers that fire for a while

      ## What happens

      `DISABLE TRIGGER` takes a ShareRowExclusiveLock (`disable_trigger`) and holds for all sessions from
      commit on. `DISABLE TRIGGER ALL` also disables the internal triggers that check foreign keys, on
      this table and on those that it refers to (`disable_trigger_all`): what is written meanwhile is
      not checked, and `ENABLE TRIGGER` does not look back. (Documentation: ALTER TABLE, "DISABLE/ENABLE
      TRIGGER".)

      In one transaction with `ENABLE TRIGGER`, the lock keeps other writers away: then only the
      migration's own rows go unchecked.

      ## Why it hurts

      A trigger that stays off stops keeping true what it kept true, in silence. With `ALL`, orphans are
      written that the constraint says cannot be there.

      ## What to write instead

      Only the trigger that is in the way, or `USER` for all but the internal ones, and on again in the
      same transaction:

      ```sql good
      BEGIN;
      ALTER TABLE audited DISABLE TRIGGER audited_stamp;
      UPDATE audited SET note = trim(note) WHERE id BETWEEN 1 AND 10000;
      ALTER TABLE audited ENABLE TRIGGER audited_stamp;
      COMMIT;
      ```

      ## When it is fine

      When the trigger is not wanted any more; then drop it, so that nobody takes it for working:

      ```sql good fine
      -- whimbrel: allow drop-object -- the stamp is set by the application since 2.4
      DROP TRIGGER audited_stamp ON audited;
      ```

      Tables and triggers that the same migration makes are not reported:

      ```sql good
      CREATE TABLE imported (id bigint PRIMARY KEY, at timestamptz);
      CREATE TRIGGER imported_at BEFORE UPDATE ON imported
        FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
      ALTER TABLE imported DISABLE TRIGGER imported_at;
      ```

      ## What it cannot see

      A trigger that another file enables again.

      ## Examples

      ```sql bad
      ALTER TABLE audited DISABLE TRIGGER ALL;
      --                  ^^^^^^^^^^^^^^^^^^^ DISABLE TRIGGER ALL switches the foreign keys of audited off as well, and this file does not switch them on again
      UPDATE audited SET note = trim(note) WHERE id BETWEEN 1 AND 10000;
      ```

      ```sql bad unseen
      BEGIN;
      ALTER TABLE audited DISABLE TRIGGER ALL;
      --                  ^^^^^^^^^^^^^^^^^^^ warning: DISABLE TRIGGER ALL switches the foreign keys of audited off as well: what this transaction writes is not checked, now or later
      UPDATE audited SET note = trim(note) WHERE id BETWEEN 1 AND 10000;
      ALTER TABLE audited ENABLE TRIGGER ALL;
      COMMIT;
      ```

      Between the two, other sessions write as well:

      ```sql bad transport=autocommit
      ALTER TABLE audited DISABLE TRIGGER USER;
      --                  ^^^^^^^^^^^^^^^^^^^^ warning: until the triggers of audited are on again, no session fires them, not only this one
      UPDATE audited SET note = trim(note) WHERE id BETWEEN 1 AND 10000;
      ALTER TABLE audited ENABLE TRIGGER USER;
      ```

      ```sql bad
      ALTER TABLE audited DISABLE TRIGGER audited_stamp;
      --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: trigger audited_stamp of audited no longer fires, and this file does not enable it again
      ```

      ```sql good transport=transaction-per-file
      ALTER TABLE audited DISABLE TRIGGER USER;
      UPDATE audited SET note = trim(note) WHERE id BETWEEN 1 AND 10000;
      ALTER TABLE audited ENABLE TRIGGER USER;
      ```

      """####
    case "truncate": ####"""
      # truncate

      TRUNCATE of a table that this migration did not make: all its rows are gone

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, data

      ## What happens

      `TRUNCATE` replaces the files of the table and of its indexes by empty ones, under an
      AccessExclusiveLock that is held until commit: reads and writes wait. On a partitioned table it
      empties all partitions. It fails if a table that is not in the list has a foreign key to one that
      is; `CASCADE` empties that table, too. No row triggers fire. Measured on PostgreSQL 14 to 18:
      `truncate_partitioned`, `truncate_child_of_fk`, `truncate_both`, `truncate_cascade`.

      ## Why it hurts

      After commit only a backup has the rows. Readers that started before and read after the commit find
      the table empty, as if it always had been: `TRUNCATE` does not keep to their snapshots
      (documentation, "TRUNCATE", Notes).

      ## What to write instead

      Delete what has to go, by a condition, in batches, in a migration of its own:

      ```sql good
      DELETE FROM orders
      WHERE id IN (SELECT id FROM orders WHERE shipped AND placed_at < '2020-01-01' LIMIT 10000);
      ```

      ## When it is fine

      For caches and queues that are filled again from elsewhere, with an approval that says so:

      ```sql good
      -- whimbrel: allow truncate -- cache, filled again by the nightly job
      TRUNCATE daily_cache;
      ```

      Tables that the same migration makes, temporary tables and the way back are not reported.

      ## What it cannot see

      Whether the table has rows, and which tables `CASCADE` reaches.

      ## Examples

      ```sql bad
      TRUNCATE orders;
      --<^^^^^^^^^^^^ TRUNCATE deletes all rows of orders, under an AccessExclusiveLock
      ```

      ```sql bad
      TRUNCATE TABLE ONLY users, orders RESTART IDENTITY CASCADE;
      --                  ^^^^^ TRUNCATE deletes all rows of users, under an AccessExclusiveLock
      --                         ^^^^^^ TRUNCATE deletes all rows of orders, under an AccessExclusiveLock
      ```

      ```sql bad
      TRUNCATE countries;
      --<^^^^^^^^^^^^^^^ TRUNCATE deletes all rows of countries, under an AccessExclusiveLock
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand');
      ```

      ```sql good
      CREATE TABLE import_stage (line text);
      INSERT INTO import_stage VALUES ('one');
      TRUNCATE import_stage;

      CREATE TEMP TABLE moved_orders (id bigint);
      TRUNCATE moved_orders;
      ```

      ```sql good
      CREATE OR REPLACE FUNCTION empty_cache() RETURNS void LANGUAGE sql AS $$ TRUNCATE daily_cache $$;
      ```

      ```sql good
      INSERT INTO countries (code, name) VALUES ('NZ', 'New Zealand') ON CONFLICT (code) DO NOTHING;

      -- Rollback
      -- TRUNCATE countries;
      ```

      A trigger *on* truncation truncates nothing:

      ```sql good
      DROP TRIGGER IF EXISTS users_never_truncate ON users;
      CREATE TRIGGER users_never_truncate BEFORE TRUNCATE ON users
        FOR EACH STATEMENT EXECUTE FUNCTION touch_updated_at();
      ```

      """####
    case "type-change-loses-data": ####"""
      # type-change-loses-data

      ALTER COLUMN TYPE that rounds, cuts or drops a part of values, without an error

      Severity: warning (documented: warning)

      On a server: AccessExclusiveLock, rewrite

      ## What happens

      Some types cannot hold all that the old type of a column holds. PostgreSQL then does one of two
      things. It fails at the first value that does not fit: at a text that is too long, a number out of
      range (`changing-column-type` says so). Or it makes the value fit, and says nothing:

      | from | to | what goes |
      |---|---|---|
      | `numeric`, `real`, `double precision` | an integer type | the fraction is rounded away |
      | any of these | `numeric(p, s)` with a smaller scale | digits behind the point |
      | `numeric`, `bigint`, `double precision` | `real`, `double precision` | digits beyond 6, or 15 |
      | `timestamp`, `timestamptz` | `date`, `time` | the time of day, or the date |
      | `timestamp`, `time`, `interval` | the same with a smaller precision | fractions of a second |
      | `inet` | `cidr` | the bits of the host |
      | text of any kind, by a cast in `USING` | `varchar(n)`, `char(n)` | what is longer than n |
      | bit strings, by a cast in `USING` | `bit(n)`, `varbit(n)` | what is longer than n |

      Documentation: "Numeric Types", "Date/Time Types", "Character Types" and "Bit String Types" (an
      explicit cast cuts without an error), "Network Address Functions". That rows are written anew:
      `type-numeric-less-scale`, `type-timestamp-to-date`, `type-inet-to-cidr`.

      ## Why it hurts

      The old values are gone, and nobody is told. A way back changes the type again, not the values.

      ## What to write instead

      Look first whether there is such a value, and say so. Or a second column, and the old one goes when
      nobody has missed it:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, placed timestamptz, total numeric(12,4));
      -- file: 002_day.sql
      ALTER TABLE invoices ADD COLUMN day date;
      UPDATE invoices SET day = placed WHERE day IS NULL;
      ```

      ## When it is fine

      If the part that goes is always zero, or nobody needs it:

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, placed timestamp);
      -- file: 002_day.sql
      -- whimbrel: allow type-change-loses-data, changing-column-type -- always midnight, see #4711
      ALTER TABLE invoices ALTER COLUMN placed TYPE date;
      ```

      Tables that the same migration makes or empties, and temporary ones, are not reported.

      ```sql good
      -- file: 001_orders.sql
      CREATE TABLE invoices (id int PRIMARY KEY, code varchar(20), total numeric(8,2), at timestamp(3));
      -- file: 002_wider.sql
      ALTER TABLE invoices ALTER COLUMN code TYPE varchar(40) USING code::varchar(40);
      ALTER TABLE invoices ALTER COLUMN total TYPE numeric(12,2), ALTER COLUMN at TYPE timestamp(6);
      ```

      ## What it cannot see

      The values. The old type, if no file tells it. What another expression than a cast does in `USING`:
      `left(code, 10)` is taken for what somebody wanted.

      ## Examples

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric(12,4), paid double precision);
      -- file: 002_cents.sql
      ALTER TABLE invoices ALTER COLUMN total TYPE numeric(12,2), ALTER COLUMN paid TYPE integer;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rounds values to 2 digits behind the point, without an error: invoices.total is numeric(12,4) since 001_invoices.sql
      --                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE rounds values to whole numbers, without an error: invoices.paid is double precision since 001_invoices.sql
      ```

      ```sql bad framework=flyway
      -- file: V1__invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now());
      -- file: V2__day.sql
      ALTER TABLE invoices ALTER COLUMN placed TYPE date USING placed::date;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE drops the time of day, without an error: invoices.placed is timestamp with time zone since V1__invoices.sql
      ```

      ```sql bad
      -- file: 001_invoices.sql
      CREATE TABLE invoices (id bigint PRIMARY KEY, code text, source inet);
      -- file: 002_code.sql
      ALTER TABLE invoices ALTER COLUMN code TYPE varchar(10) USING code::varchar(10);
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE cuts values to 10 characters, without an error: invoices.code is text since 001_invoices.sql
      ALTER TABLE invoices ALTER COLUMN source SET DATA TYPE cidr;
      --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ALTER COLUMN TYPE sets the bits of the host to zero, without an error: invoices.source is inet since 001_invoices.sql
      ```

      """####
    case "unchecked-dynamic-sql": ####"""
      # unchecked-dynamic-sql

      EXECUTE of a text that is only known when it runs: nothing is said of what it does

      Severity: info (documented: info)

      On a server: nothing (what is not known cannot be shown)

      ## What happens

      whimbrel follows the code of a `DO` block with what the migrations tell: constant texts, and texts
      that it can compute. Where a text depends on rows or on what no file makes, nothing is known of
      what the block does: neither its locks nor what it drops is reported.

      ## Why it hurts

      That nothing is reported then does not mean that nothing happens.

      ## What to write instead

      Where the statements are few, write them out:

      ```sql good
      ALTER TABLE events_2025 SET (autovacuum_vacuum_scale_factor = 0.02);
      ALTER TABLE events_2026 SET (autovacuum_vacuum_scale_factor = 0.02);
      ```

      ## When it is fine

      For what has to be found out on the server. Constant texts are read, and so are those that the
      files tell:

      ```sql good
      DO $$
      BEGIN
        EXECUTE 'COMMENT ON TABLE orders IS ''what was bought''';
      END
      $$;
      ```

      ```sql good
      DO $$
      DECLARE
        name text;
      BEGIN
        FOREACH name IN ARRAY ARRAY['orders', 'users'] LOOP
          EXECUTE format('COMMENT ON TABLE %I IS %L', name, 'ours');
        END LOOP;
      END
      $$;
      ```

      In functions that are only defined it runs later, and is not reported.

      ## What it cannot see

      What the text says.

      ## Examples

      ```sql bad
      DO $$
      DECLARE
        part record;
      BEGIN
        FOR part IN SELECT DISTINCT name FROM migration_log LOOP
          EXECUTE format('CREATE TABLE IF NOT EXISTS %I (id bigint PRIMARY KEY)', part.name);
      --  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what this EXECUTE runs is known only to the server: locks, work and losses are not checked
        END LOOP;
      END
      $$;
      ```

      ```sql bad
      DO $$
      BEGIN
        EXECUTE (SELECT string_agg(format('CREATE TABLE %I ()', name), ';') FROM migration_log);
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what this EXECUTE runs is known only to the server: locks, work and losses are not checked
      END
      $$;
      ```

      ```sql bad
      DO $$
      BEGIN
        EXECUTE 'ALTER DATABASE ' || quote_ident(current_database()) || ' SET work_mem = ''8MB''';
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what this EXECUTE runs is known only to the server: locks, work and losses are not checked
      END
      $$;
      ```

      """####
    case "uncommitted-transaction": ####"""
      # uncommitted-transaction

      BEGIN without COMMIT, PREPARE TRANSACTION without COMMIT PREPARED: nothing of it stays

      Severity: error (documented: error)

      On a server: is undone

      ## What happens

      A transaction that is still open when the session ends is rolled back, without an error
      (documentation: BEGIN; Transactions). Until then it holds its locks: with psql to the end of the
      file, with a runner that keeps the connection for as long as it waits for something else.

      A `ROLLBACK` that takes back all that the file changes is a warning: it may have been left over from
      a trial.

      `PREPARE TRANSACTION` ends the transaction in the session, but not on the server: its locks are
      held, and no row that has died since then can be made room of, until somebody says
      `COMMIT PREPARED` or `ROLLBACK PREPARED`; a restart does not help (documentation: PREPARE
      TRANSACTION).

      ## Why it hurts

      The run says that all went well, and nothing has changed; or the application waits for locks of a
      transaction that nobody remembers.

      ## What to write instead

      ```sql good
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      COMMIT;
      ```

      ```sql good framework=golang-migrate path=1_orders.up.sql
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      END;
      ```

      ## When it is fine

      `PREPARE TRANSACTION` belongs to a transaction manager, which finishes what it has prepared. A test
      that changes something, looks at it, and takes it back is not reported:

      ```sql good fine
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      SELECT count(*) FROM orders WHERE note = 'a';
      ROLLBACK;
      ```

      With a runner that opens and commits the transaction, `BEGIN` alone does nothing
      (`transaction-control-in-managed-migration`).

      ## What it cannot see

      What runs the files, if they do not tell and nobody says so. Files that run other files with psql's
      `\i` are not judged.

      ## Examples

      ```sql bad
      BEGIN;
      --<^^ nothing commits this transaction: its locks are held until the session ends, and then all that it did is rolled back
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      UPDATE orders SET priority = 0 WHERE id = 7;
      ```

      ```sql bad framework=golang-migrate path=1_orders.up.sql unseen
      BEGIN;
      UPDATE orders SET note = 'a' WHERE id = 1;
      COMMIT;
      BEGIN;
      --<^^ nothing commits this transaction: its locks are held until the session ends, and then all that it did is rolled back
      UPDATE orders SET note = 'b' WHERE id = 2;
      ```

      ```sql bad
      START TRANSACTION;
      UPDATE orders SET note = 'a' WHERE id = 1;
      PREPARE TRANSACTION 'orders-1';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing in the file commits what is prepared here: its locks are held, and VACUUM makes no room, until somebody says COMMIT PREPARED, over restarts of the server too
      ```

      ```sql bad
      BEGIN;
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS priority int;
      ROLLBACK;
      --<^^^^^ warning: this takes back all that the file changes: it runs without an error, and nothing of it stays
      ```

      """####
    case "undocumented-change": ####"""
      # undocumented-change

      A statement that changes the database without a comment that says why

      Severity: off (documented: warning)

      On a server: nothing (it is about a comment)

      ## What happens

      Nothing tells the reader why a table, column, index or row is made, changed or removed. These count
      as telling:

      - a comment above the statement, or above the group it belongs to: the statements that follow one
        another without an empty line;
      - a comment behind the statement on its last line, or inside it, also in the code of a function or
        DO block;
      - `COMMENT ON` what the statement makes, anywhere in the file;
      - for one statement, the reason of its approval: `-- whimbrel: allow drop-column -- unused`.

      The header of the file does not count, for it is about the whole; nor do section markers,
      instructions to tools, lines of dashes, and SQL that was commented out. A group without a comment
      is reported once.

      ## Why it hurts

      What was done can be read in the statement, and in the schema ever after. Why it was done stands
      nowhere else. Who meets an index that nobody uses, or a column that is always NULL, wants to know
      what it was for before taking it away.

      ## What to write instead

      ```sql good preset=documented
      -- Users sign in by phone number
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      CREATE UNIQUE INDEX IF NOT EXISTS idx_users_phone_number ON users(phone_number);

      -- The old column is equal to it since 2.3
      ALTER TABLE users DROP COLUMN IF EXISTS phone;
      ```

      ## When it is fine

      In a file whose name says all that there is to say: switch the rule off, as `recommended` does, or
      approve the statement.

      Statements that change nothing need no comment (`SELECT`, `SET`, `BEGIN`, `VACUUM`, `REINDEX`, …).
      What is dropped only to be made again is one change, which is told of once:

      ```sql good preset=documented
      -- Keeps updated_at true
      DROP TRIGGER IF EXISTS update_users_updated_at ON users;

      CREATE TRIGGER update_users_updated_at BEFORE UPDATE ON users
          FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
      ```

      Down and rollback sections, and files that only go back, undo what was told of elsewhere.

      ## What it cannot see

      Whether the comment says why. "Add index" above CREATE INDEX counts.

      ## Examples

      The header alone does not say it:

      ```sql bad preset=documented path=004_add_phone_number.sql
      -- Migration: 004
      -- Description: Phone number of a user
      -- Author: Tomasz Weber
      -- Date: 2025-11-18
      -- Reversible: Yes
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no comment says why this is done

      -- Rollback script (for documentation)
      -- ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      A comment covers what follows up to an empty line:

      ```sql bad preset=documented
      -- Users sign in by phone number
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;

      CREATE UNIQUE INDEX IF NOT EXISTS idx_users_phone_number ON users(phone_number);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no comment says why this is done
      CREATE INDEX IF NOT EXISTS idx_users_last_name ON users(last_name);
      BEGIN;
      -- Not one of these
      DROP INDEX IF EXISTS idx_users_name;
      COMMIT;
      ```

      ```sql bad preset=documented
      -- +goose Up
      -- +goose StatementBegin
      ALTER TABLE users ADD COLUMN IF NOT EXISTS phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no comment says why this is done
      -- +goose StatementEnd

      -- ---------------------------------------------------------------
      -- ALTER TABLE users ADD COLUMN IF NOT EXISTS fax_number text;
      ALTER TABLE users ADD COLUMN IF NOT EXISTS email text; -- for those without a phone
      ALTER TABLE users ADD COLUMN IF NOT EXISTS pager text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no comment says why this is done

      -- +goose Down
      ALTER TABLE users
        DROP COLUMN IF EXISTS pager, DROP COLUMN IF EXISTS email, DROP COLUMN IF EXISTS phone_number;
      ```

      ```sql good preset=documented
      -- migrate:up
      ALTER TABLE users -- they sign in by phone number
        ADD COLUMN IF NOT EXISTS phone_number text;

      CREATE TABLE IF NOT EXISTS prices (
        id bigint PRIMARY KEY,
        amount numeric NOT NULL /* without tax */
      );

      CREATE VIEW cheap AS SELECT id FROM prices WHERE amount < 10;
      COMMENT ON VIEW cheap IS 'What the front page shows';

      DO $$
      BEGIN
        -- Servers that were set up by hand have it already
        IF to_regtype('currency') IS NULL THEN
          CREATE TYPE currency AS ENUM ('EUR', 'CHF');
        END IF;
      END;
      $$;

      -- migrate:down
      DROP VIEW IF EXISTS cheap;
      ```

      ```sql good preset=documented
      -- create index on last_name, by which the list is sorted

      CREATE INDEX IF NOT EXISTS idx_users_last_name ON users(last_name);
      ```

      ```sql good preset=documented
      -- whimbrel: allow drop-column -- unused since 2.3, approved in #412
      ALTER TABLE users DROP COLUMN IF EXISTS legacy_code;
      ```

      ```sql good preset=documented path=004_phone.down.sql
      ALTER TABLE users DROP COLUMN IF EXISTS phone_number;
      ```

      """####
    case "unique-over-existing-rows": ####"""
      # unique-over-existing-rows

      A unique index or constraint that fails if rows that are there have duplicates

      Severity: info (documented: warning)

      On a server: fails 23505

      ## What happens

      A unique index is built over all rows that are there. If two of them have the same key, the
      statement fails (measured on PostgreSQL 14 to 18: `add_unique_violated`,
      `create_unique_index_violated`); a concurrent build leaves an INVALID index behind as well
      (`create_unique_index_concurrently_violated`).

      ## Why it hurts

      It works in every environment but the one with real data, and there it fails after the table has
      been read.

      ## What to write instead

      Look before the deployment, and clear up what is there twice in a migration before it:

      ```sql good
      DELETE FROM sessions AS older USING sessions AS newer
        WHERE older.user_id = newer.user_id AND older.id < newer.id;
      CREATE UNIQUE INDEX CONCURRENTLY sessions_user_id_key ON sessions (user_id);
      ```

      ## When it is fine

      When somebody has looked. What the same file fills or clears up before is taken to be right, and so
      is what another unique index promises already.

      ## What it cannot see

      The rows; and what other migrations have cleared up.

      ## Examples

      ```sql bad
      CREATE UNIQUE INDEX CONCURRENTLY users_country_key ON users (country);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if two rows of users have the same country, this fails (SQLSTATE 23505), and leaves an INVALID index behind
      ```

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_status_country_key UNIQUE (status, country);
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if two rows of orders have the same status and country, this fails (SQLSTATE 23505)
      ```

      ```sql bad
      CREATE UNIQUE INDEX orders_open_key ON orders (note) WHERE status = 'new';
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if two rows of orders have the same note, this fails (SQLSTATE 23505)
      ```

      ```sql good
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text);
      CREATE UNIQUE INDEX accounts_email_key ON accounts (lower(email));
      ```

      ```sql good
      ALTER TABLE users ADD COLUMN handle text;
      CREATE UNIQUE INDEX CONCURRENTLY users_handle_key ON users (handle);
      ```

      ```sql good
      -- file: 001_accounts.sql
      CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name text);
      -- file: 002_accounts.sql
      CREATE UNIQUE INDEX CONCURRENTLY accounts_email_name_key ON accounts (email, name);
      ```

      """####
    case "unknown-object": ####"""
      # unknown-object

      A name that no migration makes, though they make all else; or a type of another system

      Severity: warning (documented: warning)

      On a server: fails

      ## What happens

      A statement names a table of the schema `public`, or the function of a trigger, that no file of the
      run makes, though the history before it has made everything else that it uses, at least thirty
      objects. Or a column has a type that other systems have and PostgreSQL has not: `datetime`,
      `tinyint`, `nvarchar`, `blob`. If the name is nowhere else, the statement fails with SQLSTATE 42P01,
      42883 or 42704 (`table-drop-missing`, `trigger-of-missing-function`, `column-of-datetime`, in
      scripts/oracle_suite/cases).

      ## Why it hurts

      It is a slip of the pen, or a file that was never committed. It works on the machine of whoever
      wrote it, where the table is left from an experiment.

      ## What to write instead

      The right name; or a migration that makes it.

      ```sql good
      CREATE TABLE carts (id bigint PRIMARY KEY, made_at timestamptz NOT NULL, note text, is_open boolean);
      ```

      ## When it is fine

      If another program makes the object. As soon as the history has used one thing that it has not made,
      it is no longer taken for whole, and only types are reported.

      ## What it cannot see

      A table that only a query reads, or that is in another schema. Histories with few objects, and those
      that do what cannot be followed, tell nothing of what is missing. A table with a name like those in
      which runners keep their books (`…migration…`, `…version…`) is not reported, nor is a DROP with IF
      EXISTS:

      ```sql good
      DROP TABLE IF EXISTS goose_db_version;
      ```

      ## Examples

      ```sql bad
      CREATE TABLE carts (id bigint PRIMARY KEY, made_at datetime NOT NULL);
      --                                                 ^^^^^^^^ PostgreSQL has no type datetime, and no migration makes one: this fails (SQLSTATE 42704)
      ```

      ```sql bad
      CREATE TABLE carts (id bigint PRIMARY KEY, is_open tinyint DEFAULT 0, note longtext);
      --                                                 ^^^^^^^ PostgreSQL has no type tinyint, and no migration makes one: this fails (SQLSTATE 42704)
      --                                                                         ^^^^^^^^ PostgreSQL has no type longtext, and no migration makes one: this fails (SQLSTATE 42704)
      ```

      ```sql bad
      -- file: 001_shop.sql
      CREATE TABLE a1 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a2 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a3 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a4 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a5 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a6 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a7 (id bigserial PRIMARY KEY, n text UNIQUE);
      -- file: 002_shop.sql
      INSERT INTO a8 (id, n) VALUES (1, 'x');
      --          ^^ no migration makes a8, though they make all else that they use: unless it is there in another way, this fails (SQLSTATE 42P01)
      ```

      ```sql good
      -- file: 001_shop.sql
      CREATE TABLE a1 (id bigserial PRIMARY KEY, n text UNIQUE);
      -- file: 002_shop.sql
      UPDATE orders SET note = 'x' WHERE id = 1;
      ```

      ```sql good
      CREATE DOMAIN datetime AS timestamptz;
      CREATE TABLE carts (id bigint PRIMARY KEY, made_at datetime NOT NULL);
      ```

      ```sql good
      -- file: 001_shop.sql
      CREATE TABLE a1 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a2 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a3 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a4 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a5 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a6 (id bigserial PRIMARY KEY, n text UNIQUE);
      CREATE TABLE a7 (id bigserial PRIMARY KEY, n text UNIQUE);
      -- file: 002_shop.sql
      DROP TABLE IF EXISTS a8;
      ```

      """####
    case "unparsed-statement": ####"""
      # unparsed-statement

      SQL that whimbrel could not read, so that no rule has looked at it

      Severity: warning (documented: warning)

      On a server: fails 42601

      ## What happens

      Whimbrel stopped reading before the end of the statement without being able to say that PostgreSQL
      would stop there, too: a placeholder stands before the place, and what will be put in decides; or
      the statement is nested more than 500 levels deep. It is still known by its first words, but what it
      does has not been looked at. What PostgreSQL itself refuses to read is a `syntax-error`.

      ## Why it hurts

      Silence would be taken for approval.

      ## What to write instead

      SQL that can be read before the placeholders are filled in: placeholders for names and values, not
      for whole clauses.

      ```sql good
      ALTER TABLE ${schema}.users ADD COLUMN IF NOT EXISTS nickname text DEFAULT ${nickname};
      ```

      ## When it is fine

      When you have looked at the statement yourself:

      ```sql good
      -- whimbrel: allow unparsed-statement -- expands to a list of columns, looked at by hand
      CREATE TABLE IF NOT EXISTS ${table} USING columns_of ${template} NOLOGGING;
      ```

      ## What it cannot see

      What a placeholder stands for.

      ## Examples

      ```sql bad
      ALTER TABLE ${table} MODIFY COLUMN nickname varchar(50);
      --                   ^^^^^^ reading stopped at "MODIFY": no rule has looked at what this statement does
      ```

      ```sql bad
      CREATE INDEX IF NOT EXISTS orders_text_idx ON ${table} (note) WITH PARSER ngram;
      --                                                                 ^^^^^^ reading stopped at "PARSER": no rule has looked at what this statement does
      ```

      ```sql bad
      \set table_name orders
      DELETE FROM :table_name WHERE id = 1 LIMIT 1;
      --                                   ^^^^^ reading stopped at "LIMIT": no rule has looked at what this statement does
      ```

      ```sql good
      \set table_name orders
      ANALYZE :table_name;
      COMMENT ON TABLE ${table} IS 'made by {{ team }}';
      GRANT SELECT ON {{ schema }}.orders TO ${reader};
      ```

      ```sql good
      CREATE TABLE IF NOT EXISTS measurements (
        at timestamptz NOT NULL,
        celsius numeric(5, 2) CHECK (celsius > -273.15),
        fahrenheit numeric GENERATED ALWAYS AS (celsius * 9 / 5 + 32) STORED
      ) PARTITION BY RANGE (at);
      ```

      """####
    case "unstable-check": ####"""
      # unstable-check

      A CHECK whose answer changes with the time, the user or the session

      Severity: warning (documented: warning)

      On a server: nothing (time has to pass)

      ## What happens

      PostgreSQL checks a row when it is written, and takes for granted that the answer stays the same
      (documentation, "CREATE TABLE", "CHECK"; "Constraints", "Check Constraints"). It accepts `now()`,
      `current_user`, `random()` all the same (`check-add-of-now`, in scripts/oracle_suite/cases).

      ## Why it hurts

      Rows that were right break the constraint as time goes by. An UPDATE of any other column then fails,
      `VALIDATE` and a rewrite fail, and `pg_restore` of a dump fails at this table: the backup cannot be
      used as it is.

      ## What to write instead

      A comparison that only ever becomes true is not reported: what was before now stays before now.

      ```sql good
      ALTER TABLE sessions ADD COLUMN started_at timestamptz;
      ALTER TABLE sessions ADD CONSTRAINT sessions_started CHECK (started_at <= now()) NOT VALID;
      ALTER TABLE sessions VALIDATE CONSTRAINT sessions_started;
      ```

      Compare with a column that keeps the moment:

      ```sql good
      CREATE TABLE coupons (
        id bigint PRIMARY KEY,
        made_at timestamptz NOT NULL DEFAULT now(),
        ends_at timestamptz NOT NULL CHECK (ends_at > made_at)
      );
      ```

      ## When it is fine

      Hardly ever: a trigger, or the application, can compare with the clock when a row is written.

      ## What it cannot see

      Functions of your own that look at the clock, at settings or at other tables.

      ## Examples

      ```sql bad
      CREATE TABLE coupons (id bigint PRIMARY KEY, ends_at timestamptz CHECK (ends_at > now()));
      --                                                               ^^^^^^^^^^^^^^^^^^^^^^^ the answer of now changes while the row stays the same: rows that break this CHECK come to be in the table, and a dump with one of them cannot be restored
      ```

      ```sql bad
      ALTER TABLE orders ADD CONSTRAINT orders_recent
      --                     ^^^^^^^^^^^^^^^^^^^^^^^^ the answer of current_timestamp changes while the row stays the same: rows that break this CHECK come to be in the table, and a dump with one of them cannot be restored
        CHECK (placed_at > CURRENT_TIMESTAMP - interval '2 years') NOT VALID;
      ```

      ```sql bad
      CREATE DOMAIN future_date AS date CHECK (VALUE >= CURRENT_DATE);
      --                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the answer of current_date changes while the row stays the same: rows that break this CHECK come to be in the table, and a dump with one of them cannot be restored
      ```

      ```sql bad
      CREATE TABLE notes (
        id bigint PRIMARY KEY,
        author text,
        CONSTRAINT own CHECK (author = current_user)
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the answer of current_user changes while the row stays the same: rows that break this CHECK come to be in the table, and a dump with one of them cannot be restored
      );
      ```

      ```sql good
      CREATE TABLE people (
        id bigint PRIMARY KEY,
        born date CHECK (born > '1900-01-01' AND born <= CURRENT_DATE),
        seen timestamptz CHECK (seen IS NULL OR now() >= seen)
      );
      ```

      ```sql good
      CREATE TABLE people (
        id bigint PRIMARY KEY,
        name text CHECK (lower(name) = name AND length(name) < 80)
      );
      ```

      """####
    case "unused-allow": ####"""
      # unused-allow

      An approval that nothing needs: no finding of that rule is there

      Severity: warning (documented: warning)

      On a server: nothing (it is about a comment)

      ## What happens

      A comment `-- whimbrel: allow …` approves the findings of a rule in the next statement, and
      `-- whimbrel: allow-file …` those in the whole file. This one covers no finding: the statement has
      changed, the rule is misspelt or switched off, or the comment stands at the wrong place.

      ## Why it hurts

      An approval that is left behind approves the next mistake as well, unseen. And one at the wrong
      place looks, to the reviewer, as if somebody had thought about it.

      ## What to write instead

      The approval right above the statement it is for, and none where nothing is to be approved:

      ```sql good
      -- whimbrel: allow drop-table -- empty since 2019, approved in #412
      DROP TABLE IF EXISTS old_orders;
      ```

      ## When it is fine

      Take it away; there is nothing to lose.

      ## What it cannot see

      Whether the reason still holds.

      ## Examples

      ```sql bad
      -- whimbrel: allow drop-column -- not used since release 2.3
      --                 ^^^^^^^^^^^ nothing in the statement that this covers needs the approval of drop-column
      ALTER TABLE users ADD COLUMN IF NOT EXISTS nickname text;
      ```

      One of two is needed:

      ```sql bad
      -- whimbrel: allow drop-table, drop-column -- approved in #412
      --                             ^^^^^^^^^^^ nothing in the statement that this covers needs the approval of drop-column
      DROP TABLE IF EXISTS old_orders;
      ```

      Below the statement it is too late:

      ```sql bad
      DROP TABLE IF EXISTS old_orders;
      -- whimbrel: allow drop-table -- approved in #412
      --                 ^^^^^^^^^^ nothing in the statement that this covers needs the approval of drop-table
      ```

      ```sql bad
      -- whimbrel: allow-file truncate -- caches, filled again by the nightly job
      --                      ^^^^^^^^ nothing in this file needs the approval of truncate
      DELETE FROM daily_cache WHERE id < 0;
      ```

      ```sql bad
      -- whimbrel: allow drop-tables -- approved in #412
      --                 ^^^^^^^^^^^ no rule is called drop-tables: this approves nothing
      DROP TABLE IF EXISTS old_orders;
      ```

      ```sql good
      -- whimbrel: allow-file truncate -- caches, filled again by the nightly job
      TRUNCATE daily_cache;
      ```

      ```sql good
      -- whimbrel: allow drop-table, drop-cascade -- approved in #412
      DROP TABLE IF EXISTS old_orders CASCADE;
      ```

      In a string it is only text:

      ```sql good
      COMMENT ON TABLE users IS '-- whimbrel: allow drop-table -- no';
      ```

      """####
    case "update-without-where": ####"""
      # update-without-where

      UPDATE of every row of a table in one transaction

      Severity: info (documented: warning)

      On a server: writes

      ## What happens

      `UPDATE` writes a new version of each row that it changes, and of the entries in all indexes unless
      no indexed column changes and the page has room. It takes a RowExclusiveLock on the table, which
      lets others read and write, and locks every row that it changes until its transaction ends: who
      wants to change or delete one of them waits (`update_all`, `update-table`; documentation, "Row-Level
      Locks"). The old versions stay until VACUUM.

      Reported are an `UPDATE` without `WHERE`, with a condition that is always true, with `c IS NOT NULL`
      where the files say that `c` is `NOT NULL`, with `c IS NULL` where the files have added `c`
      without a default to a table that was there (an earlier file may not be the last that filled it:
      that is said), and an `UPDATE … FROM` whose condition only joins; a
      `MERGE` with a `WHEN MATCHED THEN UPDATE` that has no condition and only joins tables; and a query
      that calls a function of the files whose code has an `UPDATE` without `WHERE`.

      ## Why it hurts

      On a large table this takes minutes to hours, doubles the size of the table, floods the replicas,
      and keeps VACUUM from cleaning up anywhere in the database for as long as it runs. Sessions that
      change a row of the table queue up behind it.

      ## What to write instead

      Batches that each commit, by a script outside of the migrations, or by a procedure that is called
      outside of a transaction:

      ```sql good
      UPDATE users SET status = 'active' WHERE id BETWEEN 1 AND 10000 AND status IS NULL;
      ```

      A new column with the same value for all rows needs no UPDATE: a default that is not volatile costs
      nothing.

      ```sql good
      ALTER TABLE users ADD COLUMN IF NOT EXISTS plan text NOT NULL DEFAULT 'free';
      ```

      Where the files tell the primary key, and it is one column, `--unsafe-fixes` writes such a
      procedure. Each batch is a range of the key, so that rows which come and go meanwhile do no harm;
      one that was interrupted is run again from the start.

      ## When it is fine

      On tables that are small: settings, lookups. Tables that the same migration makes are not reported,
      nor is a way back. Where the transaction holds a lock that others wait for, `backfill-with-ddl` or
      `long-work-under-lock` says so instead.

      ```sql good
      CREATE TABLE regions (code text PRIMARY KEY, name text);
      INSERT INTO regions (code, name) VALUES ('eu', 'Europe'), ('us', 'Americas');
      UPDATE regions SET name = upper(name);
      ```

      ## What it cannot see

      How many rows there are, and how many of them a condition keeps.

      ## Examples

      ```sql bad
      UPDATE orders SET total = round(total, 2);
      --<^^^^^^^^^^ UPDATE without WHERE writes every row of orders anew: whoever changes one of them waits until all are written
      ```

      ```sql bad path=db/migrate/20260210_backfill_status.up.sql
      UPDATE users SET status = 'new' WHERE true;
      --<^^^^^^^^^ UPDATE with a condition that no row fails writes every row of users anew: whoever changes one of them waits until all are written
      ```

      ```sql bad
      -- +goose NO TRANSACTION
      -- +goose Up
      ALTER TABLE users ADD COLUMN email_normalized text;
      UPDATE users SET email_normalized = lower(email) WHERE email_normalized IS NULL;
      --<^^^^^^^^^ UPDATE with a condition that no row fails writes every row of users anew: whoever changes one of them waits until all are written
      -- +goose Down
      ALTER TABLE users DROP COLUMN email_normalized;
      ```

      ```sql bad
      -- file: 001_visits.sql
      CREATE TABLE visits (id bigint PRIMARY KEY, page text NOT NULL, site text);
      -- file: 002_site.sql
      UPDATE visits SET site = 'main' WHERE page IS NOT NULL;
      --<^^^^^^^^^^ UPDATE with a condition that no row fails writes every row of visits anew: whoever changes one of them waits until all are written
      ```

      ```sql fixed unsafe
      -- file: 002_site.sql
      CREATE OR REPLACE PROCEDURE visits_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first visits.id%TYPE;
        batch_last visits.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM visits ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM visits WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE visits SET site = 'main' WHERE id BETWEEN batch_first AND batch_last AND (page IS NOT NULL);
          COMMIT;
          SELECT id INTO batch_first FROM visits WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      CALL visits_backfill();
      DROP PROCEDURE visits_backfill();
      ```

      A runner that cuts files at semicolons is told not to, and to open no transaction:

      ```sql bad framework=goose
      -- file: 00001_visits.sql
      -- +goose Up
      CREATE TABLE visits (id uuid PRIMARY KEY, page text NOT NULL, site text);
      -- +goose Down
      DROP TABLE visits;
      -- file: 00002_site.sql
      -- +goose Up
      -- All of them.
      UPDATE visits AS v SET site = coalesce(v.site, 'main');
      --<^^^^^^^^^^ UPDATE without WHERE writes every row of visits anew: whoever changes one of them waits until all are written
      -- +goose Down
      -- Nothing to undo.
      ```

      ```sql fixed unsafe
      -- file: 00002_site.sql
      -- +goose Up
      -- +goose NO TRANSACTION
      -- All of them.
      -- +goose StatementBegin
      CREATE OR REPLACE PROCEDURE visits_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first visits.id%TYPE;
        batch_last visits.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM visits ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM visits WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE visits AS v SET site = coalesce(v.site, 'main') WHERE id BETWEEN batch_first AND batch_last;
          COMMIT;
          SELECT id INTO batch_first FROM visits WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      -- +goose StatementEnd
      CALL visits_backfill();
      DROP PROCEDURE visits_backfill();
      -- +goose Down
      -- Nothing to undo.
      ```

      One that sends a file as one string, which is one transaction, gets a file for each statement:

      ```sql bad framework=golang-migrate
      -- file: 000001_visits.up.sql
      CREATE TABLE visits (id uuid PRIMARY KEY, page text NOT NULL, site text);
      -- file: 000002_site.up.sql
      UPDATE visits SET site = 'main';
      --<^^^^^^^^^^ UPDATE without WHERE writes every row of visits anew: whoever changes one of them waits until all are written
      ```

      ```sql fixed unsafe
      -- file: 000002_site.up.sql
      CREATE OR REPLACE PROCEDURE visits_backfill() LANGUAGE plpgsql AS $backfill$
      DECLARE
        batch_first visits.id%TYPE;
        batch_last visits.id%TYPE;
      BEGIN
        SELECT id INTO batch_first FROM visits ORDER BY id LIMIT 1;
        WHILE FOUND LOOP
          SELECT id INTO batch_last
          FROM (SELECT id FROM visits WHERE id >= batch_first ORDER BY id LIMIT 10000) AS batch
          ORDER BY id DESC LIMIT 1;
          UPDATE visits SET site = 'main' WHERE id BETWEEN batch_first AND batch_last;
          COMMIT;
          SELECT id INTO batch_first FROM visits WHERE id > batch_last ORDER BY id LIMIT 1;
        END LOOP;
      END
      $backfill$;
      -- file: 000003_visits_backfill.up.sql
      CALL visits_backfill();
      -- file: 000004_visits_backfill.up.sql
      DROP PROCEDURE visits_backfill();
      ```

      ```sql bad
      UPDATE orders o SET country = u.country FROM users u WHERE u.id = o.user_id;
      --<^^^^^^^^^^ UPDATE with a condition that no row fails writes every row of orders anew: whoever changes one of them waits until all are written
      ```

      ```sql good
      UPDATE orders o SET country = u.country FROM users u WHERE u.id = o.user_id AND o.country IS NULL;
      ```

      ```sql good
      UPDATE orders SET status = 'paid' WHERE status = 'payed' AND id < 100;
      ```

      ```sql good
      CREATE OR REPLACE FUNCTION touch_all() RETURNS void LANGUAGE sql AS $$ UPDATE users SET status = 'new' $$;
      ```

      ```sql bad postgres=15
      -- file: 001_plans.sql
      CREATE TABLE plans (id bigint PRIMARY KEY, name text);
      CREATE TABLE members (id bigint PRIMARY KEY, plan_id bigint, plan text);
      INSERT INTO plans VALUES (1, 'free');
      INSERT INTO members SELECT g, 1 FROM generate_series(1, 50) g;
      -- file: 002_plans.sql
      MERGE INTO members m USING plans p ON m.plan_id = p.id WHEN MATCHED THEN UPDATE SET plan = p.name;
      --<^^^^^^^^^^^^^^^ WHEN MATCHED without a condition writes every row of members that has a row in the source: whoever changes one of them waits until all are written
      ```

      ```sql bad
      CREATE FUNCTION fill_notes() RETURNS void LANGUAGE sql AS $$ UPDATE orders SET note = 'x' $$;
      SELECT fill_notes();
      --<^^^^^^^^^^^^^^^^ the function that this calls writes every row of orders anew: whoever changes one of them waits until all are written
      DROP FUNCTION fill_notes();
      ```

      ```sql good
      CREATE FUNCTION fill_note(which bigint) RETURNS void LANGUAGE sql
        AS $$ UPDATE orders SET note = 'x' WHERE id = which $$;
      SELECT fill_note(1);
      ```

      """####
    case "vacuum-full": ####"""
      # vacuum-full

      VACUUM FULL: the table is copied under an AccessExclusiveLock

      Severity: error (documented: error)

      On a server: AccessExclusiveLock, rewrite

      ## What happens

      `VACUUM FULL` writes the rows that are alive to a new file, builds every index of the table anew,
      and holds an AccessExclusiveLock on both all the time (measured on PostgreSQL 14 to 18:
      `vacuum_full`). Until it is done, the disk has to hold the table twice (documentation: VACUUM).

      Without `FULL`, the lock is a ShareUpdateExclusiveLock, which lets reads and writes go on
      (`vacuum`).

      ## Why it hurts

      The larger a table has grown, the longer nobody can use it; and it is mostly large tables that
      somebody wants to make smaller.

      ## What to write instead

      `VACUUM` makes the space of dead rows usable again, which is enough unless most of the table is
      empty. `autovacuum` does so by itself, and can be told to do it more often:

      ```sql good
      VACUUM (ANALYZE) orders;
      ```

      ```sql good
      SET lock_timeout = '2s';
      ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02);
      ```

      To give the space back to the disk, pg_repack and pg_squeeze make the copy while the table is in
      use, and lock it for an instant at the end.

      ## When it is fine

      In a maintenance window in which nobody uses the table. Tables that the same migration makes, and
      temporary ones, are not reported:

      ```sql good
      CREATE TABLE orders_archive (id bigint PRIMARY KEY, placed_at timestamptz);
      INSERT INTO orders_archive SELECT id, placed_at FROM orders WHERE placed_at < '2020-01-01';
      VACUUM FULL orders_archive;
      ```

      ## What it cannot see

      How large the table is.

      ## Examples

      ```sql bad
      VACUUM FULL orders;
      --<^^^^^^^^^^^^^^^ VACUUM FULL writes all of orders anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      ```sql bad
      VACUUM (FULL, ANALYZE) events_log, shop.orders;
      --                     ^^^^^^^^^^ VACUUM FULL writes all of events_log anew under an AccessExclusiveLock: reads and writes wait until it is done
      --                                 ^^^^^^^^^^^ VACUUM FULL writes all of shop.orders anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      ```sql bad framework=goose
      -- +goose NO TRANSACTION
      -- +goose Up
      DELETE FROM sessions WHERE expires_at < now();
      VACUUM FULL VERBOSE sessions;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^ VACUUM FULL writes all of sessions anew under an AccessExclusiveLock: reads and writes wait until it is done
      -- +goose Down
      SELECT 1;
      ```

      Without a name, all tables of the database, one after the other:

      ```sql bad
      VACUUM FULL;
      --<^^^^^^^^ VACUUM FULL writes every table of the database in turn anew under an AccessExclusiveLock: reads and writes wait until it is done
      ```

      """####
    case "validate-constraint": ####"""
      # validate-constraint

      VALIDATE CONSTRAINT reads the table: VACUUM and other DDL wait for it

      Severity: off (documented: off)

      On a server: ShareUpdateExclusiveLock, scan

      ## What happens

      `VALIDATE CONSTRAINT` reads every row under a ShareUpdateExclusiveLock: reads and writes go on, but
      VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY and other DDL wait. For a foreign key it takes a
      RowShareLock on the other table and reads that, too (measured on PostgreSQL 14 to 18:
      `validate_check`, `validate_fk`).

      ## Why it hurts

      Hardly: this is the way to add a constraint. But a `statement_timeout` that is right for everything
      else may stop it, and in a transaction with other statements their locks last as long as it reads.

      ## What to write instead

      Alone in its transaction, or file, and no check at all where the table is new:

      ```sql good preset=all
      CREATE TABLE parcels (id bigint PRIMARY KEY, weight int CHECK (weight > 0));
      ```

      ## When it is fine

      Nearly always. The rule is in `all` for those who want to plan for it.

      ## What it cannot see

      How large the table is.

      ## Examples

      ```sql bad preset=all
      -- file: 001_add.sql
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      -- file: 002_validate.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: VALIDATE reads all of orders under a ShareUpdateExclusiveLock: reads and writes go on, VACUUM, ANALYZE and other DDL wait
      ```

      ```sql bad preset=all
      ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: VALIDATE reads all of orders under a ShareUpdateExclusiveLock: reads and writes go on, VACUUM, ANALYZE and other DDL wait
      ```

      ```sql bad preset=all framework=flyway
      -- file: V1__sales.sql
      CREATE TABLE sales (id bigint PRIMARY KEY, total numeric);
      -- file: V2__sales.sql
      ALTER TABLE sales ADD CONSTRAINT sales_total_positive CHECK (total > 0) NOT VALID;
      -- file: V3__sales.sql
      ALTER TABLE sales VALIDATE CONSTRAINT sales_total_positive;
      --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: VALIDATE reads all of sales under a ShareUpdateExclusiveLock: reads and writes go on, VACUUM, ANALYZE and other DDL wait
      ```

      ```sql good preset=all
      -- file: 001_sales.sql
      CREATE TABLE sales (id bigint PRIMARY KEY, total numeric CHECK (total > 0));
      -- file: 002_validate.sql
      ALTER TABLE sales VALIDATE CONSTRAINT sales_total_check;
      ```

      ```sql good preset=all
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ```

      """####
    case "validate-in-same-transaction": ####"""
      # validate-in-same-transaction

      VALIDATE CONSTRAINT in the transaction that added the constraint NOT VALID

      Severity: error (documented: error)

      On a server: held ShareRowExclusiveLock, scan

      ## What happens

      A lock lasts until its transaction ends. `ADD … CHECK … NOT VALID` takes an AccessExclusiveLock on
      the table, `ADD … FOREIGN KEY … NOT VALID` a ShareRowExclusiveLock on both tables: neither reads a
      row. `VALIDATE CONSTRAINT` reads all of them, and alone it needs a ShareUpdateExclusiveLock only
      (measured on PostgreSQL 14 to 18: `validate_check`, `validate_fk`). In the same transaction it
      reads them under the lock of the first statement, and so it does within one `ALTER TABLE`
      (`add_check_and_validate_one_statement`).

      ## Why it hurts

      The constraint was split in two so that nobody would have to wait while the table is read. In one
      transaction everybody waits all the same: the split has cost a line and bought nothing.

      ## What to write instead

      A commit between the two. In a file that is run statement by statement, there is one already:

      ```sql good
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      Where the runner wraps each file in a transaction, take two files:

      ```sql good transport=transaction-per-file
      -- file: 001_add.sql
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      -- file: 002_validate.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      ## When it is fine

      On tables that the same migration makes: they are not reported. On small tables a plain `ADD
      CONSTRAINT` says the same in one line.

      ## What it cannot see

      A runner that wraps all pending files in one transaction: two files do not help there.

      ## Examples

      ```sql bad
      BEGIN;
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ VALIDATE reads all of orders under the AccessExclusiveLock that the transaction holds: reads and writes wait
      COMMIT;
      ```

      ```sql fixed unsafe
      BEGIN;
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      COMMIT;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      ```

      ```sql bad transport=transaction-per-file
      ALTER TABLE orders
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fk;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ VALIDATE reads all of orders under the ShareRowExclusiveLock that the transaction holds: writes wait
      ```

      ```sql fixed unsafe
      ALTER TABLE orders
        ADD CONSTRAINT orders_user_id_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
      -- file: 002_validate_orders_user_id_fk.sql
      ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fk;
      ```

      ```sql bad
      ALTER TABLE orders
        ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID,
        VALIDATE CONSTRAINT orders_total_positive;
      --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ VALIDATE reads all of orders under the AccessExclusiveLock that the transaction holds: reads and writes wait
      ```

      Commands beside it may need a stronger lock than the foreign key:

      ```sql bad transport=transaction-per-file
      ALTER TABLE orders
        ADD COLUMN country text,
        ADD CONSTRAINT orders_country_fk FOREIGN KEY (country) REFERENCES countries (code) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_country_fk;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ VALIDATE reads all of orders under the AccessExclusiveLock that the transaction holds: reads and writes wait
      ```

      The text of several statements that is sent as one string is one transaction, too:

      ```sql bad transport=implicit
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ VALIDATE reads all of orders under the AccessExclusiveLock that the transaction holds: reads and writes wait
      ```

      ```sql good
      BEGIN;
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      COMMIT;
      BEGIN;
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
      COMMIT;
      ```

      ```sql good transport=transaction-per-file
      CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);
      ALTER TABLE invoices ADD CONSTRAINT invoices_total_positive CHECK (total > 0) NOT VALID;
      ALTER TABLE invoices VALIDATE CONSTRAINT invoices_total_positive;
      ```

      ```sql good transport=transaction-per-file
      ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
      ```

      """####
    case "version-gap": ####"""
      # version-gap

      A number is missing in a history that counts its migrations

      Severity: error (documented: error)

      On a server: nothing (it is about names of files)

      ## What happens

      The numbers of a directory go up one by one, and one is missing. tern and postgres-migrations refuse
      to run at all: their numbers begin at 1 and have no gap. Other runners do not mind; there the
      finding is an info, and only about a migration that is new (`--since`, `--staged`), where the number
      is easily changed.

      Time stamps have no gaps, and where many numbers are missing, as with 10, 20, 30, they do not count.

      ## Why it hurts

      With those two, nothing runs any more. With others, the missing file is mostly one that was
      forgotten, or one of another branch: added later, it sorts before this one, which some runners
      refuse ([`version-out-of-order`](version-out-of-order.md)).

      ## What to write instead

      Give the new migration the next number, or add the one that is missing.

      ```sql good framework=tern
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql bad framework=tern
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 003_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ there is no migration 2: tern refuses to run: its numbers begin at 1 and have no gap
      ```

      ```sql bad framework=tern
      -- file: 002_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ there is no migration 1: tern refuses to run: its numbers begin at 1 and have no gap
      ```

      ```sql bad framework=goose
      -- file: 001_users.sql base
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_orders.sql base
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 003_items.sql base
      CREATE TABLE items (id bigint PRIMARY KEY);
      -- file: 006_add_email.sql new
      ALTER TABLE users ADD COLUMN email text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: there are no migrations 4 and 5
      ```

      ## When it is fine

      An old gap hurts nobody but tern, nor does the number of a migration that the base branch has got
      since.

      ```sql good framework=goose
      -- file: 001_users.sql base
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 002_orders.sql base
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 003_items.sql base
      CREATE TABLE items (id bigint PRIMARY KEY);
      -- file: 004_add_phone.sql arrived
      -- file: 005_add_email.sql new
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql good framework=goose
      -- file: 20240101120000_users.sql base
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 20240301120000_add_email.sql new
      ALTER TABLE users ADD COLUMN email text;
      ```

      ## What it cannot see

      Migrations that are not SQL, and those that other branches have and the base branch has not.

      ## Examples

      ```sql good framework=goose
      -- file: 001_users.sql
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 003_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql good framework=goose
      -- file: 010_users.sql base
      CREATE TABLE users (id bigint PRIMARY KEY);
      -- file: 020_orders.sql base
      CREATE TABLE orders (id bigint PRIMARY KEY);
      -- file: 030_items.sql base
      CREATE TABLE items (id bigint PRIMARY KEY);
      -- file: 040_add_email.sql new
      ALTER TABLE users ADD COLUMN email text;
      ```

      """####
    case "version-out-of-order": ####"""
      # version-out-of-order

      A new migration sorts before one that is already on the base branch

      Severity: error (documented: error)

      On a server: nothing (it is about names of files)

      ## What happens

      The migration is new, and its version is lower than one that the base branch has. On a database that
      has run the latter, it comes too late:

      | runner | what becomes of it |
      |---|---|
      | Flyway | the next run fails, unless `outOfOrder=true` is set |
      | goose | `goose up` fails, unless it gets `-allow-missing` |
      | Supabase | `supabase db push` fails, unless it gets `--include-all` |
      | refinery, Atlas, node-pg-migrate, rambler | the next run fails |
      | golang-migrate, tern | it never runs: they keep only the latest version |
      | dbmate, sqlx, Diesel, Hasura, sql-migrate, Prisma | it runs behind those: a warning |

      Which migrations the base branch has is known only with `--since` or `--staged`; without them, the
      rule finds nothing. `--staged` takes the default branch of `origin`, or else `main` or `master`.

      ## Why it hurts

      The databases of the developers run both in the one order, production in the other or not at all.
      The migration was tested in an order that production never has.

      ## What to write instead

      Give the new migration a version behind all that the base branch has.

      ```sql bad framework=flyway
      -- file: V4__add_phone.sql new
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration is new, and V5__add_email.sql is on the base branch already: where that has run, Flyway's next run fails ("resolved migration not applied"), unless outOfOrder=true is set
      -- file: V5__add_email.sql base
      ALTER TABLE users ADD COLUMN email text;
      ```

      The other migration may have reached the base branch after this branch left it:

      ```sql bad framework=golang-migrate
      -- file: 20240301_add_phone.up.sql new
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration is new, and 20240302_add_email.up.sql is on the base branch already: where that has run, golang-migrate never runs this one: it keeps only the latest version
      -- file: 20240302_add_email.up.sql arrived
      ```

      ```sql bad framework=sqlx
      -- file: 4_add_phone.sql new
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this migration is new, and 10_add_email.sql is on the base branch already: where that has run, sqlx runs it behind those
      -- file: 10_add_email.sql base
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql good framework=flyway
      -- file: V5__add_email.sql base
      ALTER TABLE users ADD COLUMN email text;
      -- file: V6__add_phone.sql new
      ALTER TABLE users ADD COLUMN phone_number text;
      ```

      ## When it is fine

      Several new migrations are in order among themselves, and one that the base branch has is not new.

      ```sql good framework=goose
      -- file: 004_add_phone.sql new
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 005_add_email.sql new
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql good framework=goose
      -- file: 004_add_phone.sql base
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 005_add_email.sql base
      ALTER TABLE users ADD COLUMN email text;
      ```

      If no database has run what the base branch has got, nothing is late.

      ## What it cannot see

      What has run where, and the order of runners that list their migrations elsewhere: sqitch,
      Liquibase, Drizzle.

      ## Examples

      ```sql bad framework=goose
      -- file: 003_add_phone.sql renamed=006_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this migration is new, and 005_add_email.sql is on the base branch already: where that has run, `goose up` fails ("found missing migrations"), unless it gets -allow-missing
      -- file: 005_add_email.sql base
      ALTER TABLE users ADD COLUMN email text;
      ```

      ```sql good framework=goose
      -- file: 004_add_phone.sql
      ALTER TABLE users ADD COLUMN phone_number text;
      -- file: 005_add_email.sql
      ALTER TABLE users ADD COLUMN email text;
      ```

      """####
    case "view-bypasses-row-security": ####"""
      # view-bypasses-row-security

      A view over a table with row security reads it with its owner's rights

      Severity: warning (documented: warning)

      On a server: bypasses policies

      ## What happens

      The tables of a view are read with the rights of the view's owner, and their policies are those
      for the owner. That is mostly the role that runs the migrations, which owns the tables as well:
      for it, policies do not hold. From PostgreSQL 15 on, a view with `security_invoker` reads with the
      rights of whoever reads it. (Documentation: CREATE VIEW, "Notes"; Row Security Policies.) A
      materialized view holds the rows that its owner saw, and has no policies.

      ## Why it hurts

      Everybody who may read the view sees all rows, whatever the policies of the table say.

      ## What to write instead

      ```sql good
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes USING (owner = current_user);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_view.sql
      CREATE VIEW short_notes WITH (security_invoker = true) AS
        SELECT id, left(body, 20) AS start FROM notes;
      ```

      ## When it is fine

      When the view is meant to show more than the table does, or filters by itself; say so:

      ```sql good
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_view.sql
      -- whimbrel: allow view-bypasses-row-security -- only counts, for everybody
      CREATE VIEW note_counts AS SELECT count(*) FROM notes;
      ```

      ## What it cannot see

      Row security that no file switches on. Who owns the view. Views that are older than the row
      security of their tables.

      ## Examples

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      CREATE POLICY notes_own ON notes USING (owner = current_user);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_view.sql
      CREATE VIEW short_notes AS SELECT id, left(body, 20) AS start FROM notes;
      --<^^^^^^^^^^^^^^^^^^^^ short_notes reads notes with the rights of its owner: policies do not hold for whoever reads the view
      ```

      Through another view, it is the same:

      ```sql bad
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- whimbrel: allow view-bypasses-row-security -- nobody but the owner may read it
      CREATE VIEW all_notes AS SELECT * FROM notes;
      CREATE OR REPLACE VIEW note_owners AS SELECT DISTINCT owner FROM all_notes;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note_owners reads notes with the rights of its owner: policies do not hold for whoever reads the view
      ```

      ```sql bad
      -- file: 001_notes.sql
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      -- file: 002_view.sql
      CREATE MATERIALIZED VIEW note_lengths AS SELECT owner, length(body) FROM notes;
      --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note_lengths keeps rows of notes that policies keep from whoever may read it
      ```

      ```sql good
      CREATE TABLE notes (id bigint PRIMARY KEY, owner name, body text);
      ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
      CREATE VIEW short_notes AS SELECT id, left(body, 20) AS start FROM notes;
      ALTER VIEW short_notes SET (security_invoker = on);
      ```

      ```sql good
      CREATE VIEW user_names AS SELECT id, name FROM users;
      ```

      """####
    default: nil
    }
  }
}
