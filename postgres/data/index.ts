export { compareData, type DataDigest, digestData, type TableDigest } from './digest.ts';
