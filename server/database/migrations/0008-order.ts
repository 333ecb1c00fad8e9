/** From the cart to an order that is paid, packed, handed over, and put right when something went wrong. */
export const order = /* sql */ `
-- The cart of a signed-in resident per store. Prices are not kept: they are the store's now. \`seen_fen\` is what the shopper saw
-- last, so that a change can be said.
create table cart_line (
  resident_id uuid not null references resident(id),
  store_id text not null references store(id),
  goods_id uuid not null references goods(id),
  quantity int not null check (quantity between 1 and 999),
  chosen boolean not null default true,
  seen_fen int not null,
  added_at timestamptz not null,
  primary key (resident_id, store_id, goods_id)
);

create table address (
  id uuid primary key,
  resident_id uuid not null references resident(id),
  name text not null,
  phone text not null check (phone ~ '^1[0-9]{10}$'),
  place text not null,  -- what the map calls it: 阳光花园
  detail text not null, -- 3 栋 2 单元 501
  lat double precision not null, -- GCJ-02, as the server resolved it
  lng double precision not null,
  is_default boolean not null default false,
  used_at timestamptz not null,
  removed_at timestamptz
);
create index address_of_resident on address (resident_id, used_at desc) where removed_at is null;
create unique index address_default on address (resident_id) where is_default and removed_at is null;

-- When orders are collected and delivered, and how many at a time.
alter table store add column pickup_slot_minutes int not null default 60 check (pickup_slot_minutes between 10 and 600);
alter table store add column pickup_capacity int not null default 40 check (pickup_capacity >= 0);
alter table store add column pickup_lead_minutes int not null default 30 check (pickup_lead_minutes >= 0);
alter table delivery_zone add column slot_capacity int not null default 20 check (slot_capacity >= 0);

-- One row per slot that anybody has taken a place in; place is 'store:<id>' (pickup) or 'zone:<id>' (delivery). A place is taken by
-- one conditional statement (KF-32).
create table slot (
  place text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  taken int not null check (taken >= 0),
  primary key (place, opens_at)
);

create table shop_order (
  id uuid primary key, -- UUIDv7: in the order they were placed
  number text not null unique check (number ~ '^[0-9]{18}$'), -- what people read: day, hour, random
  tracking_code text not null unique, -- 追踪码 on the confirmation: ties the order to what brought it
  resident_id uuid references resident(id), -- null: a till or a platform whose customer we do not know
  store_id text not null references store(id),
  source text not null default 'mini-program' check (source in ('mini-program', 'till', 'phone', 'platform')),
  source_ref text, -- the till's receipt, the platform's order
  state text not null check (state in
    ('pending_payment', 'paid', 'picking', 'ready', 'delivering', 'collected', 'delivered', 'cancelled', 'closed')),
  fulfilment text not null check (fulfilment in ('pickup', 'delivery')),
  slot_place text,
  slot_opens_at timestamptz,
  slot_closes_at timestamptz,
  slot_released_at timestamptz,
  contact_name text not null default '',
  contact_phone text not null default '',
  address text not null default '',
  address_lat double precision, -- GCJ-02
  address_lng double precision,
  zone_id uuid,
  remark text not null default '',
  goods_fen int not null check (goods_fen >= 0),
  saved_fen int not null check (saved_fen >= 0),
  delivery_fen int not null check (delivery_fen >= 0), -- what was paid for delivery, after everything
  total_fen int not null check (total_fen >= 0),       -- KF-13
  balance_fen int not null default 0 check (balance_fen >= 0), -- of it, paid from the member balance
  refunded_fen int not null default 0 check (refunded_fen between 0 and total_fen),
  delivery_refunded_fen int not null default 0 check (delivery_refunded_fen between 0 and delivery_fen),
  receipt jsonb not null, -- parts as they were shown: title, because, amount
  pay_until timestamptz not null,
  placed_at timestamptz not null,
  paid_at timestamptz,
  ready_at timestamptz,
  ended_at timestamptz, -- collected, delivered, cancelled or closed
  picker_id uuid references staff(id),
  courier_id uuid references staff(id),
  ended_by text check (ended_by in ('resident', 'staff', 'timeout', 'till')),
  end_reason text,
  -- frozen when it was placed (KF-49)
  first_channel_id text,
  last_channel_id text,
  sharer_id uuid,
  check (balance_fen <= total_fen),
  check ((slot_place is null) = (slot_opens_at is null)),
  check (state in ('pending_payment', 'closed', 'cancelled') or paid_at is not null),
  check ((state in ('collected', 'delivered', 'cancelled', 'closed')) = (ended_at is not null)),
  check (fulfilment = 'pickup' or (address_lat is not null and address_lng is not null)),
  unique (source, source_ref)
);
create index order_of_resident on shop_order (resident_id, id desc);
-- what is under way of a resident: the shelves above the finished ones, and the cap on unpaid orders
create index order_under_way on shop_order (resident_id, id desc) where ended_at is null;
create index order_to_expire on shop_order (pay_until) where state = 'pending_payment';
-- what staff work on
create index order_on_board on shop_order (store_id, state, coalesce(slot_opens_at, placed_at), id) where state in ('paid', 'picking', 'ready', 'delivering');
create index order_ended on shop_order (store_id, ended_at desc) where ended_at is not null;

create table order_line (
  id uuid primary key,
  order_id uuid not null references shop_order(id),
  position int not null,
  kind text not null default 'goods' check (kind in ('goods', 'gift', 'substitute')),
  goods_id uuid not null references goods(id),
  name text not null,
  picture text not null,
  unit text not null,
  unit_grams int,
  sold_by text not null check (sold_by in ('piece', 'weight')),
  shelf text not null default '',
  shelf_zone text not null default 'dry',
  price_fen int not null check (price_fen >= 0), -- of one unit (by weight: the estimate)
  quantity int not null check (quantity > 0),
  list_fen int not null check (list_fen >= 0),
  paid_fen int not null check (paid_fen >= 0 and paid_fen <= list_fen), -- after every share of every discount (KF-20)
  -- what came of it: picked units, and grams by the scale (KF-51)
  picked_quantity int check (picked_quantity between 0 and quantity),
  picked_grams int check (picked_grams >= 0),
  kept_fen int check (kept_fen >= 0 and kept_fen <= paid_fen), -- what is paid for after picking; null until then
  refunded_fen int not null default 0 check (refunded_fen >= 0 and refunded_fen <= paid_fen),
  refunded_quantity int not null default 0 check (refunded_quantity between 0 and quantity), -- after-sale, in units
  instead_of uuid references order_line(id), -- of a substitute: the line it stands in for
  consent text check (consent in ('asked', 'agreed', 'declined')), -- of a substitute: what the resident says
  consent_at timestamptz,
  unique (order_id, position)
);
create index order_line_of_order on order_line (order_id);
create index order_line_of_goods on order_line (goods_id, order_id);

-- What happened to an order, as its timeline tells it; it only grows.
create table order_event (
  id uuid primary key,
  seq bigint generated always as identity, -- what happened in one millisecond keeps its order
  order_id uuid not null references shop_order(id),
  at timestamptz not null,
  kind text not null,
  from_state text,
  to_state text,
  by_whom text not null check (by_whom in ('resident', 'staff', 'wechat', 'system', 'till')),
  staff_id uuid references staff(id),
  facts jsonb not null default '{}'
);
create index order_event_of_order on order_event (order_id, at, seq);
create trigger order_event_only_grows before update or delete on order_event for each row execute function refuse_change();

alter table stock_entry add foreign key (order_id) references shop_order(id) deferrable initially deferred;
alter table offer_take add foreign key (order_id) references shop_order(id) deferrable initially deferred;

-- A coupon that an unpaid order keeps (KF-6), and the order that used one.
alter table coupon drop constraint coupon_state_check;
alter table coupon add constraint coupon_state_check check (state in ('held', 'gifting', 'reserved', 'used'));
alter table coupon add column order_id uuid references shop_order(id);
alter table coupon add column saved_fen int check (saved_fen > 0);
alter table coupon add constraint coupon_order_check check (state <> 'reserved' or order_id is not null);
create index coupon_of_order on coupon (order_id) where order_id is not null;
`
