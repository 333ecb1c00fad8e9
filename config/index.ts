import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import type { IH5Config } from '@tarojs/taro/types/compile'

const forWeapp = process.env.TARO_ENV === 'weapp'

/** Where the API lives: same origin in the browser, the local server for the mini-program, unless TARO_APP_API says otherwise. */
const apiBase = process.env.TARO_APP_API ?? (forWeapp ? 'http://127.0.0.1:3000' : '')

const outputRoot = process.env.TARO_OUTPUT ?? `dist/${process.env.TARO_ENV}`

const cssModules = {
  enable: true,
  config: { namingPattern: 'module', generateScopedName: '[name]_[local]_[hash:base64:4]' },
} as const

// Lengths are written as they are drawn: sizes must stay legible on a 320-wide phone instead of shrinking with it.
const plainPx = { pxtransform: { enable: false, config: {} } } as const

// Taro leaves node_modules as published (uqr is ES2022, mobx ES2015): run Babel over them too.
const transpiled = (file: string): boolean =>
  /node_modules[\\/](?!(@babel|core-js|style-loader|css-loader|react|react-dom|webpack)[\\/])/.test(file)

const copied = (folder: string) => ({ from: `src/assets/${folder}`, to: `${outputRoot}/assets/${folder}` })

type Chain = Parameters<NonNullable<IH5Config['webpackChain']>>[0]

/** Keeps *.LICENSE.txt out of the output: WeChat would count and upload them. */
function noLicenseFiles(chain: Chain): void {
  const { minimizers } = chain.optimization as unknown as { minimizers: { has(name: string): boolean } }
  if (!minimizers.has('terserPlugin')) return
  chain.optimization.minimizer('terserPlugin').tap((args) => [{ ...args[0], extractComments: false }])
}

/** By default Taro copies @tarojs/components, taro-h5 and tslib into every H5 page chunk. */
function splitH5(chain: Chain): void {
  noLicenseFiles(chain)
  const shared = { minChunks: 2, reuseExistingChunk: true }
  chain.optimization.splitChunks({
    chunks: 'all',
    cacheGroups: {
      default: false,
      defaultVendors: false,
      vendors: { ...shared, name: 'vendors', test: /[\\/]node_modules[\\/]/, priority: 10 },
      common: { ...shared, name: 'common', priority: 5 },
    },
  })
}

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'xiansheng',
    date: '2026-08-01',
    designWidth: 375,
    deviceRatio: { 375: 2, 750: 1 },
    sourceRoot: 'src',
    outputRoot,
    framework: 'react',
    // Prebundling ships the development build of React in production.
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: process.env.CI !== 'true' },
    plugins: forWeapp ? [path.resolve(__dirname, 'weapp-aria.ts')] : [],
    // Icons named by theme.json and card pictures named by code are not found by Taro: it copies only what the app config names.
    copy: { patterns: forWeapp ? ['tab', 'share', 'map'].map(copied) : [], options: {} },
    defineConstants: { API_BASE: JSON.stringify(apiBase) },
    mini: {
      webpackChain: noLicenseFiles,
      // Ten levels of nesting per template would cost 10 KB more; Taro's typings misplace the option.
      ...({ baseLevel: 8 } as object),
      compile: { include: [transpiled] },
      optimizeMainPackage: { enable: true },
      // Styles are CSS modules: no rule of one overrides a rule of another, so their order is free.
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { ...plainPx, cssModules },
    },
    h5: {
      webpackChain: splitH5,
      compile: { include: [transpiled] },
      publicPath: process.env.NODE_ENV === 'production' ? './' : '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: { ...plainPx, autoprefixer: { enable: true, config: {} }, cssModules },
      devServer: {
        port: Number(process.env.H5_PORT ?? 10086),
        open: false,
        proxy: [
          { context: ['/v1', '/mock'], target: process.env.API_TARGET ?? 'http://127.0.0.1:3000', changeOrigin: true },
        ],
      },
    },
  }
  return config
})
