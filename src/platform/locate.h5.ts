import type { Choice, Located, NotLocated } from './location'

const PERMISSION_DENIED = 1

/** The browser's position, in WGS-84: the API converts at its edge. */
export function locate(): Promise<Located | NotLocated> {
  const source = navigator.geolocation
  if (!source) return Promise.resolve({ found: false, why: 'unavailable' })
  return new Promise((resolve) => {
    source.getCurrentPosition(
      ({ coords }) =>
        resolve({
          found: true,
          point: { lat: coords.latitude, lng: coords.longitude, datum: 'wgs84' },
          accuracy: coords.accuracy,
        }),
      ({ code }) => resolve({ found: false, why: code === PERMISSION_DENIED ? 'refused' : 'unavailable' }),
      { enableHighAccuracy: true, timeout: 8000, maximumAge: 30_000 },
    )
  })
}

/** A page cannot open the browser's settings. */
export const openLocationSetting = (): Promise<boolean> => Promise.resolve(false)

export const choosePlace = (): Promise<Choice> => Promise.resolve({ found: false, why: 'unavailable' })

export const canChoosePlace = false
export const canOpenSetting = false
