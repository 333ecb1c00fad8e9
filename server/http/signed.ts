import { createHmac, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyRequest, RequestPayload } from 'fastify'
import { Type } from 'typebox'
import { type Instant, MINUTE, SECOND } from '../../src/domain/time'

/** How far the clock of a till may be from ours, either way. */
export const TILL_CLOCK_OFF = 5 * MINUTE

const SHAPES = {
  'x-till-key': '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  'x-till-timestamp': '^\\d{10}$',
  'x-till-nonce': '^[A-Za-z0-9_-]{16,64}$',
  'x-till-signature': '^[0-9a-f]{64}$',
} as const

/** As the documentation shows them; a request without them is refused before a schema is asked. */
export const SignedHeaders = Type.Object({
  'x-till-key': Type.String({ pattern: SHAPES['x-till-key'], description: 'The id of the key' }),
  'x-till-timestamp': Type.String({
    pattern: SHAPES['x-till-timestamp'],
    description: 'Seconds since 1970, at most 5 minutes off',
  }),
  'x-till-nonce': Type.String({ pattern: SHAPES['x-till-nonce'], description: 'New for each request, retries too' }),
  'x-till-signature': Type.String({
    pattern: SHAPES['x-till-signature'],
    description:
      'Hex of HMAC-SHA-256 under the key’s secret (its base64url decoded) over METHOD, path with query, timestamp, nonce and body, a line feed after each',
  }),
})

export type Signed = {
  readonly keyId: string
  readonly at: Instant
  readonly nonce: string
  readonly signature: Buffer
  /** What the signature is over, the body apart. */
  readonly head: string
}

/** What a request says of its signature; `null` when something of it is missing or has another shape. */
export function readSigned(request: Pick<FastifyRequest, 'headers' | 'method' | 'url'>): Signed | null {
  const values = Object.entries(SHAPES).map(([name, shape]) => {
    const value = request.headers[name]
    return typeof value === 'string' && new RegExp(shape).test(value) ? value : null
  })
  if (values.some((value) => value === null)) return null
  const [keyId, timestamp, nonce, signature] = values as [string, string, string, string]
  return {
    keyId,
    at: (Number(timestamp) * SECOND) as Instant,
    nonce,
    signature: Buffer.from(signature, 'hex'),
    head: `${request.method}\n${request.url}\n${timestamp}\n${nonce}\n`,
  }
}

/** What a till puts into x-till-signature. */
export const signatureOf = (secret: Buffer, head: string, body: Buffer): Buffer =>
  createHmac('sha256', secret).update(head).update(body).update('\n').digest()

/** Compared in the time that it takes, whatever is right about it. */
export const isSignedWith = (secret: Buffer, signed: Signed, body: Buffer): boolean =>
  timingSafeEqual(signatureOf(secret, signed.head, body), signed.signature)

/** The body as it came; `null` when it is longer than `limit` bytes. */
export async function bytesOf(payload: RequestPayload, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  // whoever sent too much still hears so: the stream is not torn down with the loop
  for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Buffer)
    length += bytes.length
    if (length > limit) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** The same bytes once more, for whoever parses them. */
export const streamOf = (body: Buffer): RequestPayload =>
  Object.assign(Readable.from(body.length === 0 ? [] : [body]), { receivedEncodedLength: body.length })
