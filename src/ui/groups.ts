/** WeChat takes fewer than sixty children per node: long lists are drawn in groups. */
export function groupsOf<T>(items: readonly T[], size = 20): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
