import Taro from '@tarojs/taro'
import { MOST_BASE64, type Photo, type Photos } from './photos'

/** Each is tried until it is small enough. */
const QUALITIES = [80, 60, 40, 20] as const

/** The camera or the album, up to `most`. Nothing chosen, or not allowed: no photos, which is no failure. */
export async function choosePhotos(most: number): Promise<Photos> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count: most, mediaType: ['image'], sizeType: ['compressed'] })
    const read = await Promise.all(tempFiles.map(({ tempFilePath }) => small(tempFilePath)))
    const photos = read.filter((photo) => photo !== null)
    return { photos, unreadable: photos.length < read.length }
  } catch {
    return { photos: [], unreadable: false }
  }
}

async function small(file: string): Promise<Photo | null> {
  for (const quality of QUALITIES) {
    try {
      // Compressing makes a JPEG of whatever the phone took (HEIC among them).
      const { tempFilePath } = await Taro.compressImage({ src: file, quality })
      const base64 = await read(tempFilePath)
      if (base64.length <= MOST_BASE64) return { base64, preview: tempFilePath }
    } catch {
      return null
    }
  }
  return null
}

const read = (filePath: string): Promise<string> =>
  new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(String(data)),
      fail: reject,
    })
  })
