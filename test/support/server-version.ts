import { inject } from 'vitest';

/** Of the run's server: `npm run test:postgres -- 14` brings an older one. */
export const serverMajor: number = inject('serverMajor');

/** SQL that PostgreSQL knows since this version; nothing before. */
export const since = (major: number, sql: string): string => (serverMajor >= major ? sql : '');
