import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stripVTControlCharacters } from 'node:util'
import { clientFolder, endGroup, forgetBuild } from '../scripts/client-build'
import { DATABASE_FOLDER } from './data-folder'
import { projectRoot } from './postgres/place'
import { startPostgres } from './postgres/start'
import { command } from './problem'
import { closeOnSignal, portWanted } from './terminal'

const H5_PORT = 10_086
/** What webpack's development server counts out after each build. */
const STATISTICS =
  /^\s*(?:assets? |\+ \d|Entrypoint |(?:cached|runtime|javascript|orphan) modules|modules by |\.\/|webpack \d)/

/** `npm run dev`: the database stays, the API, the browser version and the mini-program begin anew with each change. */
void command(async () => {
  const port = portWanted()
  const api = `http://127.0.0.1:${port}`
  const postgres = process.env.DATABASE_URL ? undefined : await startPostgres({ dataDir: DATABASE_FOLDER })
  const databaseUrl = postgres?.url ?? process.env.DATABASE_URL
  const taro = (target: string) => ['node_modules/@tarojs/cli/bin/taro', 'build', '--type', target, '--watch']
  const tsxWatch = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false']
  // The watcher writes into dist/weapp itself.
  forgetBuild('weapp')
  const children = [
    run('api', [...tsxWatch, 'mock/api.ts'], { DATABASE_URL: databaseUrl, PORT: String(port) }),
    run('h5', taro('h5'), { NODE_ENV: 'development', H5_PORT: String(H5_PORT), API_TARGET: api, TARO_APP_API: '' }),
    run('weapp', taro('weapp'), { NODE_ENV: 'development', TARO_APP_API: api }),
  ]
  closeOnSignal(async () => {
    await Promise.all(children.map(ended))
    await postgres?.stop()
  })
  console.log(`
  Browser          http://localhost:${H5_PORT} (reloads by itself; the first build takes a minute)
  WeChat DevTools  open the folder ${clientFolder('weapp')}
  Staff            http://localhost:${H5_PORT}/?as=owner
`)
})

/** A part with a process group of its own, so that Ctrl-C reaches us alone; its lines carry its name. */
function run(name: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    // npm's mark would make a part watch for a parent that is not npm.
    env: { ...process.env, npm_lifecycle_event: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  const tell = teller(name)
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(tell)
    })
  }
  child.once('exit', (code) => {
    if (code) console.log(`[${name}] ended with ${code}; the others go on.`)
  })
  return child
}

/**
 * Says a part's lines under its name. Taro draws its progress bar over and over also where nobody watches a terminal, and
 * with each picture the lines around it: the bar is left out, and a line is said once per build.
 */
function teller(name: string): (line: string) => void {
  let inBar = false
  let said = new Set<string>()
  return (raw) => {
    const line = stripVTControlCharacters(raw).trimEnd()
    if (line.includes('█')) inBar = true
    else if (/[✖✔⚠→]|error|<[iwe]>/i.test(line)) inBar = false
    if (inBar || line === '' || STATISTICS.test(line) || said.has(line)) return
    console.log(`[${name}] ${line}`)
    said = line.includes('→') ? new Set() : said.add(line)
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  endGroup(child)
  await exit
}
