// Pictures of the camera and the album, and the files of the mini-program: kept in memory for one run of the app. Nothing here
// encodes pictures: compressing copies the bytes as they are.
import type { Permissions } from './account'
import { asyncApi, asyncApis, type CallOptions, type Platform, WxFailure, type WxApi } from './platform'

const OWN_FOLDER = 'wxfile://usr/'
const MOST_AT_ONCE = 20

export function filesApi(platform: Platform, permissions: Permissions): WxApi {
  const { persona, logic } = platform
  const files = new Map<string, Buffer>()
  let count = 0
  const temporary = (bytes: Buffer): string => {
    const file = `wxfile://tmp_${(count += 1)}.jpg`
    files.set(file, bytes)
    return file
  }
  const open = (file: unknown): Buffer => {
    const bytes = files.get(String(file))
    if (!bytes) throw new WxFailure(`no such file or directory, open '${String(file)}'`)
    return bytes
  }
  const manager = logic.object({
    readFile: asyncApi(platform, 'readFile', ({ filePath, encoding }) => {
      const bytes = open(filePath)
      // without an encoding the platform hands out an ArrayBuffer, which does not cross as JSON
      if (typeof encoding !== 'string') throw new Error('readFile without an encoding is not stood in for')
      return { data: bytes.toString(encoding as BufferEncoding) }
    }),
    writeFileSync: (file: string, data: string | ArrayBuffer) => {
      if (!file.startsWith(OWN_FOLDER)) throw new Error(`writeFileSync:fail permission denied, open '${file}'`)
      files.set(file, typeof data === 'string' ? Buffer.from(data) : Buffer.from(new Uint8Array(data)))
    },
  })

  return {
    getFileSystemManager: () => manager,
    ...asyncApis(platform, {
      chooseMedia: async ({ count: most = 9 }: CallOptions) => {
        await permissions.privacy('chooseMedia')
        if (Number(most) < 1 || Number(most) > MOST_AT_ONCE) throw new WxFailure('parameter error: count')
        const chosen = persona.photos.slice(0, Number(most))
        if (chosen.length === 0) throw new WxFailure('cancel')
        const file = (bytes: Buffer) => ({
          tempFilePath: temporary(bytes),
          size: bytes.length,
          fileType: 'image',
        })
        return { type: 'image', tempFiles: chosen.map(file) }
      },
      compressImage: ({ src }: CallOptions) => ({ tempFilePath: temporary(open(src)) }),
    }),
  }
}
