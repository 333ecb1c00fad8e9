import Taro from '@tarojs/taro'

const RATE = 8000

/** A mono 8-bit WAV of one tone: nothing to ship, nothing to download. */
function tone(hertz: number, ms: number): ArrayBuffer {
  const count = Math.floor((RATE * ms) / 1000)
  const header = [0x52494646, 0, 0x57415645, 0x666d7420]
  const bytes = new Uint8Array(44 + count)
  const view = new DataView(bytes.buffer)
  header.forEach((word, i) => view.setUint32(i * 4, word))
  view.setUint32(4, 36 + count, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  view.setUint32(36, 0x64617461)
  view.setUint32(40, count, true)
  for (let i = 0; i < count; i++) {
    const fade = Math.min(1, (count - i) / (RATE * 0.02))
    bytes[44 + i] = 128 + Math.round(Math.sin((2 * Math.PI * hertz * i) / RATE) * 90 * fade)
  }
  return bytes.buffer
}

/** Where the player finds a sound: WeChat's plays files, the browser's plays addresses of memory. */
function addressOf(outcome: string, wav: ArrayBuffer): string {
  if (process.env.TARO_ENV === 'h5') return URL.createObjectURL(new Blob([wav], { type: 'audio/wav' }))
  const file = `${Taro.env.USER_DATA_PATH}/beep-${outcome}.wav`
  Taro.getFileSystemManager().writeFileSync(file, wav, 'binary')
  return file
}

const addresses = new Map<string, string>()

const SOUNDS = { good: [1320, 140], bad: [220, 420] } as const

/** High and short for yes, low and long for no. Silent where audio is not allowed. */
export function beep(outcome: keyof typeof SOUNDS): void {
  try {
    const [hertz, ms] = SOUNDS[outcome]
    const address = addresses.get(outcome) ?? addressOf(outcome, tone(hertz, ms))
    addresses.set(outcome, address)
    const audio = Taro.createInnerAudioContext()
    audio.src = address
    audio.onEnded(() => audio.destroy())
    audio.onError(() => audio.destroy())
    // The browser's player answers with a promise that fails where sound is not allowed; WeChat's with nothing.
    Promise.resolve(audio.play() as unknown).catch(() => undefined)
  } catch {
    // The screen and the vibration say the same.
  }
}
