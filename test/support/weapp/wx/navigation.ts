// The wx calls that move between pages.
import { NavigationRefused, type PageStack, parseUrl, type Target } from '../page-stack'
import { asyncApi, mustBeWholeApp, type Platform, WxFailure, type WxApi } from './platform'

export function navigationApi(platform: Platform): WxApi {
  const go = (name: string, move: (stack: PageStack, target: Target, delta: number) => void): [string, unknown] => [
    name,
    asyncApi(platform, name, async ({ url, delta }) => {
      mustBeWholeApp(platform)
      await Promise.resolve() // pages change after the turn of the caller, as on the platform
      const stack = platform.stack()
      const target = parseUrl(typeof url === 'string' ? url : '', stack.top?.route)
      try {
        move(stack, target, typeof delta === 'number' ? delta : 1)
      } catch (error) {
        if (error instanceof NavigationRefused) throw new WxFailure(error.message)
        platform.log.error(`${name} ${target.route}`, error)
        throw error
      }
    }),
  ]

  return {
    ...Object.fromEntries([
      go('navigateTo', (stack, target) => stack.navigateTo(target)),
      go('redirectTo', (stack, target) => stack.redirectTo(target)),
      go('reLaunch', (stack, target) => stack.reLaunch(target)),
      go('switchTab', (stack, target) => stack.switchTab(target)),
      go('navigateBack', (stack, _target, delta) => stack.navigateBack(delta)),
    ]),
    exitMiniProgram: asyncApi(platform, 'exitMiniProgram', () => platform.stack().endAll()),
    navigateToMiniProgram: asyncApi(platform, 'navigateToMiniProgram', () => {
      throw new WxFailure('cancel')
    }),
    enableAlertBeforeUnload: asyncApi(platform, 'enableAlertBeforeUnload', () => {}),
    disableAlertBeforeUnload: asyncApi(platform, 'disableAlertBeforeUnload', () => {}),
  }
}
