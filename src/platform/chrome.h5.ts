import './chrome.h5.scss'

const TAPPABLE = '[role="button"],[role="switch"],[role="checkbox"],[role="tab"],[role="radio"],[role="link"]'

/** Taro's title and tab bar are plain elements: names, keyboard and colours come from here and chrome.h5.scss. */
export function dressBars(): void {
  document.documentElement.lang = 'zh-CN'
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement | null
    if ((event.key !== 'Enter' && event.key !== ' ') || !target?.matches(TAPPABLE)) return
    event.preventDefault()
    target.click()
  })
  makePagesReachable()
  const name = (selector: string, label: string): void => {
    const element = document.querySelector(selector)
    element?.setAttribute('role', 'button')
    element?.setAttribute('tabindex', '0')
    element?.setAttribute('aria-label', label)
  }
  document.getElementById('taro-navigation-bar')?.setAttribute('role', 'banner')
  document.querySelector('taro-tabbar')?.setAttribute('role', 'navigation')
  name('.taro-navigation-bar-back', '返回')
  name('.taro-navigation-bar-home', '回首页')
}

/** A page scrolls in a box of its own: the keyboard must be able to enter it, also when nothing on it can be pressed. */
function makePagesReachable(): void {
  const router = document.getElementById('app')
  if (!router) return
  const reach = (): void => {
    for (const page of router.querySelectorAll('.taro_page')) {
      page.setAttribute('tabindex', '0')
      page.setAttribute('role', 'main')
    }
  }
  new MutationObserver(reach).observe(router, { childList: true })
  reach()
}

/** The bars are outside every page, so the browser's root carries the mode as well. */
export function applyLargeText(large: boolean): void {
  document.documentElement.classList.toggle('large-text', large)
}
