import Taro from '@tarojs/taro'

/** What a gloved hand feels: one short knock for yes, two long ones for no. */
export function vibrate(outcome: 'good' | 'bad'): void {
  if (outcome === 'good') {
    Taro.vibrateShort({ type: 'medium' }).catch(() => undefined)
    return
  }
  Taro.vibrateLong().catch(() => undefined)
  setTimeout(() => Taro.vibrateLong().catch(() => undefined), 500)
}

/** Puts text on the clipboard; answers whether it worked (in WeChat it also fails when undeclared in the privacy guideline). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
}

/** The clipboard's text, for pasting an address; `null` when it may not be read. */
export async function readClipboard(): Promise<string | null> {
  try {
    return (await Taro.getClipboardData()).data
  } catch {
    return null
  }
}
