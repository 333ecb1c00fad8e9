import Taro from '@tarojs/taro'
import type { ConsentResult } from './subscribe'

const RESULTS: readonly string[] = ['accept', 'reject', 'ban', 'filter']

/**
 * Asks for one message per template, up to five. WeChat shows it only when this is the FIRST thing a tap does: call it
 * before any `await`. Answers an empty list when WeChat could not ask at all.
 */
export async function askConsent(templateIds: readonly string[]): Promise<readonly ConsentResult[]> {
  if (templateIds.length === 0) return []
  try {
    const answer = (await Taro.requestSubscribeMessage({
      tmplIds: [...templateIds],
      entityIds: [],
    } as never)) as unknown as Record<string, string>
    return templateIds
      .filter((templateId) => RESULTS.includes(answer[templateId] ?? ''))
      .map((templateId) => ({ templateId, result: answer[templateId] as ConsentResult['result'] }))
  } catch {
    return []
  }
}
