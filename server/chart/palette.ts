/** The colours of charts: the tokens of src/ui/tokens.scss, which a picture drawn on the server cannot read (a test compares). */
export type Palette = {
  readonly leaf: string
  readonly 'leaf-soft': string
  readonly tomato: string
  readonly sun: string
  readonly ink: string
  readonly 'ink-2': string
  readonly line: string
  readonly card: string
}

export type Theme = 'light' | 'dark'

export const PALETTES: Record<Theme, Palette> = {
  light: {
    leaf: '#0b7a3b',
    'leaf-soft': '#e6f4ea',
    tomato: '#c8321b',
    sun: '#9a5b00',
    ink: '#1b2420',
    'ink-2': '#56625b',
    line: '#e4e2da',
    card: '#ffffff',
  },
  dark: {
    leaf: '#4cc97f',
    'leaf-soft': '#14301f',
    tomato: '#ff7a62',
    sun: '#ffc65c',
    ink: '#f1f5f2',
    'ink-2': '#b5c0b9',
    line: '#2b332f',
    card: '#1a201d',
  },
}
