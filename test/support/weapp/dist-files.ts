// Reading a compiled mini-program from disk.
import fs from 'node:fs'
import path from 'node:path'

export interface SubPackage {
  root: string
  name?: string
  pages: string[]
}

/** What the harness needs of app.json; everything else stays as it is. */
export interface AppJson {
  pages: string[]
  subPackages?: SubPackage[]
  subpackages?: SubPackage[]
  tabBar?: { list: { pagePath: string; text: string }[] }
  requiredPrivateInfos?: string[]
  permission?: Record<string, { desc: string }>
  usingComponents?: Record<string, string>
  darkmode?: boolean
  themeLocation?: string
}

/** Every file below a folder, as sorted paths with forward slashes. */
export function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
}

export function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as T
}

export function readAppJson(dist: string): AppJson {
  return readJson<AppJson>(path.join(dist, 'app.json'))
}

export function subPackages(app: AppJson): SubPackage[] {
  return (app.subPackages ?? app.subpackages ?? []).map((one) => ({ ...one, root: one.root.replace(/\/$/, '') }))
}

/** Routes of all pages, main package first. */
export function allPages(app: AppJson): string[] {
  return [...app.pages, ...subPackages(app).flatMap((one) => one.pages.map((page) => `${one.root}/${page}`))]
}

export function tabPages(app: AppJson): string[] {
  return (app.tabBar?.list ?? []).map((tab) => tab.pagePath)
}
