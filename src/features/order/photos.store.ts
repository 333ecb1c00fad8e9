import { makeAutoObservable, runInAction } from 'mobx'
import type { PhotoAnswer } from '../../contract/order'
import { paths } from '../../contract/paths'
import type { ApiError } from '../../platform/answer'
import type { Photo, Photos } from '../../platform/photos'
import type { Api } from '../../platform/request'

/** As many as a request or a review takes. */
export const MOST_PHOTOS = 6

export type PhotosParts = {
  readonly api: Api
  readonly newKey: () => Promise<string>
  readonly choose: (most: number) => Promise<Photos>
}

/** A photograph on its way to the server: `photoId` once it is there. The key is its own, so a repeat is the same photograph. */
export type Sent = {
  readonly key: string
  readonly preview: string
  photoId: string | null
  state: 'sending' | 'there' | 'failed'
}

/** Photographs chosen for a request or a review; each is sent by itself, so a weak network loses one and not all. */
export class PhotosStore {
  sent: Sent[] = []
  choosing = false
  unreadable = false
  error: ApiError | null = null
  private readonly files = new Map<string, Photo>()

  constructor(private readonly parts: PhotosParts) {
    makeAutoObservable<this, 'parts' | 'files'>(this, { parts: false, files: false }, { autoBind: true })
  }

  get room(): number {
    return MOST_PHOTOS - this.sent.length
  }

  get sending(): boolean {
    return this.sent.some(({ state }) => state === 'sending')
  }

  /** Those that did not get there: nothing is submitted without asking about them. */
  get failed(): boolean {
    return this.sent.some(({ state }) => state === 'failed')
  }

  get ids(): string[] {
    return this.sent.flatMap(({ photoId }) => photoId ?? [])
  }

  async choose(): Promise<void> {
    if (this.choosing || this.room === 0) return
    this.choosing = true
    this.unreadable = false
    const { photos, unreadable } = await this.parts.choose(this.room)
    runInAction(() => {
      this.choosing = false
      this.unreadable = unreadable
    })
    await Promise.all(photos.map((photo) => this.add(photo)))
  }

  async again(key: string): Promise<void> {
    const sent = this.sent.find((one) => one.key === key)
    if (sent?.state === 'failed') await this.send(sent)
  }

  remove(key: string): void {
    this.sent = this.sent.filter((one) => one.key !== key)
    this.files.delete(key)
  }

  private async add(photo: Photo): Promise<void> {
    const key = await this.parts.newKey()
    this.files.set(key, photo)
    const sent = runInAction(() => {
      this.sent.push({ key, preview: photo.preview, photoId: null, state: 'sending' })
      return this.sent[this.sent.length - 1]
    })
    if (sent) await this.send(sent)
  }

  private async send(sent: Sent): Promise<void> {
    const photo = this.files.get(sent.key)
    if (!photo) return
    runInAction(() => {
      sent.state = 'sending'
      this.error = null
    })
    const answer = await this.parts.api.post<PhotoAnswer>(paths.photos, { base64: photo.base64 }, { key: sent.key })
    runInAction(() => {
      sent.state = answer.ok ? 'there' : 'failed'
      sent.photoId = answer.ok ? answer.data.photoId : null
      this.error = answer.ok ? null : answer.error
    })
  }
}
