// Buttons that act by themselves (`open-type`): the tap reaches the page first, then the platform does its part.
import type { DrawnNode } from './node-tree'
import type { ViewLayer } from './view-layer'
import type { Permissions } from './wx/account'
import type { Persona } from './wx/persona'

export function actOnOpenType(
  view: ViewLayer,
  permissions: Permissions,
  persona: Persona,
  node: DrawnNode,
  openType: string,
): void {
  const emit = (event: string, detail: unknown): void => view.dispatch(node.element, event, detail, false)
  for (const kind of openType.split('|')) {
    if (kind === 'agreePrivacyAuthorization') {
      permissions.account.consentButtons.add(node.element.id)
      emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' })
    }
    if (kind === 'openSetting') {
      const { scopes } = permissions.account
      for (const scope of Object.keys(scopes)) scopes[scope] = persona.changesSettings[scope] ?? scopes[scope] ?? false
      emit('opensetting', { errMsg: 'openSetting:ok', authSetting: scopes })
    }
    if (kind === 'getPhoneNumber') emit('getphonenumber', { errMsg: 'getPhoneNumber:ok', code: 'phone-code' })
    if (kind === 'chooseAvatar') emit('chooseavatar', { avatarUrl: 'wxfile://tmp/avatar.png' })
  }
}
