/**
 * What came of one call to a service outside. `unreached`: no connection was made, so nothing was asked.
 * `lost`: it was asked, and no usable answer came in time; it may have been done.
 */
export type Heard =
  | { readonly came: 'json'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly came: 'image'; readonly type: string; readonly bytes: Buffer }
  | { readonly came: 'unreached' }
  | { readonly came: 'lost' }

/** A whole answer as it came, for what is signed byte by byte: whatever its status, its meaning is the caller's to judge. */
export type HeardText =
  | { readonly came: 'answer'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly came: 'unreached' }
  | { readonly came: 'lost' }

/** Troubles before the first byte leaves this machine. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * One call, answered in `timeoutMs` (body included) or lost. Never throws: errors of fetch carry the URL, and URLs of these
 * services carry keys, so nothing of them goes further.
 */
export async function ask(url: URL, request: RequestInit, timeoutMs: number): Promise<Heard> {
  return reach(url, request, timeoutMs, async (response): Promise<Heard> => {
    const type = response.headers.get('content-type') ?? ''
    if (response.ok && type.startsWith('image/'))
      return { came: 'image', type, bytes: Buffer.from(await response.arrayBuffer()) }
    // WeChat labels some JSON text/plain: what it is decides, not what it is called.
    const body: unknown = JSON.parse(await response.text())
    const whole = response.ok && typeof body === 'object' && body !== null && !Array.isArray(body)
    return whole ? { came: 'json', body: body as Record<string, unknown> } : { came: 'lost' }
  })
}

/** As `ask`, and hands out the answer unread. */
export async function askText(url: URL, request: RequestInit, timeoutMs: number): Promise<HeardText> {
  return reach(url, request, timeoutMs, async (response): Promise<HeardText> => {
    const { status, headers } = response
    return { came: 'answer', status, headers, text: await response.text() }
  })
}

async function reach<T>(
  url: URL,
  request: RequestInit,
  timeoutMs: number,
  read: (response: Response) => Promise<T>,
): Promise<T | { readonly came: 'unreached' | 'lost' }> {
  try {
    return await read(await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }))
  } catch (error) {
    return { came: BEFORE_SENDING.has(causeOf(error)) ? 'unreached' : 'lost' }
  }
}

/** The system's code under fetch's "fetch failed"; several addresses tried means several causes, the first stands for all. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  return first instanceof Error && 'code' in first ? String(first.code) : ''
}

/** Where a gateway says that something is wrong outside: the call and the code, never what was in it. */
export type GatewayLog = { warn(facts: Readonly<Record<string, string | number>>, message: string): void }
export const silent: GatewayLog = { warn: () => undefined }
