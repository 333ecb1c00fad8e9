// Puts every stand-in onto the `wx` of a logic layer. What is not here is not there: the app gets "wx.x is not a function",
// and a test that needs it adds it, by `wx` of the boot options or in this folder.
import { Permissions, accountApi, newAccount } from './account'
import { deviceApi } from './device'
import { filesApi } from './files'
import { type Answers, interfaceApi } from './interface'
import { locationApi } from './location'
import { navigationApi } from './navigation'
import { type PaySide, paymentApi } from './payment'
import type { Platform, WxApi } from './platform'
import { type Network, requestApi } from './request'
import { Canvases, type Layout, selectorApi } from './selector-query'
import { type Storage, storageApi } from './storage'
import { systemApi, type Update } from './system'

export interface WxParts {
  storage: Storage
  network: Network
  paySide: PaySide | undefined
  layout: Layout
  update: Update
  /** Functions that take the place of the stand-ins, or add to them. */
  overrides: WxApi
}

export interface InstalledWx {
  answers: Answers
  permissions: Permissions
  canvases: Canvases
}

export function installWx(platform: Platform, parts: WxParts): InstalledWx {
  const permissions = new Permissions(platform, newAccount(platform.persona.privacyAgreed))
  const answers: Answers = {}
  const canvases = new Canvases()
  Object.assign(
    platform.logic.wx,
    systemApi(platform, parts.update),
    storageApi(platform, parts.storage),
    interfaceApi(platform, answers),
    accountApi(platform, permissions),
    locationApi(platform, permissions),
    deviceApi(platform, permissions),
    filesApi(platform, permissions),
    paymentApi(platform, parts.paySide),
    navigationApi(platform),
    requestApi(platform, parts.network),
    selectorApi(platform, parts.layout, canvases),
    parts.overrides,
  )
  return { answers, permissions, canvases }
}
