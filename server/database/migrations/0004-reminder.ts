/** What residents asked to be told, what they were told, and the consents that WeChat lets us spend. */
export const reminder = /* sql */ `
create table inbox_message (
  id uuid primary key,
  resident_id uuid not null references resident(id),
  kind text not null check (kind in ('coupon-ending', 'gift-accepted', 'gift-returned', 'opening')),
  title text not null,
  body text not null,
  page text,
  at timestamptz not null,
  read_at timestamptz,
  once text not null unique -- what this message is about: told once, however often a job runs
);
create index inbox_of_resident on inbox_message (resident_id, at desc, id desc);
create index inbox_unread on inbox_message (resident_id) where read_at is null;

-- The push beside an inbox message. Written with the fact; a job sends it, at most once.
create table push (
  id uuid primary key references inbox_message(id), -- the inbox message it goes with
  resident_id uuid not null references resident(id),
  purpose text not null check (purpose in ('opening', 'coupon-ending')),
  coupon_id uuid references coupon(id),
  store_id text references store(id),
  once text not null unique, -- several coupons that end on one day ring once
  data jsonb not null,
  page text,
  due_at timestamptz not null, -- not sent before
  until timestamptz not null,  -- when what it is about happens: not sent from then on
  -- dropped: no longer worth a ring when its turn came; unknown: the answer was lost, so it is not sent again
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'no-credit', 'refused', 'dropped', 'unknown')),
  attempts int not null default 0,
  error text,
  created_at timestamptz not null,
  sending_at timestamptz,
  ended_at timestamptz,
  check ((purpose = 'coupon-ending') = (coupon_id is not null)),
  check ((purpose = 'opening') = (store_id is not null)),
  check ((state in ('waiting', 'sending')) = (ended_at is null))
);
create index push_waiting on push (due_at) where state = 'waiting';
create index push_sending on push (sending_at) where state = 'sending';

-- One row per answer to a subscribe request; an accepted one is a credit for one send (KF-37). Rows are spent, never removed.
create table subscribe_consent (
  id bigint generated always as identity primary key,
  resident_id uuid not null references resident(id),
  purpose text not null check (purpose in ('opening', 'coupon-ending')),
  store_id text references store(id),
  result text not null check (result in ('accept', 'reject', 'ban', 'filter')),
  at timestamptz not null,
  spent_at timestamptz,
  spent_on uuid references push(id),
  void_at timestamptz, -- WeChat said 43101: our count was wrong, theirs counts
  check (spent_at is null or result = 'accept'),
  check ((spent_at is null) = (spent_on is null))
);
create index subscribe_credit on subscribe_consent (resident_id, purpose, at) where result = 'accept' and spent_at is null and void_at is null;
create unique index subscribe_spent on subscribe_consent (spent_on) where spent_on is not null;
-- Who asked to be told about an opening: spent credits too, for a launch that was moved is told again.
create index subscribe_opening on subscribe_consent (store_id, resident_id) where purpose = 'opening' and result = 'accept';
`
