// The window that stands for the phone's web view, and WeChat's packages that draw into it.
//
// exparser, j-component and miniprogram-simulate are CommonJS and look for global `window` and `document` while they are
// loaded, so the window is opened first and they are required afterwards. It is opened once in a process; every booted
// mini-program gets its own element in it.
import { createRequire } from 'node:module'
import { JSDOM } from 'jsdom'
import { replaceListDiff } from './list-diff'

const require = createRequire(import.meta.url)

const BORROWED = ['window', 'document', 'CustomEvent', 'HTMLElement', 'Node', 'MutationObserver'] as const

export interface ViewPackages {
  exparser: typeof import('miniprogram-exparser')
  jComponent: typeof import('j-component')
  simulate: typeof import('miniprogram-simulate')
  compiler: typeof import('miniprogram-compiler')
  document: Document
}

let opened: ViewPackages | undefined

/** WeChat's view-layer packages, loaded once, with the list diff put right. */
export function viewPackages(): ViewPackages {
  if (opened) return opened
  const globals = globalThis as unknown as Record<string, unknown>
  if (!globals.document) {
    const { window } = new JSDOM('<!doctype html><html><body></body></html>', { url: 'https://servicewechat.com/' })
    // Charts of the API find this document and would measure their words on a canvas, which jsdom only complains about.
    window.HTMLCanvasElement.prototype.getContext = () => null
    for (const name of BORROWED) globals[name] = name === 'window' ? window : window[name]
  }
  const simulate = require('miniprogram-simulate') as ViewPackages['simulate'] // also registers view, text, button …
  const exparser = require('miniprogram-exparser') as ViewPackages['exparser']
  const jComponent = require('j-component') as ViewPackages['jComponent']
  replaceListDiff({
    exparser,
    diff: require('j-component/src/render/diff') as typeof import('j-component/src/render/diff'),
    render: require('j-component/src/render/render') as typeof import('j-component/src/render/render'),
  })
  const compiler = require('miniprogram-compiler') as ViewPackages['compiler']
  opened = { exparser, jComponent, simulate, compiler, document: globals.document as Document }
  return opened
}
