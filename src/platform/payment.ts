import type { PayParams } from '../contract/checkout'
import type { Fen } from '../domain/money'

/**
 * What the pay sheet says. `paid` is only a hint: the API asks WeChat itself. `left`: closed by hand. `not-here`: no WeChat
 * around this page.
 */
export type PayOutcome = 'paid' | 'left' | 'failed' | 'not-here'

/** What may be done at the stand-in's sheet, in development: pay, be refused by the bank, close it, pay and be told late. */
export type PayDeed = 'pay' | 'fail' | 'leave' | 'pay-late'

/** What stands on the stand-in's sheet. */
export type PaySheet = { readonly description: string; readonly total: Fen }

/** Draws the stand-in's sheet and answers what was done at it. WeChat draws its own and never asks. */
export type DrawSheet = (sheet: PaySheet) => Promise<PayDeed>

export type Pay = (params: PayParams, draw: DrawSheet) => Promise<PayOutcome>

/** `requestPayment:ok` · `requestPayment:fail cancel` · `requestPayment:fail 银行卡余额不足` */
export function outcomeOf(errMsg: string): PayOutcome {
  if (errMsg === 'requestPayment:ok') return 'paid'
  return /fail cancel/.test(errMsg) ? 'left' : 'failed'
}
