/** Handing over orders, and what comes after: codes, deliveries, refund requests, reviews, photographs, tills. */
export const afterSale = /* sql */ `
-- The 8 digits read aloud name a coupon or an order: one space of numbers, so that none means two things.
alter table coupon_code alter column coupon_id drop not null;
alter table coupon_code add column order_id uuid references shop_order(id);
alter table coupon_code add constraint coupon_code_names_one check ((coupon_id is null) <> (order_id is null));
create index coupon_code_of_order on coupon_code (order_id, expires_at desc) where order_id is not null;

/** As issue_digits, for an order. */
create function issue_order_digits(
  p_order uuid, p_candidates text[], p_now timestamptz, p_again_until timestamptz, p_expires timestamptz
) returns table (digits text, expires_at timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
  candidate text;
begin
  perform pg_advisory_xact_lock(hashtextextended('order_code ' || p_order, 0));
  return query select k.digits::text, k.expires_at from coupon_code k
    where k.order_id = p_order and k.expires_at > p_again_until
    order by k.expires_at desc limit 1;
  if found then return; end if;
  foreach candidate in array p_candidates loop
    return query
      insert into coupon_code as k (digits, order_id, hops, expires_at) values (candidate, p_order, 0, p_expires)
      on conflict (digits) do update
        set coupon_id = null, order_id = excluded.order_id, hops = 0, expires_at = excluded.expires_at
        where k.expires_at <= p_now
      returning k.digits::text, k.expires_at;
    if found then return; end if;
  end loop;
end $$;
/** An expired number of an order may become a coupon's. */
create or replace function issue_digits(
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
        set coupon_id = excluded.coupon_id, order_id = null, hops = excluded.hops, expires_at = excluded.expires_at
        where k.expires_at <= p_now
      returning k.digits::text, k.expires_at, k.hops;
    if found then return; end if;
  end loop;
end $$;

-- Who handed an order over, where and when. One that was settled later says when it happened and when it was heard of.
create table handover (
  id uuid primary key,
  order_id uuid not null references shop_order(id),
  store_id text not null references store(id),
  staff_id uuid references staff(id),
  till text not null,
  method text not null check (method in ('qr', 'digits', 'offline', 'till', 'courier')),
  at timestamptz not null,
  settled_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by uuid references staff(id),
  reversal_reason text
);
create unique index handover_in_force on handover (order_id) where reversed_at is null;
create index handover_of_store on handover (store_id, at desc);
-- The same handover told again is the same one, also after a manager has taken it back.
create unique index handover_told_once on handover (order_id, staff_id, till, at) where method = 'offline';
-- What a till handed over without the network and the server could not agree to: shown to the manager, never lost.
create table handover_conflict (
  id uuid primary key,
  store_id text not null references store(id),
  order_id uuid references shop_order(id),
  staff_id uuid not null references staff(id),
  till text not null,
  code text not null,
  happened_at timestamptz not null,
  heard_at timestamptz not null,
  why text not null,
  resolved_at timestamptz,
  resolved_by uuid references staff(id),
  resolution text
);
create index handover_conflict_of_store on handover_conflict (store_id, heard_at desc);
create unique index handover_conflict_told_once on handover_conflict (store_id, staff_id, till, code, happened_at);

create table photo (
  id uuid primary key,
  owner_id uuid not null references resident(id),
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  bytes bytea not null check (octet_length(bytes) <= 1048576),
  at timestamptz not null,
  used_for text check (used_for in ('refund', 'review', 'proof')),
  order_id uuid references shop_order(id)
);
create index photo_unused on photo (at) where used_for is null;
create index photo_unused_of_owner on photo (owner_id, at) where used_for is null;

create table delivery_attempt (
  id uuid primary key,
  order_id uuid not null references shop_order(id),
  courier_id uuid not null references staff(id),
  began_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('delivered', 'failed')),
  reason text,
  photo_id uuid references photo(id),
  check ((ended_at is null) = (outcome is null))
);
create unique index delivery_under_way on delivery_attempt (order_id) where ended_at is null;
create index delivery_of_order on delivery_attempt (order_id, began_at);

create table refund_request (
  id uuid primary key,
  order_id uuid not null references shop_order(id),
  store_id text not null references store(id),
  resident_id uuid not null references resident(id),
  reason text not null check (reason in ('not-fresh', 'damaged', 'missing', 'wrong', 'other')),
  words text not null,
  photo_ids uuid[] not null default '{}',
  lines jsonb not null, -- [{ lineId, quantity, fen }] as asked, fen as it was worth then
  fen int not null check (fen > 0),
  state text not null default 'asked' check (state in ('asked', 'agreed', 'declined', 'withdrawn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references staff(id),
  answer text,
  refund_id uuid references refund(id),
  check ((state = 'asked') = (decided_at is null))
);
create unique index refund_request_open on refund_request (order_id) where state = 'asked';
create index refund_request_of_order on refund_request (order_id, created_at);
-- what waits for the manager, longest first, and what was decided, latest first
create index refund_request_waiting on refund_request (store_id, created_at, id) where state = 'asked';
create index refund_request_decided on refund_request (store_id, decided_at desc, id desc) where state in ('agreed', 'declined');

create table review (
  id uuid primary key,
  order_id uuid not null unique references shop_order(id),
  resident_id uuid not null references resident(id),
  store_id text not null references store(id),
  score int not null check (score between 1 and 5),
  words text not null,
  photo_ids uuid[] not null default '{}',
  goods_ids uuid[] not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'shown', 'hidden')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references staff(id),
  answer text
);
create index review_of_store on review (store_id, state, created_at desc, id desc);
-- One row per goods of a review that is shown: the page of a goods reads its reviews and their average from here, by the index alone.
create table review_shown (
  store_id text not null references store(id),
  goods_id uuid not null references goods(id),
  review_id uuid not null references review(id),
  at timestamptz not null,
  score int not null check (score between 1 and 5),
  primary key (review_id, goods_id)
);
create index review_shown_of_goods on review_shown (store_id, goods_id, at desc, review_id desc) include (score);

-- A till or a platform that writes to us with a signature. Its secret is derived from ours (keys.ts) and never stored.
create table till_key (
  id uuid primary key,
  store_id text not null references store(id),
  name text not null,
  source text not null check (source in ('till', 'platform')),
  created_at timestamptz not null,
  created_by uuid references staff(id),
  revoked_at timestamptz
);
create table till_nonce (
  key_id uuid not null references till_key(id),
  nonce text not null,
  at timestamptz not null,
  primary key (key_id, nonce)
);

alter table inbox_message drop constraint inbox_message_kind_check;
alter table inbox_message add constraint inbox_message_kind_check check (kind in
  ('coupon-ending', 'gift-accepted', 'gift-returned', 'opening', 'order-placed', 'order-ready', 'order-on-its-way', 'order-delivered',
   'order-collected', 'order-cancelled', 'order-refunded', 'order-question', 'refund-declined'));
alter table push drop constraint push_purpose_check;
alter table push add constraint push_purpose_check check (purpose in ('opening', 'coupon-ending', 'order'));
alter table push add column order_id uuid references shop_order(id);
alter table push add constraint push_order_check check ((purpose = 'order') = (order_id is not null));
alter table subscribe_consent drop constraint subscribe_consent_purpose_check;
alter table subscribe_consent add constraint subscribe_consent_purpose_check check (purpose in ('opening', 'coupon-ending', 'order'));
`
