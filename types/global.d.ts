/// <reference types="@tarojs/taro" />

/** Base address of the API without a trailing slash, put in at build time; empty means same origin. */
declare const API_BASE: string

declare module '*.module.scss' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*.scss'

declare module '*.png' {
  const url: string
  export default url
}
declare module '*.svg' {
  const url: string
  export default url
}
