import path from 'node:path'
import type { Rendered } from 'j-component'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { buildNativeComponents } from '../support/weapp/native-components'
import { viewPackages } from '../support/weapp/view-window'

const COMPONENTS = {
  countdown: { module: 'ui/countdown', name: 'Countdown' },
  'coupon-ticket': { module: 'ui/coupon-ticket', name: 'CouponTicket' },
}
const MAX_OUTPUT = 64 * 1024 * 1024

let dist = ''
let drawn: Rendered | undefined
/** A script registers its component once. */
const loaded = new Map<string, string>()

beforeAll(() => {
  viewPackages() // opens the window
  // What a page of a native mini-program has around a component.
  Object.assign(globalThis, {
    App: () => {},
    getApp: () => ({}),
    getCurrentPages: () => [{ route: 'pages/any/index', options: {} }],
  })
  Object.assign(window, { __webview_engine_version__: 0.02 })
  dist = buildNativeComponents(COMPONENTS)
})

afterEach(() => {
  drawn?.detach()
  drawn = undefined
})

/** Draws a compiled component with these props and waits until React has drawn into it. */
async function draw(name: keyof typeof COMPONENTS, props: object): Promise<Rendered> {
  const { simulate } = viewPackages()
  const id =
    loaded.get(name) ??
    simulate.load(path.join(dist, `native/${name}/index`), name, {
      rootPath: dist,
      compilerOptions: { maxBuffer: MAX_OUTPUT },
    })
  loaded.set(name, id)
  drawn = simulate.render(id, { props })
  drawn.attach(document.body)
  await expect.poll(() => words(drawn)).not.toBe('')
  return drawn
}

const words = (component: Rendered | undefined): string => component?.dom.textContent ?? ''

test('the countdown draws days, hours, minutes and seconds, and follows new props', async () => {
  const until = Date.UTC(2026, 7, 16)
  const countdown = await draw('countdown', { until, now: until - (3 * 86_400 + 3_661) * 1000, caption: '距试业还有' })
  expect(words(countdown)).toBe('03天:01时:01分:01秒')
  const setData = countdown.instance.setData as (data: object) => void
  setData({ props: { until, now: until - 1000, caption: '距试业还有' } })
  await expect.poll(() => words(countdown)).toBe('00天:00时:00分:01秒')
  setData({ props: { until, now: until + 5000, caption: '距试业还有' } })
  await expect.poll(() => words(countdown)).toBe('00天:00时:00分:00秒')
})

test('the coupon card draws its value, its condition and its name', async () => {
  const ticket = await draw('coupon-ticket', {
    value: { kind: 'amount-off', off: 2000, threshold: 9900 },
    name: '开业满减券',
    terms: '线上、门店 · 8月31日止',
  })
  expect(words(ticket)).toContain('¥20')
  expect(words(ticket)).toContain('满 99 可用')
  expect(words(ticket)).toContain('开业满减券')
})

test('a used coupon card says so', async () => {
  const ticket = await draw('coupon-ticket', {
    value: { kind: 'free-delivery', threshold: 0 },
    name: '免运券',
    terms: '线上',
    over: '已用',
  })
  expect(words(ticket)).toContain('免运')
  expect(words(ticket)).toContain('已用')
})
