// Must stay at the top level: Taro's babel-loader looks it up from the working directory.
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]],
}
