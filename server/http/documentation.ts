import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { ErrorAnswer } from '../../src/contract/errors'

/** The documentation brings all it runs along; its styles stand in the page. */
const DOCS_RUN =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** `/openapi.json` and, to read and try, `/docs`: made from the schemas that judge requests and shape answers. */
export async function documentationOn(app: FastifyInstance): Promise<void> {
  app.addSchema(ErrorAnswer)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '鲜生 API',
        version: '1',
        description:
          'Instants are milliseconds, money is fen, points are GCJ-02. `x-who` is who may call: a resident, staff with a role ' +
          'that allows the deed in the store of the path, a till that signs, an operator, or anybody.',
      },
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: 'The token of POST /v1/sessions' },
          till: {
            type: 'apiKey',
            in: 'header',
            name: 'x-till-signature',
            description: 'A signature over the request, see the headers of POST /v1/till/orders',
          },
          operator: { type: 'http', scheme: 'bearer', description: 'The token of the deployment' },
        },
      },
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`) },
    transform: ({ schema, url, route }) => ({ schema: { ...schema, 'x-who': route.config?.who }, url }),
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_RUN })
  await app.register(async (scope) => {
    scope.get('/openapi.json', { config: { who: 'public' }, schema: { hide: true } }, async () => app.swagger())
  })
}
