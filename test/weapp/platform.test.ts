// The stand-ins of wx refuse what the platform refuses: a test that passes here must not pass because the harness is kind.
import { describe, expect, test } from 'vitest'
import { onePage, saidBy, withTinyApp } from '../support/weapp/tiny-app'

const locating = {
  requiredPrivateInfos: ['getLocation'],
  permission: { 'scope.userLocation': { desc: '看看能不能送到' } },
}
const LOCATE = "wx.getLocation({ type: 'gcj02', success: say, fail: say })"

describe('subscribe messages', () => {
  const ASK = "wx.requestSubscribeMessage({ tmplIds: ['opening'], success: say, fail: say })"

  test('KF-36: asked first thing in the tap they are answered', async () => {
    const { said } = await saidBy(ASK, { persona: { consents: { opening: 'reject' } } })
    expect(JSON.parse(said)).toMatchObject({ opening: 'reject' })
  })

  test('KF-36: after an await the tap is over and the call fails', async () => {
    const { said } = await saidBy(`Promise.resolve().then(() => ${ASK})`)
    expect(said).toBe('requestSubscribeMessage:fail can only be invoked by user TAP gesture.')
  })

  test('more than five templates, or none, are refused', async () => {
    const ids = JSON.stringify(['1', '2', '3', '4', '5', '6'])
    expect((await saidBy(`wx.requestSubscribeMessage({ tmplIds: ${ids}, fail: say })`)).said).toContain(
      'out of max bounds',
    )
    expect((await saidBy('wx.requestSubscribeMessage({ tmplIds: [], fail: say })')).said).toContain('empty')
  })
})

describe('location', () => {
  test('KF-34: without the declaration in app.json it fails', async () => {
    expect((await saidBy(LOCATE)).said).toContain('requiredPrivateInfos')
  })

  test('GCJ-02 is answered as asked; without saying so it is WGS-84, hundreds of metres away', async () => {
    const place = { latitude: 26.8586, longitude: 104.2865, accuracy: 15 }
    const gcj = JSON.parse((await saidBy(LOCATE, { persona: { place } }, locating)).said)
    expect(gcj).toMatchObject(place)
    const wgs = JSON.parse((await saidBy('wx.getLocation({ success: say })', { persona: { place } }, locating)).said)
    expect(Math.abs(wgs.longitude - place.longitude)).toBeGreaterThan(0.001)
  })

  test('KF-35: once refused it never asks again, until the settings page is used', () =>
    withTinyApp(
      onePage(`if (this.refused) wx.openSetting({}); ${LOCATE}; this.refused = true`, locating),
      async (app) => {
        app.persona.allows['scope.userLocation'] = false
        await app.page.tapText('做')
        expect(app.page.textOf('#said')).toBe('getLocation:fail auth deny')
        await app.page.tapText('做')
        expect(app.phone.popups).toEqual(['scope.userLocation'])
        app.persona.changesSettings['scope.userLocation'] = true
        await app.page.tapText('做')
        expect(app.page.textOf('#said')).toContain('getLocation:ok')
      },
      { persona: { allows: {} } },
    ))

  test('with the service of the phone switched off there is no position', async () => {
    expect((await saidBy(LOCATE, { persona: { place: null } }, locating)).said).toContain('LOCATIONSWITCHOFF')
  })
})

describe('privacy guide', () => {
  const COPY = "wx.setClipboardData({ data: '123', success: say, fail: say })"

  test('without a listener of the app the platform asks by itself; refused, it keeps quiet for ten seconds', () =>
    withTinyApp(
      onePage(COPY),
      async (app) => {
        await app.page.tapText('做')
        expect(app.page.textOf('#said')).toContain('privacy permission is not authorized')
        app.persona.answersPrivacyPopup = 'agree'
        await app.page.tapText('做')
        expect(app.phone.popups).toEqual(['privacy'])
        await app.advance(10_000)
        await app.page.tapText('做')
        expect(app.phone.clipboard).toBe('123')
      },
      { persona: { privacyAgreed: false, answersPrivacyPopup: 'refuse' } },
    ))

  test("the app's own sheet has to name a consent button that was tapped", () => {
    const sheet = {
      pages: {
        'pages/one/index': {
          wxml: `<button bindtap="act">做</button><button id="yes" open-type="agreePrivacyAuthorization"
            bindagreeprivacyauthorization="agree">同意</button><button bindtap="cheat">装作同意</button><view id="said">{{said}}</view>`,
          page: `{
            data: { said: '' },
            onLoad() { wx.onNeedPrivacyAuthorization((resolve) => { this.resolve = resolve }) },
            act() { wx.setClipboardData({ data: '1', success: () => this.setData({ said: '好' }), fail: (e) => this.setData({ said: e.errMsg }) }) },
            agree() { this.resolve({ event: 'agree', buttonId: 'yes' }) },
            cheat() { this.resolve({ event: 'agree', buttonId: 'yes' }) },
          }`,
        },
      },
    }
    return withTinyApp(
      sheet,
      async (app) => {
        await app.page.tapText('做')
        await app.page.tapText('装作同意')
        expect(app.page.textOf('#said')).toContain('not authorized')
        await app.advance(10_000)
        await app.page.tapText('做')
        await app.page.tapText('同意', { nth: 0 })
        expect(app.page.textOf('#said')).toBe('好')
      },
      { persona: { privacyAgreed: false } },
    )
  })
})

describe('payment', () => {
  const FIELDS = { timeStamp: '1786327200', nonceStr: 'n1', package: 'prepay_id=wx1', signType: 'RSA', paySign: 's' }
  const pay = (fields: object = {}): string =>
    `wx.requestPayment({ ...${JSON.stringify({ ...FIELDS, ...fields })}, success: say, fail: say })`

  test('what happens at the sheet is told as WeChat tells it, after a thumb has had its time', () =>
    withTinyApp(
      onePage(pay()),
      async (app) => {
        await app.page.tapText('做')
        expect(app.page.textOf('#said')).toBe('')
        await app.advance(2000)
        expect(app.page.textOf('#said')).toContain('requestPayment:ok')
        app.persona.pays = 'leave'
        await app.page.tapText('做')
        await app.advance(2000)
        expect(app.page.textOf('#said')).toBe('requestPayment:fail cancel')
        expect(app.phone.paySheets).toEqual(['prepay_id=wx1', 'prepay_id=wx1'])
      },
      { paySide: async (_, does) => (does === 'pay' ? 'requestPayment:ok' : 'requestPayment:fail cancel') },
    ))

  test('a time stamp that is a number or in milliseconds, and a bare prepay id, never get as far as the sheet', async () => {
    const refused = async (fields: object): Promise<string> => (await saidBy(pay(fields))).said
    expect(await refused({ timeStamp: 1786327200 })).toContain('timeStamp should be String instead of number')
    expect(await refused({ timeStamp: '1786327200000' })).toContain('seconds')
    expect(await refused({ package: 'wx1' })).toContain('prepay_id')
    expect(await refused({ paySign: undefined })).toContain('paySign')
  })

  test('there is none in the single page from Moments', async () => {
    expect((await saidBy(pay(), { scene: 1154 })).said).toContain('requestPayment:fail')
  })
})

describe('pictures and addresses kept with WeChat', () => {
  test('what was chosen is read from its file, and nothing else is', async () => {
    const read = (file: string) =>
      `wx.getFileSystemManager().readFile({ filePath: ${file}, encoding: 'base64', success: say, fail: say })`
    const photos = [Buffer.from('one'), Buffer.from('two')]
    const chosen = `wx.chooseMedia({ count: 1, success: ({ tempFiles }) => tempFiles.length === 1 && ${read('tempFiles[0].tempFilePath')} })`
    const { said } = await saidBy(chosen, { persona: { photos } })
    expect(JSON.parse(said)).toMatchObject({ data: photos[0]?.toString('base64') })
    expect((await saidBy(read("'wxfile://tmp_9.jpg'"))).said).toContain('no such file')
    expect((await saidBy('wx.chooseMedia({ fail: say })')).said).toBe('chooseMedia:fail cancel')
  })

  test('personal data both: a refused privacy guide refuses them', async () => {
    const persona = { privacyAgreed: false, answersPrivacyPopup: 'refuse' } as const
    const declaring = { requiredPrivateInfos: ['chooseAddress'] }
    expect((await saidBy('wx.chooseMedia({ fail: say })', { persona })).said).toContain('privacy')
    expect((await saidBy('wx.chooseAddress({ fail: say })', { persona }, declaring)).said).toContain('privacy')
  })

  test('KF-34: an address needs its declaration in app.json', async () => {
    expect((await saidBy('wx.chooseAddress({ fail: say })')).said).toContain('requiredPrivateInfos')
  })
})

describe('the bars', () => {
  test('a badge is refused on a page without the tab bar', async () => {
    const { said } = await saidBy("wx.setTabBarBadge({ index: 0, text: '1', fail: say })")
    expect(said).toBe('setTabBarBadge:fail not TabBar page')
  })

  test('a page that hides its share menu hides its own, not that of the next', () => {
    const page = { wxml: '<view>好</view>', page: '{ hide() { wx.hideShareMenu({}) } }' }
    return withTinyApp({ pages: { 'pages/one/index': page, 'pages/two/index': page } }, async (app) => {
      app.page.call('hide')
      expect(app.phone.shareMenu).toBe(false)
      await app.open('/pages/two/index')
      expect(app.phone.shareMenu).toBe(true)
      await app.back()
      expect(app.phone.shareMenu).toBe(false)
    })
  })
})

describe('sign-in and the single page from Moments', () => {
  const LOGIN = 'wx.login({ success: say, fail: say })'

  test('each sign-in hands out another code', async () => {
    const { said } = await saidBy(`wx.login({}); ${LOGIN}`)
    expect(JSON.parse(said)).toMatchObject({ code: 'login-code-2' })
  })

  test('scene 1154 has no session, no navigation, no scanner and none of the storage', async () => {
    const single = { scene: 1154, storage: new Map([['seen', '{"data":true}']]) }
    expect((await saidBy(LOGIN, single)).said).toContain('login:fail')
    expect((await saidBy("wx.navigateTo({ url: '/pages/one/index', fail: say })", single)).said).toContain('fail')
    expect((await saidBy('wx.scanCode({ fail: say })', single)).said).toContain('scanCode:fail')
    expect((await saidBy("say({ seen: wx.getStorageSync('seen') })", single)).said).toBe('{"seen":""}')
  })
})

describe('storage', () => {
  test('keeps JSON across runs on the same phone', async () => {
    const storage = new Map<string, string>()
    await saidBy("wx.setStorageSync('cart', { lines: [1] }); say('ok')", { storage })
    const { said } = await saidBy("say(wx.getStorageSync('cart'))", { storage })
    expect(said).toBe('{"lines":[1]}')
  })

  test('a value over 1 MB and a whole over 10 MB are refused', async () => {
    const write = (key: string, size: number) =>
      `wx.setStorage({ key: ${key}, data: 'x'.repeat(${size}), success: () => {}, fail: say })`
    expect((await saidBy(write("'a'", 1024 * 1024))).said).toContain('limit')
    expect((await saidBy(`for (let i = 0; i < 11; i++) ${write('String(i)', 1_040_000)}`)).said).toContain('limit')
  })
})

describe('the phone', () => {
  test('a modal stays open until it is answered', () =>
    withTinyApp(onePage("wx.showModal({ title: '收回赠送？', success: say })"), async (app) => {
      await app.page.tapText('做')
      expect(app.phone.modal).toMatchObject({ title: '收回赠送？', confirmText: '确定' })
      expect(app.page.textOf('#said')).toBe('')
      await app.answerModal(true)
      expect(JSON.parse(app.page.textOf('#said'))).toMatchObject({ confirm: true })
      expect(app.phone.modal).toBeNull()
    }))

  test('what is not stood in for is not there', async () => {
    const { said, app } = await saidBy("say(String(wx.canIUse('startBluetooth'))); wx.startBluetooth()")
    expect(said).toBe('false')
    expect(app.errors[0]).toContain('wx.startBluetooth is not a function')
  })

  test('vibrateShort wants a strength, brightness a number from 0 to 1', async () => {
    expect((await saidBy('wx.vibrateShort({ fail: say })')).said).toContain('fail')
    expect((await saidBy('wx.setScreenBrightness({ value: 2, fail: say })')).said).toContain('fail')
  })

  test('wx calls without callbacks answer a promise', async () => {
    const { said } = await saidBy('wx.scanCode({}).then(say, say)', { persona: { scans: ['coupon-code'] } })
    expect(JSON.parse(said)).toMatchObject({ result: 'coupon-code' })
    expect((await saidBy('wx.scanCode().then(say, say)')).said).toBe('scanCode:fail cancel')
  })
})
