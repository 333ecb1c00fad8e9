/** Batches, their copies, gifts, codes and what was handed over for them. */
export const coupon = /* sql */ `
create table coupon_batch (
  id uuid primary key,
  store_id text not null references store(id), -- whose launch publishes it
  title text not null,
  note text not null default '',
  value jsonb not null,
  benefit boolean not null default false,
  usable_online boolean not null,
  usable_counter boolean not null,
  store_ids text[] not null check (cardinality(store_ids) > 0), -- where it may be used
  max_hops int not null check (max_hops >= 0),
  total int not null check (total > 0),
  remaining int not null check (remaining between 0 and total),
  per_person int not null check (per_person > 0),
  per_day int check (per_day > 0),
  day date, -- the store day that day_claimed counts
  day_claimed int not null default 0 check (day_claimed >= 0),
  channel_ids text[], -- claimable only by residents whose last touch is one of these
  claim_opens_at timestamptz not null,
  claim_closes_at timestamptz not null,
  use_opens_at timestamptz,
  use_closes_at timestamptz,
  use_days int check (use_days > 0),
  remind_hours int not null default 0 check (remind_hours >= 0),
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  position int not null default 0, -- order on the shelf
  check (claim_opens_at < claim_closes_at),
  check ((use_closes_at is null) <> (use_days is null)),
  check (use_closes_at is null or (claim_closes_at <= use_closes_at and coalesce(use_opens_at, claim_opens_at) < use_closes_at)),
  check (per_day is null or day_claimed <= per_day)
);
create index coupon_batch_of_store on coupon_batch (store_id, position);

create table coupon (
  id uuid primary key,
  batch_id uuid not null references coupon_batch(id),
  claimer_id uuid not null references resident(id), -- who claimed it: the limit counts by this
  seq int not null,                                 -- the claimer's nth of the batch
  holder_id uuid not null references resident(id),  -- whose it is now
  state text not null default 'held' check (state in ('held', 'gifting', 'used')),
  gifting_until timestamptz,
  hops int not null default 0,
  claimed_at timestamptz not null,
  usable_from timestamptz not null,
  usable_until timestamptz not null,
  remind_at timestamptz,
  reminded_at timestamptz,
  channel_id text,  -- last touch, frozen at the claim
  sharer_id uuid,
  used_at timestamptz,
  used_store_id text,
  unique (batch_id, claimer_id, seq),
  check ((state = 'gifting') = (gifting_until is not null)),
  check ((state = 'used') = (used_at is not null)),
  check (usable_from < usable_until)
);
create index coupon_of_holder on coupon (holder_id, usable_until desc, id desc);
create index coupon_to_remind on coupon (remind_at) where remind_at is not null and reminded_at is null;
create index coupon_gifting on coupon (gifting_until) where state = 'gifting';
create index coupon_used on coupon (batch_id, used_at) where used_at is not null;

create table gift (
  id uuid primary key,
  coupon_id uuid not null references coupon(id),
  giver_id uuid not null references resident(id),
  giver_name text not null,
  message text not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'taken-back', 'returned')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  receiver_id uuid references resident(id),
  check ((state = 'offered') = (ended_at is null)),
  check ((state = 'accepted') = (receiver_id is not null))
);
create unique index gift_on_offer on gift (coupon_id) where state = 'offered';
create index gift_to_return on gift (expires_at) where state = 'offered';
create index gift_of_giver on gift (giver_id, created_at desc);
create index gift_accepted_by on gift (receiver_id) where receiver_id is not null;

-- The 8 digits that are read aloud: short-lived, one coupon at a time, reused after they end.
create table coupon_code (
  digits char(8) primary key check (digits ~ '^[0-9]{8}$'),
  coupon_id uuid not null references coupon(id),
  expires_at timestamptz not null
);
create index coupon_code_of_coupon on coupon_code (coupon_id, expires_at desc);

create table verification (
  id uuid primary key,
  coupon_id uuid not null references coupon(id),
  store_id text not null references store(id),
  staff_id uuid not null references staff(id),
  till text not null,
  method text not null check (method in ('qr', 'digits')),
  at timestamptz not null,
  reversed_at timestamptz,
  reversed_by uuid references staff(id),
  reversal_reason text
);
create unique index verification_in_force on verification (coupon_id) where reversed_at is null;
create index verification_of_store on verification (store_id, at desc);

-- Typed codes that hit nothing, counted per clerk and per store in windows: guessing is throttled across processes.
create table code_guess (
  who text not null, -- 'staff:<id>' or 'store:<id>'
  window_start timestamptz not null,
  misses int not null check (misses >= 0),
  primary key (who, window_start)
);
`
