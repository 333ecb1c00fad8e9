import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../../src/contract/errors'
import { PhotoAnswer, PhotoBody } from '../../src/contract/order'
import { paths } from '../../src/contract/paths'
import { Uuid } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import { sendRefusal } from '../http/refusals'
import type { Api } from '../http/route'
import type { Picture } from './picture'
import { keepPhoto, photoOf, readSent } from './photo.service'

/** 1 MB as base64, and the JSON around it. */
const BODY_LIMIT = 1.5 * 1024 * 1024
const HOUR_SECONDS = 3_600

/** Photographs: sent one by one before what they show is sent, shown to whoever was given their address. */
export function photoRoutes(app: FastifyInstance, api: Api, { database: { db }, keys }: Outside): void {
  api.write(
    'POST',
    {
      who: 'resident',
      url: paths.photos,
      summary: 'Keep a photograph for a refund request, a review or a delivery',
      body: PhotoBody,
      answer: PhotoAnswer,
      bodyLimit: BODY_LIMIT,
    },
    (tx, { residentId, now }, picture: Picture) => keepPhoto(tx, keys, { ownerId: residentId, picture, now }),
    async ({ body }) => readSent(body.base64),
  )

  app.get<{ Params: { photoId: string }; Querystring: { s: string } }>(
    paths.photo,
    {
      config: { who: 'public' },
      schema: {
        summary: 'A photograph, by the address that an answer gave out',
        tags: ['photos'],
        params: Type.Object({ photoId: Uuid }),
        querystring: Type.Object({ s: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: 'Our signature' }) }),
        response: {
          200: { description: 'As it was taken', content: { 'image/*': { schema: Type.String() } } },
          default: Type.Ref('ErrorAnswer#'),
        },
      },
      // What could not be an address of ours is simply not there.
      attachValidation: true,
    },
    async (request, reply) => {
      const { params, query } = request
      const photo = request.validationError ? null : await photoOf(db, keys, { id: params.photoId, signature: query.s })
      if (!photo) return sendRefusal(reply, refuse('PHOTO_NOT_FOUND'))
      return reply
        .header('content-type', photo.type)
        .header('cache-control', `public, max-age=${HOUR_SECONDS}, immutable`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin') // the storefront may stand on another host
        .send(photo.bytes)
    },
  )
}
