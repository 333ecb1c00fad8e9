import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { paths } from '../../src/contract/paths'
import type { SignInAnswer } from '../../src/contract/resident'

/** Somebody who asks the API within the process. Anything but an answer of 200 is an error. */
export type Caller = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: object): Promise<T>
}

/** @param code a login code of this person */
export async function signedIn(app: FastifyInstance, code: string): Promise<Caller> {
  const { token } = await ask<SignInAnswer>(app, 'POST', paths.sessions, { body: { code } })
  return {
    get: (path) => ask(app, 'GET', path, { token }),
    post: (path, body = {}) => ask(app, 'POST', path, { token, body }),
  }
}

async function ask<T>(
  app: FastifyInstance,
  method: 'GET' | 'POST',
  url: string,
  { token, body }: { token?: string; body?: object },
): Promise<T> {
  const answer = await app.inject({
    method,
    url,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && { 'idempotency-key': randomBytes(16).toString('hex') }),
    },
    ...(body && { payload: body }),
  })
  if (answer.statusCode !== 200) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`)
  return answer.json<T>()
}
