import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { StaffRefundRequestsAnswer } from '../../contract/staff-order'
import { type Fen, fen, yuanParts } from '../../domain/money'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'
import { Asking } from '../asking'
import { Shelves } from '../shelves'

export type Request = StaffRefundRequestsAnswer['requests'][number]
export type RefundShelf = 'asked' | 'decided'

export const ANSWER_LIMIT = 100
export const DECLINE_WORDS = ['照片看不清，请重拍', '已经超过时间', '和下单的货不符'] as const

/** ¥12.80 as it is typed: 12.8 */
export function typedOf(amount: Fen): string {
  const { yuan, fen: cents } = yuanParts(amount)
  return `${yuan}.${cents}`.replace(/\.?0+$/, '') || '0'
}
/** What is typed, in fen; `null` when it is no amount. */
export const fenOf = (typed: string): Fen | null =>
  /^\d{1,6}(\.\d{0,2})?$/.test(typed) ? fen(Math.round(Number(typed) * 100)) : null

/** 退款: what customers ask back, and one decision about each. */
export class RefundsStore {
  readonly shelves: Shelves<RefundShelf, StaffRefundRequestsAnswer>
  readonly deciding: Asking
  /** The one being decided, and how, while its sheet is open. */
  target: Request | null = null
  agrees = true
  typed = ''
  answer = ''

  constructor(
    api: Api,
    private readonly storeId: string,
    newKey: () => Promise<string>,
  ) {
    const path = fill(paths.staffRefundRequests, { storeId })
    this.deciding = new Asking(api, newKey)
    this.shelves = new Shelves(
      ['asked', 'decided'],
      'asked',
      (state) =>
        new Pages<StaffRefundRequestsAnswer>({
          page: (after) => api.get<StaffRefundRequestsAnswer>(path, { query: { state, after } }),
          joined: (before, page) => ({ ...page, requests: joinedById(before.requests, page.requests) }),
          size: ({ requests }) => requests.length,
        }),
    )
    makeAutoObservable<this, 'storeId'>(this, { storeId: false, shelves: false, deciding: false }, { autoBind: true })
  }

  open(target: Request, agrees: boolean): void {
    this.target = target
    this.agrees = agrees
    this.typed = typedOf(fen(target.fen))
    this.answer = ''
    this.deciding.clear()
  }

  close(): void {
    if (!this.deciding.busy) this.target = null
  }

  turn(agrees: boolean): void {
    this.agrees = agrees
    this.deciding.clear()
  }

  type(typed: string): void {
    this.typed = typed
  }

  write(answer: string): void {
    this.answer = answer.slice(0, ANSWER_LIMIT)
  }

  /** What is given back; `null` for no amount, for nothing, and for more than was asked. */
  get given(): Fen | null {
    const amount = fenOf(this.typed)
    return amount !== null && amount > 0 && amount <= (this.target?.fen ?? 0) ? amount : null
  }

  /** Why it cannot be decided so; `null` when it can. */
  get wrong(): string | null {
    if (!this.target) return null
    if (!this.agrees) return this.answer.trim() === '' ? '写一句原因，顾客会看到' : null
    if (this.given !== null) return null
    return (fenOf(this.typed) ?? 0) > this.target.fen ? '不能比顾客要的多' : '输入要退多少'
  }

  async decide(): Promise<void> {
    const { target, agrees, given } = this
    if (!target || this.wrong !== null) return
    const path = fill(paths.staffDecideRefund, { storeId: this.storeId, requestId: target.id })
    const body = { agreed: agrees, ...(agrees && given !== null && { fen: given }), answer: this.answer.trim() }
    const answer = await this.deciding.send(path, body)
    if (!answer || this.deciding.lost) return
    if (answer.ok) runInAction(() => (this.target = null))
    await this.shelves.load()
  }
}
