import type { PayParams } from '../contract/checkout'
import type { Fen } from '../domain/money'
import { outcomeOf, type Pay, type PayDeed, type PaySheet } from './payment'

const SHEET = `${API_BASE}/mock/wechat-pay/sheet`

/** A browser has no pay sheet. In development the stand-in's is drawn by us; where there is none, one pays in WeChat. */
export const pay: Pay = async (params, draw) => {
  const sheet = await sheetOf(params)
  return sheet ? act(params, await draw(sheet)) : 'not-here'
}

async function sheetOf({ package: prepay }: PayParams): Promise<PaySheet | null> {
  try {
    const prepayId = prepay.replace(/^prepay_id=/, '')
    const answer = await fetch(`${SHEET}?prepayId=${encodeURIComponent(prepayId)}`)
    if (!answer.ok) return null
    const { description, total } = (await answer.json()) as { description: string; total: number }
    return { description, total: total as Fen }
  } catch {
    return null
  }
}

async function act(params: PayParams, does: PayDeed) {
  try {
    const answer = await fetch(SHEET, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...params, does }),
    })
    const { errMsg } = (await answer.json()) as { errMsg?: string }
    return outcomeOf(errMsg ?? '')
  } catch {
    return 'failed'
  }
}
