import { open } from 'node:fs/promises';
import { NotText } from './file-errors.ts';
import type { RealPath } from './paths.ts';

/** A model cannot use more at once, and a larger file is data rather than source. */
const maxBytes = 5 * 1024 * 1024;

/** Reads a UTF-8 file of at most 5 MB; throws NotText for folders, devices, larger and binary files. */
export async function readText({ absolute, relative }: RealPath): Promise<string> {
  const file = await open(absolute, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new NotText(relative, 'it is not a file');
    if (stats.size > maxBytes)
      throw new NotText(relative, `it has ${stats.size} bytes, more than ${maxBytes}`);
    const bytes = await file.readFile();
    if (bytes.includes(0)) throw new NotText(relative, 'it is a binary file');
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new NotText(relative, 'it is not UTF-8');
    }
  } finally {
    await file.close();
  }
}
