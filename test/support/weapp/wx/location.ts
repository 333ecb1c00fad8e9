// Where the phone is: declared in app.json, agreed in the privacy guide, allowed by the person, then answered in the datum
// that was asked for (wgs84 unless the caller says gcj02).
import gcoord from 'gcoord'
import type { Permissions } from './account'
import { asyncApis, type CallOptions, mustBeWholeApp, type Platform, WxFailure, type WxApi } from './platform'

const SCOPE = 'scope.userLocation'
/** In release the platform answers repeated calls with the same fix for this long. */
const SAME_FIX_MS = 30_000

export function locationApi(platform: Platform, permissions: Permissions): WxApi {
  const { persona, phone, clock, appJson } = platform
  let fix: { at: number; place: NonNullable<typeof persona.place> } | undefined

  const declared = (api: string): void => {
    if (appJson.requiredPrivateInfos?.includes(api)) return
    throw new WxFailure('the api need to be declared in the requiredPrivateInfos field in app.json/ext.json', {
      errno: 112,
    })
  }

  return asyncApis(platform, {
    getLocation: async ({ type }: CallOptions) => {
      declared('getLocation')
      if (!appJson.permission?.[SCOPE]) throw new WxFailure(`require permission desc of ${SCOPE}`)
      await permissions.privacy('getLocation')
      permissions.scope(SCOPE)
      if (!persona.place) throw new WxFailure('ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF', { errCode: 2 })
      if (!fix || clock.now - fix.at >= SAME_FIX_MS) fix = { at: clock.now, place: { ...persona.place } }
      return position(fix.place, type === 'gcj02')
    },
    chooseLocation: async () => {
      mustBeWholeApp(platform)
      declared('chooseLocation')
      await permissions.privacy('chooseLocation')
      permissions.scope(SCOPE)
      const chosen = persona.choosesPlace
      if (!chosen) throw new WxFailure('cancel')
      return { ...chosen }
    },
    chooseAddress: async () => {
      mustBeWholeApp(platform)
      declared('chooseAddress')
      await permissions.privacy('chooseAddress')
      if (!persona.choosesAddress) throw new WxFailure('cancel')
      return { ...persona.choosesAddress }
    },
    openLocation: ({ latitude, longitude, name }: CallOptions) => {
      phone.shownPlaces.push({
        latitude: Number(latitude),
        longitude: Number(longitude),
        ...(typeof name === 'string' ? { name } : {}),
      })
    },
  })
}

function position(place: { latitude: number; longitude: number; accuracy?: number }, gcj02: boolean): object {
  const here: [number, number] = [place.longitude, place.latitude]
  const [longitude, latitude] = gcj02 ? here : gcoord.transform(here, gcoord.GCJ02, gcoord.WGS84)
  const accuracy = place.accuracy ?? 30
  return { latitude, longitude, accuracy, horizontalAccuracy: accuracy, verticalAccuracy: 0, altitude: 0, speed: -1 }
}
