import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** As the set's JSON has them: a body on a ground of `width` × `height`, or another one's mirror image. */
type Icon = { readonly body: string; readonly width?: number; readonly height?: number; readonly hidden?: boolean }
type IconSet = {
  readonly icons: Readonly<Record<string, Icon>>
  readonly aliases?: Readonly<Record<string, { readonly parent: string; readonly hFlip?: boolean }>>
  readonly width?: number
  readonly height?: number
}

const FILE = '@iconify-json/fluent-emoji-flat/icons.json'
/** Shown at this size where nothing else says how large; it scales without loss. */
const SIZE = 128

let loading: Promise<Map<string, string>> | undefined

/**
 * A picture of the Fluent Emoji set (MIT) as SVG; `null` when the set has none of that name.
 * The set (9 MB) is read when the first picture is asked for and kept.
 */
export async function pictureOf(name: string): Promise<string | null> {
  loading ??= load()
  const pictures = await loading.catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return pictures.get(name) ?? null
}

async function load(): Promise<Map<string, string>> {
  const file = createRequire(import.meta.url).resolve(FILE)
  const set = JSON.parse(await readFile(file, 'utf8')) as IconSet
  const pictures = new Map<string, string>()
  for (const [name, icon] of Object.entries(set.icons)) pictures.set(name, draw(set, icon, false))
  for (const [name, { parent, hFlip }] of Object.entries(set.aliases ?? {})) {
    const icon = set.icons[parent]
    if (icon) pictures.set(name, draw(set, icon, hFlip === true))
  }
  return pictures
}

function draw(set: IconSet, icon: Icon, mirrored: boolean): string {
  const width = icon.width ?? set.width ?? 32
  const height = icon.height ?? set.height ?? 32
  const body = mirrored ? `<g transform="translate(${width} 0) scale(-1 1)">${icon.body}</g>` : icon.body
  const shown = Math.round((SIZE * width) / height)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${shown}" height="${SIZE}" viewBox="0 0 ${width} ${height}">${body}</svg>`
}
