import { createContext, useContext } from 'react'

/** How large to draw. Given once at the top; the picture below never asks where it comes from. */
export type Display = { readonly large: boolean }

const DisplayContext = createContext<Display>({ large: false })

export const DisplayProvider = DisplayContext.Provider
export const useDisplay = (): Display => useContext(DisplayContext)
