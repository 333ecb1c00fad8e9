import type { TestProject } from 'vitest/node'
import { clientFolder, ensureBuilt } from '../../scripts/client-build'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The finished H5 build that the journeys look at. */
    h5Folder: string
  }
}

/** `dist/h5`, built first when the sources have changed; another build when H5_FOLDER names one. */
export default async (project: TestProject) => {
  const given = process.env.H5_FOLDER
  if (!given) await ensureBuilt('h5')
  project.provide('h5Folder', given ?? clientFolder('h5'))
}
