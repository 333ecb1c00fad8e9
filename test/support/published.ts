import type { FastifyInstance } from 'fastify'
import type { Who } from '../../server/http/route'

/** A JSON schema as the OpenAPI document holds it. */
export type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}
type Parameter = {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly schema: Schema
}
export type Operation = {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { schema: Schema }> }
  >
  readonly security?: readonly Record<string, readonly string[]>[]
  readonly 'x-who': Who
}
export type Published = {
  readonly openapi: string
  readonly info: Record<string, string>
  readonly components: { readonly schemas: Record<string, Schema>; readonly securitySchemes: Record<string, object> }
  readonly paths: Record<string, Record<string, Operation>>
}

/** A route as it is published: tests that must hold for all of them are made from this list. */
export type Route = {
  /** `POST /v1/batches/{batchId}/claim` */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly who: Who
  /** Wants an idempotency key. */
  readonly keyed: boolean
  readonly operation: Operation
  readonly path: readonly Parameter[]
  readonly query: readonly Parameter[]
  readonly body: Schema | null
  readonly answer: Schema | null
}

export async function published(app: FastifyInstance): Promise<{ document: Published; routes: Route[] }> {
  const document = (await app.inject('/openapi.json')).json<Published>()
  const routes = Object.entries(document.paths).flatMap(([url, operations]) =>
    Object.entries(operations).map(([method, operation]): Route => {
      const parameters = operation.parameters ?? []
      return {
        name: `${method.toUpperCase()} ${url}`,
        method: method.toUpperCase() as Route['method'],
        url,
        who: operation['x-who'],
        keyed: parameters.some((parameter) => parameter.in === 'header' && parameter.name === 'idempotency-key'),
        operation,
        path: parameters.filter((parameter) => parameter.in === 'path'),
        query: parameters.filter((parameter) => parameter.in === 'query'),
        body: operation.requestBody?.content['application/json']?.schema ?? null,
        answer: operation.responses['200']?.content?.['application/json']?.schema ?? null,
      }
    }),
  )
  return { document, routes }
}

/** The address of a route with its parameters filled in. */
export const urlOf = (route: Route, parameters: Readonly<Record<string, string>>): string =>
  route.url.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) throw new Error(`${route.name}: no example for ${name}`)
    return encodeURIComponent(value)
  })
