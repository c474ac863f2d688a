/** One file of an export. */
export interface ExportFile {
  readonly path: string;
  readonly content: Buffer;
}

/** One line of an export on its way to whoever asked for it: text where it is text, base64 elsewhere. */
export type ExportLine = { readonly path: string } & ({ readonly text: string } | { readonly base64: string });

export function exportLine({ path, content }: ExportFile): ExportLine {
  const text = content.toString('utf8');
  return Buffer.from(text, 'utf8').equals(content) ? { path, text } : { path, base64: content.toString('base64') };
}

export const textFile = (path: string, text: string): ExportFile => ({ path, content: Buffer.from(text, 'utf8') });
