/** A store's launch, who came to see it, and where it delivers. */
export const launch = /* sql */ `
create table launch (
  store_id text primary key references store(id),
  trial_opens_at timestamptz not null,
  grand_opens_at timestamptz not null,
  slogans jsonb not null,
  peek jsonb not null,
  check (trial_opens_at < grand_opens_at)
);

-- Who has claimed anything of a store, rolled up from time to time; the claim itself never touches these two.
-- Coupon ids carry their instant (UUIDv7): every coupon with an id below counted_below is in, the young rest is counted live.
create table claimant (
  store_id text not null references store(id),
  resident_id uuid not null,
  primary key (store_id, resident_id)
);
create table claimant_count (
  store_id text primary key references store(id),
  claimants int not null check (claimants >= 0),
  counted_below uuid not null
);
/** The smallest UUIDv7 of an instant. */
create function uuid7_floor(at timestamptz) returns uuid language sql immutable
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create table visit (
  id bigint generated always as identity,
  at timestamptz not null,
  store_id text,
  resident_id uuid,
  page text not null,
  scene int,
  channel_id text,
  sharer_id uuid,
  primary key (id, at)
) partition by range (at);
create table visit_rest partition of visit default;
create index visit_by_day on visit (store_id, at);

create table delivery_zone (
  id uuid primary key,
  store_id text not null references store(id),
  name text not null,
  rings jsonb not null, -- GeoJSON order [lng, lat], GCJ-02; first ring border, others holes
  fee_fen int not null check (fee_fen >= 0),
  minimum_fen int not null check (minimum_fen >= 0),
  free_from_fen int check (free_from_fen >= 0),
  opens_minute int not null check (opens_minute between 0 and 1440),
  closes_minute int not null check (closes_minute between 0 and 1440),
  slot_minutes int not null check (slot_minutes between 10 and 600),
  lead_minutes int not null check (lead_minutes >= 0),
  check (opens_minute + slot_minutes <= closes_minute) -- at least one slot a day
);
create index delivery_zone_of_store on delivery_zone (store_id);

-- Processes keep zones in memory only as long as this number stands (zones change a few times a year).
create table delivery_zone_version (single boolean primary key default true check (single), version bigint not null);
insert into delivery_zone_version (version) values (1);
create function bump_delivery_zone_version() returns trigger language plpgsql as $$
begin
  update delivery_zone_version set version = version + 1;
  return null;
end $$;
create trigger delivery_zone_changed after insert or update or delete or truncate on delivery_zone
  for each statement execute function bump_delivery_zone_version();
create trigger delivery_store_changed after insert or update or delete or truncate on store
  for each statement execute function bump_delivery_zone_version();

/** Monthly partitions, made ahead by a job; rows nobody made room for land in the default partition. */
create function make_month_partition(parent text, month date) returns void language plpgsql as $$
declare child text := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
begin
  if to_regclass(child) is null then
    execute format(
      'create table %I partition of %I for values from (%L) to (%L)', child, parent,
      (month::timestamp at time zone 'Asia/Shanghai'), ((month + interval '1 month')::timestamp at time zone 'Asia/Shanghai'));
    if parent = 'audit_log' then
      execute format('create trigger audit_log_never_emptied before truncate on %I for each statement execute function refuse_change()', child);
    end if;
  end if;
end $$;
`
