/** What a store sells, what there is of it, and offers on it. */
export const goods = /* sql */ `
create table category (
  id text primary key check (id ~ '^[a-z0-9-]{1,32}$'),
  name text not null,
  picture text not null,
  position int not null default 0
);

-- One kind of goods of the chain. What it costs and how much there is of it is the store's: store_goods.
create table goods (
  id uuid primary key,
  category_id text not null references category(id),
  name text not null,
  note text not null default '', -- one short line under the name: 产地, taste, how fresh
  picture text not null,         -- name of a drawing, or the address of a photograph
  barcode text unique,
  sold_by text not null check (sold_by in ('piece', 'weight')),
  unit text not null,            -- what one orders one of: 份, 盒, 条, 把, 个
  unit_grams int check (unit_grams > 0), -- what one unit weighs; by weight: the estimate that is paid until it is weighed
  shelf_zone text not null default 'dry' check (shelf_zone in ('produce', 'meat', 'aquatic', 'cold', 'frozen', 'dry', 'bakery')),
  aliases text[] not null default '{}',
  -- what the search looks at, made by server/catalog from name and aliases; of an older version, or 0: it is made anew
  search_names text not null default '',  -- ^西红柿^番茄^
  search_sounds text not null default '', -- pinyin, initials, and how they are often mistyped
  search_grams text[] not null default '{}',
  search_version int not null default 0,
  created_at timestamptz not null,
  check (sold_by = 'piece' or unit_grams is not null)
);
create index goods_of_category on goods (category_id);
create index goods_by_grams on goods using gin (search_grams);

create table store_goods (
  store_id text not null references store(id),
  goods_id uuid not null references goods(id),
  price_fen int not null check (price_fen > 0), -- of one unit by piece; of 500 g by weight
  shelf text not null default '',               -- where the picker finds it: 蔬菜 A-03
  position int not null default 0,
  per_order int check (per_order > 0),          -- purchase limit of one order
  per_person_day int check (per_person_day > 0),-- and of one person and store day, orders that were cancelled not counted (KF-8)
  -- Units that can be sold, and units that orders hold. Both move with a row in stock_entry and never alone.
  available int not null default 0 check (available >= 0),
  held int not null default 0 check (held >= 0),
  sold_30d int not null default 0 check (sold_30d >= 0), -- rolled up by a job: what is popular
  listed_at timestamptz,
  unlisted_at timestamptz,
  primary key (store_id, goods_id)
);
create index store_goods_of_goods on store_goods (goods_id);

-- The ledger of stock: it only grows, and its sums are the two counters, always.
create table stock_entry (
  id uuid primary key, -- UUIDv7
  store_id text not null,
  goods_id uuid not null,
  kind text not null check (kind in ('received', 'held', 'released', 'sold', 'returned', 'wasted', 'adjusted')),
  available_delta int not null,
  held_delta int not null,
  order_id uuid,
  staff_id uuid references staff(id),
  reason text not null default '',
  at timestamptz not null,
  foreign key (store_id, goods_id) references store_goods (store_id, goods_id),
  check (case kind
    when 'received' then available_delta > 0 and held_delta = 0
    when 'held' then available_delta < 0 and held_delta = -available_delta
    when 'released' then available_delta > 0 and held_delta = -available_delta
    when 'sold' then available_delta = 0 and held_delta < 0
    when 'returned' then available_delta > 0 and held_delta = 0
    when 'wasted' then available_delta < 0 and held_delta = 0
    else available_delta <> 0 and held_delta = 0 end),
  check ((kind in ('held', 'released', 'sold')) <= (order_id is not null))
);
create index stock_entry_of_goods on stock_entry (store_id, goods_id, id);
create index stock_entry_of_order on stock_entry (order_id) where order_id is not null;
create trigger stock_entry_only_grows before update or delete on stock_entry for each row execute function refuse_change();
create trigger stock_entry_never_emptied before truncate on stock_entry for each statement execute function refuse_change();

/** Goods whose counters are not what their ledger says; none, ever. Asked by a job and by tests. */
create view stock_mismatch as
  select s.store_id, s.goods_id, s.available, s.held, coalesce(e.available, 0) as ledger_available, coalesce(e.held, 0) as ledger_held
  from store_goods s
  left join (select store_id, goods_id, sum(available_delta)::int as available, sum(held_delta)::int as held
             from stock_entry group by store_id, goods_id) e using (store_id, goods_id)
  where s.available <> coalesce(e.available, 0) or s.held <> coalesce(e.held, 0);

-- Offers without a coupon: 特价, 满减, 满送. terms as in src/domain/pricing/basket.ts.
create table offer (
  id uuid primary key,
  store_id text not null references store(id),
  kind text not null check (kind in ('special', 'spend-save', 'spend-gift')),
  title text not null,
  terms jsonb not null,
  goods_id uuid references goods(id), -- of a special
  per_person int check (per_person > 0),
  remaining int check (remaining >= 0), -- units a special still has; null = no limit
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  withdrawn_at timestamptz,
  position int not null default 0,
  check (opens_at < closes_at),
  check ((kind = 'special') = (goods_id is not null))
);
create index offer_of_store on offer (store_id, closes_at);
-- What an order took of an offer: units of a special, one use of the others. Freed when the order is cancelled (KF-8).
create table offer_take (
  order_id uuid not null,
  offer_id uuid not null references offer(id),
  resident_id uuid not null references resident(id),
  units int not null check (units > 0),
  released_at timestamptz,
  primary key (order_id, offer_id)
);
create index offer_take_of_resident on offer_take (resident_id, offer_id) where released_at is null;

-- Where a coupon works (brief §3); coupons claimed before follow their batch.
alter table coupon_batch add column scope jsonb not null default '{"kind": "all"}';

-- 邻居也买: goods bought together in real orders, rolled up by a job; who opted out is not counted and not shown.
create table bought_together (
  store_id text not null,
  goods_id uuid not null,
  other_id uuid not null,
  orders int not null check (orders > 0),
  primary key (store_id, goods_id, other_id)
);
create index bought_together_best on bought_together (store_id, goods_id, orders desc);
alter table resident add column recommend boolean not null default true;
`
