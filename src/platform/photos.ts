/** A photograph as it is sent: a JPEG or PNG of 1 MB at most, and where the phone can show it from meanwhile. */
export type Photo = { readonly base64: string; readonly preview: string }

/** `unreadable`: at least one of those chosen could not be opened or made small enough; the others are there. */
export type Photos = { readonly photos: readonly Photo[]; readonly unreadable: boolean }

/** What the API takes is 1 MB of picture: so many characters of base64, with a little room. */
export const MOST_BASE64 = 1_330_000
