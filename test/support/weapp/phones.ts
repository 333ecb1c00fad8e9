// Phones of several neighbours on one real API: the real server on a database of the test file's own, listening on a port.
//
//   const { phone, server, db } = await phonesOnApi()
//   const anna = await phone('anna')
//   const ben = await phone('ben', openedFrom(await anna.share('送给邻居')))
//
// The server's clock keeps step with the phones: it shows the latest time any of them has reached, and a new phone starts there.
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach } from 'vitest'
import type { Instant } from '../../../src/domain/time'
import { type TestApp, testApp } from '../app'
import { type BootOptions, bootWeapp, type Weapp } from './boot'

export interface PhonesOnApi {
  server: TestApp
  /** Where it listens. */
  url: string
  /** Boots the app on the phone of the neighbour with this name: openid `openid-<name>`, a new phone each time unless it is given the storage of the old one. */
  phone(name: string, options?: BootOptions): Promise<Weapp>
}

/** Call it at the top of a test file. Phones are closed after each test, the server after the last. */
export async function phonesOnApi(options: Parameters<typeof testApp>[0] = {}): Promise<PhonesOnApi> {
  const server = await testApp(options)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const phones: Weapp[] = []
  afterEach(() => {
    for (const phone of phones.splice(0)) phone.close()
  })
  afterAll(() => server.app.server.closeAllConnections())

  const phone = async (name: string, boot: BootOptions = {}): Promise<Weapp> => {
    const { clock } = server
    const app = await bootWeapp({
      api: url,
      startAt: clock.now(),
      onTime: (now) => {
        if (now > clock.now()) clock.set(now as Instant)
      },
      ...boot,
      persona: { loginCode: () => name, ...boot.persona },
    })
    phones.push(app)
    return app
  }
  return { server, url, phone }
}
