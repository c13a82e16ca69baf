-- The books. Times are milliseconds since 1970 in UTC; credits are whole numbers.
-- What must never be wrong is forbidden here as well as in the code. For each list of more than two values behind IN
-- SQLite builds a table each time, at the price of a third of a statement; so what each drop passes compares one by one.
-- The same tables are in PostgreSQL's scripts: a change of one is a change of both.

CREATE TABLE account (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL,
  balance       INTEGER NOT NULL DEFAULT 0,
  held          INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),   -- the prices of the open drops
  floor         INTEGER,                        -- none for the house's own accounts
  last_transfer INTEGER NOT NULL DEFAULT 0,     -- the transfer that made the balance what it is
  closed_at     INTEGER,
  CHECK (floor IS NULL OR balance - held >= floor),
  CHECK (closed_at IS NULL OR (balance = 0 AND held = 0))
) STRICT;

-- A closed account keeps its name, so that the books stay readable; a new one may have it again.
CREATE UNIQUE INDEX account_name ON account (name) WHERE closed_at IS NULL;

INSERT INTO account (id, name) VALUES (1, 'house:sales'), (2, 'house:treasury'), (3, 'house:adjustment');

CREATE TABLE member (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL,
  folded_name   TEXT    NOT NULL,                -- in lower case, so that no two names look alike
  password_hash TEXT,                            -- none: logs in by iButton only
  admin         INTEGER NOT NULL CHECK (admin IN (0, 1)),
  local         INTEGER NOT NULL DEFAULT 0 CHECK (local IN (0, 1)),  -- logs in here, whatever a directory says
  logins_ended  INTEGER NOT NULL DEFAULT 0,      -- how often all logins were ended, as by a new password
  public        INTEGER NOT NULL DEFAULT 0 CHECK (public IN (0, 1)), -- may be named in public
  account       INTEGER NOT NULL UNIQUE REFERENCES account,
  created_at    INTEGER NOT NULL,
  closed_at     INTEGER,
  merged_into   INTEGER REFERENCES member,       -- has what this one had, its history too
  CHECK (merged_into IS NULL OR closed_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX member_name ON member (folded_name) WHERE closed_at IS NULL;
CREATE INDEX member_merged ON member (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE ibutton (
  id     TEXT    PRIMARY KEY CHECK (id = lower(id)),
  member INTEGER NOT NULL REFERENCES member
) STRICT, WITHOUT ROWID;

-- What a member is known by beside the password. Of each secret only its SHA-256 is here, in hexadecimal digits.
CREATE TABLE token (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- no later one gets the number
  member     INTEGER NOT NULL REFERENCES member,
  hash       TEXT    NOT NULL CHECK (length(hash) = 64),
  name       TEXT    NOT NULL CHECK (name <> ''),
  scope      TEXT    NOT NULL CHECK (scope IN ('member', 'read')),
  created_at INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,
  used_at    INTEGER                             -- noted once a minute at most
) STRICT;
CREATE UNIQUE INDEX token_hash ON token (hash);
CREATE INDEX token_member ON token (member);

-- A device beside a machine, at which cards log in. It has a code until it is paired, and then a secret.
CREATE TABLE kiosk (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  machine      TEXT    NOT NULL,
  name         TEXT    NOT NULL CHECK (name <> ''),
  code_hash    TEXT    CHECK (length(code_hash) = 64),
  code_ends_at INTEGER,
  hash         TEXT    CHECK (length(hash) = 64),
  created_at   INTEGER NOT NULL,
  paired_at    INTEGER,
  CHECK ((code_hash IS NULL) = (code_ends_at IS NULL)),
  CHECK ((hash IS NULL) = (paired_at IS NULL)),
  CHECK ((hash IS NULL) <> (code_hash IS NULL))
) STRICT;
CREATE UNIQUE INDEX kiosk_code ON kiosk (code_hash);
CREATE UNIQUE INDEX kiosk_hash ON kiosk (hash);

CREATE TABLE web_session (
  hash       TEXT    PRIMARY KEY CHECK (length(hash) = 64),
  member     INTEGER NOT NULL REFERENCES member,
  kiosk      INTEGER REFERENCES kiosk,           -- at which it is, and for whose machine alone
  created_at INTEGER NOT NULL,
  ends_at    INTEGER NOT NULL,                   -- at the latest
  used_at    INTEGER NOT NULL                    -- noted once a minute at most
) STRICT, WITHOUT ROWID;
CREATE INDEX web_session_member ON web_session (member);

-- As whom somebody else knows a member, who logs in there.
CREATE TABLE outside_identity (
  issuer  TEXT    NOT NULL CHECK (issuer <> ''),
  subject TEXT    NOT NULL CHECK (subject <> ''),
  member  INTEGER NOT NULL REFERENCES member,
  at      INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX outside_identity_member ON outside_identity (member, issuer);

CREATE TABLE slot (
  machine  TEXT    NOT NULL,
  number   INTEGER NOT NULL CHECK (number >= 0),
  item     TEXT    NOT NULL,
  price    INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
  count    INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
  dropped  INTEGER NOT NULL DEFAULT 0 CHECK (dropped >= 0),
  capacity INTEGER NOT NULL CHECK (capacity >= 0),        -- how many it holds
  low      INTEGER NOT NULL DEFAULT 3 CHECK (low >= 0),   -- with so many left it wants to be filled
  enabled  INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  PRIMARY KEY (machine, number)
) STRICT, WITHOUT ROWID;

-- What each slot has cost, from when on.
CREATE TABLE slot_price (
  id      INTEGER PRIMARY KEY,
  machine TEXT    NOT NULL,
  slot    INTEGER NOT NULL,
  price   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  actor   TEXT    NOT NULL CHECK (actor <> ''),
  FOREIGN KEY (machine, slot) REFERENCES slot (machine, number)
) STRICT;
CREATE TRIGGER slot_price_is_final_update BEFORE UPDATE ON slot_price BEGIN
  SELECT RAISE(ABORT, 'a price in the history is never edited');
END;
CREATE TRIGGER slot_price_is_final_delete BEFORE DELETE ON slot_price BEGIN
  SELECT RAISE(ABORT, 'a price in the history is never deleted');
END;

-- Machines that take no orders until an admin says so.
CREATE TABLE out_of_service (
  machine TEXT    PRIMARY KEY,
  reason  TEXT    NOT NULL CHECK (reason <> ''),
  at      INTEGER NOT NULL,
  actor   TEXT    NOT NULL CHECK (actor <> '')
) STRICT, WITHOUT ROWID;

-- One drop: the row is born with the request, and settled once. io.drinkd.appliance.drop.DropState says what each
-- state means. As long as the drop is open its price is part of account.held.
CREATE TABLE drop_order (
  id            INTEGER PRIMARY KEY,
  member        INTEGER NOT NULL REFERENCES member,
  account       INTEGER NOT NULL REFERENCES account,    -- pays
  appliance     TEXT    NOT NULL,                       -- wrote it; who has the machine now owns the drop
  machine       TEXT    NOT NULL,
  slot          INTEGER NOT NULL,
  item          TEXT    NOT NULL,
  price         INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
  key           TEXT,                                   -- makes the request repeatable; its member's own
  any_slot      INTEGER NOT NULL DEFAULT 0 CHECK (any_slot IN (0, 1)),  -- whether the slot was the house's choice
  requested_at  INTEGER NOT NULL,
  delay_millis  INTEGER NOT NULL CHECK (delay_millis >= 0),
  state         TEXT    NOT NULL,
  sent_at       INTEGER,                                -- none: not a byte has left
  doubt_millis  INTEGER NOT NULL DEFAULT 0,             -- how long the appliance has run while it was in doubt
  settled_at    INTEGER,
  actor         TEXT    CHECK (actor <> ''),            -- who settled it, and why
  reason        TEXT    CHECK (reason <> ''),
  answer        TEXT,                                   -- what it was answered if it has a key, and the credits
  available     INTEGER,                                -- returned with it; none: by the state, when asked again
  counted       INTEGER CHECK (counted IN (0, 1)),      -- whether its can was one of those counted
  last_transfer INTEGER,                                -- the payer's newest when it dropped: that which paid it, unless it was free
  CHECK (CASE WHEN settled_at IS NULL
    THEN (state = 'QUEUED' OR state = 'SENT' OR state = 'IN_DOUBT' OR state = 'DELAYED')
      AND reason IS NULL AND actor IS NULL
    ELSE (state = 'DROPPED' OR state = 'REFUSED' OR state = 'CANCELLED' OR state = 'REFUNDED')
      AND reason IS NOT NULL AND actor IS NOT NULL END),
  CHECK (sent_at IS NOT NULL OR state = 'QUEUED' OR state = 'DELAYED' OR state = 'CANCELLED'),
  CHECK ((state = 'DROPPED') = (counted IS NOT NULL)),
  CHECK ((state = 'DROPPED') = (last_transfer IS NOT NULL))
) STRICT;
-- A member's own are found by the account; drops are millions, open and free ones few.
CREATE INDEX drop_account ON drop_order (account, id);
CREATE INDEX drop_open ON drop_order (account) WHERE settled_at IS NULL;
CREATE INDEX drop_free ON drop_order (account, last_transfer, id) WHERE price = 0 AND last_transfer IS NOT NULL;
CREATE UNIQUE INDEX drop_key ON drop_order (member, key) WHERE key IS NOT NULL;

CREATE TRIGGER drop_begins_open BEFORE INSERT ON drop_order WHEN NEW.settled_at IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'a drop begins open');
END;
CREATE TRIGGER drop_ends_once BEFORE UPDATE OF id, member, account, appliance, machine, slot, item, price, any_slot,
  requested_at, delay_millis, state, sent_at, doubt_millis, settled_at, actor, reason, answer, available, counted,
  last_transfer ON drop_order
WHEN OLD.settled_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.member <> OLD.member
  OR NEW.account <> OLD.account OR NEW.price <> OLD.price OR NEW.machine <> OLD.machine
  OR NEW.slot <> OLD.slot OR (OLD.sent_at IS NOT NULL AND NEW.sent_at IS NOT OLD.sent_at)
BEGIN
  SELECT RAISE(ABORT, 'a drop ends once, and changes in nothing else');
END;
CREATE TRIGGER drop_key_is_forgotten BEFORE UPDATE OF key ON drop_order WHEN NEW.key IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'the key of a drop is forgotten after its time, never changed');
END;
CREATE TRIGGER drop_stays BEFORE DELETE ON drop_order BEGIN
  SELECT RAISE(ABORT, 'a drop is ended, never deleted');
END;
CREATE TRIGGER drop_is_paid BEFORE UPDATE OF last_transfer ON drop_order
WHEN NEW.price > 0 AND NEW.last_transfer IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM transfer t
  WHERE t.id = NEW.last_transfer AND t.kind = 'drop' AND t.drop_id = NEW.id
    AND t.debit_account = NEW.account AND t.amount = NEW.price)
BEGIN
  SELECT RAISE(ABORT, 'a drop is paid by one transfer, at its price');
END;

-- The states that unusual drops came into: in doubt, and what came of it.
CREATE TABLE drop_event (
  id      INTEGER PRIMARY KEY,
  drop_id INTEGER NOT NULL REFERENCES drop_order,
  state   TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  actor   TEXT    NOT NULL CHECK (actor <> ''),
  reason  TEXT    NOT NULL CHECK (reason <> ''),
  said    TEXT                                   -- what its board was sent and sent shortly before; none if nothing
) STRICT;
CREATE INDEX drop_event_drop ON drop_event (drop_id);
CREATE TRIGGER drop_event_is_final_update BEFORE UPDATE ON drop_event BEGIN
  SELECT RAISE(ABORT, 'an event is never edited');
END;
CREATE TRIGGER drop_event_is_final_delete BEFORE DELETE ON drop_event BEGIN
  SELECT RAISE(ABORT, 'an event is never deleted');
END;

-- Double entry: what one account gives another one gets, so the sum of all balances stays 0. Each account's
-- transfers are a chain from account.last_transfer back: its history is read along it, at the same cost however
-- long the books are, and an index, which each new transfer would have to be put into, is not needed.
CREATE TABLE transfer (
  id             INTEGER PRIMARY KEY,
  kind           TEXT    NOT NULL
    CHECK (kind = 'drop' OR kind = 'refund' OR kind = 'gift' OR kind = 'undo' OR kind = 'grant'
      OR kind = 'adjustment' OR kind = 'merge' OR kind = 'close'),
  debit_account  INTEGER NOT NULL REFERENCES account,   -- gives
  credit_account INTEGER NOT NULL REFERENCES account,   -- gets
  amount         INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000),
  debit_balance  INTEGER NOT NULL,                      -- what each has after it
  credit_balance INTEGER NOT NULL,
  debit_before   INTEGER NOT NULL,                      -- each one's transfer before this; 0 for none
  credit_before  INTEGER NOT NULL,
  at             INTEGER NOT NULL,
  actor          TEXT    NOT NULL CHECK (actor <> ''),
  reason         TEXT    NOT NULL CHECK (reason <> ''),
  drop_id        INTEGER REFERENCES drop_order,         -- the drop that it pays, or pays back
  undone         INTEGER REFERENCES transfer,           -- the gift that it takes back
  CHECK (debit_account <> credit_account),
  CHECK ((kind IN ('drop', 'refund')) = (drop_id IS NOT NULL)),
  CHECK ((kind = 'undo') = (undone IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX transfer_refund ON transfer (drop_id) WHERE kind = 'refund';
CREATE UNIQUE INDEX transfer_undo ON transfer (undone) WHERE kind = 'undo';

CREATE TRIGGER transfer_follows_balances BEFORE INSERT ON transfer
WHEN NOT EXISTS (
  SELECT 1 FROM account d, account c
  WHERE d.id = NEW.debit_account AND c.id = NEW.credit_account
    AND NEW.debit_before = d.last_transfer AND NEW.credit_before = c.last_transfer
    AND NEW.debit_balance = d.balance - NEW.amount AND NEW.credit_balance = c.balance + NEW.amount)
BEGIN
  SELECT RAISE(ABORT, 'a transfer follows the last one of both accounts, and takes what it gives');
END;
CREATE TRIGGER transfer_is_final_update BEFORE UPDATE ON transfer BEGIN
  SELECT RAISE(ABORT, 'a transfer is never edited');
END;
CREATE TRIGGER transfer_is_final_delete BEFORE DELETE ON transfer BEGIN
  SELECT RAISE(ABORT, 'a transfer is never deleted');
END;

-- Each transfer moves the balance of each of its two accounts once, by its amount. Nothing else does.
CREATE TRIGGER balance_follows_transfers BEFORE UPDATE OF balance, last_transfer ON account
WHEN NEW.last_transfer <= OLD.last_transfer OR NOT EXISTS (
  SELECT 1 FROM transfer t
  WHERE t.id = NEW.last_transfer
    AND ((t.debit_account = OLD.id AND t.debit_before = OLD.last_transfer
        AND t.debit_balance = NEW.balance AND NEW.balance = OLD.balance - t.amount)
      OR (t.credit_account = OLD.id AND t.credit_before = OLD.last_transfer
        AND t.credit_balance = NEW.balance AND NEW.balance = OLD.balance + t.amount)))
BEGIN
  SELECT RAISE(ABORT, 'a balance changes by a transfer only, and by its amount');
END;
CREATE TRIGGER account_opens_empty BEFORE INSERT ON account
WHEN NEW.balance <> 0 OR NEW.held <> 0 OR NEW.last_transfer <> 0 BEGIN
  SELECT RAISE(ABORT, 'an account opens with nothing');
END;
CREATE TRIGGER account_stays BEFORE DELETE ON account BEGIN
  SELECT RAISE(ABORT, 'an account is closed, never deleted');
END;

-- A request for a transfer that its member may repeat without a second effect, and what was answered to it. The key of
-- a drop is in the drop's own row; a member has used a key for one of the two.
CREATE TABLE request_key (
  member    INTEGER NOT NULL REFERENCES member,
  key       TEXT    NOT NULL,
  request   TEXT    NOT NULL,
  transfer  INTEGER NOT NULL REFERENCES transfer,
  available INTEGER NOT NULL,                    -- the credits returned with it
  at        INTEGER NOT NULL,
  PRIMARY KEY (member, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_key_age ON request_key (at);

-- Why a slot's numbers are what they are, drops aside: first sight, and what admins set.
CREATE TABLE stock_move (
  id             INTEGER PRIMARY KEY,
  machine        TEXT    NOT NULL,
  slot           INTEGER NOT NULL,
  count_change   INTEGER NOT NULL,
  dropped_change INTEGER NOT NULL,
  at             INTEGER NOT NULL,
  actor          TEXT    NOT NULL CHECK (actor <> ''),
  FOREIGN KEY (machine, slot) REFERENCES slot (machine, number)
) STRICT;
CREATE TRIGGER stock_move_is_final_update BEFORE UPDATE ON stock_move BEGIN
  SELECT RAISE(ABORT, 'a stock move is never edited');
END;
CREATE TRIGGER stock_move_is_final_delete BEFORE DELETE ON stock_move BEGIN
  SELECT RAISE(ABORT, 'a stock move is never deleted');
END;

-- Numbers that are given out in memory: those up to here are reserved, so that none is given out twice.
CREATE TABLE reserved_number (
  name TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What admins and operators have done, and the lines they have written. Only ever grows. The deed has names and values,
-- for whoever says it in another language; the three before it are the same in English.
CREATE TABLE audit (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  actor     TEXT    NOT NULL CHECK (actor <> ''),
  what      TEXT    NOT NULL CHECK (what <> ''),
  old_value TEXT    NOT NULL,
  new_value TEXT    NOT NULL,
  deed      TEXT    NOT NULL CHECK (deed <> '')
) STRICT;
CREATE TRIGGER audit_is_final_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'an audit entry is never edited');
END;
CREATE TRIGGER audit_is_final_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'an audit entry is never deleted');
END;

-- The number of this script; see Tables.
PRAGMA user_version = 1;
