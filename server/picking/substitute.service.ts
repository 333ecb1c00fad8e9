import { isRefusal, type Refusal, refuse } from '../../src/contract/errors'
import { type Fen, fen } from '../../src/domain/money'
import { givenBack, missingUnits, substituteOf } from '../../src/domain/order/picking'
import type { Instant } from '../../src/domain/time'
import { type BasketGoods, basketGoods } from '../catalog/catalog.service'
import type { Tx } from '../database/connection'
import { type Actor, lockOrder, orderMoved, writeEvent } from '../order/move'
import { tellOrder } from '../reminder/order.service'
import { audit } from '../staff/audit'
import { holdStock, releaseStock } from '../stock/stock.service'
import * as board from './board.repository'
import * as lines from './line.repository'
import type { Line } from './line.repository'
import { actorOf, type By, lockPicking } from './picking.service'

type Done = { readonly done: true }
const done: Done = { done: true }

type Offer = { readonly orderId: string; readonly lineId: string; readonly goodsId: string; readonly quantity: number }

/**
 * Offers other goods for what a line is short of, and asks the resident. They are held at once, so that a yes finds them. Never dearer
 * than what the missing part had paid (SUBSTITUTE_DEARER), one question or answer per line at a time, and only where there is
 * somebody to ask.
 */
export async function offerSubstitute(tx: Tx, by: By, offer: Offer): Promise<{ lineId: string } | Refusal> {
  const { storeId } = by.staff
  const { orderId, quantity } = offer
  const refused = await lockPicking(tx, storeId, orderId)
  if (refused) return refused
  const all = await lines.linesOf(tx, orderId)
  const line = all.find(({ id }) => id === offer.lineId)
  if (!line || line.kind !== 'goods') return refuse('LINE_NOT_FOUND')
  const wrong = await refuseOffer(tx, { ...offer, storeId, all, line })
  if (isRefusal(wrong)) return wrong
  const { goods } = wrong
  const short = await holdStock(tx, { storeId, orderId, lines: [{ goodsId: goods.id, units: quantity }], now: by.now })
  if (short[0]) return goodsShort(goods, short[0].has)
  const lineId = await lines.askSubstitute(tx, {
    orderId,
    insteadOf: line.id,
    position: Math.max(...all.map(({ position }) => position)) + 1,
    quantity,
    unitPrice: goods.price,
    goods: { ...goods, goodsId: goods.id },
  })
  const facts = { words: `${line.name}缺货，问你换成${goods.name}行不行`, instead: goods.name, quantity, lineId }
  await writeEvent(tx, { orderId, kind: 'substitute-asked', now: by.now, actor: actorOf(by.staff), facts })
  await tellOrder(tx, {
    orderId,
    now: by.now,
    told: { kind: 'order-question', missing: line.name, instead: goods.name },
    once: `order-question:${lineId}`,
  })
  await note(tx, by, orderId, 'substitute.offered', facts)
  return { lineId }
}

async function refuseOffer(tx: Tx, ask: Offer & { storeId: string; all: readonly Line[]; line: Line }) {
  const { all, line } = ask
  const before = substituteOf(all, line)
  if (before) return refuse(before.consent === 'asked' ? 'SUBSTITUTE_OPEN' : 'LINE_ANSWERED')
  if (line.pickedQuantity === null || missingUnits(line) === 0)
    return refuse('PICK_INVALID', undefined, { detail: '先记下缺多少，再找替换' })
  const goods = (await basketGoods(tx, ask.storeId, [ask.goodsId])).get(ask.goodsId)
  if (!goods?.listed || ask.goodsId === line.goodsId) return refuse('GOODS_NOT_FOUND')
  const most = givenBack(line)
  if (goods.price * ask.quantity > most) return refuse('SUBSTITUTE_DEARER', { most })
  if ((await board.residentOf(tx, ask.orderId)) === null) return refuse('SUBSTITUTE_NOBODY')
  return { goods }
}

/** The resident answers a question about their order: yes, it comes along and pays at most what was missing; no, it goes back. */
export async function answerQuestion(
  tx: Tx,
  ask: { residentId: string; orderId: string; lineId: string; agreed: boolean; now: Instant },
): Promise<Done | Refusal> {
  const order = await lockOrder(tx, ask.orderId)
  // Whose order it is stands before everything else that could be learnt of it (KF-11).
  if (!order || (await board.residentOf(tx, ask.orderId)) !== ask.residentId) return refuse('ORDER_NOT_FOUND')
  return settleQuestion(tx, { ...ask, storeId: order.storeId, state: order.state, actor: { by: 'resident' } })
}

/** Staff take a question back (the resident does not answer, or said no at the door): as if it had been declined. */
export async function withdrawQuestion(
  tx: Tx,
  by: By,
  ask: { orderId: string; lineId: string },
): Promise<Done | Refusal> {
  const { storeId } = by.staff
  const refused = await lockPicking(tx, storeId, ask.orderId)
  if (refused) return refused
  const actor = actorOf(by.staff)
  const settled = await settleQuestion(tx, { ...ask, agreed: false, storeId, state: 'picking', actor, now: by.now })
  if (!isRefusal(settled)) await note(tx, by, ask.orderId, 'substitute.withdrawn', { lineId: ask.lineId })
  return settled
}

type Answer = {
  readonly orderId: string
  readonly lineId: string
  readonly agreed: boolean
  readonly storeId: string
  readonly state: NonNullable<Awaited<ReturnType<typeof lockOrder>>>['state']
  readonly actor: Actor
  readonly now: Instant
}

/** The order's row is locked: of two answers one counts, the other hears LINE_ANSWERED. */
async function settleQuestion(tx: Tx, answer: Answer): Promise<Done | Refusal> {
  const { orderId, storeId, agreed, now } = answer
  const all = await lines.linesOf(tx, orderId)
  const line = all.find(({ id }) => id === answer.lineId)
  const missing = all.find(({ id }) => id === line?.insteadOf)
  if (!line || !missing) return refuse('LINE_NOT_FOUND')
  if (line.consent !== 'asked') return refuse('LINE_ANSWERED')
  if (answer.state !== 'picking') return orderMoved(answer.state)
  const pays = agreed ? least(line.list, givenBack(missing)) : fen(0)
  const consent = agreed ? 'agreed' : 'declined'
  if (!(await lines.answerSubstitute(tx, { lineId: line.id, consent, pays, now }))) return refuse('LINE_ANSWERED')
  if (!agreed)
    await releaseStock(tx, { storeId, orderId, lines: [{ goodsId: line.goodsId, units: line.quantity }], now })
  await writeEvent(tx, {
    orderId,
    kind: agreed ? 'substitute-agreed' : 'substitute-declined',
    now,
    actor: answer.actor,
    facts: { words: answerInWords(answer, missing, line), instead: line.name, lineId: line.id },
  })
  return done
}

function answerInWords({ agreed, actor }: Answer, missing: Line, instead: Line): string {
  if (agreed) return `${missing.name}换成了${instead.name}`
  return actor.by === 'resident' ? `${missing.name}不换，缺的退钱` : `店里收回了替换，${missing.name}缺的退钱`
}

const goodsShort = (goods: BasketGoods, most: number): Refusal =>
  refuse('GOODS_SHORT', { goodsId: goods.id, most }, { detail: `${goods.name}只剩 ${most} ${goods.unit}` })

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b)

const note = (
  tx: Tx,
  { staff, now, requestId }: By,
  orderId: string,
  action: 'substitute.offered' | 'substitute.withdrawn',
  after: object,
): Promise<void> =>
  audit(tx, {
    at: now,
    staffId: staff.staffId,
    storeId: staff.storeId,
    action,
    subject: orderId,
    before: null,
    after,
    requestId,
  })
