// The WXML numbers WeChat's audit (体验评分) looks at.
import type { DrawnNode } from './node-tree'

export interface WxmlAudit {
  nodes: number
  depth: number
  /** Most children of any one node. */
  children: number
}

/** Every page must stay below these. */
export const WXML_LIMITS: WxmlAudit = { nodes: 1000, depth: 30, children: 60 }

export function audit(nodes: DrawnNode[]): WxmlAudit {
  const children = new Map<DrawnNode | undefined, number>()
  for (const node of nodes) children.set(node.parent, (children.get(node.parent) ?? 0) + 1)
  return {
    nodes: nodes.length,
    depth: Math.max(0, ...nodes.map((node) => node.depth)),
    children: Math.max(0, ...children.values()),
  }
}
