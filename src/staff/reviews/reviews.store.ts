import { makeAutoObservable, runInAction } from 'mobx'
import { fill, paths } from '../../contract/paths'
import type { StaffReviewsAnswer } from '../../contract/staff-order'
import { joinedById, Pages } from '../../platform/pages'
import type { Api } from '../../platform/request'
import { Asking } from '../asking'
import { Shelves } from '../shelves'

export type Review = StaffReviewsAnswer['reviews'][number]
export type ReviewShelf = Review['state']

export const ANSWER_LIMIT = 100

/** 评价: looked at before neighbours read them; the store may change its mind. */
export class ReviewsStore {
  readonly shelves: Shelves<ReviewShelf, StaffReviewsAnswer>
  readonly deciding: Asking
  /** The one being decided, on its card or in its sheet. */
  about: string | null = null
  /** The one being answered, while its sheet is open. */
  target: Review | null = null
  answer = ''

  constructor(
    api: Api,
    private readonly storeId: string,
    newKey: () => Promise<string>,
  ) {
    const path = fill(paths.staffReviews, { storeId })
    this.deciding = new Asking(api, newKey)
    this.shelves = new Shelves(
      ['waiting', 'shown', 'hidden'],
      'waiting',
      (state) =>
        new Pages<StaffReviewsAnswer>({
          page: (after) => api.get<StaffReviewsAnswer>(path, { query: { state, after } }),
          joined: (before, page) => ({ ...page, reviews: joinedById(before.reviews, page.reviews) }),
          size: ({ reviews }) => reviews.length,
        }),
    )
    makeAutoObservable<this, 'storeId'>(this, { storeId: false, shelves: false, deciding: false }, { autoBind: true })
  }

  open(target: Review): void {
    this.target = target
    this.answer = target.answer ?? ''
    this.deciding.clear()
  }

  close(): void {
    if (!this.deciding.busy) this.target = null
  }

  write(answer: string): void {
    this.answer = answer.slice(0, ANSWER_LIMIT)
  }

  /** Shows or hides it; an answer that is not said stays as it is. */
  decide(review: Review, show: boolean): Promise<void> {
    return this.send(review, { show })
  }

  /** Answers where everybody reads it: it is shown with it. */
  async reply(): Promise<void> {
    if (this.target) await this.send(this.target, { show: true, answer: this.answer.trim() })
  }

  private async send(review: Review, body: { show: boolean; answer?: string }): Promise<void> {
    if (this.deciding.busy) return
    this.about = review.id
    const path = fill(paths.staffDecideReview, { storeId: this.storeId, reviewId: review.id })
    const answer = await this.deciding.send(path, body)
    if (!answer || this.deciding.lost) return
    if (answer.ok)
      runInAction(() => {
        this.target = null
        this.about = null
      })
    await this.shelves.load()
  }
}
