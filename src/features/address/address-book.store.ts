import { makeAutoObservable, runInAction } from 'mobx'
import type { AddressCard, AddressesAnswer, AddressBody } from '../../contract/checkout'
import { fill, paths } from '../../contract/paths'
import type { ApiError } from '../../platform/answer'
import { Loadable } from '../../platform/loadable'
import type { Api } from '../../platform/request'

/** 收货地址: the resident's own, the usual one first. */
export class AddressBookStore {
  readonly addresses: Loadable<AddressesAnswer>
  /** The address something is being done with. */
  busy: string | null = null
  /** Asked before it is done: an address about to be deleted. */
  removing: AddressCard | null = null
  error: ApiError | null = null

  constructor(private readonly api: Api) {
    this.addresses = new Loadable(() => api.get<AddressesAnswer>(paths.addresses))
    makeAutoObservable<this, 'api'>(this, { api: false, addresses: false }, { autoBind: true })
  }

  load(): Promise<boolean> {
    return this.addresses.load()
  }

  askRemoval(address: AddressCard): void {
    this.removing = address
    this.error = null
  }

  keep(): void {
    this.removing = null
  }

  async remove(): Promise<void> {
    const address = this.removing
    if (!address || this.busy) return
    await this.doing(address.id, () => this.api.delete(fill(paths.address, { addressId: address.id })))
    runInAction(() => {
      if (!this.error) this.removing = null
    })
  }

  async makeUsual(address: AddressCard): Promise<void> {
    if (this.busy || address.isDefault) return
    const { id, name, phone, place, detail, at } = address
    const body: AddressBody = { name, phone, place, detail, at, isDefault: true }
    await this.doing(id, () => this.api.put(fill(paths.address, { addressId: id }), body))
  }

  private async doing(id: string, act: () => ReturnType<Api['put']>): Promise<void> {
    this.busy = id
    this.error = null
    const answer = await act()
    if (answer.ok) await this.addresses.load()
    runInAction(() => {
      this.busy = null
      this.error = answer.ok ? null : answer.error
    })
  }
}
