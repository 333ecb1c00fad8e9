import { type Answer, networkError } from './answer'
import type { Api } from './request'

/**
 * Asks with a body, signed in as nobody: where somebody lives stands in no URL and is tied to no account. A lost answer
 * changed nothing, so it is said as for a page that did not come.
 */
export async function question<T>(api: Api, path: string, body: unknown): Promise<Answer<T>> {
  const heard = await api.post<T>(path, body, { session: 'none' })
  return !heard.ok && heard.error.code === 'NETWORK' ? { ok: false, error: networkError(false) } : heard
}
