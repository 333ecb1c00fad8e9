// What a booted mini-program did that a test may ask about: errors, console, setData traffic, requests.

export interface SetDataCall {
  /** True time, epoch ms. */
  at: number
  /** Page or component that was told, e.g. `pages/home/index`. */
  owner: string
  /** UTF-8 bytes of the data as JSON. */
  bytes: number
  keys: string[]
}

export interface SentRequest {
  at: number
  method: string
  url: string
  header: Record<string, string>
  data: unknown
  /** What the app was told: status and body, or why it failed; undefined while it is open. */
  answer?: { statusCode?: number; data?: unknown; errMsg: string }
}

export interface Traffic {
  calls: number
  bytes: number
  maxBytes: number
  /** Most calls in any window of one second; WeChat's audit wants fewer than 20. */
  perSecond: number
}

/** WeChat refuses a setData of more than 1 MB and audits those above 256 KB. */
export const SET_DATA_HARD_LIMIT = 1024 * 1024

export class AppLog {
  readonly errors: string[] = []
  readonly console: { level: string; text: string }[] = []
  readonly setData: SetDataCall[] = []
  readonly requests: SentRequest[] = []

  error(where: string, error: unknown): void {
    this.errors.push(`${where}: ${describe(error)}`)
  }

  /** Forgets the setData calls so far, to measure what comes next. */
  resetTraffic(): void {
    this.setData.length = 0
  }

  /** Requests whose path ends so, in order: `app.log.requestsTo('/claim')`. */
  requestsTo(ending: string): SentRequest[] {
    return this.requests.filter((request) => request.url.split('?')[0]?.endsWith(ending))
  }

  traffic(): Traffic {
    let perSecond = 0
    let first = 0
    this.setData.forEach((call, index) => {
      while (call.at - (this.setData[first]?.at ?? call.at) >= 1000) first += 1
      perSecond = Math.max(perSecond, index - first + 1)
    })
    return {
      calls: this.setData.length,
      bytes: this.setData.reduce((sum, call) => sum + call.bytes, 0),
      maxBytes: Math.max(0, ...this.setData.map((call) => call.bytes)),
      perSecond,
    }
  }
}

/** Errors of the logic layer come from another realm, so `instanceof Error` says nothing about them. */
export function describe(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stack' in error && typeof error.stack === 'string') {
    return error.stack.split('\n').slice(0, 6).join('\n')
  }
  if (typeof error === 'object') return JSON.stringify(error)
  return String(error)
}
