/** Who there is: residents, their sessions, staff with their roles, and the audit log that only grows. */
export const people = /* sql */ `
create table store (
  id text primary key check (id ~ '^[a-z0-9-]{1,32}$'),
  name text not null,
  address text not null,
  phone text not null,
  lat double precision not null, -- GCJ-02
  lng double precision not null,
  opens_minute int not null check (opens_minute between 0 and 1440),
  closes_minute int not null check (closes_minute between 0 and 1440),
  introduction jsonb not null
);

create table channel (
  id text primary key,
  kind text not null,
  name text not null,
  store_id text references store(id),
  owner text not null default '',
  cost_fen bigint not null default 0
);
-- One code per printed material or promoter; it is what a scene carries (<= 32 characters, KF-39).
create table channel_code (
  code text primary key check (code ~ '^[A-Za-z0-9_-]{1,24}$'),
  channel_id text not null references channel(id),
  label text not null default ''
);

create table resident (
  id uuid primary key,
  openid text not null unique,
  unionid text,
  share_code text not null unique,
  created_at timestamptz not null,
  remind_before_end boolean not null default true,
  -- first touch makes the fan's source; it is written once (KF-49)
  first_channel_id text references channel(id),
  first_sharer_id uuid references resident(id),
  first_scene int,
  first_seen_at timestamptz,
  last_channel_id text references channel(id),
  last_sharer_id uuid references resident(id),
  last_scene int,
  last_seen_at timestamptz
);

create table session (
  token_hash bytea primary key, -- sha-256 of the token; the token itself is never stored
  resident_id uuid not null references resident(id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_of_resident on session (resident_id);

create table staff (
  id uuid primary key,
  resident_id uuid not null unique references resident(id),
  name text not null
);
create table staff_grant (
  id uuid primary key,
  staff_id uuid not null references staff(id),
  store_id text not null references store(id),
  role text not null check (role in ('owner', 'manager', 'clerk', 'launch-lead')),
  granted_at timestamptz not null,
  granted_by uuid references staff(id),
  revoked_at timestamptz,
  revoked_by uuid references staff(id)
);
-- one role per person and store at a time
create unique index staff_grant_in_force on staff_grant (staff_id, store_id) where revoked_at is null;

create table staff_invitation (
  id uuid primary key, -- the link carries it with a keyed signature; the link itself is not stored
  store_id text not null references store(id),
  role text not null check (role in ('owner', 'manager', 'clerk', 'launch-lead')),
  name text not null,
  created_at timestamptz not null,
  created_by uuid references staff(id),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references staff(id),
  revoked_at timestamptz
);

create table audit_log (
  id bigint generated always as identity,
  at timestamptz not null,
  staff_id uuid,
  store_id text,
  action text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  request_id text,
  primary key (id, at)
) partition by range (at);
create table audit_log_rest partition of audit_log default;
create index audit_log_of_store on audit_log (store_id, id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_only_grows before update or delete on audit_log for each row execute function refuse_change();
create trigger audit_log_never_emptied before truncate on audit_log for each statement execute function refuse_change();
-- a partition emptied by its own name does not ask its parent (the monthly ones: make_month_partition)
create trigger audit_log_never_emptied before truncate on audit_log_rest for each statement execute function refuse_change();

-- Every write answers the same again: what one key of one actor was answered (refusals too).
create table idempotency_key (
  actor uuid not null,
  key text not null,
  request text not null, -- fingerprint of what was asked: a key serves one request
  outcome jsonb,
  at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_key_by_age on idempotency_key using brin (at);
`
