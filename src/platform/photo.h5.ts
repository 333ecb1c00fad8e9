import { MOST_BASE64, type Photo, type Photos } from './photos'

/** The longer side of what is sent, px: enough to see a bruise. */
const LONGEST = 1600
const QUALITIES = [0.8, 0.6, 0.4] as const

/** The browser's own chooser, up to `most`. Nothing chosen: no photos, which is no failure. */
export async function choosePhotos(most: number): Promise<Photos> {
  const files = await choose(most)
  const read = await Promise.all(files.slice(0, most).map(small))
  const photos = read.filter((photo) => photo !== null)
  return { photos, unreadable: photos.length < read.length }
}

function choose(most: number): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/*'
  input.multiple = most > 1
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

async function small(file: File): Promise<Photo | null> {
  try {
    const image = await createImageBitmap(file)
    const share = Math.min(1, LONGEST / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * share)
    canvas.height = Math.round(image.height * share)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    for (const quality of QUALITIES) {
      const preview = canvas.toDataURL('image/jpeg', quality)
      const base64 = preview.slice(preview.indexOf(',') + 1)
      if (base64.length <= MOST_BASE64) return { base64, preview }
    }
    return null
  } catch {
    return null
  }
}
