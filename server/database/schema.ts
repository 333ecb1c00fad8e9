import type { ColumnType, GeneratedAlways, JSONColumnType } from 'kysely'
import type { CouponKind, CouponState, CouponValue } from '../../src/domain/coupon/coupon'
import type { GiftState } from '../../src/domain/gift/gift'
import type { EndedBy, Fulfilment, OrderSource, OrderState } from '../../src/domain/order/order'
import type { Scope } from '../../src/domain/pricing/basket'
import type { ReceiptPart } from '../../src/domain/pricing/receipt'
import type { ShelfZone, SoldBy } from '../../src/domain/goods/goods'
import type { StockKind } from '../../src/domain/goods/stock'
import type { Role } from '../../src/domain/staff/role'

/** Instants are `timestamptz`; the driver speaks Date, repositories hand out `Instant`s (see instants.ts). */
type At = ColumnType<Date, Date, Date>
type MaybeAt = ColumnType<Date | null, Date | null | undefined, Date | null>
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>
type Default<T> = ColumnType<T, T | undefined, T>
type Json<T extends object> = JSONColumnType<T, string, string>

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
export type RefundReason = 'cancelled' | 'weighed' | 'short' | 'after-sale' | 'late-payment' | 'refused'

/** The tables as the migrations make them. */
export interface Database {
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
  category: { id: string; name: string; picture: string; position: Default<number> }
  goods: {
    id: string
    category_id: string
    name: string
    note: Default<string>
    picture: string
    barcode: Maybe<string>
    sold_by: SoldBy
    unit: string
    unit_grams: Maybe<number>
    shelf_zone: Default<ShelfZone>
    aliases: Default<string[]>
    search_names: Default<string>
    search_sounds: Default<string>
    search_grams: Default<string[]>
    search_version: Default<number>
    created_at: At
  }
  store_goods: {
    store_id: string
    goods_id: string
    price_fen: number
    shelf: Default<string>
    position: Default<number>
    per_order: Maybe<number>
    per_person_day: Maybe<number>
    available: Default<number>
    held: Default<number>
    sold_30d: Default<number>
    listed_at: MaybeAt
    unlisted_at: MaybeAt
  }
  stock_entry: {
    id: string
    store_id: string
    goods_id: string
    kind: StockKind
    available_delta: number
    held_delta: number
    order_id: Maybe<string>
    staff_id: Maybe<string>
    reason: Default<string>
    at: At
  }
  stock_mismatch: {
    store_id: string
    goods_id: string
    available: number
    held: number
    ledger_available: number
    ledger_held: number
  }
  offer: {
    id: string
    store_id: string
    kind: 'special' | 'spend-save' | 'spend-gift'
    title: string
    terms: ColumnType<unknown, string, string>
    goods_id: Maybe<string>
    per_person: Maybe<number>
    remaining: Maybe<number>
    opens_at: At
    closes_at: At
    withdrawn_at: MaybeAt
    position: Default<number>
  }
  offer_take: { order_id: string; offer_id: string; resident_id: string; units: number; released_at: MaybeAt }
  bought_together: { store_id: string; goods_id: string; other_id: string; orders: number }
  cart_line: {
    resident_id: string
    store_id: string
    goods_id: string
    quantity: number
    chosen: Default<boolean>
    seen_fen: number
    added_at: At
  }
  address: {
    id: string
    resident_id: string
    name: string
    phone: string
    place: string
    detail: string
    lat: number
    lng: number
    is_default: Default<boolean>
    used_at: At
    removed_at: MaybeAt
  }
  slot: { place: string; opens_at: At; closes_at: At; taken: number }
  shop_order: {
    id: string
    number: string
    tracking_code: string
    resident_id: Maybe<string>
    store_id: string
    source: Default<OrderSource>
    source_ref: Maybe<string>
    state: OrderState
    fulfilment: Fulfilment
    slot_place: Maybe<string>
    slot_opens_at: MaybeAt
    slot_closes_at: MaybeAt
    slot_released_at: MaybeAt
    contact_name: Default<string>
    contact_phone: Default<string>
    address: Default<string>
    address_lat: Maybe<number>
    address_lng: Maybe<number>
    zone_id: Maybe<string>
    remark: Default<string>
    goods_fen: number
    saved_fen: number
    delivery_fen: number
    total_fen: number
    balance_fen: Default<number>
    refunded_fen: Default<number>
    delivery_refunded_fen: Default<number>
    receipt: JSONColumnType<ReceiptPart[], string, string>
    pay_until: At
    placed_at: At
    paid_at: MaybeAt
    ready_at: MaybeAt
    ended_at: MaybeAt
    picker_id: Maybe<string>
    courier_id: Maybe<string>
    ended_by: Maybe<EndedBy>
    end_reason: Maybe<string>
    first_channel_id: Maybe<string>
    last_channel_id: Maybe<string>
    sharer_id: Maybe<string>
  }
  order_line: {
    id: string
    order_id: string
    position: number
    kind: Default<'goods' | 'gift' | 'substitute'>
    goods_id: string
    name: string
    picture: string
    unit: string
    unit_grams: Maybe<number>
    sold_by: SoldBy
    shelf: Default<string>
    shelf_zone: Default<ShelfZone>
    price_fen: number
    quantity: number
    list_fen: number
    paid_fen: number
    picked_quantity: Maybe<number>
    picked_grams: Maybe<number>
    kept_fen: Maybe<number>
    refunded_fen: Default<number>
    refunded_quantity: Default<number>
    instead_of: Maybe<string>
    consent: Maybe<'asked' | 'agreed' | 'declined'>
    consent_at: MaybeAt
  }
  order_event: {
    id: string
    seq: GeneratedAlways<number>
    order_id: string
    at: At
    kind: string
    from_state: Maybe<OrderState>
    to_state: Maybe<OrderState>
    by_whom: 'resident' | 'staff' | 'wechat' | 'system' | 'till'
    staff_id: Maybe<string>
    facts: ColumnType<unknown, string | undefined, never>
  }
  payment: {
    id: string
    out_trade_no: string
    order_id: string
    amount_fen: number
    state: Default<'open' | 'paid' | 'closed'>
    prepay_id: Maybe<string>
    transaction_id: Maybe<string>
    created_at: At
    paid_at: MaybeAt
    closed_at: MaybeAt
    refunded_fen: Default<number>
  }
  payment_notification: { id: string; kind: string; out_trade_no: string; at: At }
  refund: {
    id: string
    order_id: string
    reason: RefundReason
    wechat_fen: number
    balance_fen: number
    state: 'waiting' | 'asked' | 'done' | 'failed'
    once: string
    words: Default<string>
    refund_id: Maybe<string>
    attempts: Default<number>
    error: Maybe<string>
    created_at: At
    asked_at: MaybeAt
    ended_at: MaybeAt
  }
  refund_line: { refund_id: string; order_line_id: Maybe<string>; fen: number }
  balance: { resident_id: string; fen: number }
  balance_entry: {
    id: string
    resident_id: string
    kind: 'opening' | 'topped-up' | 'paid' | 'refunded' | 'adjusted'
    delta_fen: number
    order_id: Maybe<string>
    refund_id: Maybe<string>
    once: string
    at: At
  }
  balance_mismatch: { resident_id: string; fen: number; ledger_fen: number }
  shipping_report: {
    order_id: string
    logistics: 'pickup' | 'same-city'
    state: Default<'waiting' | 'done' | 'failed'>
    attempts: Default<number>
    error: Maybe<string>
    created_at: At
    ended_at: MaybeAt
  }
  handover: {
    id: string
    order_id: string
    store_id: string
    staff_id: Maybe<string>
    till: string
    method: 'qr' | 'digits' | 'offline' | 'till' | 'courier'
    at: At
    settled_at: At
    reversed_at: MaybeAt
    reversed_by: Maybe<string>
    reversal_reason: Maybe<string>
  }
  handover_conflict: {
    id: string
    store_id: string
    order_id: Maybe<string>
    staff_id: string
    till: string
    code: string
    happened_at: At
    heard_at: At
    why: string
    resolved_at: MaybeAt
    resolved_by: Maybe<string>
    resolution: Maybe<string>
  }
  photo: {
    id: string
    owner_id: string
    type: 'image/jpeg' | 'image/png' | 'image/webp'
    bytes: Buffer
    at: At
    used_for: Maybe<'refund' | 'review' | 'proof'>
    order_id: Maybe<string>
  }
  delivery_attempt: {
    id: string
    order_id: string
    courier_id: string
    began_at: At
    ended_at: MaybeAt
    outcome: Maybe<'delivered' | 'failed'>
    reason: Maybe<string>
    photo_id: Maybe<string>
  }
  refund_request: {
    id: string
    order_id: string
    store_id: string
    resident_id: string
    reason: 'not-fresh' | 'damaged' | 'missing' | 'wrong' | 'other'
    words: string
    photo_ids: Default<string[]>
    lines: JSONColumnType<{ lineId: string; quantity: number; fen: number }[], string, string>
    fen: number
    state: Default<'asked' | 'agreed' | 'declined' | 'withdrawn'>
    created_at: At
    decided_at: MaybeAt
    decided_by: Maybe<string>
    answer: Maybe<string>
    refund_id: Maybe<string>
  }
  review: {
    id: string
    order_id: string
    resident_id: string
    store_id: string
    score: number
    words: string
    photo_ids: Default<string[]>
    goods_ids: Default<string[]>
    state: Default<'waiting' | 'shown' | 'hidden'>
    created_at: At
    decided_at: MaybeAt
    decided_by: Maybe<string>
    answer: Maybe<string>
  }
  review_shown: { store_id: string; goods_id: string; review_id: string; at: At; score: number }
  till_key: {
    id: string
    store_id: string
    name: string
    source: 'till' | 'platform'
    created_at: At
    created_by: Maybe<string>
    revoked_at: MaybeAt
  }
  till_nonce: { key_id: string; nonce: string; at: At }
}
