import { type Fen, yuan } from '../money'

/** What happened to an order, as it is kept: the name of a move or of something else, with its facts. */
export type OrderEvent = {
  readonly kind: string
  readonly by: 'resident' | 'staff' | 'wechat' | 'system' | 'till'
  readonly facts: Readonly<Record<string, unknown>>
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const money = (value: unknown): string => (typeof value === 'number' ? yuan(value as Fen) : '')
const because = (reason: unknown): string => (text(reason) === '' ? '' : `：${text(reason)}`)

/** One sentence per kind; what has none is for staff and does not stand on the resident's timeline. */
const SENTENCES: Readonly<Record<string, (event: OrderEvent) => string>> = {
  placed: () => '下单',
  pay: ({ facts }) => (facts.late === true ? '付款到得晚，货还在，照常备货' : '付款成功，等店里备货'),
  'paid-late': ({ facts }) => `付款 ${money(facts.fen)} 到得晚，自动退回`,
  'time-out': () => '15 分钟没有付款，订单关闭',
  'balance-back': ({ facts }) => `余额 ${money(facts.fen)} 已退回`,
  cancel: ({ facts }) => `你取消了订单${because(facts.reason)}`,
  refuse: ({ facts }) => `门店取消了订单${because(facts.reason)}`,
  'start-picking': () => '店里开始备货',
  'make-ready': ({ facts }) => text(facts.words) || '备好了',
  'set-out': () => '骑手出发',
  'bring-back': ({ facts }) => `没送到${because(facts.reason)}，货先带回店里`,
  deliver: ({ facts }) => `已送达${because(facts.note)}`,
  'hand-over': ({ facts }) => `已取货${because(facts.till)}`,
  reverse: () => '交货记录撤销，可以重新取货',
  'substitute-asked': ({ facts }) => text(facts.words) || '店里问你要不要换一样',
  'substitute-agreed': ({ facts }) => text(facts.words) || '你同意替换',
  'substitute-declined': ({ facts }) => text(facts.words) || '不替换，退钱',
  'refund-done': ({ facts }) => `退款 ${money(facts.fen)} 已原路退回`,
  'refund-failed': ({ facts }) => `退款 ${money(facts.fen)} 没有成功，店里会联系你`,
  'refund-asked': ({ facts }) => `你申请退款 ${money(facts.fen)}`,
  'refund-agreed': ({ facts }) => `同意退款 ${money(facts.fen)}${because(facts.answer)}`,
  'refund-declined': ({ facts }) => `退款没有通过${because(facts.answer)}`,
  'refund-withdrawn': () => '你撤回了退款申请',
  reviewed: () => '你评价了这一单',
}

/** What the resident reads of an event; `null` for what is not theirs to read. */
export const stepInWords = (event: OrderEvent): string | null => SENTENCES[event.kind]?.(event) ?? null
