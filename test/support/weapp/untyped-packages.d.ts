// WeChat's own test packages ship no typings that compile here (theirs want miniprogram-api-typings); only what the
// harness touches is declared.

declare module 'miniprogram-exparser' {
  /** One attribute as wcc hands it over: names are camel-cased, values already evaluated. */
  export interface Attribute {
    name: string
    value: unknown
  }

  export interface BoundEvent {
    name: string
    handler: string
    isCapture: boolean
    isMutated: boolean
    isCatch: boolean
    id?: number
  }

  /** A node of the virtual tree that j-component renders from the output of wcc. */
  export interface VirtualTree {
    type: number
    tagName: string
    componentId: string
    content: string
    key?: string
    children: VirtualTree[]
    attrs: Attribute[]
    event: Record<string, BoundEvent>
    exparserNode: Element
  }

  export class Element {
    readonly is: string
    readonly childNodes: Element[]
    readonly parentNode: Element | null
    readonly ownerShadowRoot: ShadowRoot | null
    readonly shadowRoot: ShadowRoot | undefined
    /** The node of the page it is drawn with; a virtual node has none. */
    readonly $$?: HTMLElement
    readonly id: string
    readonly dataset: Record<string, unknown>
    _vt: VirtualTree
    removeChild(child: Element): void
    replaceChild(fresh: Element, old: Element): void
    insertBefore(child: Element, before?: Element): void
    appendChild(child: Element): void
    querySelectorAll(selector: string): Element[]
    triggerPageLifeTime(name: string, args: unknown[]): void
    static getMethodCaller(element: Element): Record<string, unknown>
  }

  export class Component extends Element {}
  export class VirtualNode extends Element {}
  export class TextNode extends Element {}

  export class ShadowRoot extends VirtualNode {
    getHostNode(): Component
  }

  export const Event: {
    create(type: string, detail: unknown, options: Record<string, unknown>): object
    dispatchEvent(target: Element, event: object): void
  }

  export function removeListenerFromElement(
    element: Element,
    name: string,
    listener: number | undefined,
    options: { capture: boolean },
  ): void
}

declare module 'j-component' {
  import type { Element } from 'miniprogram-exparser'

  export interface Definition {
    id: string
    path: string
    tagName: string
    template: unknown
    usingComponents: Record<string, string>
    options: Record<string, unknown>
    properties: Record<string, unknown>
    data: Record<string, unknown>
    methods: Record<string, unknown>
    [lifecycle: string]: unknown
  }

  export interface Rendered {
    readonly _exparserNode: Element
    readonly dom: HTMLElement
    readonly instance: Record<string, unknown>
    attach(parent: Node): void
    detach(): void
  }

  export function register(definition: Definition): string
  export function create(id: string, properties?: Record<string, unknown>): Rendered
}

declare module 'j-component/src/render/diff' {
  import type { Attribute, VirtualTree } from 'miniprogram-exparser'
  export function diffVt(before: VirtualTree, after: VirtualTree): void
  export function diffAttrs(before: Attribute[], after: Attribute[]): Attribute[] | false
}

declare module 'j-component/src/render/render' {
  import type { Attribute, BoundEvent, Element, VirtualTree } from 'miniprogram-exparser'
  export function renderExparserNode(tree: VirtualTree, host: Element | null, shadowRoot: Element | null): Element
  export function updateAttrs(element: Element, attributes: Attribute[]): void
  export function updateEvent(element: Element, events: Record<string, BoundEvent>): void
}

declare module 'miniprogram-compiler' {
  export interface CompilerOptions {
    /** Bytes of output wcc may print; its own default of 1 MB is too little for Taro's templates. */
    maxBuffer?: number
  }
  /** The source of a function body that returns `$gwx`; throws when wcc refuses a file. */
  export function wxmlToJs(root: string, options?: CompilerOptions): string
}

declare module 'miniprogram-simulate' {
  import type { Rendered } from 'j-component'
  export interface LoadOptions {
    rootPath?: string
    compiler?: 'official' | 'simulate'
    compilerOptions?: { maxBuffer?: number }
  }
  export function load(componentPath: string, tagName?: string, options?: LoadOptions): string
  export function render(id: string, properties?: Record<string, unknown>): Rendered
}
