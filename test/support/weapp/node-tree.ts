// Reading the drawn tree of a page, across the borders of the app's own components (Taro puts deep trees into `comp`, and
// CustomWrapper rows into their own): elements in document order, their names, attributes and words.
import type { Element } from 'miniprogram-exparser'

export interface DrawnNode {
  element: Element
  /** `view`, `button`, `input`, … */
  tag: string
  depth: number
  parent: DrawnNode | undefined
}

const BUILT_IN = /^wx-/

/** Children that are really shown: the shadow tree of the app's own components, the light tree of built-in ones. */
function shownChildren(element: Element, prefix: string): readonly Element[] {
  const own = typeof element.is === 'string' && element.is.startsWith(prefix)
  return own && element.shadowRoot ? element.shadowRoot.childNodes : (element.childNodes ?? [])
}

function tagOf(element: Element): string | undefined {
  if (!element._vt || !element.$$ || element._vt.type === 18) return undefined
  const name = element._vt.tagName.replace(BUILT_IN, '')
  return name === 'shadow' ? undefined : name
}

/** Every drawn element below `root`, in document order; text and virtual nodes are passed through. */
export function drawnNodes(root: Element, prefix: string): DrawnNode[] {
  const found: DrawnNode[] = []
  const walk = (element: Element, parent: DrawnNode | undefined, depth: number): void => {
    const tag = tagOf(element)
    const node = tag === undefined ? undefined : { element, tag, depth, parent }
    if (node) found.push(node)
    for (const child of shownChildren(element, prefix)) walk(child, node ?? parent, node ? depth + 1 : depth)
  }
  for (const child of shownChildren(root, prefix)) walk(child, undefined, 1)
  return found
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

export function textOf(node: DrawnNode): string {
  return squeeze(node.element.$$?.textContent ?? '')
}

/** An attribute as the view was given it; `aria-label` may be asked for as it is written in WXML. */
export function attributeOf(node: DrawnNode, name: string): unknown {
  const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return node.element._vt.attrs.find((one) => one.name === name || one.name === camel)?.value
}

/** What a screen reader would call it: its label, else its words. */
export function nameOf(node: DrawnNode): string {
  const label = attributeOf(node, 'aria-label')
  return typeof label === 'string' && label !== '' ? squeeze(label) : textOf(node)
}

export function isWithin(node: DrawnNode, ancestor: DrawnNode): boolean {
  for (let at: DrawnNode | undefined = node; at; at = at.parent) if (at.element === ancestor.element) return true
  return false
}

/** The node itself and those around it, inside out. */
export function upwards(node: DrawnNode): DrawnNode[] {
  const line: DrawnNode[] = []
  for (let at: DrawnNode | undefined = node; at; at = at.parent) line.push(at)
  return line
}

/** `button`, `#code`, `.row`, `input.name`, `button[openType=share]`: one simple selector, no descent. */
export function matches(node: DrawnNode, selector: string): boolean {
  const tag = /^[a-z][a-z-]*/.exec(selector)?.[0]
  if (tag !== undefined && tag !== node.tag) return false
  const classes = String(attributeOf(node, 'class') ?? '').split(/\s+/)
  for (const [, kind, name] of selector.matchAll(/([.#])([\w-]+)/g)) {
    if (kind === '#' && node.element.id !== name) return false
    if (kind === '.' && name !== undefined && !classes.includes(name)) return false
  }
  for (const [, name, value] of selector.matchAll(/\[([\w-]+)=([^\]]*)\]/g)) {
    if (String(attributeOf(node, name ?? '') ?? '') !== value) return false
  }
  return true
}

/** Innermost of the given nodes: those that contain no other of them. */
export function innermost(nodes: DrawnNode[]): DrawnNode[] {
  return nodes.filter((node) => !nodes.some((other) => other.element !== node.element && isWithin(other, node)))
}
