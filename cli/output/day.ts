/** 2026-11-26, UTC as everywhere. */
export const day = (date: Date | string): string => new Date(date).toISOString().slice(0, 10);
