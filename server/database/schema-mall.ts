import type { ColumnType, GeneratedAlways, JSONColumnType } from 'kysely'
import type { EndedBy, Fulfilment, OrderSource, OrderState } from '../../src/domain/order/order'
import type { ReceiptPart } from '../../src/domain/pricing/receipt'
import type { ShelfZone, SoldBy } from '../../src/domain/goods/goods'
import type { StockKind } from '../../src/domain/goods/stock'
import type { At, Default, Maybe, MaybeAt } from './columns'

export type RefundReason = 'cancelled' | 'weighed' | 'short' | 'after-sale' | 'late-payment' | 'refused'

/** Goods, orders, money and what comes after, as migrations 7 to 10 make them. */
export interface MallTables {
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
