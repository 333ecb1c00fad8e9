import { paths } from '../../contract/paths'
import type { Launch } from '../../platform/launch-options'
import { touchOf } from '../../platform/launch-options'
import type { Api } from '../../platform/request'

/** Pages of the API's visit log are path-like; anything else is the home page. */
const pageOf = (launch: Launch): string => (/^[a-z0-9/-]{1,80}$/.test(launch.path) ? launch.path : 'pages/home/index')

/**
 * Tells where somebody came from, once per opening. With a session it makes first and last touch; where nobody can sign in
 * (single-page mode, a browser outside WeChat) it counts as seen. Nothing waits for it and nothing fails with it.
 */
export async function recordVisit(api: Api, launch: Launch): Promise<void> {
  const body = { page: pageOf(launch), touch: touchOf(launch) }
  if (!launch.singlePage) {
    const told = await api.post(paths.visits, body)
    if (told.ok || told.error.code !== 'OPEN_IN_WECHAT') return
  }
  await api.post(paths.visits, body, { session: 'none' })
}
