import { makeAutoObservable, runInAction } from 'mobx'
import type { PhotoAnswer } from '../../contract/order'
import { paths } from '../../contract/paths'
import type { Photo } from '../../platform/photos'
import type { Api } from '../../platform/request'
import { isUndecided } from '../undecided'

/** A photograph of what stands at the door, on its way to the server as soon as it is taken. */
export class Proof {
  state: 'sending' | 'there' | 'failed' | 'refused' = 'sending'
  photoId: string | null = null
  /** Why the server does not want it. */
  words = ''
  private under: Promise<void> | null = null

  constructor(
    private readonly api: Pick<Api, 'post'>,
    private readonly key: string,
    private readonly photo: Photo,
  ) {
    makeAutoObservable<this, 'api' | 'key' | 'photo' | 'under'>(
      this,
      { api: false, key: false, photo: false, under: false },
      { autoBind: true },
    )
  }

  get preview(): string {
    return this.photo.preview
  }

  /** Sends it unless it is there; whoever asks meanwhile waits for the same. */
  send(): Promise<void> {
    if (this.state === 'there' || this.state === 'refused') return Promise.resolve()
    return (this.under ??= this.once().finally(() => (this.under = null)))
  }

  private async once(): Promise<void> {
    this.state = 'sending'
    const answer = await this.api.post<PhotoAnswer>(paths.photos, { base64: this.photo.base64 }, { key: this.key })
    runInAction(() => {
      if (answer.ok) {
        this.photoId = answer.data.photoId
        this.state = 'there'
        return
      }
      this.words = answer.error.message
      this.state = isUndecided(answer.error) ? 'failed' : 'refused'
    })
  }
}
