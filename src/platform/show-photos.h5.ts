/** In a tab of its own, where the browser enlarges it. */
export const showPhotos = (_urls: readonly string[], first: string): void => {
  window.open(first, '_blank', 'noopener')
}
