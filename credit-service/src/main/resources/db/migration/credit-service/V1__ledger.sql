-- A team's plan as team-service last told it: what each month grants.
CREATE TABLE team_plan (
  team_id         uuid   NOT NULL PRIMARY KEY,
  version         bigint NOT NULL,
  monthly_credits int    NOT NULL CHECK (monthly_credits >= 0)
);

-- The pool is what a team can spend; it is locked by every movement and can never be negative.
-- The other accounts are where credits come from and go to: they only make the books balance.
CREATE TABLE account (
  team_id uuid   NOT NULL,
  kind    text   NOT NULL CHECK (kind IN ('pool', 'granted', 'spent')),
  balance bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (team_id, kind),
  CHECK (kind <> 'pool' OR balance >= 0)
);

CREATE TABLE movement (
  team_id         uuid        NOT NULL,
  movement_id     uuid        NOT NULL,
  idempotency_key text        NOT NULL,
  kind            text        NOT NULL CHECK (kind IN ('grant', 'spend')),
  reason          text        NOT NULL,
  user_id         uuid,
  occurred_at     timestamptz NOT NULL,
  PRIMARY KEY (team_id, movement_id),
  UNIQUE (team_id, idempotency_key)
);

CREATE TABLE posting (
  team_id     uuid   NOT NULL,
  movement_id uuid   NOT NULL,
  kind        text   NOT NULL,
  amount      bigint NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (team_id, movement_id, kind),
  FOREIGN KEY (team_id, movement_id) REFERENCES movement,
  FOREIGN KEY (team_id, kind) REFERENCES account
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is append-only';
END $$;

CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON movement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At commit: a movement has postings, and they add up to zero.
CREATE FUNCTION check_books() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount), 0) FROM posting
       WHERE team_id = NEW.team_id AND movement_id = NEW.movement_id) <> 0 THEN
    RAISE EXCEPTION 'Movement % is not balanced', NEW.movement_id;
  END IF;
  IF NOT EXISTS (SELECT FROM posting
                  WHERE team_id = NEW.team_id AND movement_id = NEW.movement_id) THEN
    RAISE EXCEPTION 'Movement % has no postings', NEW.movement_id;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER movement_is_balanced AFTER INSERT ON movement
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_books();
CREATE CONSTRAINT TRIGGER posting_is_balanced AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_books();

-- A balance follows its postings by itself: nobody can write one without the other.
CREATE FUNCTION apply_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE account SET balance = balance + NEW.amount, version = version + 1
   WHERE team_id = NEW.team_id AND kind = NEW.kind;
  RETURN NULL;
END $$;

CREATE TRIGGER posting_moves_balance AFTER INSERT ON posting
  FOR EACH ROW EXECUTE FUNCTION apply_posting();
