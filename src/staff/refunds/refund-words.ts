import type { Request } from './refunds.store'

export const REASON_NAMES = {
  'not-fresh': '不新鲜',
  damaged: '破损',
  missing: '少了货',
  wrong: '发错了',
  other: '其他',
} as const satisfies Record<Request['reason'], string>

export const STATE_WORDS = {
  asked: '等你决定',
  agreed: '已同意',
  declined: '没同意',
  withdrawn: '顾客撤回',
} as const satisfies Record<Request['state'], string>
