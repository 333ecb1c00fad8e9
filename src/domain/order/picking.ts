import { SHELF_ZONES, type ShelfZone, type SoldBy } from '../goods/goods'
import { type Fen, fen, yuan } from '../money'
import { keptOf } from '../pricing/weigh'

/** A line as the picker meets it: what was ordered and paid for, and what came of it (`null`: not picked yet). */
export type PickedLine = {
  readonly name: string
  readonly unit: string
  readonly soldBy: SoldBy
  readonly quantity: number
  /** What one unit is expected to weigh; goods by weight always say. */
  readonly unitGrams: number | null
  readonly paid: Fen
  readonly pickedQuantity: number | null
  readonly pickedGrams: number | null
}

/** What was taken from the shelf: units, and for goods by weight the grams of all of them together. */
export type Picked = { readonly quantity: number; readonly grams?: number | undefined }

/** A scale that says more than this many times the estimate, or less than one part in `LIGHTEST`, was read or typed wrong. */
export const HEAVIEST = 3
export const LIGHTEST = 10

/** Why this cannot be what was picked, as the picker reads it; `null` when it can. */
export function refusePick(line: PickedLine, { quantity, grams }: Picked): string | null {
  if (quantity > line.quantity) return `只订了 ${line.quantity} ${line.unit}`
  if (line.soldBy === 'piece') return grams === undefined ? null : '按份卖的不用称重'
  if (quantity === 0) return (grams ?? 0) === 0 ? null : '没有拿货，不用称重'
  if (!grams) return '请先称重'
  const expected = quantity * (line.unitGrams ?? 0)
  if (grams > HEAVIEST * expected) return `${grams}g 比预估的 ${expected}g 重太多，请再称一次`
  if (grams * LIGHTEST < expected) return `${grams}g 比预估的 ${expected}g 轻太多，请再称一次`
  return null
}

/** Units that were ordered and not found. */
export const missingUnits = (line: PickedLine): number => line.quantity - (line.pickedQuantity ?? line.quantity)

/**
 * What is paid for of a line once it is picked (多退少不补). By weight the scale decides, units that are missing included: they
 * weigh nothing. By piece the units decide.
 */
export function keptOfLine(line: PickedLine): Fen {
  if (line.soldBy === 'weight' && line.unitGrams !== null)
    return keptOf(line.paid, line.quantity * line.unitGrams, line.pickedGrams ?? 0)
  return keptOf(line.paid, line.quantity, line.pickedQuantity ?? 0)
}

/** What the missing or lighter part of a line had paid, and so goes back, or pays for what comes instead. */
export const givenBack = (line: PickedLine): Fen => fen(line.paid - keptOfLine(line))

/** 鲈鱼 称重 612g，比预估轻，退 ¥1.82（多退少不补）. `null` when nothing of the line goes back. */
export function givenBackInWords(line: PickedLine, amount: Fen, instead: string | null): string | null {
  if (amount <= 0) return null
  const missing = missingUnits(line)
  const why =
    missing === 0
      ? `称重 ${line.pickedGrams ?? 0}g，比预估轻`
      : missing === line.quantity
        ? '缺货'
        : line.soldBy === 'weight'
          ? `缺 ${missing} ${line.unit}，称重 ${line.pickedGrams ?? 0}g`
          : `缺 ${missing} ${line.unit}`
  const settled = line.soldBy === 'weight' && missing < line.quantity ? '（多退少不补）' : ''
  if (instead !== null) return `${line.name} ${why}，换成${instead}，退差价 ${yuan(amount)}${settled}`
  return `${line.name} ${why}，退 ${yuan(amount)}${settled}`
}

/** A line among the others of its order: what stands in for what, and whether the resident agreed to it. */
export type OrderedLine = PickedLine & {
  readonly id: string
  readonly kind: 'goods' | 'gift' | 'substitute'
  readonly insteadOf: string | null
  readonly consent: 'asked' | 'agreed' | 'declined' | null
}

/** Part of the order: everything but substitutes that nobody (yet) agreed to. */
export const isOfOrder = (line: Pick<OrderedLine, 'kind' | 'consent'>): boolean =>
  line.kind !== 'substitute' || line.consent === 'agreed'

/** The substitute that a line has, asked or agreed; those declined are history. */
export const substituteOf = <L extends OrderedLine>(all: readonly L[], line: Pick<L, 'id'>): L | undefined =>
  all.find((one) => one.insteadOf === line.id && one.consent !== 'declined')

/** What of each line is paid for, what goes back, and why in words. */
export type Settlement = {
  readonly lines: readonly { readonly lineId: string; readonly kept: Fen; readonly back: Fen }[]
  readonly back: Fen
  readonly reason: 'short' | 'weighed'
  readonly notes: readonly string[]
}

/** What comes of an order once every line of it is picked; the picker reads it before, the resident after. */
export function settlementOf(order: readonly OrderedLine[]): Settlement {
  const settled = order.map((line) => {
    // What a substitute has taken over is no longer in `paid`; what is kept is of all that was paid for the ordered units.
    const instead = substituteOf(order, line)
    const whole = { ...line, paid: fen(line.paid + (instead?.paid ?? 0)) }
    const kept = keptOfLine(whole)
    const back = fen(line.paid - kept)
    return { lineId: line.id, kept, back, note: givenBackInWords(line, back, instead?.name ?? null) }
  })
  return {
    lines: settled,
    back: fen(settled.reduce((sum, line) => sum + line.back, 0)),
    reason: order.some((line) => missingUnits(line) > 0) ? 'short' : 'weighed',
    notes: settled.flatMap(({ note }) => note ?? []),
  }
}

type Shelved = { readonly shelfZone: ShelfZone; readonly shelf: string; readonly position: number }

/** The order of the walk through the store: zone by zone, what must stay cold last; then shelf by shelf, A-2 before A-10. */
export function byWalk(a: Shelved, b: Shelved): number {
  return (
    SHELF_ZONES.indexOf(a.shelfZone) - SHELF_ZONES.indexOf(b.shelfZone) ||
    a.shelf.localeCompare(b.shelf, 'zh-Hans-CN', { numeric: true }) ||
    a.position - b.position
  )
}
