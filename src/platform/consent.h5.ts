import type { ConsentResult } from './subscribe'

/** Outside WeChat there is no such question; in development the answer comes from the person in front of the browser. */
export async function askConsent(templateIds: readonly string[]): Promise<readonly ConsentResult[]> {
  if (templateIds.length === 0) return []
  const agreed = window.confirm('允许“鲜生”给你发一条微信通知吗？')
  return templateIds.map((templateId) => ({ templateId, result: agreed ? 'accept' : 'reject' }))
}
