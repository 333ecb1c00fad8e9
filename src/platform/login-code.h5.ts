import { type Answer, clientError } from './answer'

const PLACE = 'xiansheng.persona'
const PATTERN = /^[\w-]{1,32}$/

function remembered(): string | null {
  try {
    return localStorage.getItem(PLACE)
  } catch {
    return null
  }
}

function remember(name: string): string {
  try {
    localStorage.setItem(PLACE, name)
  } catch {
    // Private browsing: the persona lasts as long as the page.
  }
  return name
}

let current: string | null = null

/** Who the development stand-in signs in: `?as=NAME` before or after the `#`, else who it was last time, else somebody new. */
export function persona(): string {
  const asked =
    new URLSearchParams(location.search).get('as') ?? new URLSearchParams(location.hash.split('?')[1]).get('as')
  if (asked && PATTERN.test(asked)) current = remember(asked)
  current ??= remembered() ?? remember(`neighbour-${Math.random().toString(36).slice(2, 10)}`)
  return current
}

/** Only the stand-in of WeChat can sign in outside WeChat; where it is absent, the way on is WeChat itself. */
export async function loginCode(): Promise<Answer<string>> {
  try {
    const answer = await fetch(`${API_BASE}/mock/wechat/login?as=${encodeURIComponent(persona())}`)
    if (!answer.ok) return { ok: false, error: clientError('OPEN_IN_WECHAT') }
    const { code } = (await answer.json()) as { code?: string }
    return code ? { ok: true, data: code } : { ok: false, error: clientError('OPEN_IN_WECHAT') }
  } catch (problem) {
    // A page instead of JSON is a server without the stand-in; no answer at all is the network.
    const noNetwork = problem instanceof TypeError
    return { ok: false, error: clientError(noNetwork ? 'NETWORK' : 'OPEN_IN_WECHAT') }
  }
}
