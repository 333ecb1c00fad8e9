import { pinyin } from 'pinyin-pro'
import { isHan, searchable } from '../../src/domain/goods/search'

/** Raise it with every change to what `searchFields` answers: goods of an older version are made searchable anew. */
export const SEARCH_VERSION = 1

/**
 * Characters of the market that are read in two ways; which one is meant is not always what a dictionary says (芥菜 is jiecai to
 * most and gaicai to some).
 */
const OTHER_READINGS: Readonly<Record<string, string>> = {
  薄: 'bao bo',
  蛤: 'ge ha',
  芥: 'jie gai',
  荠: 'ji qi',
  长: 'chang zhang',
  血: 'xue xie',
  熟: 'shu shou',
  柏: 'bai bo',
  重: 'chong zhong',
  调: 'tiao diao',
  角: 'jiao jue',
  壳: 'ke qiao',
  仔: 'zai zi',
  桔: 'ju jie',
  茄: 'qie jia',
  参: 'shen can',
  核: 'he hu',
  爪: 'zhua zhao',
  脯: 'fu pu',
  粘: 'zhan nian',
  澄: 'cheng deng',
  枸: 'gou ju',
  臭: 'chou xiu',
  葚: 'shen ren',
  折: 'zhe she',
  曲: 'qu',
}
const MOST_READINGS = 4

type Syllables = readonly string[]

/** The likely readings of a text, each a list of syllables; letters in it (AD钙奶) are syllables of their own, digits are not read. */
export function readings(text: string): Syllables[] {
  const pieces = searchable(text).match(/[a-z]+|[\u3400-\u4dbf\u4e00-\u9fff]+/g) ?? []
  let all: string[][] = [[]]
  for (const piece of pieces) {
    if (!isHan(piece)) {
      all = all.map((syllables) => [...syllables, withoutV(piece)])
      continue
    }
    const said = pinyin(piece, { toneType: 'none', type: 'array', v: true }).map(withoutV)
    ;[...piece].forEach((character, i) => {
      const other = (OTHER_READINGS[character]?.split(' ') ?? []).filter((reading) => reading !== said[i])
      const ways = [said[i]!, ...other]
      all = ways.flatMap((way) => all.map((syllables) => [...syllables, way])).slice(0, MOST_READINGS)
    })
  }
  return all.filter((syllables) => syllables.length > 0)
}

/** lü is typed lv by some and lu by others. */
const withoutV = (letters: string): string => letters.replace(/v/g, 'u')

/**
 * Pinyin as it often gets mistyped or misheard, all ways alike: zh z, ch c, sh s; -ng -n; n l. Letters only, so that it needs no
 * boundaries between syllables.
 */
export const slurred = (letters: string): string =>
  letters
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/l/g, 'n')

const joined = (syllables: Syllables): string => syllables.join('')
const initialsOf = (syllables: Syllables): string => syllables.map((syllable) => syllable[0]).join('')
/** The whole, and what begins at each later syllable. */
const tails = (syllables: Syllables): Syllables[] => syllables.map((_, i) => syllables.slice(i))

/** Grams are pieces that both goods and queries have, told apart by their first letter. */
const nameGrams = (name: string): string[] => {
  const characters = [...name]
  return [...characters, ...characters.slice(1).map((character, i) => characters[i]! + character)].map(
    (gram) => `n${gram}`,
  )
}
const LONGEST_SOUND = 5
const LONGEST_INITIALS = 4
const SLURRED_START = 3
/** What somebody has typed when they have begun to spell what begins here: xi, xih, xiho, xihon. */
const starts = (kind: string, text: string, longest: number): string[] =>
  Array.from({ length: Math.max(0, Math.min(longest, text.length) - 1) }, (_, i) => kind + text.slice(0, i + 2))

function soundGrams(syllables: Syllables): string[] {
  const later = tails(syllables).flatMap((tail) => [
    `p${joined(tail)[0]}`,
    ...starts('p', joined(tail), LONGEST_SOUND),
    ...starts('i', initialsOf(tail), LONGEST_INITIALS),
    ...slurredStart(slurred(joined(tail))),
  ])
  return [`b${joined(syllables)[0]}`, ...later]
}
const slurredStart = (text: string): string[] =>
  text.length < SLURRED_START ? [] : [`s${text.slice(0, SLURRED_START)}`]

export type SearchFields = { readonly names: string; readonly sounds: string; readonly grams: string[] }

/** 500 ml and 1.8 L say nothing about what goods are, and would be found for an l. */
const MEASURE = /\d+(?:\.\d+)?\s*(?:ml|kg|g|l)(?![a-z])/gi
const withoutMeasures = (text: string): string => text.normalize('NFKC').replace(MEASURE, ' ')

/**
 * What the search keeps of goods. `names`: ^西红柿^番茄^, the name first. `sounds`: of the name, and of the others after a /: ^ the whole
 * pinyin up to ! initials, | what begins at a later syllable, ~ initials from a later syllable on, = the whole slurred.
 */
export function searchFields(name: string, aliases: readonly string[]): SearchFields {
  const called = [...new Set([name, ...aliases].map((one) => searchable(withoutMeasures(one))))].filter(
    (one) => one !== '',
  )
  const read = called.map(readings)
  const [ofName = [], ...ofOthers] = read
  const sounds = [ofName, ofOthers.flat()].map((all) => [...new Set(all.flatMap(soundsOf))].join(''))
  return {
    names: `^${called.join('^')}^`,
    sounds: sounds.join('/'),
    grams: [...new Set([...called.flatMap(nameGrams), ...read.flat().flatMap(soundGrams)])],
  }
}

function soundsOf(syllables: Syllables): string[] {
  const [, ...later] = tails(syllables)
  return [
    `^${joined(syllables)}!${initialsOf(syllables)}`,
    ...later.map((tail) => `|${joined(tail)}`),
    ...later.filter((tail) => tail.length > 1).map((tail) => `~${initialsOf(tail)}`),
    `=${slurred(joined(syllables))}`,
  ]
}

export type ReadQuery = {
  /** As typed, normalised; never empty. */
  readonly text: string
  /** How it is spelt: 西hong柿 is xihongshi. Empty when nothing in it is read. */
  readonly letters: string
  readonly slurred: string
  /** How it was typed: 番茄, fanqie, 番qie. */
  readonly typed: 'name' | 'letters' | 'mixed'
  readonly grams: {
    /** All of one of these must be in the goods (none of an empty one). */
    readonly name: string[]
    readonly sound: string[] | null
    readonly initials: string[] | null
    /** In place of `sound` when nothing begins with the one letter that was typed: it is looked for further in. */
    readonly further: string[] | null
    /** One of these is in goods that are near; the first of them in most. */
    readonly near: string[]
  }
}

/** Longer than any goods are called: what comes after it helps nobody. */
const LONGEST_QUERY = 24

/** How a query is looked for; `null` when there is nothing to look for in it. */
export function readQuery(typed: string): ReadQuery | null {
  const text = (searchable(withoutMeasures(typed)) || searchable(typed)).slice(0, LONGEST_QUERY)
  if (text === '') return null
  const han = [...text].filter(isHan)
  const latin = /^[a-z]+$/.test(text)
  const letters = joined(readings(text)[0] ?? [])
  const slur = slurred(letters)
  const mixed = han.length > 0 && /[a-z]/.test(text)
  return {
    text,
    letters,
    slurred: slur,
    typed: latin ? 'letters' : mixed ? 'mixed' : 'name',
    grams: {
      name: text.length === 1 ? (latin ? [] : [`n${text}`]) : nameGrams(text).filter((gram) => gram.length === 3),
      sound: latin || mixed ? [soundStart(letters), ...han.map((character) => `n${character}`)] : null,
      initials: latin && text.length > 1 ? [`i${text.slice(0, LONGEST_INITIALS)}`] : null,
      further: latin && text.length === 1 ? [`p${letters}`] : null,
      near: windows(slur).map((piece) => `s${piece}`),
    },
  }
}

/** One letter: what is called so from its beginning; more: what begins so at any syllable. */
const soundStart = (letters: string): string =>
  letters.length === 1 ? `b${letters}` : `p${letters.slice(0, LONGEST_SOUND)}`

const windows = (text: string): string[] => [
  ...new Set(
    Array.from({ length: Math.max(0, text.length - SLURRED_START + 1) }, (_, i) => text.slice(i, i + SLURRED_START)),
  ),
]
