import { persona } from './login-code'
import type { ConsentResult } from './subscribe'

/**
 * Outside WeChat there is no such question. In development the stand-in says yes for the persona and keeps the credit, so
 * that reminders can be seen; where it is absent nothing was asked and nothing is answered.
 */
export async function askConsent(templateIds: readonly string[]): Promise<readonly ConsentResult[]> {
  if (templateIds.length === 0) return []
  try {
    const answer = await fetch('/mock/wechat/consents', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: persona(), templateIds }),
    })
    return answer.ok ? templateIds.map((templateId) => ({ templateId, result: 'accept' })) : []
  } catch {
    return []
  }
}
