// Sharing: asks the page for its card as the platform does, and turns the card into the launch of whoever opens it.
import type { WeappPage } from './page'
import { parseUrl } from './page-stack'
import type { LogicLayer } from './logic-layer'
import type { VirtualClock } from './virtual-clock'

const PROMISE_LIMIT_MS = 3000

export interface ShareCard {
  title: string
  /** As the page gave it, starting with `/`. */
  path: string
  imageUrl: string | undefined
  /** The page the card opens. */
  route: string
  query: Record<string, string>
}

export interface ShareParts {
  clock: VirtualClock
  logic: LogicLayer
  pages: string[]
}

type Answer = { title?: string; path?: string; imageUrl?: string; promise?: PromiseLike<Answer> }

/**
 * The chat card of a page, from its button (`sid` is the button's id) or the menu.
 * Throws when the page does not offer sharing, its path does not start with `/` or opens no page of the app (KF-38).
 */
export async function shareCard(
  page: WeappPage,
  from: 'menu' | 'button',
  parts: ShareParts,
  sid = '',
): Promise<ShareCard> {
  const answer = (await ask(page, 'onShareAppMessage', from, parts, sid)) as Answer
  const path = answer.path ?? `/${page.route}`
  if (!path.startsWith('/')) throw new Error(`${page.route} shares "${path}", which does not start with /`)
  const { route, query } = parseUrl(path)
  if (!parts.pages.includes(route)) throw new Error(`${page.route} shares "${path}", which is no page of the app`)
  return { title: answer.title ?? '', path, imageUrl: answer.imageUrl, route, query }
}

/** The card for Moments: always this page, only a query of its own. */
export async function timelineCard(page: WeappPage, parts: ShareParts): Promise<Omit<ShareCard, 'path'>> {
  const answer = (await ask(page, 'onShareTimeline', 'menu', parts, '')) as Answer & { query?: string }
  const { query } = parseUrl(`/${page.route}?${answer.query ?? ''}`)
  return { title: answer.title ?? '', imageUrl: answer.imageUrl, route: page.route, query }
}

async function ask(
  page: WeappPage,
  hook: 'onShareAppMessage' | 'onShareTimeline',
  from: 'menu' | 'button',
  { clock, logic }: ShareParts,
  sid: string,
): Promise<Answer> {
  if (typeof page.instance[hook] !== 'function') throw new Error(`${page.route} does not offer ${hook}`)
  const target = from === 'button' ? { id: sid, dataset: {} } : undefined
  const answer = page.call(hook, logic.copyIn({ from, target })) as Answer | undefined
  if (!answer?.promise) return answer ?? {}
  let later: Answer | undefined
  answer.promise.then((value) => {
    later = value
  })
  await clock.advance(PROMISE_LIMIT_MS)
  return later ?? answer // too late: the platform takes what it has
}
