/** The path of a Chromium; CHROMIUM_PATH says otherwise. Undefined when there is none. */
export function findBrowser(): string | undefined
/** Installs a Chromium and a Chinese font when missing and allowed, else says what to install and ends the process. */
export function ensureBrowser(): string
