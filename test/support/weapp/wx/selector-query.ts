// wx.createSelectorQuery and canvas. There is no layout here: every node has the size the test gives it (`layout`), else the
// window's width and a line's height; what is drawn on a canvas is noted, not painted.
import { attributeOf, type DrawnNode, matches } from '../node-tree'
import type { WeappPage } from '../page'
import type { Platform, WxApi } from './platform'

export interface Rect {
  left: number
  top: number
  width: number
  height: number
}

/** Where a node would stand; undefined for the default. */
export type Layout = (node: DrawnNode) => Rect | undefined

const DEFAULT_RECT: Rect = { left: 0, top: 0, width: 390, height: 44 }

const CONTEXT_METHODS = [
  'fillRect', 'clearRect', 'strokeRect', 'beginPath', 'closePath', 'moveTo', 'lineTo', 'arc', 'arcTo', 'rect', 'fill',
  'stroke', 'clip', 'save', 'restore', 'scale', 'rotate', 'translate', 'setTransform', 'fillText', 'strokeText', 'drawImage',
  'setLineDash', 'quadraticCurveTo', 'bezierCurveTo',
] as const // biome-ignore format: one list

export interface DrawnCanvas {
  width: number
  height: number
  /** Method names with their arguments, in order. */
  steps: { method: string; args: unknown[] }[]
}

/** Canvases by node, so that a second query finds the same one. */
export class Canvases {
  private readonly known = new WeakMap<object, DrawnCanvas>()
  readonly all: DrawnCanvas[] = []

  of(node: DrawnNode): DrawnCanvas {
    const before = this.known.get(node.element)
    if (before) return before
    const canvas: DrawnCanvas = { width: 300, height: 150, steps: [] }
    this.known.set(node.element, canvas)
    this.all.push(canvas)
    return canvas
  }
}

interface Asked {
  selector: string | undefined
  all: boolean
  fields: Record<string, unknown>
  callback: unknown
}

export function selectorApi(platform: Platform, layout: Layout, canvases: Canvases): WxApi {
  return {
    createSelectorQuery: () => newQuery(platform, layout, canvases),
    createIntersectionObserver: () => firstSight(platform),
    createAnimation: () => {
      throw new Error('wx.createAnimation is not stood in for: use CSS transitions')
    },
  }
}

function newQuery(platform: Platform, layout: Layout, canvases: Canvases): unknown {
  const { logic, clock } = platform
  const asked: Asked[] = []
  const push = (selector: string | undefined, all: boolean, fields: Record<string, unknown>, callback: unknown) => {
    asked.push({ selector, all, fields, callback })
    return query
  }
  const nodes = (selector?: string, all = false): unknown => {
    const ask = (fields: Record<string, unknown>) => (callback?: unknown) => push(selector, all, fields, callback)
    return logic.object({
      boundingClientRect: ask({ id: true, dataset: true, rect: true, size: true }),
      scrollOffset: ask({ id: true, dataset: true, scrollOffset: true }),
      node: ask({ node: true }),
      context: ask({ context: true }),
      fields: (fields: Record<string, unknown>, callback?: unknown) => push(selector, all, { ...fields }, callback),
    })
  }
  const query: Record<string, unknown> = logic.object({
    in: () => query,
    select: (selector: string) => nodes(selector),
    selectAll: (selector: string) => nodes(selector, true),
    selectViewport: () => nodes(),
    exec: (callback?: unknown) => {
      const page = platform.stack().top
      clock.post(() => {
        const results = asked.map((one) => read(platform, layout, canvases, page, one))
        asked.forEach((one, index) => logic.call('selectorQuery', one.callback, results[index]))
        logic.call('selectorQuery', callback, logic.array(results))
      }, 16)
      return query
    },
  })
  return query
}

function read(
  platform: Platform,
  layout: Layout,
  canvases: Canvases,
  page: WeappPage | undefined,
  { selector, all, fields }: Asked,
): unknown {
  const { logic } = platform
  if (selector === undefined) {
    return logic.copyIn({ id: '', left: 0, top: 0, right: 390, bottom: 753, width: 390, height: 753, scrollTop: 0 })
  }
  const found = (page?.nodes() ?? []).filter((node) => matches(node, selector))
  const one = (node: DrawnNode): Record<string, unknown> => {
    const { left, top, width, height } = layout(node) ?? DEFAULT_RECT
    const result = logic.copyIn({
      ...(fields.id ? { id: node.element.id } : {}),
      ...(fields.dataset ? { dataset: node.element.dataset } : {}),
      ...(fields.rect ? { left, top, right: left + width, bottom: top + height } : {}),
      ...(fields.size ? { width, height } : {}),
      ...(fields.scrollOffset ? { scrollLeft: 0, scrollTop: 0 } : {}),
    }) as Record<string, unknown>
    if (fields.node && node.tag === 'canvas' && attributeOf(node, 'type') === '2d') {
      result.node = canvasNode(platform, canvases.of(node))
    }
    return result
  }
  if (all) return logic.array(found.map(one))
  const [first] = found
  return first ? one(first) : null
}

function canvasNode({ logic, clock }: Platform, canvas: DrawnCanvas): unknown {
  const context = logic.object(
    Object.fromEntries(
      CONTEXT_METHODS.map((method) => [
        method,
        (...args: unknown[]) => {
          canvas.steps.push({ method, args })
        },
      ]),
    ),
  )
  context.measureText = (text: string) => logic.copyIn({ width: text.length * 14 })
  const node = logic.object({
    getContext: () => context,
    requestAnimationFrame: (fn: () => void) => clock.setTimer(fn, 16, false),
    cancelAnimationFrame: (id: number) => clock.clearTimer(id),
    toDataURL: () => 'data:image/png;base64,',
  })
  for (const side of ['width', 'height'] as const) {
    Object.defineProperty(node, side, {
      get: () => canvas[side],
      set: (value: number) => {
        canvas[side] = value
      },
    })
  }
  return node
}

/** Everything observed is reported as seen, once: there is no scrolling here. */
function firstSight({ logic, clock }: Platform): unknown {
  const observer: Record<string, unknown> = logic.object({
    relativeTo: () => observer,
    relativeToViewport: () => observer,
    observe: (_selector: string, callback: unknown) => {
      const seen = logic.copyIn({ intersectionRatio: 1, time: clock.performanceNow() })
      clock.post(() => logic.call('intersectionObserver', callback, seen), 16)
    },
    disconnect: () => {},
  })
  return observer
}
