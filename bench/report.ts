import { writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ClaimNumbers, Measured } from './claims/claims'
import type { CartNumbers } from './cart'
import type { ClientNumbers } from './client'
import { type Growth, type OrderNumbers, SUBMITS_AT_ONCE as SUBMITTERS } from './orders'
import type { SearchTimes } from './search'

export type Numbers = {
  claims: ClaimNumbers
  verify: { p99Ms10k: number; p99Ms1m: number }
  search: SearchTimes
  cart: CartNumbers
  orders: OrderNumbers
  zoneLookupsPerSecond: number
  client: ClientNumbers
  h5FirstLoadGzipBytes: number
}

const round = (value: number, digits = 0): number => Number(value.toFixed(digits))
const count = (value: number): string => Math.round(value).toLocaleString('en-US')
const kb = (bytes: number): string => `${count(bytes / 1024)} KB`
const claimRow = (name: string, of: Measured, ours: Measured): string =>
  `| ${name} | ${count(of.perSecond)} | ${of.p50} | ${of.p99} | ${round(ours.perSecond / of.perSecond, 2)} × |`

/** Writes bench/results.md and bench/results.json; answers the table. */
export async function report({
  claims,
  verify,
  search,
  cart,
  orders,
  zoneLookupsPerSecond,
  client,
  h5FirstLoadGzipBytes,
}: Numbers): Promise<string> {
  const { ours, rowLock, noDatabase, redis } = claims
  const met = (holds: boolean): string => (holds ? 'yes' : '**no**')
  const growth = verify.p99Ms1m / verify.p99Ms10k
  const orderRow = (name: string, { p99MsTenth, p99Ms }: Growth): string =>
    `| ${name}, p99 with 1,000,000 orders | ${round(p99Ms, 1)} ms, ${round(p99Ms / p99MsTenth, 2)} × the ${round(p99MsTenth, 1)} ms with 100,000 | ≤ 1.3 × | ${met(p99Ms / p99MsTenth <= 1.3)} |`
  const ratio = ours.perSecond / rowLock.perSecond
  const text = `# What was measured

One run on ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), Node ${process.versions.node}: load generator, API and PostgreSQL on the same machine, durable
(fsync on). \`npm run bench\` writes this file; ratios within a run mean something, numbers of different machines do not compare.

## Claims: 50 connections, one hot batch, every request another signed-in neighbour with a key of their own

| design, behind the same HTTP frame | claims a second | p50 ms | p99 ms | ours is |
| --- | --- | --- | --- | --- |
| **ours**: those that arrive together are decided by one statement | **${count(ours.perSecond)}** | ${ours.p50} | ${ours.p99} | |
${claimRow('one transaction each, `SELECT … FOR UPDATE`, same tables and facts', rowLock, ours)}
${redis ? claimRow('Redis Lua, AOF fsync always; session, limit, stock, key, but nothing relational', redis, ours) : '| Redis Lua, AOF always | no redis-server on this machine | | | |'}
${claimRow('the bare route: no database, no sign-in', noDatabase, ours)}

Copies one too many, people above their limit: ${claims.oneTooMany}.

## The mall

| | measured | must hold | |
| --- | --- | --- | --- |
| submits of one hot kind of goods a second, ${SUBMITTERS} at once | ${count(orders.submitsPerSecond)}, p99 ${round(orders.submitP99Ms)} ms; ${count(orders.submitsPerSecondTenth)} with a tenth of the orders | | |
| pieces held without an order, or the reverse | ${orders.oversold} | 0 | ${met(orders.oversold === 0)} |
| cart recomputed, 50 lines, 40 coupons held, 20,000 goods, p99 | ${round(cart.p99Ms20k, 1)} ms, ${round(cart.p99Ms20k / cart.p99Ms2k, 2)} × the ${round(cart.p99Ms2k, 1)} ms with 2,000 goods | ≤ 30 ms | ${met(cart.p99Ms20k <= 30)} |
| search over 20,000 goods, p99 | ${round(search.p99Ms, 1)} ms (p50 ${round(search.p50Ms, 1)}), ${round(search.growth, 2)} × the ${round(search.p99Ms2k, 1)} ms over 2,000 | ≤ 30 ms | ${met(search.p99Ms <= 30)} |
${orderRow('a resident’s list of orders', orders.list)}
${orderRow('one order, whole', orders.detail)}
${orderRow('the staff’s board', orders.board)}

## The rest

| | measured | must hold | |
| --- | --- | --- | --- |
| claims against the row lock | ${round(ratio, 1)} × | ≥ 8 × | ${met(ratio >= 8)} |
| claims, p99 | ${ours.p99} ms | ≤ 50 ms | ${met(ours.p99 <= 50)} |
| claims one too many | ${claims.oneTooMany} | 0 | ${met(claims.oneTooMany === 0)} |
| verify p99 with 1,000,000 coupons | ${round(verify.p99Ms1m, 1)} ms, ${round(growth, 2)} × the ${round(verify.p99Ms10k, 1)} ms with 10,000 | ≤ 1.3 × | ${met(growth <= 1.3)} |
| zone look-ups a second, 1,000 stores × 200 corners | ${count(zoneLookupsPerSecond)} | | |
| weapp main package | ${kb(client.weappMainBytes)} | ≤ 900 KB | ${met(client.weappMainBytes <= 900 * 1024)} |
| weapp subpackages | ${Object.entries(client.weappSubPackages)
    .map(([name, bytes]) => `${name} ${kb(bytes)}`)
    .join(', ')} | | |
| largest setData of the home page | ${count(client.homeFirstSetDataBytes)} bytes | ≤ 20 KB | ${met(client.homeFirstSetDataBytes <= 20 * 1024)} |
| setData while counting | ${client.homeSetDataPerSecond} a second, ${client.homeSetDataMaxBytes} bytes at most, ${client.homeSetDataBytesPerSecond} bytes a second | ≤ 1, ≤ 300 bytes | ${met(client.homeSetDataPerSecond <= 1 && client.homeSetDataMaxBytes <= 300)} |
| H5 first load, JavaScript gzipped | ${kb(h5FirstLoadGzipBytes)} | ≤ 300 KB | ${met(h5FirstLoadGzipBytes <= 300 * 1024)} |
`
  const json = {
    claimsPerSecond: round(ours.perSecond),
    claimP50Ms: ours.p50,
    claimP99Ms: ours.p99,
    rowLockClaimsPerSecond: round(rowLock.perSecond),
    noDatabasePerSecond: round(noDatabase.perSecond),
    redisClaimsPerSecond: redis ? round(redis.perSecond) : null,
    claimsOneTooMany: claims.oneTooMany,
    verifyP99Ms10k: round(verify.p99Ms10k, 2),
    verifyP99Ms1m: round(verify.p99Ms1m, 2),
    submitsPerSecond: round(orders.submitsPerSecond),
    submitP99Ms: round(orders.submitP99Ms, 1),
    submitsPerSecondTenth: round(orders.submitsPerSecondTenth),
    cartP99Ms2k: round(cart.p99Ms2k, 2),
    cartP99Ms20k: round(cart.p99Ms20k, 2),
    searchP99Ms2k: round(search.p99Ms2k, 2),
    searchP99Ms20k: round(search.p99Ms, 2),
    orderListP99Ms: orders.list,
    orderDetailP99Ms: orders.detail,
    orderBoardP99Ms: orders.board,
    zoneLookupsPerSecond: round(zoneLookupsPerSecond),
    weappMainBytes: client.weappMainBytes,
    homeSetDataPerSecond: client.homeSetDataPerSecond,
    homeSetDataMaxBytes: client.homeSetDataMaxBytes,
    homeSetDataBytesPerSecond: client.homeSetDataBytesPerSecond,
    homeFirstSetDataBytes: client.homeFirstSetDataBytes,
    h5FirstLoadGzipBytes,
  }
  await writeFile(path.join(import.meta.dirname, 'results.md'), text)
  await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(json, null, 2)}\n`)
  return text
}
