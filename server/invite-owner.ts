// `npm run invite-owner -- STORE NAME`: how the first owner of a store comes in, by a link that works once.
import { systemClock } from './clock'
import { ConfigProblem, readDatabaseAndSecret } from './config'
import { openDatabase } from './database/connection'
import { deriveKeys, linkToken } from './keys'
import { inviteFirstOwner } from './staff/first-owner.service'

const USAGE = 'Say which store and whom: npm run invite-owner -- STORE NAME, for example weining-square 王姐'
const LONGEST_NAME = 12

const minute = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Shanghai' })

async function main(): Promise<string> {
  const [storeId, ...words] = process.argv.slice(2)
  const name = words.join(' ').trim()
  if (!storeId || name === '' || [...name].length > LONGEST_NAME) throw new ConfigProblem([USAGE])
  const { databaseUrl, secret } = readDatabaseAndSecret(process.env)
  const database = openDatabase(databaseUrl, { max: 1 })
  try {
    const invited = await inviteFirstOwner(database.db, { storeId, name }, systemClock.now())
    if (!invited) throw new ConfigProblem([`There is no store "${storeId}".`])
    const token = linkToken(deriveKeys(secret), 'invitation', invited.invitationId)
    return [
      `${name} becomes owner of ${storeId} by opening this page of the mini-program, once, before ${minute.format(invited.expiresAt)}:`,
      `/staff/join/index?token=${token}`,
      'Whoever opens it first is the owner: hand it over in person, not in a group.',
    ].join('\n')
  } finally {
    await database.close()
  }
}

main().then(
  (words) => process.stdout.write(`${words}\n`),
  (error: unknown) => {
    const words = error instanceof ConfigProblem ? error.message : `The invitation could not be made: ${String(error)}`
    process.stderr.write(`${words}\n`)
    process.exitCode = 1
  },
)
