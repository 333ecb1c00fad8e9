/** There is no chat outside WeChat: a page is passed on by its address. */
export const hasChat = false

/** The address of a page of ours, for a share path with its query (`/packages/…?g=…`). Who is looking is not part of it. */
export const pageLink = (path: string): string => `${location.origin}${location.pathname}#${path}`
