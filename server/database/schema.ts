import type { ColumnType, GeneratedAlways } from 'kysely'
import type { CouponKind, CouponState, CouponValue } from '../../src/domain/coupon/coupon'
import type { GiftState } from '../../src/domain/gift/gift'
import type { Scope } from '../../src/domain/pricing/basket'
import type { Role } from '../../src/domain/staff/role'
import type { At, Default, Json, Maybe, MaybeAt } from './columns'
import type { MallTables } from './schema-mall'

export type { RefundReason } from './schema-mall'

export type Passage = { picture: string; title: string; text: string }
export type Introduction = {
  story: { headline: string; paragraphs: string[] }
  promises: Passage[]
  sourcing: Passage[]
}
export type StoredValue = CouponValue & { kind: CouponKind }

export type InboxKind =
  | 'coupon-ending'
  | 'gift-accepted'
  | 'gift-returned'
  | 'opening'
  | 'order-placed'
  | 'order-ready'
  | 'order-on-its-way'
  | 'order-delivered'
  | 'order-collected'
  | 'order-cancelled'
  | 'order-refunded'
  | 'order-question'
  | 'refund-declined'
export type PushPurpose = 'opening' | 'coupon-ending' | 'order'

/** The tables as the migrations make them. */
export interface Database extends MallTables {
  store: {
    id: string
    name: string
    address: string
    phone: string
    lat: number
    lng: number
    opens_minute: number
    closes_minute: number
    introduction: Json<Introduction>
    pickup_slot_minutes: Default<number>
    pickup_capacity: Default<number>
    pickup_lead_minutes: Default<number>
  }
  launch: {
    store_id: string
    trial_opens_at: At
    grand_opens_at: At
    slogans: Json<{ lines: string[]; note: string }[]>
    peek: Json<{ picture: string; name: string }[]>
  }
  claimant: { store_id: string; resident_id: string }
  claimant_count: { store_id: string; claimants: number; counted_below: string }
  channel: {
    id: string
    kind: string
    name: string
    store_id: string | null
    owner: Default<string>
    cost_fen: Default<number>
  }
  channel_code: { code: string; channel_id: string; label: Default<string> }
  resident: {
    id: string
    openid: string
    unionid: Maybe<string>
    share_code: string
    created_at: At
    remind_before_end: Default<boolean>
    recommend: Default<boolean>
    first_channel_id: Maybe<string>
    first_sharer_id: Maybe<string>
    first_scene: Maybe<number>
    first_seen_at: MaybeAt
    last_channel_id: Maybe<string>
    last_sharer_id: Maybe<string>
    last_scene: Maybe<number>
    last_seen_at: MaybeAt
  }
  session: { token_hash: Buffer; resident_id: string; created_at: At; expires_at: At; revoked_at: MaybeAt }
  staff: { id: string; resident_id: string; name: string }
  staff_grant: {
    id: string
    staff_id: string
    store_id: string
    role: Role
    granted_at: At
    granted_by: Maybe<string>
    revoked_at: MaybeAt
    revoked_by: Maybe<string>
  }
  staff_invitation: {
    id: string
    store_id: string
    role: Role
    name: string
    created_at: At
    created_by: Maybe<string>
    expires_at: At
    accepted_at: MaybeAt
    accepted_by: Maybe<string>
    revoked_at: MaybeAt
  }
  audit_log: {
    id: GeneratedAlways<number>
    at: At
    staff_id: Maybe<string>
    store_id: Maybe<string>
    action: string
    subject: string
    before: ColumnType<unknown, string | null, never>
    after: ColumnType<unknown, string | null, never>
    request_id: Maybe<string>
  }
  idempotency_key: {
    actor: string
    key: string
    request: string
    outcome: ColumnType<unknown, string | null | undefined, string>
    at: At
  }
  visit: {
    id: GeneratedAlways<number>
    at: At
    store_id: Maybe<string>
    resident_id: Maybe<string>
    page: string
    scene: Maybe<number>
    channel_id: Maybe<string>
    sharer_id: Maybe<string>
  }
  delivery_zone: {
    id: string
    store_id: string
    name: string
    rings: Json<[number, number][][]>
    fee_fen: number
    minimum_fen: number
    free_from_fen: number | null
    opens_minute: number
    closes_minute: number
    slot_minutes: number
    lead_minutes: number
    slot_capacity: Default<number>
  }
  delivery_zone_version: { single: Default<boolean>; version: number }
  coupon_batch: {
    id: string
    store_id: string
    title: string
    note: Default<string>
    value: Json<StoredValue>
    benefit: Default<boolean>
    usable_online: boolean
    usable_counter: boolean
    store_ids: string[]
    max_hops: number
    total: number
    remaining: number
    per_person: number
    per_day: Maybe<number>
    day: Maybe<Date>
    day_claimed: Default<number>
    channel_ids: Maybe<string[]>
    claim_opens_at: At
    claim_closes_at: At
    use_opens_at: MaybeAt
    use_closes_at: MaybeAt
    use_days: Maybe<number>
    remind_hours: Default<number>
    published_at: At
    withdrawn_at: MaybeAt
    position: Default<number>
    scope: ColumnType<Scope, string | undefined, string>
  }
  coupon: {
    id: string
    batch_id: string
    claimer_id: string
    seq: number
    holder_id: string
    state: Default<CouponState>
    gifting_until: MaybeAt
    hops: Default<number>
    claimed_at: At
    usable_from: At
    usable_until: At
    remind_at: MaybeAt
    reminded_at: MaybeAt
    channel_id: Maybe<string>
    sharer_id: Maybe<string>
    used_at: MaybeAt
    used_store_id: Maybe<string>
    order_id: Maybe<string>
    saved_fen: Maybe<number>
  }
  gift: {
    id: string
    coupon_id: string
    giver_id: string
    giver_name: string
    message: string
    state: Default<GiftState>
    created_at: At
    expires_at: At
    ended_at: MaybeAt
    receiver_id: Maybe<string>
  }
  coupon_code: { digits: string; coupon_id: string | null; order_id: Maybe<string>; hops: number; expires_at: At }
  verification: {
    id: string
    coupon_id: string
    store_id: string
    staff_id: string
    till: string
    method: 'qr' | 'digits'
    at: At
    reversed_at: MaybeAt
    reversed_by: Maybe<string>
    reversal_reason: Maybe<string>
  }
  code_guess: { who: string; missed_at: Date[] }
  inbox_message: {
    id: string
    resident_id: string
    kind: InboxKind
    title: string
    body: string
    page: Maybe<string>
    at: At
    read_at: MaybeAt
    once: string
  }
  push: {
    id: string
    resident_id: string
    purpose: PushPurpose
    coupon_id: Maybe<string>
    store_id: Maybe<string>
    order_id: Maybe<string>
    once: string
    data: Json<Record<string, string>>
    page: Maybe<string>
    due_at: At
    until: At
    state: Default<'waiting' | 'sending' | 'sent' | 'no-credit' | 'refused' | 'dropped' | 'unknown'>
    attempts: Default<number>
    error: Maybe<string>
    created_at: At
    sending_at: MaybeAt
    ended_at: MaybeAt
  }
  subscribe_consent: {
    id: GeneratedAlways<number>
    resident_id: string
    purpose: PushPurpose
    store_id: Maybe<string>
    result: 'accept' | 'reject' | 'ban' | 'filter'
    at: At
    spent_at: MaybeAt
    spent_on: Maybe<string>
    void_at: MaybeAt
  }
}
