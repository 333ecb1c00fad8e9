/**
 * What the reports read. Claims are counted from the coupons themselves: an index in the order they are claimed, holding all
 * the count needs, so that the table is not touched. Gifts and hand-overs are few against claims.
 */
export const statistics = /* sql */ `
create index coupon_by_claim on coupon (batch_id, claimed_at) include (channel_id, claimer_id);
create index gift_by_day on gift (created_at);
create index gift_accepted_by_day on gift (ended_at) where state = 'accepted';
-- machines (WeChat's crawler and load test) that nobody has seen behave like a neighbour: the few that are not counted
create index resident_machine on resident (id) where first_scene in (1129, 1203);
-- opens per day and channel, without touching the visits themselves
create index visit_of_store_day on visit (store_id, at) include (scene, channel_id);
drop index visit_by_day;
`
