-- Migration: 009
-- Description: The status of a customer has moved to accounts
-- Author: Ada Okafor
-- Date: 2026-04-27
-- Reversible: No, customer_status is not used any more
--
-- PostgreSQL said that other objects depend on it, and what to write to drop them too. They were
-- the view that billing reads, and the foreign key that kept customers apart from typing errors.

DROP TABLE IF EXISTS customer_status CASCADE;
