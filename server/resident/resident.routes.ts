import { paths } from '../../src/contract/paths'
import { MeAnswer, SettingsBody, SignInAnswer, SignInBody } from '../../src/contract/resident'
import { Done } from '../../src/contract/scalars'
import type { Outside } from '../build-app'
import type { Api } from '../http/route'
import { changeSettings, me, signIn } from './resident.service'
import { endSession } from './session.service'

export function residentRoutes(api: Api, { database: { db }, wechat }: Outside): void {
  api.ownWrite(
    'POST',
    {
      who: 'public',
      url: paths.sessions,
      summary: 'Sign in with a wx.login code',
      body: SignInBody,
      answer: SignInAnswer,
      keyed: false,
    },
    ({ body, now }) => signIn({ db, wechat }, body.code, now),
  )

  api.ownWrite(
    'DELETE',
    { who: 'resident', url: paths.currentSession, summary: 'Sign out: this session ends', answer: Done, keyed: false },
    async ({ now }, request) => {
      // Only a bearer token came this far.
      const token = (request.headers.authorization ?? '').slice('Bearer '.length)
      await endSession(db, token, now)
      return { done: true as const }
    },
  )

  api.read({ who: 'resident', url: paths.me, summary: 'Who I am here', answer: MeAnswer }, ({ residentId }) =>
    me(db, residentId),
  )

  api.write(
    'PUT',
    { who: 'resident', url: paths.settings, summary: 'My settings', body: SettingsBody, answer: MeAnswer },
    (tx, { residentId, body }) => changeSettings(tx, residentId, body),
  )
}
