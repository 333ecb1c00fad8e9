/** What residents asked to be told, what they were told, and the consents that WeChat lets us spend. */
export const reminder = /* sql */ `
create table inbox_message (
  id uuid primary key,
  resident_id uuid not null references resident(id),
  kind text not null,
  title text not null,
  body text not null,
  page text,
  at timestamptz not null,
  read_at timestamptz,
  once text not null unique -- what this message is about: told once, however often a job runs
);
create index inbox_of_resident on inbox_message (resident_id, at desc, id desc);
create index inbox_unread on inbox_message (resident_id) where read_at is null;

-- The push beside an inbox message. Written with the fact; a job sends it.
create table push (
  id uuid primary key, -- the inbox message it goes with
  resident_id uuid not null references resident(id),
  purpose text not null,
  data jsonb not null,
  page text,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'no-credit', 'refused', 'unknown')),
  attempts int not null default 0,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index push_waiting on push (created_at) where state in ('waiting', 'sending');

-- One row per answer to a subscribe request; an accepted one is a credit for one send (KF-37). Rows are spent, never removed.
create table subscribe_consent (
  id bigint generated always as identity primary key,
  resident_id uuid not null references resident(id),
  purpose text not null,
  store_id text references store(id),
  result text not null check (result in ('accept', 'reject', 'ban', 'filter')),
  at timestamptz not null,
  spent_at timestamptz,
  spent_on uuid references push(id),
  void_at timestamptz, -- WeChat said 43101: our count was wrong, theirs counts
  check (spent_at is null or result = 'accept')
);
create index subscribe_credit on subscribe_consent (resident_id, purpose, at) where result = 'accept' and spent_at is null and void_at is null;
create index subscribe_opening on subscribe_consent (store_id, purpose) where result = 'accept' and spent_at is null and void_at is null;
`
