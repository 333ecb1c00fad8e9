import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import { type ApiError, isPassing } from '../../platform/answer'
import type { OrderParts } from './order.store'
import type { PhotosStore } from './photos.store'

export const REVIEW_WORDS_LIMIT = 300
/** What so many stars mean, said beside them. */
export const SCORE_WORDS = ['', '很失望', '不太好', '一般', '挺好', '特别好'] as const

/** 评价: stars, words, photographs; once per order. */
export class ReviewStore {
  score = 0
  words = ''
  sending = false
  error: ApiError | null = null
  tried = false
  private attempt: { key: string; body: string } | null = null

  constructor(
    private readonly parts: OrderParts,
    private readonly orderId: string,
    readonly photos: PhotosStore,
  ) {
    makeAutoObservable<this, 'parts' | 'orderId' | 'attempt'>(
      this,
      { parts: false, orderId: false, attempt: false, photos: false },
      { autoBind: true },
    )
  }

  give(score: number): void {
    this.score = Math.min(5, Math.max(1, Math.round(score)))
  }

  write(words: string): void {
    this.words = words.slice(0, REVIEW_WORDS_LIMIT)
  }

  get missing(): string | null {
    if (this.score === 0) return '先点几颗星'
    if (this.photos.sending) return '照片还在上传'
    return this.photos.failed ? '有照片没传上去，点一下重传，或删掉它' : null
  }

  /** Answers whether it is given. A lost answer keeps the key: the same once more is the same review. */
  async send(): Promise<boolean> {
    this.tried = true
    if (this.sending || this.missing !== null) return false
    this.sending = true
    this.error = null
    const body = { score: this.score, words: this.words.trim(), photoIds: this.photos.ids }
    const text = JSON.stringify(body)
    if (this.attempt?.body !== text) this.attempt = { key: await this.parts.newKey(), body: text }
    const path = fill(paths.orderReview, { orderId: this.orderId })
    const answer = await this.parts.api.post(path, body, { key: this.attempt.key })
    runInAction(() => {
      this.sending = false
      this.error = answer.ok ? null : answer.error
      if (answer.ok || !isPassing(answer.error)) this.attempt = null
    })
    return answer.ok
  }
}
