export interface ShownTexts {
  readonly revision: number;
  readonly text: string | null;
  readonly publishedRevision: number | null;
  readonly publishedText: string | null;
}

/** What is published; below it, under a heading of its own, what was written since and is not. Without a publication, the newest text. */
export function textsOf({ revision, text, publishedRevision, publishedText }: ShownTexts): string {
  if (publishedText === null || publishedRevision === revision) return text ?? 'It is being drafted.';
  return `${publishedText}\n\n---- revision ${revision} is not published ----\n\n${text}`;
}
