// How many bytes WeChat would load: the main package and each subpackage, as they lie on disk. Used by the tests and the bench.
import fs from 'node:fs'
import path from 'node:path'
import { DEFAULT_DIST } from './boot-options'
import { listFiles, readAppJson, subPackages } from './dist-files'

/** Ours, well below WeChat's 2 MB a package and 30 MB in all. */
export const MAIN_LIMIT = 900 * 1024
export const PACKAGE_LIMIT = 2 * 1024 * 1024
export const TOTAL_LIMIT = 30 * 1024 * 1024

export interface PackageSizes {
  main: number
  /** By root folder, e.g. `staff`. */
  subPackages: Record<string, number>
  total: number
}

/** The root of the subpackage a file belongs to; undefined for the main package. */
export function packageOf(dist: string): (file: string) => string | undefined {
  const roots = subPackages(readAppJson(dist)).map((one) => one.root)
  return (file) => roots.find((root) => file.startsWith(`${root}/`))
}

export function packageSizes(dist: string = DEFAULT_DIST): PackageSizes {
  const owner = packageOf(dist)
  const sizes: PackageSizes = { main: 0, subPackages: {}, total: 0 }
  for (const file of listFiles(dist)) {
    if (file === 'project.config.json') continue // stays with the developer
    const bytes = fs.statSync(path.join(dist, file)).size
    const root = owner(file)
    sizes.total += bytes
    if (root === undefined) sizes.main += bytes
    else sizes.subPackages[root] = (sizes.subPackages[root] ?? 0) + bytes
  }
  return sizes
}
