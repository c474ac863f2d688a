/** What a thrown value says. Asks for the property, not the class: an error of another realm (a Node core error inside a VM context) is no `instanceof Error`. */
export function messageOf(thrown: unknown): string {
  const isObject = typeof thrown === 'object' && thrown !== null;
  return isObject && 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : String(thrown);
}
