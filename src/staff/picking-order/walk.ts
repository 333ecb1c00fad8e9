import type { StaffOrderAnswer } from '../../contract/staff-order'
import { SHELF_ZONE_NAMES, type ShelfZone } from '../../domain/goods/goods'
import { type Fen, fen } from '../../domain/money'
import { isOfOrder, type OrderedLine, type Picked, refusePick, settlementOf } from '../../domain/order/picking'
import { keptOf } from '../../domain/pricing/weigh'
import { weight } from '../../ui/amount'

export type Line = StaffOrderAnswer['lines'][number]

/** A line on the walk, with what has been asked about it. */
export type Stop = {
  readonly line: Line
  /** The substitute that the resident is being asked about, the one they agreed to, and the last they did not want. */
  readonly asked: Line | null
  readonly agreed: Line | null
  readonly declined: Line | null
}
/** What lies in one zone of the store. */
export type Stretch = { readonly zone: ShelfZone; readonly name: string; readonly stops: readonly Stop[] }

/** The lines come in the order of the walk; here they are cut where the zone changes. Questions stand with what they are about. */
export function walkOf(lines: readonly Line[]): Stretch[] {
  const stretches: { zone: ShelfZone; name: string; stops: Stop[] }[] = []
  for (const line of lines.filter(isOfOrder)) {
    const about = (consent: Line['consent']): Line | null =>
      lines.find((one) => one.insteadOf === line.id && one.consent === consent) ?? null
    const stop = { line, asked: about('asked'), agreed: about('agreed'), declined: about('declined') }
    const last = stretches.at(-1)
    if (last?.zone === line.shelfZone) last.stops.push(stop)
    else stretches.push({ zone: line.shelfZone, name: SHELF_ZONE_NAMES[line.shelfZone], stops: [stop] })
  }
  return stretches
}

/** How far it is: lines picked of lines, and how many questions are open. */
export function progressOf(lines: readonly Line[]) {
  const order = lines.filter(isOfOrder)
  return {
    picked: order.filter(({ pickedQuantity }) => pickedQuantity !== null).length,
    of: order.length,
    questions: lines.filter(({ consent }) => consent === 'asked').length,
    nothing: order.length > 0 && order.every(({ pickedQuantity }) => pickedQuantity === 0),
  }
}

/** A line as the rules of picking know it. */
export const asOrdered = (line: Line): OrderedLine => ({
  ...line,
  paid: fen(line.paid),
  unitGrams: line.orderedGrams === null ? null : line.orderedGrams / line.quantity,
})

export const settlementOfOrder = (lines: readonly Line[]) => settlementOf(lines.filter(isOfOrder).map(asOrdered))

/** What is to be taken: 2 份 · 2 条 约 1.3 kg */
export function toTake({ soldBy, quantity, unit, orderedGrams }: Line): {
  readonly count: string
  readonly about: string
} {
  const about = soldBy === 'weight' && orderedGrams !== null ? `约 ${weight(orderedGrams)}` : ''
  return { count: `${quantity} ${unit}`, about }
}

/** What was taken: 拿齐了 · 拿了 1 份，缺 1 · 没有 · 1,222 g */
export function takenInWords({ soldBy, quantity, unit }: Line, picked: Picked): string {
  if (picked.quantity === 0) return '没有'
  const whole = picked.quantity === quantity
  const count = whole ? '拿齐了' : `拿了 ${picked.quantity} ${unit}，缺 ${quantity - picked.quantity}`
  return soldBy === 'weight' ? `${count} · ${weight(picked.grams ?? 0)}` : count
}

export type Weighing = {
  /** What so many units are expected to weigh, grams. */
  readonly expected: number
  readonly kept: Fen
  readonly back: Fen
  /** Why this cannot be written down; `null` when it can. */
  readonly wrong: string | null
  /** It can, and is worth a second look. */
  readonly odd: string | null
}

/** A scale that is off by more than this part of the estimate is worth a second look. */
const ODD_PART = 0.3

/** What comes of so many units weighing so much, before it is written down. */
export function weighing(line: Line, quantity: number, grams: number): Weighing {
  const ordered = line.orderedGrams ?? 0
  const expected = Math.round((ordered / line.quantity) * quantity)
  const paid = fen(line.paid)
  const kept = ordered === 0 ? paid : keptOf(paid, ordered, grams)
  const wrong = refusePick(asOrdered(line), { quantity, grams })
  const off = expected === 0 ? 0 : grams / expected - 1
  const percent = Math.round(Math.abs(off) * 100)
  const odd = Math.abs(off) > ODD_PART ? `比预估${off > 0 ? '重' : '轻'} ${percent}%，看清楚秤再记` : null
  return { expected, kept, back: fen(paid - kept), wrong, odd: wrong === null ? odd : null }
}
