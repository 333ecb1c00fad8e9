// Camera, screen, vibration, clipboard, telephone.
import type { Permissions } from './account'
import {
  asyncApi,
  asyncApis,
  type CallOptions,
  Listeners,
  mustBeWholeApp,
  type Platform,
  WxFailure,
  type WxApi,
} from './platform'

const STRENGTHS = ['heavy', 'medium', 'light']

export function deviceApi(platform: Platform, permissions: Permissions): WxApi {
  const { persona, phone, events } = platform

  return {
    ...events.pair('UserCaptureScreen'),
    ...asyncApis(platform, {
      scanCode: ({ scanType }: CallOptions) => {
        mustBeWholeApp(platform)
        const result = persona.scans.shift()
        if (result === undefined) throw new WxFailure('cancel')
        const kind =
          Array.isArray(scanType) && scanType.length === 1 && scanType[0] === 'barCode' ? 'EAN_13' : 'QR_CODE'
        return { result, scanType: kind, charSet: 'utf-8', rawData: Buffer.from(result).toString('base64') }
      },
      getScreenBrightness: () => ({ value: phone.brightness }),
      setScreenBrightness: ({ value }: CallOptions) => {
        const allowed = typeof value === 'number' && value <= 1 && (value >= 0 || value === -1)
        if (!allowed) throw new WxFailure('parameter error: value should be between 0 and 1')
        phone.brightness = value
      },
      setKeepScreenOn: ({ keepScreenOn }: CallOptions) => {
        phone.screenKeptOn = keepScreenOn === true
      },
      setVisualEffectOnCapture: ({ visualEffect }: CallOptions) => {
        phone.captureHidden = visualEffect === 'hidden'
      },
      vibrateShort: ({ type }: CallOptions) => {
        if (!STRENGTHS.includes(String(type))) throw new WxFailure('style is not supported')
        phone.vibrations.push(`short:${type}`)
      },
      vibrateLong: () => {
        phone.vibrations.push('long')
      },
      setClipboardData: async ({ data }: CallOptions) => {
        await permissions.privacy('setClipboardData')
        phone.clipboard = String(data)
        phone.toasts.push('内容已复制')
      },
      getClipboardData: async () => {
        await permissions.privacy('getClipboardData')
        return { data: phone.clipboard }
      },
      makePhoneCall: ({ phoneNumber }: CallOptions) => {
        phone.calls.push(String(phoneNumber))
      },
      previewImage: () => {},
    }),
    createInnerAudioContext: () => silentPlayer(platform),
    getNetworkType: asyncApi(platform, 'getNetworkType', () => ({ networkType: persona.network })),
    ...events.pair('NetworkStatusChange'),
  }
}

/** A player whose sounds nobody hears: it only remembers that it was told to play. */
function silentPlayer({ logic, phone }: Platform): Record<string, unknown> {
  const listeners = new Listeners()
  const player: Record<string, unknown> = logic.object({
    src: '',
    ...listeners.pair('Ended'),
    ...listeners.pair('Error'),
    play: () => void phone.sounds.push(String(player.src)),
    stop: () => {},
    pause: () => {},
    destroy: () => {},
  })
  return player
}
