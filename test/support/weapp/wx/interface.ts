// Toasts, dialogs, bars and badges: what the phone draws over or around the page.
import { asyncApi, asyncApis, type CallOptions, type Platform, WxFailure, type WxApi } from './platform'

const TOAST_MS = 1500

export interface Answers {
  modal?: (confirmed: boolean) => void
  sheet?: (index: number | null) => void
}

const words = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback)

/** Badges are drawn on the bar, and refused where it is not on screen. */
function mustBeTab(platform: Platform): void {
  const { top, tabs } = platform.stack()
  if (!top || !tabs.includes(top.route)) throw new WxFailure('not TabBar page')
}

export function interfaceApi(platform: Platform, answers: Answers): WxApi {
  const { phone, clock } = platform
  const nothing = (): void => {}
  const withoutShare = new Set<unknown>()
  Object.defineProperty(phone, 'shareMenu', { enumerable: true, get: () => !withoutShare.has(platform.stack().top) })

  return {
    ...asyncApis(platform, {
      showToast: ({ title, icon, duration }: CallOptions) => {
        phone.toast = { title: words(title), icon: words(icon, 'success') }
        phone.toasts.push(words(title))
        const shown = phone.toast
        clock.postToPhone(
          () => {
            if (phone.toast === shown) phone.toast = null
          },
          typeof duration === 'number' ? duration : TOAST_MS,
        )
      },
      hideToast: () => {
        phone.toast = null
      },
      showLoading: ({ title }: CallOptions) => {
        phone.loading = words(title)
      },
      hideLoading: () => {
        phone.loading = null
      },
      setNavigationBarTitle: ({ title }: CallOptions) => {
        phone.title = words(title)
      },
      setTabBarBadge: ({ index, text }: CallOptions) => {
        mustBeTab(platform)
        phone.tabBadges[Number(index)] = words(text)
      },
      removeTabBarBadge: ({ index }: CallOptions) => {
        mustBeTab(platform)
        delete phone.tabBadges[Number(index)]
      },
      hideShareMenu: () => void withoutShare.add(platform.stack().top),
      showShareMenu: () => void withoutShare.delete(platform.stack().top),
      setNavigationBarColor: nothing,
      setBackgroundColor: nothing,
      setBackgroundTextStyle: nothing,
      showNavigationBarLoading: nothing,
      hideNavigationBarLoading: nothing,
      stopPullDownRefresh: nothing,
      startPullDownRefresh: nothing,
      pageScrollTo: nothing,
      hideTabBar: nothing,
      showTabBar: nothing,
      updateShareMenu: nothing,
      hideKeyboard: nothing,
    }),
    showModal: asyncApi(platform, 'showModal', (options) => {
      phone.modal = {
        title: words(options.title),
        content: words(options.content),
        confirmText: words(options.confirmText, '确定'),
        cancelText: words(options.cancelText, '取消'),
        showCancel: options.showCancel !== false,
      }
      return new Promise((resolve) => {
        answers.modal = (confirmed) => {
          phone.modal = null
          resolve({ confirm: confirmed, cancel: !confirmed })
        }
      })
    }),
    showActionSheet: asyncApi(platform, 'showActionSheet', ({ itemList }) => {
      phone.sheet = Array.isArray(itemList) ? itemList.map(String) : []
      return new Promise((resolve, reject) => {
        answers.sheet = (index) => {
          phone.sheet = null
          if (index === null) reject(new WxFailure('cancel'))
          else resolve({ tapIndex: index })
        }
      })
    }),
  }
}
