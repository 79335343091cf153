-- Migration: 007
-- Description: Sessions get a new format, so clear the old ones
-- Author: Mei Tanaka
-- Date: 2026-04-13
-- Reversible: No, sessions are short-lived
--
-- Waited for one long report to end, and everybody else waited behind it. Then all customers were
-- logged out at once, and came back at once.

TRUNCATE sessions;
