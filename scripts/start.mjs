// `npm start`, `npm run dev`: needs nothing but Node and npm; the rest is installed here.
import { ensureInstalled, loadTypeScript, stopWith } from './install.mjs'

const commands = { start: 'mock/start.ts', dev: 'mock/dev.ts', reset: 'mock/reset.ts', launch: 'mock/launch.ts' }
const file = commands[process.argv[2] ?? 'start']
if (!file) stopWith(`Unknown command. There are: ${Object.keys(commands).join(', ')}.`)
if (process.env.NODE_ENV === 'production') {
  stopWith(
    'This runs the stand-ins for WeChat and the maps, which have no place in production. There: npm run build, npm run serve.',
  )
}

await ensureInstalled()
await loadTypeScript(file)
