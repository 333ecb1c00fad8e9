import { makeAutoObservable, runInAction } from 'mobx'
import { paths } from '../contract/paths'
import type { MeAnswer } from '../contract/resident'
import { type Deed, may, type Role } from '../domain/staff/role'
import type { Answer, ApiError } from '../platform/answer'
import type { Api } from '../platform/request'

/** The store a staff page is about, and as what one stands in it. */
export type Place = { readonly storeId: string; readonly storeName: string; readonly role: Role }

const NOT_HERE: ApiError = { code: 'NOT_ALLOWED', message: '你没有这项权限，请联系店长', facts: {} }

/**
 * Which store, by the page's `?store=` or, without one, the first in which this person may do it. What the phone kept
 * answers at once; the server is asked as well, since roles change.
 */
export class StaffPlace {
  place: Place | null = null

  constructor(
    private readonly api: Api,
    private readonly asked: string | undefined,
    private readonly deed: Deed,
  ) {
    makeAutoObservable<this, 'api' | 'asked' | 'deed'>(
      this,
      { api: false, asked: false, deed: false },
      { autoBind: true },
    )
  }

  /** The id of the store; NOT_ALLOWED when there is none for this person. For `StoreDoor.choose`. */
  async choose(): Promise<Answer<string>> {
    const kept = this.api.getCached<MeAnswer>(paths.me)
    const known = kept && this.find(kept.data)
    const fresh = this.ask()
    if (!known) return fresh
    this.place = known
    void fresh
    return { ok: true, data: known.storeId }
  }

  private async ask(): Promise<Answer<string>> {
    const answer = await this.api.get<MeAnswer>(paths.me, { keep: true })
    if (!answer.ok) return answer
    const found = this.find(answer.data)
    runInAction(() => {
      if (found && (this.place === null || this.place.storeId === found.storeId)) this.place = found
    })
    return found ? { ok: true, data: found.storeId } : { ok: false, error: NOT_HERE }
  }

  private find({ staff }: MeAnswer): Place | null {
    const grants = staff?.grants.filter(({ role }) => may(role, this.deed)) ?? []
    return (this.asked ? grants.find(({ storeId }) => storeId === this.asked) : grants[0]) ?? null
  }
}
