import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { signatureOf } from '../../server/http/signed'
import type { Instant } from '../../src/domain/time'
import type { Heard } from './app'

/** What a till got when its key was made. */
export type TillKey = { readonly keyId: string; readonly secret: string }

export type Letter = {
  readonly method?: string
  readonly path: string
  readonly body: string
  readonly at: Instant
  readonly nonce?: string
}

/** The headers that a till puts on a request, as its maker would write them from the documentation. */
export function signedHeaders({ keyId, secret }: TillKey, letter: Letter): Record<string, string> {
  const timestamp = String(Math.floor(letter.at / 1000))
  const nonce = letter.nonce ?? randomBytes(16).toString('hex')
  const head = `${letter.method ?? 'POST'}\n${letter.path}\n${timestamp}\n${nonce}\n`
  return {
    'content-type': 'application/json',
    'x-till-key': keyId,
    'x-till-timestamp': timestamp,
    'x-till-nonce': nonce,
    'x-till-signature': signatureOf(Buffer.from(secret, 'base64url'), head, Buffer.from(letter.body)).toString('hex'),
  }
}

/** Sends a signed request. */
export async function sendSigned(app: FastifyInstance, key: TillKey, letter: Letter): Promise<Heard> {
  const response = await app.inject({
    method: 'POST',
    url: letter.path,
    headers: signedHeaders(key, letter),
    payload: letter.body,
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}
