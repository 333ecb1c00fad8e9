import { randomBytes } from 'node:crypto'
import { LAUNCHING } from '../../../mock/seed/stores'
import type { BatchesAnswer, ClaimAnswer } from '../../../src/contract/coupon'
import type { GiveAnswer } from '../../../src/contract/gift'
import { fill, paths } from '../../../src/contract/paths'
import type { SignInAnswer } from '../../../src/contract/resident'
import type { House } from './house'

/** Does over the API what a journey needs done before it begins. Anything but an answer of 200 is an error. */
export type Person = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: object): Promise<T>
  put<T>(path: string, body: object): Promise<T>
}

/** Where somebody signs in: the API's address, and a fresh login code by name. */
export type Door = Pick<House, 'url'> & { readonly wechat: Pick<House['wechat'], 'codeOf'> }

/** Signs in as `?as=NAME` would. */
export async function person(house: Door, name: string): Promise<Person> {
  const ask = async <T>(method: string, path: string, body?: object, token?: string): Promise<T> => {
    const answer = await fetch(house.url + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(method !== 'GET' && { 'idempotency-key': randomBytes(16).toString('hex') }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const { token } = await ask<SignInAnswer>('POST', paths.sessions, { code: house.wechat.codeOf(name) })
  return {
    get: (path) => ask('GET', path, undefined, token),
    post: (path, body = {}) => ask('POST', path, body, token),
    put: (path, body) => ask('PUT', path, body, token),
  }
}

/** @returns the id of the coupon that this person now has of the seeded launch's batch with this title */
export async function claimed(who: Person, title: string): Promise<string> {
  const { batches } = await who.get<BatchesAnswer>(fill(paths.batches, { storeId: LAUNCHING }))
  const batch = batches.find((one) => one.title === title)
  if (!batch) throw new Error(`No batch is called ${title}`)
  const { couponId } = await who.post<ClaimAnswer>(fill(paths.claim, { batchId: batch.id }), { touch: {} })
  return couponId
}

/** @returns the token of the gift's card */
export async function given(who: Person, couponId: string): Promise<string> {
  const words = { giverName: '张阿姨', message: '这家鸡蛋好，你先去领' }
  const { token } = await who.post<GiveAnswer>(fill(paths.give, { couponId }), words)
  return token
}
