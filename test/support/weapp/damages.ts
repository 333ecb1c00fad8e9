// What can go wrong between our sources and a phone, done on purpose to a copy of the build. Written against the output of
// Taro 4.2 (`tmpl_0_8`, `eh`, `xs`); a damage that finds nothing to damage throws, so a new Taro shows itself here.
import type { BuildCopy, Damage } from './broken-build'

const HOME = 'pages/home/index'

/** Lets every tap also do this, before the app hears of it. All events of a page come in by Taro's one handler, `eh`. */
const onEveryTap = (build: BuildCopy, code: string): void =>
  build.edit('taro.js', (script) =>
    script.replace(
      /([{,.])eh([:=])([\w.$]+)/g,
      (_, before: string, sets: string, handler: string) =>
        `${before}eh${sets}function(e){if(e.type==="tap"){${code}}return ${handler}.apply(this,arguments)}`,
    ),
  )

const inFrontOf = (file: string, code: string) => (build: BuildCopy) =>
  build.edit(file, (script) => `${code};${script}`)

/** The template that draws a node of this kind on the first level of Taro's base.wxml. */
const withoutTemplate = (inner: RegExp) => (build: BuildCopy) =>
  build.edit('base.wxml', (wxml) => {
    const parts = wxml.split(/(?=<template name=)/)
    return parts.map((part) => (inner.test(part) ? part.replace(/name="tmpl_/, 'name="gone_') : part)).join('')
  })

export const DAMAGES: Damage[] = [
  { what: 'a syntax error in the script of the page', apply: (b) => b.edit(`${HOME}.js`, (s) => s.slice(0, -20)) },
  { what: 'vendors.js missing', apply: (b) => b.remove('vendors.js') },
  { what: 'taro.js cut short', apply: (b) => b.edit('taro.js', (s) => s.slice(0, s.length / 2)) },
  { what: 'the config of the page missing', apply: (b) => b.remove(`${HOME}.json`) },
  { what: 'the template of the page missing', apply: (b) => b.remove(`${HOME}.wxml`) },
  {
    what: 'the page imports the wrong base.wxml',
    apply: (b) => b.edit(`${HOME}.wxml`, (s) => s.replace('base', 'bass')),
  },
  { what: 'base.wxml without its words', apply: withoutTemplate(/\{\{i\.v\}\}/) },
  { what: 'base.wxml without its buttons', apply: withoutTemplate(/<button /) },
  { what: 'base.wxml with an unclosed tag', apply: (b) => b.edit('base.wxml', (s) => s.replace('</view>', '')) },
  { what: 'base.wxml deaf to taps', apply: (b) => b.edit('base.wxml', (s) => s.replaceAll('bindtap="eh"', '')) },
  {
    what: 'utils.wxs names other templates',
    apply: (b) => b.edit('utils.wxs', (s) => s.replace("'tmpl_' + l + '_' + n", "'tmpX_' + l")),
  },
  { what: 'utils.wxs missing', apply: (b) => b.remove('utils.wxs') },
  {
    what: 'no handler of events in the script',
    apply: (b) => b.edit('taro.js', (s) => s.replace(/([{,.])eh([:=])/g, '$1ey$2')),
  },
  { what: 'nothing reaches the view', apply: (b) => b.edit('taro.js', (s) => s.replaceAll('.setData(', '.getData(')) },
  {
    what: 'the page throws while it is drawn',
    apply: (b) => b.edit(`${HOME}.js`, (s) => s.replace(/\(0,\w+\.jsxs?\)\(/g, '(0,null.jsx)(')),
  },
  { what: 'an error some time after a tap', apply: (b) => onEveryTap(b, 'setTimeout(function(){null.x},5);') },
  { what: 'a promise nobody handles after a tap', apply: (b) => onEveryTap(b, 'Promise.reject(new Error("lost"))') },
  { what: 'an error logged after a tap', apply: (b) => onEveryTap(b, 'console.error("lost")') },
  { what: 'app.js uses eval', apply: inFrontOf('app.js', 'eval("1")') },
  { what: 'app.js makes a function from a string', apply: inFrontOf('app.js', 'new Function("return 1")()') },
  { what: 'app.js uses the window of a browser', apply: inFrontOf('app.js', 'window.localStorage.getItem("x")') },
  { what: 'app.js calls what WeChat does not have', apply: inFrontOf('app.js', 'wx.startBluetooth()') },
  {
    what: 'the page is not in app.json',
    apply: (b) => b.edit('app.json', (s) => s.replaceAll(`"${HOME}"`, '"pages/gone/index"')),
  },
  {
    what: 'a subpackage under another root',
    apply: (b) => b.edit('app.json', (s) => s.replace('"packages/launch"', '"packages/lunch"')),
  },
  { what: 'requests go to no address', apply: (b) => b.editScripts((s) => s.replaceAll('http://127.0.0.1:3000', '')) },
  {
    what: 'a page that sends more than WeChat takes',
    apply: inFrontOf(
      `${HOME}.js`,
      `var p=Page;Page=function(o){var l=o.onLoad;o.onLoad=function(){this.setData({x:"x".repeat(1100000)});l.apply(this,arguments)};p(o)}`,
    ),
  },
]
