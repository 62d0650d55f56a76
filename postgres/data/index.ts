export { compareData, type DataDigest, digestData, type TableDigest } from './digest.ts';
export { type Held, lives, readHeld } from './held.ts';
