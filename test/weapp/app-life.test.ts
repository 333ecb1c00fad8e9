import { describe, expect, test } from 'vitest'
import { bootWeapp, openedFrom, type WeappPage } from '../support/weapp/boot'
import { type TinyApp, withTinyApp, withTinyBuild } from '../support/weapp/tiny-app'

const LIFE = ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload']
const heard = (name: string): string => `${name}() { getApp().heard.push('${name} ' + this.route) },`
const page = (more = '') => ({
  wxml: '<view>{{seconds}}</view><button open-type="share" bindtap="none">送给邻居</button>',
  page: `{ data: { seconds: 0 }, none() {}, heard() { return getApp().heard }, ${LIFE.map(heard).join(' ')} ${more} }`,
})

/** What the app of `shop` and its pages were told so far. */
const heardBy = (at: WeappPage): string[] => [...(at.call('heard') as string[])]

const shop: TinyApp = {
  app: `{ heard: [], onLaunch(o) { this.scene = o.scene }, onShow(o) { this.heard.push('app shown ' + o.scene) }, onHide() { this.heard.push('app hidden') } }`,
  json: {
    tabBar: {
      list: [
        { pagePath: 'pages/home/index', text: '首页' },
        { pagePath: 'pages/mine/index', text: '我的' },
      ],
    },
  },
  pages: {
    'pages/home/index': page(
      `onShareAppMessage({ from, target }) { return { title: '券 ' + from, path: '/pages/gift/index?token=a%20b', promise: this.later && Promise.resolve({ title: '晚到的', path: this.later }) } },`,
    ),
    'pages/mine/index': page(),
    'pages/gift/index': page('onShareAppMessage() { return { path: "pages/nowhere/index" } },'),
  },
}

describe('pages', () => {
  test('navigateTo hides, navigateBack unloads and shows again', () =>
    withTinyApp(shop, async (app) => {
      await app.open('/pages/gift/index?token=a%20b')
      expect(app.page.query).toEqual({ token: 'a%20b' })
      await app.back()
      expect(heardBy(app.page)).toEqual([
        'app shown 1001',
        'onLoad pages/home/index',
        'onShow pages/home/index',
        'onReady pages/home/index',
        'onHide pages/home/index',
        'onLoad pages/gift/index',
        'onShow pages/gift/index',
        'onReady pages/gift/index',
        'onUnload pages/gift/index',
        'onShow pages/home/index',
      ])
    }))

  test('a tab keeps living behind another one; what lay on it is unloaded', () =>
    withTinyApp(shop, async (app) => {
      const home = app.page
      await app.open('/pages/gift/index')
      await app.tapTab('我的')
      await app.tapTab('首页')
      expect(app.page).toBe(home)
      expect(heardBy(home).filter((line) => line.startsWith('onLoad'))).toHaveLength(3)
      expect(heardBy(home)).not.toContain('onUnload pages/home/index')
    }))

  test('a tab page cannot be navigated to, an unknown page not at all, and ten pages are the end', () =>
    withTinyApp(shop, async (app) => {
      await expect(app.open('/pages/mine/index')).rejects.toThrow('tabbar')
      await expect(app.open('/pages/none/index')).rejects.toThrow('is not found')
      for (let n = 2; n <= 10; n += 1) await app.open('/pages/gift/index')
      await expect(app.open('/pages/gift/index')).rejects.toThrow('limit')
    }))

  test('a page that is opened by a link with the wrong name does not open', () =>
    withTinyBuild(shop, async (dist) => {
      await expect(bootWeapp({ dist, path: 'pages/gone/index' })).rejects.toThrow('is not found')
    }))
})

describe('background', () => {
  const counting: TinyApp = {
    pages: {
      'pages/home/index': {
        wxml: '<view id="n">{{n}}</view><view id="clock">{{clock}}</view>',
        page: `{
          data: { n: 0 },
          onLoad() { setInterval(() => this.setData({ n: this.data.n + 1 }), 1000) },
          onShow() { this.setData({ clock: JSON.stringify([Date.now(), wx.getPerformance().now()]) }) },
        }`,
      },
    },
  }

  test('KF-40: five seconds after it is hidden nothing runs any more; back again it goes on', () =>
    withTinyApp(counting, async (app) => {
      app.hide()
      await app.advance(600_000)
      const suspended = Number(app.page.textOf('#n'))
      expect(suspended).toBeLessThanOrEqual(5)
      await app.show()
      await app.advance(2000)
      expect(Number(app.page.textOf('#n'))).toBe(suspended + 3)
    }))

  test('the clock of the phone may be changed meanwhile; the monotonic clock does not follow', () =>
    withTinyApp(counting, async (app) => {
      const read = () => JSON.parse(app.page.textOf('#clock')) as [number, number]
      const [before] = read()
      app.hide()
      await app.advance(10_000)
      app.setPhoneClock(-86_400_000)
      await app.show()
      const [after, monotonic] = read() // 50 ms had passed at the start
      expect(after - before).toBe(10_050 - 86_400_000)
      expect(monotonic).toBe(10_050)
    }))

  test('an app suspended for half an hour is gone', () =>
    withTinyApp(counting, async (app) => {
      app.hide()
      await app.advance(36 * 60_000)
      await expect(app.show()).rejects.toThrow('boot it again')
    }))

  test('coming back by a link is a relaunch with a scene of its own', () =>
    withTinyApp(shop, async (app) => {
      app.hide()
      await app.advance(1000)
      await app.show({ path: 'pages/gift/index', query: { token: 'x' }, scene: 1008 })
      expect(app.pages.map((one) => one.route)).toEqual(['pages/gift/index'])
      expect(heardBy(app.page)).toContain('app shown 1008')
    }))
})

describe('sharing', () => {
  test('KF-38: the card comes from the button or the menu and opens a page of the app', () =>
    withTinyApp(shop, async (app) => {
      const card = await app.share('送给邻居')
      expect(card).toMatchObject({ title: '券 button', route: 'pages/gift/index', query: { token: 'a%20b' } })
      expect(openedFrom(card, 1008)).toEqual({ path: 'pages/gift/index', query: { token: 'a%20b' }, scene: 1008 })
      expect((await app.share()).title).toBe('券 menu')
    }))

  test('KF-38: a path without its slash or to no page is found out, and so is a page that does not share', () =>
    withTinyApp(shop, async (app) => {
      await app.open('/pages/gift/index')
      await expect(app.share()).rejects.toThrow('does not start with /')
      await app.tapTab('我的')
      await expect(app.share()).rejects.toThrow('does not offer')
    }))

  test('a promised card is waited for', () =>
    withTinyApp(shop, async (app) => {
      app.page.instance.later = '/pages/mine/index'
      expect(await app.share()).toMatchObject({ title: '晚到的', route: 'pages/mine/index' })
    }))
})

describe('errors of the app', () => {
  const failing = (body: string): TinyApp => ({
    pages: { 'pages/home/index': { wxml: '<view>好</view>', page: `{ onLoad() { ${body} } }` } },
  })

  test.each([
    ['thrown', 'throw new Error("broken")'],
    ['thrown in a timer', 'setTimeout(() => { throw new Error("broken") }, 5)'],
    ['rejected and not handled', 'Promise.reject(new Error("broken"))'],
    ['logged', 'console.error("broken")'],
  ])('%s: noted, and the test process lives on', (_, body) =>
    withTinyApp(failing(body), async (app) => {
      expect(app.errors.join()).toContain('broken')
    }),
  )

  test.each([
    ['window', 'window.localStorage.getItem("a")'],
    ['document', 'document.body'],
    ['process', 'process.exit(1)'],
    ['eval', 'eval("1")'],
    ['code from strings', 'new Function("return 1")()'],
  ])('there is no %s in the logic layer', (_, body) =>
    withTinyApp(failing(body), async (app) => {
      expect(app.errors).toHaveLength(1)
    }),
  )
})

test('two phones side by side do not know of each other', () =>
  withTinyBuild(shop, async (dist) => {
    const anna = await bootWeapp({ dist })
    const ben = await bootWeapp({ dist, scene: 1008 })
    await ben.open('/pages/gift/index')
    expect(anna.page.route).toBe('pages/home/index')
    expect(heardBy(anna.page)).not.toContain('onLoad pages/gift/index')
    anna.close()
    ben.close()
  }))
