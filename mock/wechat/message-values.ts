/** What a value of a subscribe message may be, by the kind that its key begins with (`thing1`, `time2`). */
const RULES: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => [...value].length <= 20,
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  number: (value) => /^-?[\d.]{1,32}$/.test(value),
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => [...value].length <= 5,
  time: (value) => MOMENT.test(value),
  date: (value) => MOMENT.test(value),
  amount: (value) => /^[¥￥$]?\d{1,10}(\.\d{1,2})?元?$/.test(value),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  name: (value) => /^(\p{Script=Han}{1,10}|[A-Za-z ]{1,20})$/u.test(value),
  phone_number: (value) => /^[\d+*-]{1,17}$/.test(value),
  car_number: (value) => [...value].length <= 8,
}

/** `2026年1月1日 15:01`, `2026-01-01 15:01`, `15:01`; a range with `~`. 24 hours. */
const ONE = String.raw`(\d{4}(年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})( ?\d{1,2}:\d{2}(:\d{2})?)?|\d{1,2}:\d{2}(:\d{2})?)`
const MOMENT = new RegExp(`^${ONE}(~${ONE})?$`)

/** The first key whose value breaks its rule; `null` when all keep theirs. An empty value breaks every rule. */
export function brokenValue(data: Readonly<Record<string, string>>): string | null {
  for (const [key, value] of Object.entries(data)) {
    const rule = RULES[key.replace(/\d+$/, '')]
    if (!rule || value === '' || !rule(value)) return key
  }
  return null
}

const FORBIDDEN = ['赌博', '代开发票', '刷单', '办证', '违禁品', '贷款秒批']

/** A handful of words stands for WeChat's content check. */
export const isForbidden = (text: string): boolean => FORBIDDEN.some((word) => text.includes(word))
