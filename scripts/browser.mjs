// The browser of the journeys and a font that has Chinese: found, or installed where that is allowed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { stopWith } from './install.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium; CHROMIUM_PATH says otherwise. Undefined when there is none. */
export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const named = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [process.env.CHROMIUM_PATH, ...named, ...ELSEWHERE].find((file) => file && existsSync(file))
}

/** Whether Chinese is drawn as Chinese. Where fontconfig is missing (macOS, Windows) the system has such a font. */
function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return fonts.status === 0 && fonts.stdout.trim() !== ''
}

/** Installs Debian's chromium and fonts-noto-cjk when missing and allowed, else says what to install and stops. */
export function ensureBrowser() {
  if (findBrowser() && hasChineseFont()) return findBrowser()
  const packages = ['chromium', 'fonts-noto-cjk', 'fontconfig']
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (mayInstall) {
    console.log(`Installing ${packages.join(', ')} for the browser tests …`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', ...packages],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    }
  }
  const browser = findBrowser()
  if (browser && hasChineseFont()) return browser
  return stopWith(
    browser
      ? 'The browser tests need a font with Chinese: install fonts-noto-cjk (Debian, Ubuntu) or google-noto-sans-cjk-fonts (Fedora).'
      : "The browser tests need Chromium or Chrome: install your system's package (Debian: chromium, fonts-noto-cjk), or give its path as CHROMIUM_PATH.",
  )
}
