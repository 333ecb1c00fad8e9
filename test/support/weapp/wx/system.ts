// What the platform says about itself: the phone, the window, the launch, updates, the theme, the capsule button.
import { randomBytes } from 'node:crypto'
import { asyncApis, type CallOptions, type Platform, type WxApi } from './platform'

const WINDOW = {
  pixelRatio: 3,
  screenWidth: 390,
  screenHeight: 844,
  windowWidth: 390,
  windowHeight: 753,
  statusBarHeight: 47,
  safeArea: { top: 47, left: 0, right: 390, bottom: 810, width: 390, height: 763 },
  screenTop: 91,
}

/** The capsule at the top right; pages leave room for it. */
const CAPSULE = { width: 87, height: 32, top: 51, right: 383, bottom: 83, left: 296 }

export type Update = 'none' | 'ready' | 'failed'

export function systemApi(platform: Platform, update: Update): WxApi {
  const { logic, persona, events, launch, clock } = platform
  const device = (): Record<string, unknown> => ({
    platform: persona.platform,
    system: persona.platform === 'android' ? 'Android 13' : 'iOS 16.5',
    brand: persona.platform === 'android' ? 'Redmi' : 'iPhone',
    model: persona.model,
    benchmarkLevel: 30,
  })
  const base = (): Record<string, unknown> => ({
    SDKVersion: '3.8.0',
    version: '8.0.50',
    language: 'zh_CN',
    theme: persona.theme,
    fontSizeSetting: persona.fontSize,
    fontSizeScaleFactor: persona.fontSize / 16,
    enableDebug: false,
    host: { env: 'WeChat' },
  })
  const everything = (): Record<string, unknown> => ({ ...device(), ...WINDOW, ...base() })
  const answer = (value: () => unknown) => () => logic.copyIn(value())

  return {
    env: logic.copyIn({ USER_DATA_PATH: 'wxfile://usr' }),
    canIUse: (name: unknown) => typeof name === 'string' && Object.hasOwn(logic.wx, name.split('.')[0] ?? ''),
    getSystemInfoSync: answer(everything),
    getWindowInfo: answer(() => WINDOW),
    getDeviceInfo: answer(device),
    getAppBaseInfo: answer(base),
    getSystemSetting: answer(() => ({ locationEnabled: persona.place !== null, wifiEnabled: true })),
    getAppAuthorizeSetting: answer(() => ({ locationAuthorized: 'authorized', cameraAuthorized: 'authorized' })),
    getAccountInfoSync: answer(() => ({
      miniProgram: { appId: 'wx1234567890abcdef', envVersion: 'release', version: '1.0.0' },
    })),
    getMenuButtonBoundingClientRect: answer(() => CAPSULE),
    getLaunchOptionsSync: answer(() => launch),
    getEnterOptionsSync: answer(() => platform.enter),
    getPerformance: () => logic.object({ now: () => clock.performanceNow(), createObserver: silentObserver(platform) }),
    getUpdateManager: () => updateManager(platform, update),
    getRandomValues: ({ length, success }: CallOptions) => {
      const bytes = new Uint8Array(randomBytes(Number(length)))
      const result = logic.object({ errMsg: 'getRandomValues:ok', randomValues: bytes.buffer })
      clock.post(() => logic.call('wx.getRandomValues', success, result))
    },
    arrayBufferToBase64: (buffer: ArrayBuffer) => Buffer.from(buffer).toString('base64'),
    nextTick: (fn: () => void) => void clock.setTimer(() => logic.call('wx.nextTick', fn), 0, false),
    ...events.pair('ThemeChange'),
    ...events.pair('AppShow'),
    ...events.pair('AppHide'),
    ...events.pair('Error'),
    ...events.pair('UnhandledRejection'),
    ...events.pair('WindowResize'),
    ...events.pair('MemoryWarning'),
    ...events.pair('KeyboardHeightChange'),
    ...asyncApis(platform, {
      getSystemInfo: everything,
      getSystemInfoAsync: everything,
      getBackgroundFetchData: (_options: CallOptions) => ({}),
      reportEvent: () => {},
    }),
  }
}

function silentObserver({ logic }: Platform): () => unknown {
  return () => logic.object({ observe: () => {}, disconnect: () => {} })
}

/** A cold start checks for an update; a new version that is ready is taken by applyUpdate, else at the next start. */
function updateManager({ logic, clock, phone }: Platform, update: Update): unknown {
  const tell = (what: string, when: boolean, detail?: unknown) => (listener: unknown) => {
    if (when) clock.post(() => logic.call(`updateManager.${what}`, listener, logic.copyIn(detail)), 20)
  }
  return logic.object({
    onCheckForUpdate: tell('onCheckForUpdate', true, { hasUpdate: update !== 'none' }),
    onUpdateReady: tell('onUpdateReady', update === 'ready'),
    onUpdateFailed: tell('onUpdateFailed', update === 'failed'),
    applyUpdate: () => {
      phone.updateApplied = true
    },
  })
}
