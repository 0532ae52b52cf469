-- The day on which somebody last used a session: a day, not a time, so that nobody's working hours
-- can be read from it. Sessions are deleted when they end; this stays as long as the account.
CREATE TABLE active_day (
  user_id uuid NOT NULL PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  day     date NOT NULL
);

INSERT INTO active_day
SELECT user_id, max((last_used_at AT TIME ZONE 'UTC')::date) FROM session GROUP BY user_id;
