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
create index coupon_to_remind on coupon (remind_at) where reminded_at is null and state <> 'used';
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

-- The 8 digits that are read aloud: short-lived, one coupon at a time, reused after they end. They belong to the coupon in
-- one hand: hops is the coupon's at the time, so a code that a giver still has on screen dies when the gift is accepted.
create table coupon_code (
  digits char(8) primary key check (digits ~ '^[0-9]{8}$'),
  coupon_id uuid not null references coupon(id),
  hops int not null,
  expires_at timestamptz not null
);
create index coupon_code_of_coupon on coupon_code (coupon_id, expires_at desc);

/**
 * The live digits of a coupon: the same again while they last beyond p_again_until, else the first candidate that no live
 * code has. No row when every candidate is taken. Two askers for one coupon get the same digits (the lock).
 */
create function issue_digits(
  p_coupon uuid, p_candidates text[], p_now timestamptz, p_again_until timestamptz, p_expires timestamptz
) returns table (digits text, expires_at timestamptz, hops int) language plpgsql as $$
#variable_conflict use_column
declare
  hand int;
  candidate text;
begin
  perform pg_advisory_xact_lock(hashtextextended('coupon_code ' || p_coupon, 0));
  select c.hops into strict hand from coupon c where c.id = p_coupon;
  return query select k.digits::text, k.expires_at, k.hops from coupon_code k
    where k.coupon_id = p_coupon and k.hops = hand and k.expires_at > p_again_until
    order by k.expires_at desc limit 1;
  if found then return; end if;
  foreach candidate in array p_candidates loop
    return query
      insert into coupon_code as k (digits, coupon_id, hops, expires_at) values (candidate, p_coupon, hand, p_expires)
      on conflict (digits) do update
        set coupon_id = excluded.coupon_id, hops = excluded.hops, expires_at = excluded.expires_at
        where k.expires_at <= p_now
      returning k.digits::text, k.expires_at, k.hops;
    if found then return; end if;
  end loop;
end $$;

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

-- When typed codes hit nothing, per clerk and per store, the last ten minutes of it: guessing is throttled across processes.
create table code_guess (
  who text primary key, -- 'staff:<id>' or 'store:<id>'
  missed_at timestamptz[] not null
);
`
