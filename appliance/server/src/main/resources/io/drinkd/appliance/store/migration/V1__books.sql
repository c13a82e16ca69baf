-- The books. Times are milliseconds since 1970 in UTC; credits are whole numbers.
-- What must never be wrong is forbidden here as well as in the code.

CREATE TABLE account (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL,
  balance       INTEGER NOT NULL DEFAULT 0,
  held          INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  floor         INTEGER,                        -- none for the house's own accounts
  last_transfer INTEGER NOT NULL DEFAULT 0,     -- the transfer that made the balance what it is
  closed_at     INTEGER,
  CHECK (floor IS NULL OR balance - held >= floor),
  CHECK (closed_at IS NULL OR (balance = 0 AND held = 0))
) STRICT;

-- A closed account keeps its name, so that the books stay readable; a new one may have it again.
CREATE UNIQUE INDEX account_name ON account (name) WHERE closed_at IS NULL;

INSERT INTO account (id, name) VALUES (1, 'house:sales'), (2, 'house:treasury'), (3, 'house:adjustment');

-- Credits set aside: they belong to the debit account but cannot be spent until the hold ends, once.
CREATE TABLE hold (
  id             INTEGER PRIMARY KEY,
  debit_account  INTEGER NOT NULL REFERENCES account,
  credit_account INTEGER NOT NULL REFERENCES account,
  amount         INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000),
  state          TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'posted', 'voided')),
  CHECK (debit_account <> credit_account)
) STRICT;
CREATE INDEX hold_open ON hold (debit_account, amount) WHERE state = 'open';

CREATE TRIGGER hold_opens BEFORE INSERT ON hold WHEN NEW.state <> 'open' BEGIN
  SELECT RAISE(ABORT, 'a hold begins open');
END;
CREATE TRIGGER hold_sets_aside AFTER INSERT ON hold BEGIN
  UPDATE account SET held = held + NEW.amount WHERE id = NEW.debit_account;
END;
CREATE TRIGGER hold_ends_once BEFORE UPDATE ON hold
WHEN OLD.state <> 'open' OR NEW.state = 'open' OR NEW.id <> OLD.id OR NEW.amount <> OLD.amount
  OR NEW.debit_account <> OLD.debit_account OR NEW.credit_account <> OLD.credit_account
BEGIN
  SELECT RAISE(ABORT, 'a hold ends once, and changes in nothing else');
END;
CREATE TRIGGER hold_frees AFTER UPDATE ON hold BEGIN
  UPDATE account SET held = held - NEW.amount WHERE id = NEW.debit_account;
END;
CREATE TRIGGER hold_stays BEFORE DELETE ON hold BEGIN
  SELECT RAISE(ABORT, 'a hold is ended, never deleted');
END;
CREATE TRIGGER held_follows_holds BEFORE UPDATE OF held ON account
WHEN NEW.held <> (SELECT coalesce(sum(amount), 0) FROM hold WHERE debit_account = OLD.id AND state = 'open')
BEGIN
  SELECT RAISE(ABORT, 'what is held is the sum of the open holds');
END;

-- Double entry: what one account gives another one gets, so the sum of all balances stays 0. Each account's
-- transfers are a chain from account.last_transfer back: its history is read along it, at the same cost however
-- long the books are, and an index, which each new transfer would have to be put into, is not needed.
CREATE TABLE transfer (
  id             INTEGER PRIMARY KEY,
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
  hold           INTEGER REFERENCES hold,               -- the hold that it posts
  CHECK (debit_account <> credit_account)
) STRICT;

CREATE TRIGGER transfer_posts_its_hold BEFORE INSERT ON transfer
WHEN NEW.hold IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM hold h
  WHERE h.id = NEW.hold AND h.state = 'open' AND h.amount = NEW.amount
    AND h.debit_account = NEW.debit_account AND h.credit_account = NEW.credit_account)
BEGIN
  SELECT RAISE(ABORT, 'only an open hold is posted, and as it was set aside');
END;
CREATE TRIGGER transfer_moves_credits AFTER INSERT ON transfer BEGIN
  UPDATE hold SET state = 'posted' WHERE id = NEW.hold;
  UPDATE account SET balance = NEW.debit_balance,  last_transfer = NEW.id WHERE id = NEW.debit_account;
  UPDATE account SET balance = NEW.credit_balance, last_transfer = NEW.id WHERE id = NEW.credit_account;
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
    AND t.id = (SELECT max(id) FROM transfer)
    AND ((t.debit_account = OLD.id AND t.debit_before = OLD.last_transfer
        AND NEW.balance = OLD.balance - t.amount)
      OR (t.credit_account = OLD.id AND t.credit_before = OLD.last_transfer
        AND NEW.balance = OLD.balance + t.amount)))
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

CREATE TABLE member (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL,
  password_hash TEXT,                            -- none: logs in by iButton only
  admin         INTEGER NOT NULL CHECK (admin IN (0, 1)),
  account       INTEGER NOT NULL UNIQUE REFERENCES account,
  created_at    INTEGER NOT NULL,
  closed_at     INTEGER
) STRICT;
CREATE UNIQUE INDEX member_name ON member (name) WHERE closed_at IS NULL;

CREATE TABLE ibutton (
  id     TEXT    PRIMARY KEY CHECK (id = lower(id)),
  member INTEGER NOT NULL REFERENCES member
) STRICT, WITHOUT ROWID;

CREATE TABLE slot (
  machine TEXT    NOT NULL,
  number  INTEGER NOT NULL CHECK (number >= 1),
  item    TEXT    NOT NULL,
  price   INTEGER NOT NULL CHECK (price BETWEEN 1 AND 1000000000000),
  count   INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
  dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped >= 0),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  PRIMARY KEY (machine, number)
) STRICT, WITHOUT ROWID;

-- One drop, from the request to its end; its number is that of its hold. Drops are millions, open ones few: those
-- are found by the open holds. io.drinkd.appliance.drop.DropState says what each state means.
CREATE TABLE drop_order (
  id           INTEGER PRIMARY KEY REFERENCES hold,
  member       INTEGER NOT NULL REFERENCES member,
  machine      TEXT    NOT NULL,
  slot         INTEGER NOT NULL,
  item         TEXT    NOT NULL,
  price        INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  due_at       INTEGER NOT NULL,                 -- when the delay is over
  requested_at INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL
) STRICT;

-- The states that drops came into, in the order in which that was written. Nobody asks for one drop's but those
-- who decide what is in doubt; an index for all would cost three writes a drop.
CREATE TABLE drop_event (
  id      INTEGER PRIMARY KEY,
  drop_id INTEGER NOT NULL REFERENCES drop_order,
  state   TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  actor   TEXT    NOT NULL CHECK (actor <> ''),
  reason  TEXT    NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX drop_event_doubt ON drop_event (drop_id) WHERE state = 'IN_DOUBT';
CREATE TRIGGER drop_event_is_final_update BEFORE UPDATE ON drop_event BEGIN
  SELECT RAISE(ABORT, 'an event is never edited');
END;
CREATE TRIGGER drop_event_is_final_delete BEFORE DELETE ON drop_event BEGIN
  SELECT RAISE(ABORT, 'an event is never deleted');
END;

-- A request that its member may repeat without a second effect, and what was answered to it.
CREATE TABLE request_key (
  member    INTEGER NOT NULL REFERENCES member,
  key       TEXT    NOT NULL,
  request   TEXT    NOT NULL,
  drop_id   INTEGER UNIQUE REFERENCES drop_order,
  answer    TEXT,                                -- none as long as nothing was answered
  available INTEGER,                             -- the credits told with it
  at        INTEGER NOT NULL,
  PRIMARY KEY (member, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_key_age ON request_key (at);

-- Why a slot's numbers are what they are: first sight, drops, and what admins set.
CREATE TABLE stock_move (
  id             INTEGER PRIMARY KEY,
  machine        TEXT    NOT NULL,
  slot           INTEGER NOT NULL,
  count_change   INTEGER NOT NULL,
  dropped_change INTEGER NOT NULL,
  drop_id        INTEGER UNIQUE REFERENCES drop_order,
  at             INTEGER NOT NULL,
  actor          TEXT    NOT NULL CHECK (actor <> ''),
  FOREIGN KEY (machine, slot) REFERENCES slot (machine, number)
) STRICT;
CREATE TRIGGER stock_moves AFTER INSERT ON stock_move BEGIN
  UPDATE slot SET count = count + NEW.count_change, dropped = dropped + NEW.dropped_change
  WHERE machine = NEW.machine AND number = NEW.slot;
END;
CREATE TRIGGER stock_move_is_final_update BEFORE UPDATE ON stock_move BEGIN
  SELECT RAISE(ABORT, 'a stock move is never edited');
END;
CREATE TRIGGER stock_move_is_final_delete BEFORE DELETE ON stock_move BEGIN
  SELECT RAISE(ABORT, 'a stock move is never deleted');
END;

-- What admins and operators have done, and the lines they have written. Only ever grows.
CREATE TABLE audit (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  actor     TEXT    NOT NULL CHECK (actor <> ''),
  what      TEXT    NOT NULL CHECK (what <> ''),
  old_value TEXT    NOT NULL,
  new_value TEXT    NOT NULL
) STRICT;
CREATE TRIGGER audit_is_final_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'an audit entry is never edited');
END;
CREATE TRIGGER audit_is_final_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'an audit entry is never deleted');
END;

-- The number of this script; see Tables.
PRAGMA user_version = 1;
