export * from './branches/errors.ts';
export * from './connection/errors.ts';
export * from './embedded/errors.ts';
