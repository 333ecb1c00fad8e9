import parse from 'zh-address-parse'

/** What a parser took for the region of an address; levels it did not find are empty. */
export type ParsedRegion = { readonly province: string; readonly city: string; readonly area: string }

/** The kept parser's guess; its answer to a very short text has no levels at all, whatever its types say. */
export function guessRegion(text: string): ParsedRegion {
  const guess: Partial<ParsedRegion> = text.length < 2 ? {} : parse(text)
  return { province: guess.province ?? '', city: guess.city ?? '', area: guess.area ?? '' }
}

/**
 * The beginning of `text` that really is the region the parser claims: 贵州省毕节市威宁县, 威宁自治县, 毕节 …; empty when the
 * parser was taken in by a street that is named after a place (山东路 12 号 is not in Shandong).
 */
export function regionPrefix(text: string, region: ParsedRegion = guessRegion(text)): string {
  let rest = text
  for (const level of [region.province, region.city, region.area]) {
    if (level !== '') rest = rest.slice(lengthOf(level, rest))
  }
  return text.slice(0, text.length - rest.length)
}

const SUFFIX = /^(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|区|县|州|盟|旗|特区|林区)/
/** 滨江东路 · 北京大道 · 南京里: what follows makes it a name of something smaller. */
const SMALLER =
  /^(?:[东南西北中]?(?:一|二|三|[1-9])?[段]?(?:路|街|大道|大街|巷|道|里|弄|村|寨|屯)|小区|花园|家园|广场|大厦|公寓|苑|城|府|桥|门)/

function lengthOf(level: string, text: string): number {
  if (text.startsWith(level)) return level.length
  const short = shortOf(level)
  if (short.length < 2 || !text.startsWith(short)) return 0
  const after = text.slice(short.length)
  const suffix = SUFFIX.exec(after)?.[0] ?? ''
  // 县城 and 市场, 区政府: the suffix belongs to the next word
  if (suffix && /^(?:城|场|政府|委)/.test(after.slice(suffix.length))) return short.length
  return suffix === '' && SMALLER.test(after) ? 0 : short.length + suffix.length
}

/** 威宁彝族回族苗族自治县 → 威宁, 毕节市 → 毕节, 新疆维吾尔自治区 → 新疆 */
function shortOf(level: string): string {
  const bare = level.replace(/(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|区|县|州|盟|旗|特区|林区)$/, '')
  if (bare.startsWith('新疆')) return '新疆'
  return /^(.{2,}?)(?:[\u4e00-\u9fa5]{1,3}?族)+$/.exec(bare)?.[1] ?? bare
}

/** Whether a word ends as places do, so that it is no person's name whatever it begins with. */
export const placeEnding = (word: string): boolean =>
  /(?:路|街|道|巷|弄|号|栋|幢|楼|层|座|单元|室|户|村|寨|屯|组|社|镇|乡|县|市|区|省|州|旗|盟|园|苑|府|庄|湾|桥|里|院|堡|坝|坪|店|校|站|厂|场|馆|大厦|公寓|小区|中心|家园|新居|名都|新城|小学|中学|路口|门口|旁边|对面|东门|西门|南门|北门|正门)$/.test(
    word,
  )
