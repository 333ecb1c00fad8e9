import type { Static } from 'typebox'
import { type Refusal, refuse } from '../../src/contract/errors'
import type { VisitBody } from '../../src/contract/resident'
import type { ChannelPictureAnswer } from '../../src/contract/staff'
import { isMachine } from '../../src/domain/channel/scene'
import type { Instant } from '../../src/domain/time'
import type { Db, Tx } from '../database/connection'
import type { WechatGateway } from '../gateways/wechat'
import * as visits from './visit.repository'

/** Where a channel's code leads; its scene is read there. */
const LANDING = 'pages/home/index'

/**
 * Writes down that somebody opened a page, and for a signed-in resident the first and last touch. A machine's visit (crawler,
 * load test) is kept; it marks a resident nobody has seen yet as a machine until a real visit, and touches nothing else.
 */
export async function visit(
  tx: Tx,
  residentId: string | null,
  body: Static<typeof VisitBody>,
  now: Instant,
): Promise<{ done: true }> {
  const { page, storeId, touch } = body
  const source = await visits.insert(tx, {
    page,
    storeId: storeId ?? null,
    residentId,
    channel: touch.channel ?? null,
    sharer: touch.sharer ?? null,
    scene: touch.scene ?? null,
    now,
  })
  if (residentId) {
    await visits.touchFirst(tx, residentId, source, now)
    if (!isMachine(source.scene)) await visits.touchLast(tx, residentId, source, now)
  }
  return { done: true }
}

/** The picture of a code's mini-program code. NOT_FOUND for a code of another store, or none; WECHAT_UNAVAILABLE. */
export async function codePicture(
  db: Db,
  wechat: WechatGateway,
  storeId: string,
  code: string,
): Promise<ChannelPictureAnswer | Refusal> {
  const known = await db
    .selectFrom('channel_code')
    .innerJoin('channel', 'channel.id', 'channel_code.channel_id')
    .select('channel_code.code')
    .where('channel_code.code', '=', code)
    .where((is) => is.or([is('channel.store_id', 'is', null), is('channel.store_id', '=', storeId)]))
    .executeTakeFirst()
  if (!known) return refuse('NOT_FOUND')
  const picture = await wechat.miniProgramCode(`c=${code}`, LANDING)
  if (!picture.ok) return refuse('WECHAT_UNAVAILABLE', { reason: picture.reason })
  return { code, contentType: picture.type, base64: picture.bytes.toString('base64') }
}
