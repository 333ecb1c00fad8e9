import Taro from '@tarojs/taro'

/** Text of the scanned code; `null` when the clerk went back. Camera only: a picture from the album is a replay. */
export async function scan(): Promise<string | null> {
  try {
    const { result } = await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode', 'barCode'] })
    return result
  } catch {
    return null
  }
}

export const canScan = true
