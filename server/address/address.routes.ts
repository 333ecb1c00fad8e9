import { Type } from 'typebox'
import { AddressAnswer, AddressBody, AddressesAnswer } from '../../src/contract/checkout'
import { paths } from '../../src/contract/paths'
import { Done, Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { addAddress, addressesOf, changeAddress, type Located, locate, removeAddress } from './address.service'

const AddressParams = Type.Object({ addressId: Uuid })

/** 收货地址: everybody sees and changes their own book only; another's address is not found. */
export function addressRoutes(api: Api, { database: { db }, maps }: Outside): void {
  api.read(
    { who: 'resident', url: paths.addresses, summary: 'My address book', answer: AddressesAnswer },
    async ({ residentId }) => ({ addresses: await addressesOf(db, residentId) }),
  )

  api.write(
    'POST',
    { who: 'resident', url: paths.addresses, summary: 'Add an address', body: AddressBody, answer: AddressAnswer },
    (tx, { residentId, body, now }, { at }: Located) => addAddress(tx, { residentId, body, at, now }),
    ({ body }) => locate(db, maps, body),
  )

  api.write(
    'PUT',
    {
      who: 'resident',
      url: paths.address,
      summary: 'Change an address',
      params: AddressParams,
      body: AddressBody,
      answer: AddressAnswer,
    },
    (tx, { residentId, params, body, now }, { at }: Located) =>
      changeAddress(tx, params.addressId, { residentId, body, at, now }),
    ({ body }) => locate(db, maps, body),
  )

  api.write(
    'DELETE',
    { who: 'resident', url: paths.address, summary: 'Remove an address', params: AddressParams, answer: Done },
    (tx, { residentId, params, now }) => removeAddress(tx, { residentId, id: params.addressId, now }),
  )
}
