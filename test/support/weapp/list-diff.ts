// j-component 1.4.10 puts moved rows in the wrong place: after `[a, b, c] → [c, a, b]` its data is right and its tree is
// not. This replaces its patch by a plain keyed one. Can go when j-component diffs lists correctly (test/weapp/list-diff.test.ts
// says whether it does).
import type { BoundEvent, Element, VirtualTree } from 'miniprogram-exparser'

const TEXT = 18

export interface DiffParts {
  exparser: typeof import('miniprogram-exparser')
  diff: typeof import('j-component/src/render/diff')
  render: typeof import('j-component/src/render/render')
}

/** Can the drawn node of `before` be kept and updated to show `after`? */
function keeps(before: VirtualTree, after: VirtualTree): boolean {
  if (before.type !== after.type || before.componentId !== after.componentId || before.key !== after.key) return false
  return before.type !== TEXT || before.content === after.content
}

const bindings = (events: Record<string, BoundEvent>): string =>
  Object.values(events)
    .map((e) => [e.name, e.handler, e.isCapture, e.isMutated, e.isCatch].join())
    .join(';')

/** For each new child the old child whose node it takes over: by key, else the first unused one without a key. */
function pairUp(before: VirtualTree[], after: VirtualTree[]): Map<VirtualTree, VirtualTree> {
  const byKey = new Map<string, VirtualTree>()
  const keyless: VirtualTree[] = []
  for (const child of before) {
    if (child.key && !byKey.has(child.key)) byKey.set(child.key, child)
    else if (!child.key) keyless.push(child)
  }
  const pairs = new Map<VirtualTree, VirtualTree>()
  for (const child of after) {
    const kept = child.key ? byKey.get(child.key) : keyless.shift()
    if (!kept) continue
    if (child.key) byKey.delete(child.key)
    pairs.set(child, kept)
  }
  return pairs
}

/** Makes j-component patch trees with the diff of this file. */
export function replaceListDiff({ exparser, diff, render }: DiffParts): void {
  const updateEvents = (node: Element, before: VirtualTree, after: VirtualTree): void => {
    if (bindings(before.event) === bindings(after.event)) {
      after.event = before.event // keeps the ids of the listeners that stay
      return
    }
    for (const event of Object.values(before.event)) {
      exparser.removeListenerFromElement(node, event.name, event.id, { capture: event.isCapture })
    }
    render.updateEvent(node, after.event)
  }

  const patchChildren = (node: Element, before: VirtualTree[], after: VirtualTree[]): void => {
    const pairs = pairUp(before, after)
    const kept = new Set(pairs.values())
    for (const child of before) if (!kept.has(child)) node.removeChild(child.exparserNode)
    for (const child of after) {
      const old = pairs.get(child)
      if (old) patch(old, child)
      else render.renderExparserNode(child, null, node.ownerShadowRoot ?? node)
    }
    after.forEach((child, index) => {
      if (node.childNodes[index] !== child.exparserNode) node.insertBefore(child.exparserNode, node.childNodes[index])
    })
  }

  const patch = (before: VirtualTree, after: VirtualTree): void => {
    const node = before.exparserNode
    if (!keeps(before, after)) {
      const parent = node.parentNode
      if (!parent) throw new Error('a node that is not in the tree cannot be replaced')
      parent.replaceChild(render.renderExparserNode(after, null, parent.ownerShadowRoot ?? parent), node)
      return
    }
    after.exparserNode = node
    node._vt = after
    if (after.type === TEXT) return
    const changed = diff.diffAttrs(before.attrs, after.attrs.slice())
    if (changed) render.updateAttrs(node, changed)
    updateEvents(node, before, after)
    patchChildren(node, before.children, after.children)
  }

  ;(diff as { diffVt: typeof patch }).diffVt = patch
}
