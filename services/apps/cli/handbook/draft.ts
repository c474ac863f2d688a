import { gzipSync } from 'node:zlib';
import { readHandbookFile } from '../handbook-file.js';

/** A handbook file as the server takes a draft. Every problem of the file is found here, before anything is sent. */
export async function draftOf(file: string): Promise<object> {
  const { source } = await readHandbookFile(file);
  return { source: gzipSync(source).toString('base64'), gzipped: true, file };
}
