import { ensureBuilt } from '../../scripts/client-build'

/** The tests of this project look at `dist/weapp`: it is built first when the sources have changed. */
export default () => ensureBuilt('weapp')
