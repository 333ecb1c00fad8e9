import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }

/** All keys of one merchant account, made anew at each start: nothing that signs lies in a file. */
export type Keys = {
  readonly merchant: Pair
  /** Serial of the merchant's API certificate. */
  readonly serial: string
  /** WeChat's two by name, as during the switch from platform certificates to public keys. */
  readonly platform: ReadonlyMap<string, Pair>
  readonly publicKeyId: string
  readonly certificateSerial: string
  /** 32 characters. */
  readonly apiV3Key: string
}

const makePair = promisify(generateKeyPair)
const rsa = (): Promise<Pair> => makePair('rsa', { modulusLength: 2048 })

const newSerial = (): string => randomBytes(20).toString('hex').toUpperCase()

export async function newKeys(mchid: string): Promise<Keys> {
  const [merchant, byPublicKey, byCertificate] = await Promise.all([rsa(), rsa(), rsa()])
  const publicKeyId = `PUB_KEY_ID_01${mchid}${'0'.repeat(24)}`
  const certificateSerial = newSerial()
  return {
    merchant,
    serial: newSerial(),
    platform: new Map([
      [publicKeyId, byPublicKey],
      [certificateSerial, byCertificate],
    ]),
    publicKeyId,
    certificateSerial,
    apiV3Key: randomBytes(16).toString('hex'),
  }
}

export const publicPem = ({ publicKey }: Pair): string => publicKey.export({ type: 'spki', format: 'pem' }).toString()
export const privatePem = ({ privateKey }: Pair): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
