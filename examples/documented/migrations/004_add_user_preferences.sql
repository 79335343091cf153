-- Migration: 004
-- Description: Add user preferences table
-- Author: Mara Lindqvist
-- Date: 2025-11-10
-- Reversible: Yes

-- Add new table
CREATE TABLE IF NOT EXISTS user_preferences (
    id SERIAL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    theme VARCHAR(20) DEFAULT 'light',
    language VARCHAR(10) DEFAULT 'en',
    notifications_enabled BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE(user_id)
);

-- Add indexes
-- whimbrel: allow redundant-index -- TROSS-388: goes with the next change of this table
CREATE INDEX IF NOT EXISTS idx_user_preferences_user_id 
    ON user_preferences(user_id);

-- Add trigger
DROP TRIGGER IF EXISTS update_user_preferences_updated_at 
    ON user_preferences;
CREATE TRIGGER update_user_preferences_updated_at
    BEFORE UPDATE ON user_preferences
    FOR EACH ROW
    EXECUTE FUNCTION update_updated_at_column();

-- Rollback script (for documentation)
-- DROP TABLE IF EXISTS user_preferences CASCADE;
