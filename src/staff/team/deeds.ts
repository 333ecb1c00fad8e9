import type { AuditAnswer } from '../../contract/staff'
import { ROLE_NAMES, type Role } from '../../domain/staff/role'

export type Entry = AuditAnswer['entries'][number]

const read = (side: unknown, name: string): string => {
  const value = side !== null && typeof side === 'object' ? (side as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
const roleOf = (side: unknown): string => ROLE_NAMES[read(side, 'role') as Role] ?? ''
const quoted = (text: string): string => (text === '' ? '' : `“${text}”`)
const joined = (...words: readonly string[]): string => words.filter(Boolean).join(' · ')

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
  'typing.stopped': ({ after }) => ['输错太多，被暂停输入', `10 分钟内输错 ${read(after, 'clerkMisses')} 次`],
  'staff.invited': ({ after }) => ['发出邀请', joined(read(after, 'name'), roleOf(after))],
  'invitation.revoked': ({ before }) => ['撤回邀请', joined(read(before, 'name'), roleOf(before))],
  'invitation.accepted': ({ after }) => ['加入了团队', joined(read(after, 'name'), roleOf(after))],
  'grant.revoked': ({ before }) => ['收回了权限', joined(read(before, 'name'), roleOf(before))],
  'batch.published': ({ after }) => ['发布了一批券', read(after, 'title')],
  'batch.withdrawn': ({ before, after }) => ['停发了一批券', read(before, 'title') || read(after, 'title')],
}

export function deedOf(entry: Entry): { readonly deed: string; readonly words: string } {
  const [deed, words] = DEEDS[entry.action]?.(entry) ?? [entry.action, '']
  return { deed, words }
}
