import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The page has what it asked for: nothing is being loaded any more, and it says something. */
export async function whole(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll('[role="main"]')].find((one) => one.checkVisibility())
    const waiting = shown?.querySelector('[aria-label="正在加载"]')
    return shown !== undefined && !waiting && (shown as HTMLElement).innerText.trim() !== ''
  })
  await page.waitForLoadState('networkidle')
}

/** What axe-core finds serious or critical, one line each; empty when it is well. */
export async function barriers(page: Page): Promise<string[]> {
  const present = await page.evaluate(() => 'axe' in window)
  if (!present) await page.addScriptTag({ path: AXE })
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    return axe.run({ resultTypes: ['violations'] })
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
}

/** How far the page reaches beyond the phone's right edge, px. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const boxes = [document.scrollingElement, ...document.querySelectorAll('.taro_page')]
    const beyond = boxes.map((box) => (box?.checkVisibility() ? box.scrollWidth - window.innerWidth : 0))
    return Math.max(0, ...beyond)
  })

/** Texts that can be seen only in part: outside the phone, or cut by a box that hides what sticks out without saying so (…). */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const SLACK = 1.5
    const hides = (value: string): boolean => value === 'hidden' || value === 'clip'
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll'
    const seen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('[aria-hidden="true"]')

    /** The box that cuts these lines, if there is one. */
    function cutBy(start: Element, lines: DOMRect): string | null {
      for (let box: Element | null = start; box; box = box.parentElement) {
        const style = getComputedStyle(box)
        const room = box.getBoundingClientRect()
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return null
        const outX = lines.left < room.left - SLACK || lines.right > room.right + SLACK
        const outY = lines.top < room.top - SLACK || lines.bottom > room.bottom + SLACK
        if ((hides(style.overflowX) && outX) || (hides(style.overflowY) && outY)) return box.className
        if (scrolls(style.overflowX) || scrolls(style.overflowY)) return null
        if (style.position === 'fixed') break
      }
      return lines.left < -SLACK || lines.right > window.innerWidth + SLACK ? 'the phone' : null
    }

    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim()
      const parent = node.parentElement
      if (!text || !parent || /^(SCRIPT|STYLE)$/.test(parent.tagName) || !seen(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = range.getBoundingClientRect()
      if (lines.width === 0) continue
      const box = cutBy(parent, lines)
      if (box !== null) found.push(`“${text}” is cut by ${box}`)
    }
    return found
  })

/** Things to tap that are smaller than a thumb (44 × 44 px), with their sizes. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const THUMB = 43.5
    const targets = document.querySelectorAll(
      '[role="button"],[role="switch"],[role="tab"],[role="link"],button,a[href]',
    )
    return [...targets].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect()
      if (!target.checkVisibility() || width === 0 || (width >= THUMB && height >= THUMB)) return []
      const name = target.getAttribute('aria-label') ?? target.textContent ?? target.className
      return [`${name.trim()}: ${Math.round(width)} × ${Math.round(height)}`]
    })
  })
