const FEN_DIGITS = 2

/** What is typed with one more key, or as it was when the key does not fit: no second point, two digits of fen at most. */
export function withKey(typed: string, key: string, most: number): string {
  const before = typed === '0' && key !== '.' ? '' : typed
  if (key === '.' && (typed === '' || typed.includes('.'))) return typed
  const next = before + key
  const decimals = next.split('.')[1]?.length ?? 0
  return next.length > most || decimals > FEN_DIGITS ? typed : next
}
