import { ensureBuilt } from '../../scripts/client-build'

/** The tests of this project look at `dist/h5`: it is built first when the sources have changed. */
export default () => ensureBuilt('h5')
