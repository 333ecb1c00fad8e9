/** As many whole characters of `text`, from its beginning, as `most` units hold. @param size the units of one character. */
export function cut(text: string, most: number, size: (character: string) => number): string {
  let kept = ''
  let used = 0
  for (const character of text) {
    used += size(character)
    if (used > most) break
    kept += character
  }
  return kept
}
