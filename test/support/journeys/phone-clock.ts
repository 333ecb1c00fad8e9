import type { Page } from 'playwright-core'

/** Runs before the page's own code: the phone's time of day is the machine's and `ms`; timers go on as on any phone. */
export const phoneClock = (ms: number): string => `{
  const Real = window.RealDate ??= Date
  let off = ${ms}
  window.setPhoneClock = (to) => { off = to }
  window.Date = class Date extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + off)
      else super(...given)
    }
    static now() { return Real.now() + off }
  }
}`

/** Somebody sets the phone's clock while the page is open: from now on it is the machine's and `ms`. */
export const setPhoneClock = (page: Page, ms: number): Promise<void> =>
  page.evaluate((to) => (window as unknown as { setPhoneClock(ms: number): void }).setPhoneClock(to), ms)

/** From now on every layout shift counts; the answer tells the sum of their scores. */
export async function countLayoutShifts(page: Page): Promise<() => Promise<number>> {
  type Shift = PerformanceEntry & { value: number }
  type Counted = { shifted: number; takeShifts(): void }
  await page.evaluate(() => {
    const counted = window as unknown as Counted
    counted.shifted = 0
    const add = (entries: PerformanceEntryList): void => {
      for (const entry of entries as Shift[]) counted.shifted += entry.value
    }
    const observer = new PerformanceObserver((list) => add(list.getEntries()))
    observer.observe({ type: 'layout-shift' })
    counted.takeShifts = () => add(observer.takeRecords())
  })
  return () =>
    page.evaluate(() => {
      const counted = window as unknown as Counted
      counted.takeShifts()
      return counted.shifted
    })
}
