import { deriveKeys } from '../../server/keys'
import { instant } from '../../src/domain/time'

/** Monday noon in the trial's last preheat week; tests move their clock from here, nothing else does. */
export const NOON = instant('2026-06-01T12:00:00+08:00')
export const keys = deriveKeys(Buffer.alloc(32, 7))
export const templates = { opening: 'tmpl-opening', couponEnding: 'tmpl-coupon-ending', order: 'tmpl-order' }
