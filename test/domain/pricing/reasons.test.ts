import { describe, expect, it } from 'vitest'
import { fen } from '../../../src/domain/money'
import type { CouponReason } from '../../../src/domain/pricing/receipt'
import { reasonInWords } from '../../../src/domain/pricing/reasons'
import { instant } from '../../../src/domain/time'

describe('why a coupon is not part of the price', () => {
  it.each<[CouponReason, string]>([
    [{ code: 'THRESHOLD', missing: fen(1200) }, '还差 ¥12'],
    [{ code: 'NO_GOODS_IN_SCOPE' }, '还没选适用的商品'],
    [{ code: 'GOODS_MISSING', missing: 2 }, '适用的商品还差 2 件'],
    [{ code: 'NOT_YET', opensAt: instant('2026-08-16T08:00:00+08:00') }, '8月16日 周日 8:00 起可用'],
    // KF-22: the end of a half-open window is the midnight of the day before, in the store's time.
    [{ code: 'ENDED', closedAt: instant('2026-09-01T00:00:00+08:00') }, '已于 8月31日 周一 24:00 到期'],
    [{ code: 'COUNTER_ONLY' }, '门店专用'],
    [{ code: 'OTHER_STORE' }, '这家店不能用'],
    [{ code: 'GIFTING' }, '赠送中'],
    [{ code: 'RESERVED' }, '另一单待付款，留着它'],
    [{ code: 'ANOTHER_CHOSEN', saves: fen(600) }, '已用另一张，这张可减 ¥6'],
    [{ code: 'SAVES_NOTHING' }, '这一单用了也不减钱'],
    [{ code: 'NOT_CHOSEN', saves: fen(850) }, '没有选用，可减 ¥8.5'],
  ])('%j reads %s', (reason, words) => {
    expect(reasonInWords(reason)).toBe(words)
  })
})
