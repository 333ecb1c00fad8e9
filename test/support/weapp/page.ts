// One open page, in the words of somebody who holds the phone: read it, tap it, type into it, share it.
import type { Rendered } from 'j-component'
import { audit, type WxmlAudit } from './audit'
import {
  attributeOf,
  type DrawnNode,
  drawnNodes,
  innermost,
  isWithin,
  matches,
  nameOf,
  textOf,
  upwards,
} from './node-tree'
import type { ViewLayer } from './view-layer'

export interface FindOptions {
  /** Words that stand in the same card, row or section, to tell equal buttons apart. */
  within?: string
  /** Which of several equal ones, from 0; without it more than one is an error. */
  nth?: number
}

export interface TapOptions extends FindOptions {
  /** false: look at what the tap did at once, before anything is answered. */
  settle?: boolean
}

/** What a page needs of the app around it. */
export interface PageHost {
  view: ViewLayer
  settle(): Promise<void>
  /** Buttons with an open-type act by themselves: share, privacy consent, settings. */
  openType(node: DrawnNode, openType: string): void
}

export class WeappPage {
  constructor(
    readonly route: string,
    readonly query: Record<string, string>,
    private readonly rendered: Rendered,
    private readonly host: PageHost,
  ) {}

  /** The page object of the logic layer, as getCurrentPages() shows it. */
  get instance(): Record<string, unknown> {
    return this.rendered.instance
  }

  attach(parent: Node): void {
    this.rendered.attach(parent)
  }

  detach(): void {
    this.rendered.detach()
  }

  /** Calls a life-cycle function of the page if it has one. */
  call(name: string, ...args: unknown[]): unknown {
    const fn = this.instance[name]
    return typeof fn === 'function' ? fn.apply(this.instance, args) : undefined
  }

  nodes(): DrawnNode[] {
    return drawnNodes(this.rendered._exparserNode, this.host.view.prefix)
  }

  /** All words on the page, white space squeezed. */
  get text(): string {
    return this.nodes()
      .filter((node) => node.parent === undefined)
      .map(textOf)
      .filter(Boolean)
      .join(' ')
  }

  html(): string {
    return this.rendered.dom.innerHTML
  }

  audit(): WxmlAudit {
    return audit(this.nodes())
  }

  /** Nodes for one simple selector: `button`, `#code`, `.row`, `button[openType=share]`. */
  $$(selector: string): DrawnNode[] {
    return this.nodes().filter((node) => matches(node, selector))
  }

  $(selector: string): DrawnNode {
    const [node] = this.$$(selector)
    if (!node) throw this.missing(`nothing matches ${selector}`)
    return node
  }

  /** Words of one node. */
  textOf(selector: string): string {
    return textOf(this.$(selector))
  }

  attr(target: string | DrawnNode, name: string): unknown {
    return attributeOf(typeof target === 'string' ? this.$(target) : target, name)
  }

  has(words: string): boolean {
    return this.text.includes(words) || this.nodes().some((node) => nameOf(node).includes(words))
  }

  /** The innermost node with these words or this label: exactly, or else containing them. */
  find(words: string, options: FindOptions = {}): DrawnNode {
    return this.pick(words, this.nodes(), options)
  }

  private pick(words: string, nodes: DrawnNode[], { within, nth }: FindOptions): DrawnNode {
    const exact = nodes.filter((node) => nameOf(node) === words || textOf(node) === words)
    const holding = () => nodes.filter((node) => nameOf(node).includes(words) || textOf(node).includes(words))
    let found = innermost(exact.length > 0 ? exact : holding())
    if (within !== undefined) found = this.nearest(found, within)
    if (found.length > 1 && nth === undefined) {
      throw this.missing(`"${words}" is on the page ${found.length} times: say which by within or nth`)
    }
    const node = found[nth ?? 0]
    if (!node) throw this.missing(`"${words}"${within ? ` within "${within}"` : ''} is not on the page`)
    return node
  }

  async tap(target: string | DrawnNode, options: TapOptions = {}): Promise<void> {
    const node = typeof target === 'string' ? this.$(target) : target
    const [disabled] = upwards(node).filter((one) => one.tag === 'button' && isOn(attributeOf(one, 'disabled')))
    if (disabled) throw this.missing(`the button "${nameOf(disabled)}" is disabled`)
    if (!this.feelsTap(node)) throw this.missing(`nothing listens to a tap on "${nameOf(node)}"`)
    this.host.view.dispatch(node.element, 'tap', { x: 0, y: 0 }, true)
    for (const one of upwards(node).filter(actsByItself)) {
      this.host.openType(one, String(attributeOf(one, 'openType')))
    }
    await this.settled(options)
  }

  /** Taps what is called so: a button's words or a label. */
  tapText(words: string, options: TapOptions = {}): Promise<void> {
    const nodes = this.nodes()
    const tappable = nodes.filter((node) => this.feelsTap(node))
    return this.tap(this.pick(words, tappable.length > 0 ? tappable : nodes, options), options)
  }

  /** Types into the field with this placeholder, label or selector. */
  async type(field: string, value: string, options: TapOptions = {}): Promise<void> {
    const node = this.field(field)
    this.fire(node, 'focus', { value: attributeOf(node, 'value') ?? '', height: 0 })
    this.fire(node, 'input', { value, cursor: value.length, keyCode: 0 })
    this.fire(node, 'blur', { value })
    await this.settled(options)
  }

  /** Presses the keyboard's own button in a field. */
  async confirm(field: string, options: TapOptions = {}): Promise<void> {
    const node = this.field(field)
    this.fire(node, 'confirm', { value: attributeOf(node, 'value') ?? '' })
    await this.settled(options)
  }

  /** Any other event: `change` of a switch, `regionchange` of a map, `scrolltolower` of a list. */
  async emit(target: string | DrawnNode, type: string, detail: unknown = {}): Promise<void> {
    this.fire(typeof target === 'string' ? this.$(target) : target, type, detail)
    await this.host.settle()
  }

  /** Pulls the page down to refresh it. */
  async pullDown(): Promise<void> {
    if (typeof this.instance.onPullDownRefresh !== 'function') throw this.missing('it does not refresh by pulling')
    this.call('onPullDownRefresh')
    await this.host.settle()
  }

  async reachBottom(): Promise<void> {
    this.call('onReachBottom')
    await this.host.settle()
  }

  private feelsTap(node: DrawnNode): boolean {
    return upwards(node).some((one) => actsByItself(one) || this.host.view.handles(one.element, 'tap'))
  }

  private fire(node: DrawnNode, type: string, detail: unknown): void {
    this.host.view.dispatch(node.element, type, detail, false)
  }

  private field(name: string): DrawnNode {
    const fields = this.nodes().filter((node) => node.tag === 'input' || node.tag === 'textarea')
    const called = fields.filter((node) => attributeOf(node, 'placeholder') === name || nameOf(node) === name)
    const found = called[0] ?? fields.find((node) => /^[.#a-z]/.test(name) && matches(node, name))
    if (!found) throw this.missing(`there is no field "${name}"`)
    return found
  }

  /** Of several equal nodes those whose smallest surrounding with the words `within` is the smallest of all. */
  private nearest(found: DrawnNode[], within: string): DrawnNode[] {
    const ranked = found.flatMap((node) => {
      const around = upwards(node).find((one) => textOf(one).includes(within) || nameOf(one).includes(within))
      return around ? [{ node, around }] : []
    })
    return ranked
      .filter(
        ({ around }) =>
          !ranked.some((other) => other.around.element !== around.element && isWithin(other.around, around)),
      )
      .map(({ node }) => node)
  }

  private async settled({ settle = true }: TapOptions): Promise<void> {
    if (settle) await this.host.settle()
  }

  private missing(why: string): Error {
    return new Error(`${this.route}: ${why}\non the page: ${this.text.slice(0, 600)}`)
  }
}

const actsByItself = (node: DrawnNode): boolean => node.tag === 'button' && Boolean(attributeOf(node, 'openType'))

/** WXML takes the string "false" for true: `disabled="false"` is a disabled button. */
function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== ''
}
