import type { FastifyInstance } from 'fastify'
import { paths } from '../src/contract/paths'
import { ClockAnswer } from '../src/contract/launch'
import type { Outside } from './build-app'
import { couponRoutes } from './coupon/coupon.routes'
import type { Api } from './http/route'

/** Every feature registers its routes here: `ls server` and this list are the same. */
export function featuresOn(_app: FastifyInstance, api: Api, outside: Outside): void {
  api.read({ who: 'public', url: paths.clock, summary: 'Server time', answer: ClockAnswer }, async ({ now }) => ({
    now,
  }))
  couponRoutes(api, outside)
}
