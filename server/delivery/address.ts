import surnames from 'zh-address-parse/app/lib/names.json'
import type { AddressParts } from '../../src/contract/delivery'
import { guessRegion, placeEnding, regionPrefix } from './region'

/**
 * A pasted line split into name, phone, region and detail. Names and places look alike (KF-42), so the page always shows the
 * parts for confirmation. What is not recognised stays in `detail`; nothing is invented.
 */
export function splitAddress(line: string): AddressParts {
  const plain = line.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
  const { phone, rest: withoutPhone } = takePhone(plain)
  const { name: labelled, rest } = takeLabels(withoutPhone)
  const tokens = rest.split(/[\s,;、。|]+/).filter((token) => token !== '')
  const { name, place } = labelled ? { name: labelled, place: tokens } : takeName(tokens)
  const address = joined(place.filter((token) => token !== PHONE_WAS_HERE))
  return { name, phone, ...regionAndDetail(address) }
}

const PHONE_WAS_HERE = '\u0001'
const MOBILE = /(?<!\d)(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)[- .]?(\d{4})[- .]?(\d{4})(?!\d)/
/** Area code and number, an extension is left where it stands. */
const LANDLINE = /(?<!\d)\(?(0\d{2,3})\)?[- ]?(\d{7,8})(?!\d)/
/** A number that its owner has masked is no number, but it is not part of the address either. */
const MASKED = /(?<!\d)1[3-9]\d\*{2,6}\d{2,4}(?!\d)/

function takePhone(text: string): { phone: string; rest: string } {
  const mobile = MOBILE.exec(text)
  const landline = LANDLINE.exec(text)
  const phone = mobile ? mobile.slice(1).join('') : landline ? landline.slice(1).join('-') : ''
  let rest = text
  for (const pattern of [MOBILE, LANDLINE, MASKED]) {
    rest = rest.replace(new RegExp(pattern, 'g'), ` ${PHONE_WAS_HERE} `)
  }
  return { phone, rest }
}

const NAME_LABEL = /(?:收货人|收件人|联系人|姓名|名字)[\s:]*([^\s,;:、|\u0001]{1,12})/
const OTHER_LABELS =
  /(?:收货地址|收件地址|详细地址|所在地区|地区|地址|手机号码|手机号|手机|联系电话|联系方式|电话|邮编)\s*:|(?:手机号码|手机号|手机|联系电话|联系方式|电话)(?=\s*\u0001)|^\s*(?:收货地址|收件地址|详细地址|地址)\s/g

function takeLabels(text: string): { name: string; rest: string } {
  const rest = text.replace(OTHER_LABELS, ' ')
  const label = NAME_LABEL.exec(rest)
  return label ? { name: label[1]!, rest: rest.replace(label[0], ' ') } : { name: '', rest }
}

/** The name stands alone next to the phone, alone at an end, or leans on the address at the front or beside the phone. */
function takeName(tokens: readonly string[]): { name: string; place: readonly string[] } {
  const words = tokens.filter((token) => token !== PHONE_WAS_HERE)
  const phoneAt = tokens.indexOf(PHONE_WAS_HERE)
  const alone = [tokens[phoneAt - 1], tokens[phoneAt + 1], words[0], words[words.length - 1]].filter(
    (token): token is string => token !== undefined && token !== PHONE_WAS_HERE,
  )
  // a lone place without a phone ("高山") is a place: a name comes with something else
  const name = words.length > 1 || phoneAt >= 0 ? alone.find(isName) : undefined
  if (name !== undefined) return { name, place: without(tokens, tokens.indexOf(name)) }

  const first = tokens.findIndex((token) => token !== PHONE_WAS_HERE)
  const leading = first >= 0 ? leadingName(tokens[first]!) : null
  if (leading) return { name: leading.name, place: replaced(tokens, first, leading.rest) }
  const trailing = phoneAt > 0 ? trailingName(tokens[phoneAt - 1]!) : null
  if (trailing) return { name: trailing.name, place: replaced(tokens, phoneAt - 1, trailing.rest) }
  return { name: '', place: tokens }
}

const replaced = (tokens: readonly string[], i: number, by: string): string[] =>
  tokens.map((token, at) => (at === i ? by : token))
const without = (tokens: readonly string[], i: number): string[] => tokens.filter((_, at) => at !== i)

/** 张三威宁县…: a name only when what follows begins a region, and the whole does not (张家界市 does). */
function leadingName(token: string): { name: string; rest: string } | null {
  if (regionPrefix(token).length > 0) return null
  for (const length of [2, 3, 4]) {
    const [name, rest] = [token.slice(0, length), token.slice(length)]
    if (isName(name) && regionPrefix(rest).length > 0) return { name, rest }
  }
  return null
}

/** …2单元张三 in front of a phone. */
function trailingName(token: string): { name: string; rest: string } | null {
  const [, rest, name] = /^(.*(?:单元|室|号|栋|幢|楼|户|层|座|\d))([\u4e00-\u9fa5]{2,4})$/.exec(token) ?? []
  return rest !== undefined && name !== undefined && isName(name) ? { name, rest } : null
}

const SURNAMES: ReadonlySet<string> = new Set(surnames)
const TITLE =
  /(?:先生|女士|小姐|阿姨|叔叔|大叔|大爷|大妈|奶奶|爷爷|师傅|老师|同学|妈妈|爸爸|老板|店长|叔|姨|姐|哥|嫂|婶)$/

/** Looks like what a neighbour is called: 张三 · 欧阳娜娜 · 小李 · 王阿姨 · Tom; and not like a place: 山东路 · 张家湾 · 威宁. */
export function isName(token: string): boolean {
  if (/^[A-Za-z][A-Za-z.' ]{1,19}$/.test(token)) return true
  if (!/^[\u4e00-\u9fa5·]{2,8}$/.test(token)) return false
  const called = token.replace(TITLE, '')
  const titled = called !== token
  if (titled && called.length >= 1 && called.length <= 4 && startsWithSurname(called)) return true
  if (token.includes('·')) return /^[^·]+(?:·[^·]+)+$/.test(token)
  if (token.length > 4) return false
  if (placeEnding(token) || regionPrefix(token).length > 0) return false
  if (/^[小老阿大]/.test(token)) return token.length <= 3 && startsWithSurname(token.slice(1))
  return token.length === 4 ? SURNAMES.has(token.slice(0, 2)) : startsWithSurname(token)
}

const startsWithSurname = (token: string): boolean => SURNAMES.has(token.slice(0, 1)) || SURNAMES.has(token.slice(0, 2))

/** Parts of an address stand together without spaces, except where two numbers or words would become one. */
const joined = (tokens: readonly string[]): string =>
  tokens.reduce(
    (text, token) => text + (/[A-Za-z0-9]$/.test(text) && /^[A-Za-z0-9]/.test(token) ? ' ' : '') + token,
    '',
  )

function regionAndDetail(address: string): Pick<AddressParts, 'region' | 'detail'> {
  const parsed = guessRegion(address)
  const prefix = regionPrefix(address, parsed)
  if (prefix.length === 0) return { region: '', detail: address }
  const levels = [parsed.province, parsed.city, parsed.area].filter((level) => level !== '')
  return { region: [...new Set(levels)].join(''), detail: address.slice(prefix.length) }
}
