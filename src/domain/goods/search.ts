const LETTERS_DIGITS_HAN = /[^a-z0-9\u3400-\u4dbf\u4e00-\u9fff]+/g

/**
 * What somebody typed, or what goods are called, as the search compares it: full-width as half-width, small letters, no spaces and
 * signs. Half-typed pinyin of an input method (`xi'hong sh`) becomes `xihongsh`.
 */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase().replace(LETTERS_DIGITS_HAN, '')

export const isHan = (character: string): boolean => /[\u3400-\u4dbf\u4e00-\u9fff]/.test(character)
