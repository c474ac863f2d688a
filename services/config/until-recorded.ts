/** So long a person waits for a workflow's word, ms. */
const WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 50;

/** What `look` finds once a workflow has recorded it; null: not within the time that a person waits for it. What `look` throws ends the wait. */
export async function untilRecorded<T>(look: () => Promise<T | null>): Promise<T | null> {
  for (let waited = 0; waited < WITHIN_MS; waited += LOOK_EVERY_MS) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}
