import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refuse } from '../../src/contract/errors'
import { paths } from '../../src/contract/paths'
import { sendRefusal } from '../http/refusals'
import { pictureOf } from './picture.service'

const DAY_SECONDS = 86_400
const NAME = '^[a-z0-9-]{1,60}$'

/** Pictures of goods and empty states. They never change under their name, so phones and caches keep them. */
export function pictureRoutes(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>(
    paths.picture,
    {
      config: { who: 'public' },
      schema: {
        summary: 'A picture of the Fluent Emoji set',
        tags: ['pictures'],
        params: Type.Object({ name: Type.String({ pattern: NAME }) }),
        response: {
          200: { description: 'SVG', content: { 'image/svg+xml': { schema: Type.String() } } },
          default: Type.Ref('ErrorAnswer#'),
        },
      },
      // A name that could not be one is simply not there.
      attachValidation: true,
    },
    async (request, reply) => {
      const picture = request.validationError ? null : await pictureOf(request.params.name)
      if (picture === null) return sendRefusal(reply, refuse('PICTURE_NOT_FOUND'))
      return reply
        .header('content-type', 'image/svg+xml; charset=utf-8')
        .header('cache-control', `public, max-age=${DAY_SECONDS}, immutable`)
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin') // the storefront may stand on another host
        .send(picture)
    },
  )
}
