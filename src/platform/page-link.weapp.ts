/** Cards go to WeChat's chats by themselves. */
export const hasChat = true

/** A mini-program's page has no address of its own. */
export const pageLink = (path: string): string => path
