/**
 * The API as a process of its own, for tests that kill it: `tsx api-process.ts DATABASE_URL`, prints its port.
 * Clock and outside world are those of the tests.
 */
import { buildApp } from '../../server/build-app'
import { openDatabase } from '../../server/database/connection'
import { keys, NOON, templates } from './constants'
import { fakeMaps, fakePay, fakeWechat } from './outside'

async function main(): Promise<void> {
  const unlimited = { perAddress: 1e9, perResident: 1e9, signInsPerAddress: 1e9 }
  const app = await buildApp({
    database: openDatabase(process.argv[2]!),
    clock: { now: () => NOON },
    keys,
    templates,
    wechat: fakeWechat(),
    pay: fakePay(),
    maps: fakeMaps(),
    limits: unlimited,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  console.log(typeof address === 'object' ? address?.port : address)
}

void main()
