import type { IPluginContext } from '@tarojs/service'

/** Taro's templates leave out WAI-ARIA, so a screen reader would read nothing: these attributes are added to the nodes we name. */
const ATTRIBUTES = ['role', 'label', 'hidden', 'checked', 'selected', 'disabled']
const NODES = new Set([
  'view',
  'static-view',
  'catch-view',
  'text',
  'static-text',
  'image',
  'static-image',
  'button',
  'input',
  'textarea',
])

type Template = { modifyTemplateResult?: (result: string, nodeName: string, ...rest: unknown[]) => string }

const camel = (attribute: string): string => `aria${attribute[0]?.toUpperCase()}${attribute.slice(1)}`
const markup = ATTRIBUTES.map((name) => `aria-${name}="{{i.${camel(name)}}}" `).join('')

/** A Taro plugin; may go when Taro's weapp templates carry `aria-*` themselves. */
export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: { template?: Template }) {
      const { template } = platform
      if (!template) return
      const before = template.modifyTemplateResult?.bind(template)
      template.modifyTemplateResult = (result, nodeName, ...rest) => {
        const made = before ? before(result, nodeName, ...rest) : result
        return NODES.has(nodeName) ? made.replaceAll(' id="{{i.uid||i.sid}}"', ` ${markup}id="{{i.uid||i.sid}}"`) : made
      }
    },
  })
}
