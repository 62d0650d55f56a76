export { installedServer } from '../../bench/installed-server.ts';
