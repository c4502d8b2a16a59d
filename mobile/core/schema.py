"""The tables of the phone's own memory, and how an older file is brought up to date."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    -- What the server said, as it said it. `seen` is the full read in which it was last named.
    CREATE TABLE tickets (
        id TEXT PRIMARY KEY, reporter_id TEXT NOT NULL, seen INTEGER NOT NULL, body TEXT NOT NULL
    );
    CREATE INDEX tickets_of_reporter ON tickets (reporter_id);
    CREATE TABLE entries (
        position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, ticket_id TEXT NOT NULL,
        at TEXT NOT NULL, seen INTEGER NOT NULL, body TEXT NOT NULL
    );
    CREATE INDEX entries_of_ticket ON entries (ticket_id, at, position);
    CREATE TABLE outages (id TEXT PRIMARY KEY, seen INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE TABLE services (slug TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL);

    -- What the server has not accepted yet: the only table that a user's action writes to. `id` is the Idempotency-Key.
    -- For a submission it is the ticket's id on this phone too. `typed` is the form it came from.
    CREATE TABLE outbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        ticket_id TEXT NOT NULL, body TEXT NOT NULL, typed TEXT NOT NULL, state TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at TEXT NOT NULL, error TEXT, created_at TEXT NOT NULL
    );
    CREATE INDEX outbox_of_ticket ON outbox (ticket_id, position);

    -- What is being typed. `id` becomes the outbox's.
    CREATE TABLE drafts (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, ticket_id TEXT, typed TEXT NOT NULL, saved_at TEXT NOT NULL
    );

    -- Which ticket became of a submission, for screens and drafts that still know it by the phone's id.
    CREATE TABLE sent (id TEXT PRIMARY KEY, ticket_id TEXT NOT NULL);
    """,
    """
    -- Customers behind a known outage, without a ticket of their own. In the outbox, drafts and `sent` the id of such
    -- an entry, or of a subscription, stands where that of a ticket does.
    CREATE TABLE affected (id TEXT PRIMARY KEY, outage_id TEXT NOT NULL, seen INTEGER NOT NULL, body TEXT NOT NULL);
    -- What this person follows.
    CREATE TABLE subscriptions (id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL);

    -- The app of before left out what it did not know of all that it read: everything is read anew, and what is here
    -- stays until that is done.
    INSERT OR REPLACE INTO meta
        VALUES ('reading', coalesce((SELECT value FROM meta WHERE key = 'reading'), 1) + 1);
    INSERT OR REPLACE INTO meta VALUES ('reading_all', '1');
    DELETE FROM meta WHERE key = 'cursor';
    """,
    """
    -- Help at once: what can be tried before anything is passed on.
    CREATE TABLE help (id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL);
    """,
    """
    -- A photo goes up in pieces: the server's id of the upload, how many bytes it said to have, and how often it was
    -- begun anew, which makes another Idempotency-Key.
    ALTER TABLE outbox ADD COLUMN upload TEXT;
    ALTER TABLE outbox ADD COLUMN sent_bytes INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE outbox ADD COLUMN begun_anew INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- What the list of tickets is sorted, filtered and searched by (`listing.py`), so that it reads no ticket whole.
    CREATE TABLE listed (
        id TEXT PRIMARY KEY, reporter_id TEXT NOT NULL, updated_at TEXT NOT NULL, status TEXT NOT NULL,
        allowed TEXT NOT NULL, unread INTEGER NOT NULL, service TEXT, stamp INTEGER NOT NULL, words TEXT NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO listed
        SELECT id, reporter_id, json_extract(body, '$.updated_at'), json_extract(body, '$.status'),
               (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(body, '$.allowed')),
               coalesce(json_extract(body, '$.unread'), 0), json_extract(body, '$.service'),
               stamp(body), ticket_words(body)
        FROM tickets;
    ALTER TABLE entries ADD COLUMN words TEXT NOT NULL DEFAULT '';
    UPDATE entries SET words = folded(coalesce(json_extract(body, '$.body'), ''));
    """,
    """
    -- Which outages are somebody's own, and where their friends live, are known without reading a ticket.
    ALTER TABLE listed ADD COLUMN outage_id TEXT;
    ALTER TABLE listed ADD COLUMN postcode TEXT;
    UPDATE listed SET (outage_id, postcode) = (
        SELECT json_extract(body, '$.outage_id'), json_extract(body, '$.customer.postcode')
        FROM tickets WHERE tickets.id = listed.id
    );
    CREATE INDEX listed_behind ON listed (reporter_id, outage_id, status) WHERE outage_id IS NOT NULL;
    CREATE INDEX listed_places ON listed (reporter_id, postcode);
    """,
)
"""Step n brings a file from `user_version` n to n + 1."""
