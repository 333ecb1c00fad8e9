/**
 * The claim: one statement decides for everybody who asked while the one before was running.
 * Order of reasons as in src/domain/coupon/claim.ts. The batch row is locked first; the statement after it sees what the
 * last holder committed (a volatile function takes a new snapshot per statement), so nothing is decided on old numbers.
 * Copies are inserted first and only what was inserted is taken off (the reverse order leaks stock to duplicates).
 * Correlated look-ups by index: `= any(array)` gets a bad cached plan on a young table.
 */
export const claiming = /* sql */ `
create function epoch_ms(at timestamptz) returns bigint language sql immutable
  return (extract(epoch from at) * 1000)::bigint;

create function claim_coupons(
  p_batch uuid, p_now timestamptz,
  p_ids uuid[], p_residents uuid[], p_keys text[], p_channels text[], p_sharers text[]
) returns table (ord int, outcome jsonb) language plpgsql set enable_seqscan = off as $$
declare
  b coupon_batch;
  today date := (p_now at time zone 'Asia/Shanghai')::date;
  request_text text := 'claim ' || p_batch;
  left_today int;
  closed text;
  opens timestamptz;
  ends timestamptz;
begin
  select * into b from coupon_batch where id = p_batch for update;
  if not found then
    return query select o::int, '{"refusal": {"refused": "BATCH_NOT_FOUND"}}'::jsonb
      from unnest(p_ids) with ordinality t(id, o);
    return;
  end if;
  left_today := case when b.per_day is null then null when b.day = today then b.per_day - b.day_claimed else b.per_day end;
  closed := case
    when b.withdrawn_at is not null or p_now >= b.claim_closes_at then 'CLAIM_ENDED'
    when p_now < b.claim_opens_at then 'CLAIM_NOT_OPEN_YET' end;
  opens := coalesce(b.use_opens_at, p_now);
  ends := coalesce(
    b.use_closes_at,
    ((greatest(opens, p_now) at time zone 'Asia/Shanghai')::date + b.use_days)::timestamp at time zone 'Asia/Shanghai');

  return query
  with req as materialized (
    select t.o::int as o, t.id, t.resident, t.key,
      coalesce((select cc.channel_id from channel_code cc where cc.code = t.channel),
               (select r.last_channel_id from resident r where r.id = t.resident)) as channel_id,
      coalesce((select s.id from resident s where s.share_code = t.sharer and s.id <> t.resident),
               (select r.last_sharer_id from resident r where r.id = t.resident)) as sharer_id,
      (select jsonb_build_object('request', k.request, 'outcome', k.outcome)
         from idempotency_key k where k.actor = t.resident and k.key = t.key) as before,
      (select count(*)::int from coupon c where c.batch_id = p_batch and c.claimer_id = t.resident) as mine
    from unnest(p_ids, p_residents, p_keys, p_channels, p_sharers)
      with ordinality t(id, resident, key, channel, sharer, o)
  ), fresh as (
    select req.*, closed is not null as shut,
      b.channel_ids is not null and not coalesce(req.channel_id = any (b.channel_ids), false) as elsewhere
    from req where req.before is null
  ), numbered as (
    select f.*, case when f.shut or f.elsewhere then null
      else f.mine + row_number() over (partition by f.resident, f.shut or f.elsewhere order by f.o) end as nth
    from fresh f
  ), ranked as (
    select n.*, case when n.nth <= b.per_person
      then row_number() over (partition by n.nth <= b.per_person order by n.o) end as place
    from numbered n
  ), taken as (
    insert into coupon (id, batch_id, claimer_id, seq, holder_id, claimed_at, usable_from, usable_until, remind_at,
                        channel_id, sharer_id)
    select r.id, p_batch, r.resident, r.nth, r.resident, p_now, opens, ends,
      case when b.remind_hours > 0 and ends - make_interval(hours => b.remind_hours) > p_now
        then ends - make_interval(hours => b.remind_hours) end,
      r.channel_id, r.sharer_id
    from ranked r
    where r.place <= least(b.remaining, coalesce(left_today, b.remaining))
    on conflict (batch_id, claimer_id, seq) do nothing
    returning id
  ), counted as (
    update coupon_batch set
      remaining = remaining - (select count(*) from taken),
      day = today,
      day_claimed = case when day = today then day_claimed else 0 end + (select count(*) from taken)
    where id = p_batch and exists (select 1 from taken)
  ), decided as (
    select r.o, r.resident, r.key, case
      when t.id is not null then jsonb_build_object('answer', jsonb_build_object(
        'couponId', t.id, 'batchId', p_batch, 'claimedAt', epoch_ms(p_now),
        'usableFrom', epoch_ms(opens), 'usableUntil', epoch_ms(ends)))
      else jsonb_build_object('refusal', case
        when closed = 'CLAIM_NOT_OPEN_YET' then jsonb_build_object('refused', closed,
          'facts', jsonb_build_object('opensAt', epoch_ms(b.claim_opens_at)))
        when closed is not null then jsonb_build_object('refused', closed)
        when r.elsewhere then jsonb_build_object('refused', 'CLAIM_WRONG_SOURCE')
        when r.nth > b.per_person then jsonb_build_object('refused', 'CLAIM_LIMIT_REACHED',
          'facts', jsonb_build_object('perPerson', b.per_person))
        when r.place > b.remaining then jsonb_build_object('refused', 'CLAIM_SOLD_OUT')
        else jsonb_build_object('refused', 'CLAIM_SOLD_OUT_TODAY') end) end as outcome
    from ranked r left join taken t on t.id = r.id
  ), remembered as (
    insert into idempotency_key (actor, key, request, outcome, at)
    select d.resident, d.key, request_text, d.outcome, p_now from decided d
  )
  select d.o, d.outcome from decided d
  union all
  select r.o, case when r.before->>'request' = request_text then r.before->'outcome'
    else '{"refusal": {"refused": "KEY_REUSED"}}'::jsonb end
  from req r where r.before is not null;
end $$;
`
