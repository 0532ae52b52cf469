CREATE TABLE account (
  user_id       uuid        NOT NULL PRIMARY KEY,
  -- Normalised address: the identity of an account. Written as the person wrote it beside it.
  email_key     text        NOT NULL UNIQUE,
  email         text        NOT NULL,
  name          text        NOT NULL,
  language      text        NOT NULL CHECK (language IN ('de', 'en')),
  -- Argon2id; null for an account that nobody can sign in to with a password.
  password_hash text,
  confirmed_at  timestamptz,
  created_at    timestamptz NOT NULL
);

-- A registration becomes an account when its link is opened with its own password: whoever
-- registers somebody else's address gains nothing by that.
CREATE TABLE registration (
  token_hash    bytea       NOT NULL PRIMARY KEY,
  email_key     text        NOT NULL,
  email         text        NOT NULL,
  name          text        NOT NULL,
  language      text        NOT NULL CHECK (language IN ('de', 'en')),
  password_hash text        NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL
);

CREATE INDEX registration_email ON registration (email_key, created_at);

CREATE TABLE password_reset (
  token_hash bytea       NOT NULL PRIMARY KEY,
  user_id    uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX password_reset_user ON password_reset (user_id, created_at);

-- Sessions of browsers. Of every secret only its SHA-256 is kept.
CREATE TABLE session (
  session_id   uuid        NOT NULL PRIMARY KEY,
  user_id      uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
  secret_hash  bytea       NOT NULL UNIQUE,
  address      text        NOT NULL,
  user_agent   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL
);

CREATE INDEX session_of_user ON session (user_id, last_used_at);

CREATE TABLE api_key (
  key_id       uuid        NOT NULL PRIMARY KEY,
  user_id      uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
  name         text        NOT NULL,
  secret_hash  bytea       NOT NULL UNIQUE,
  scopes       text[]      NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz
);

CREATE INDEX api_key_user ON api_key (user_id, key_id);

-- Browsers in which an account was signed in to: whoever guesses elsewhere does not slow them down.
CREATE TABLE trusted_device (
  secret_hash bytea       NOT NULL PRIMARY KEY,
  user_id     uuid        NOT NULL REFERENCES account ON DELETE CASCADE,
  created_at  timestamptz NOT NULL
);

-- Attempts to sign in since the last success, by what they were counted for: an address that was
-- tried (known or not), a device, or where they came from. Only digests.
CREATE TABLE sign_in_attempts (
  counted_for   bytea       NOT NULL PRIMARY KEY,
  failures      int         NOT NULL,
  last_at       timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL,
  told_at       timestamptz
);

CREATE INDEX sign_in_attempts_old ON sign_in_attempts (last_at);

-- Keys that tokens are signed with; the private half is sealed.
CREATE TABLE signing_key (
  key_id     text        NOT NULL PRIMARY KEY,
  sealed_jwk text        NOT NULL,
  -- A key is published some time before it signs, so that every service knows it by then.
  signs_from timestamptz NOT NULL
);
