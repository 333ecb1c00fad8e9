import type { AuditAnswer } from '../../contract/staff'
import { type Fen, yuan } from '../../domain/money'
import { ROLE_NAMES, type Role } from '../../domain/staff/role'

export type Entry = AuditAnswer['entries'][number]

const read = (side: unknown, name: string): string => {
  const value = side !== null && typeof side === 'object' ? (side as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
const roleOf = (side: unknown): string => ROLE_NAMES[read(side, 'role') as Role] ?? ''
const quoted = (text: string): string => (text === '' ? '' : `“${text}”`)
const joined = (...words: readonly string[]): string => words.filter(Boolean).join(' · ')

const STOCK_DEEDS: Readonly<Record<string, string>> = { received: '入库', wasted: '报损', adjusted: '盘点' }

const METHODS: Readonly<Record<string, string>> = { qr: '扫码', digits: '数字', offline: '离线' }

const tailOf = (side: unknown): string => `尾号 ${read(side, 'number').slice(-4)}`
const grams = (side: unknown): string => (read(side, 'grams') === '' ? '' : `${read(side, 'grams')}g`)
const money = (side: unknown, name: string): string => {
  const amount = Number(read(side, name))
  return amount > 0 ? `退 ${yuan(amount as Fen)}` : ''
}
const back = (side: unknown): string => money(side, 'back')

/** What a line of the log says: what was done, and to whom or how. An action of a later version is said by its name. */
const DEEDS: Readonly<Record<string, (entry: Entry) => readonly [deed: string, words: string]>> = {
  'coupon.verified': ({ after }) => [
    '核销了一张券',
    joined(read(after, 'till'), read(after, 'method') === 'qr' ? '扫码' : '数字'),
  ],
  'verification.reversed': ({ before, after }) => [
    '撤销了一笔核销',
    joined(read(before, 'till'), quoted(read(after, 'reason'))),
  ],
  'order.collected': ({ after }) => [
    '交出一单',
    joined(tailOf(after), read(after, 'till'), METHODS[read(after, 'method')] ?? ''),
  ],
  'handover.reversed': ({ before, after }) => [
    '撤销了一笔交货',
    joined(tailOf(after), read(before, 'till'), quoted(read(after, 'reason'))),
  ],
  'handover.conflicted': ({ after }) => ['离线交货没有结算', joined(read(after, 'till'), read(after, 'why'))],
  'conflict.resolved': ({ before, after }) => [
    '处理了一笔离线交货',
    joined(read(before, 'why'), quoted(read(after, 'resolution'))),
  ],
  'typing.stopped': ({ after }) => ['输错太多，被暂停输入', `10 分钟内输错 ${read(after, 'clerkMisses')} 次`],
  'staff.invited': ({ after }) => ['发出邀请', joined(read(after, 'name'), roleOf(after))],
  'invitation.revoked': ({ before }) => ['撤回邀请', joined(read(before, 'name'), roleOf(before))],
  'invitation.accepted': ({ after }) => ['加入了团队', joined(read(after, 'name'), roleOf(after))],
  'grant.revoked': ({ before }) => ['收回了权限', joined(read(before, 'name'), roleOf(before))],
  'batch.published': ({ after }) => ['发布了一批券', read(after, 'title')],
  'stock.moved': ({ before, after }) => [
    STOCK_DEEDS[read(after, 'kind')] ?? '动了库存',
    joined(`${read(before, 'stock')} → ${read(after, 'stock')}`, quoted(read(after, 'reason'))),
  ],
  'order.started': ({ after }) => ['开始备货', tailOf(after)],
  'line.picked': ({ after }) => [
    '拣了一样',
    joined(read(after, 'name'), `${read(after, 'quantity')} / ${read(after, 'ordered')}`, grams(after)),
  ],
  'substitute.offered': ({ after }) => ['问顾客换一样', read(after, 'instead')],
  'substitute.withdrawn': () => ['收回了替换', ''],
  'order.ready': ({ after }) => ['备好一单', joined(tailOf(after), back(after))],
  'order.refused': ({ after }) => ['取消一单', joined(tailOf(after), quoted(read(after, 'reason')), back(after))],
  'order.set-out': ({ after }) => ['出发配送', tailOf(after)],
  'order.delivered': ({ after }) => ['送达一单', joined(tailOf(after), quoted(read(after, 'note')))],
  'order.brought-back': ({ after }) => ['没送成，带回', joined(tailOf(after), quoted(read(after, 'reason')))],
  'refund.decided': ({ after }) => [
    read(after, 'state') === 'agreed' ? '同意退款' : '没有同意退款',
    joined(money(after, 'given'), quoted(read(after, 'answer'))),
  ],
  'review.decided': ({ after }) => [
    read(after, 'state') === 'shown' ? '展示了一条评价' : '隐藏了一条评价',
    quoted(read(after, 'answer')),
  ],
  'till-key.made': ({ after }) => ['新建收银对接', read(after, 'name')],
  'till-key.revoked': ({ before }) => ['停用收银对接', read(before, 'name')],
  'batch.withdrawn': ({ before, after }) => ['停发了一批券', read(before, 'title') || read(after, 'title')],
}

export function deedOf(entry: Entry): { readonly deed: string; readonly words: string } {
  const [deed, words] = DEEDS[entry.action]?.(entry) ?? [entry.action, '']
  return { deed, words }
}
