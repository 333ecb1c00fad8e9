/** Money: what was paid how, what went back, and what lies in the member balance. */
export const payment = /* sql */ `
-- One try to pay the WeChat part of an order. \`id\` without dashes is WeChat's out_trade_no.
create table payment (
  id uuid primary key,
  out_trade_no text not null unique check (out_trade_no ~ '^[0-9A-Za-z_-]{6,32}$'),
  order_id uuid not null references shop_order(id),
  amount_fen int not null check (amount_fen > 0),
  state text not null default 'open' check (state in ('open', 'paid', 'closed')),
  prepay_id text,
  transaction_id text unique, -- KF-27
  created_at timestamptz not null,
  paid_at timestamptz,
  closed_at timestamptz,
  refunded_fen int not null default 0 check (refunded_fen between 0 and amount_fen),
  check ((state = 'paid') = (paid_at is not null and transaction_id is not null))
);
create unique index payment_of_order on payment (order_id);

-- Every notification that was believed, once; raw facts for whoever has to look.
create table payment_notification (
  id text primary key, -- WeChat's id of it
  kind text not null,
  out_trade_no text not null,
  at timestamptz not null
);

-- Money that goes back, written with the fact that it is owed. WeChat's part is asked for by a job; the balance part is there at once.
create table refund (
  id uuid primary key, -- without dashes: out_refund_no, always the same one (retries are one refund)
  order_id uuid not null references shop_order(id),
  reason text not null check (reason in ('cancelled', 'weighed', 'short', 'after-sale', 'late-payment', 'refused')),
  wechat_fen int not null check (wechat_fen >= 0),
  balance_fen int not null check (balance_fen >= 0),
  state text not null check (state in ('waiting', 'asked', 'done', 'failed')),
  once text not null unique, -- what it is for: owed once, however often somebody tries
  words text not null default '', -- 鲈鱼 称重 612g，比预估轻
  refund_id text, -- WeChat's
  attempts int not null default 0,
  error text,
  created_at timestamptz not null,
  asked_at timestamptz,
  ended_at timestamptz,
  check (wechat_fen + balance_fen > 0),
  check ((state in ('done', 'failed')) = (ended_at is not null))
);
create index refund_of_order on refund (order_id);
create index refund_open on refund (created_at) where state in ('waiting', 'asked');
create index refund_failed on refund (ended_at) where state = 'failed';
create table refund_line (
  refund_id uuid not null references refund(id),
  order_line_id uuid references order_line(id), -- null: delivery
  fen int not null check (fen > 0)
);
create index refund_line_of_refund on refund_line (refund_id);

-- The member balance is its ledger; the row beside it is locked and guards that the sum never falls below zero (KF-43).
create table balance (
  resident_id uuid primary key references resident(id),
  fen int not null check (fen >= 0)
);
create table balance_entry (
  id uuid primary key, -- UUIDv7
  resident_id uuid not null references balance(resident_id),
  kind text not null check (kind in ('opening', 'topped-up', 'paid', 'refunded', 'adjusted')),
  delta_fen int not null check (delta_fen <> 0),
  order_id uuid references shop_order(id),
  refund_id uuid references refund(id),
  once text not null unique,
  at timestamptz not null
);
create index balance_entry_of_resident on balance_entry (resident_id, id desc);
create trigger balance_entry_only_grows before update or delete on balance_entry for each row execute function refuse_change();
create view balance_mismatch as
  select b.resident_id, b.fen, coalesce(sum(e.delta_fen), 0)::int as ledger_fen
  from balance b left join balance_entry e using (resident_id) group by b.resident_id, b.fen
  having b.fen <> coalesce(sum(e.delta_fen), 0);

-- 发货信息: what WeChat must be told before it pays out; written when an order is handed over.
create table shipping_report (
  order_id uuid primary key references shop_order(id),
  logistics text not null check (logistics in ('pickup', 'same-city')),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  attempts int not null default 0,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index shipping_report_waiting on shipping_report (created_at) where state = 'waiting';
`
