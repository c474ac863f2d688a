import { type Described, describeHandbook } from './describe-handbook.js';
import type { Handbook } from './handbook.model.js';

/**
 * What changes from one handbook to the next, a line each: `+ person eve`, `- person dan`, `~ severity SEV1: respond within
 * "15 minutes" → "10 minutes"`. `before: null` is no handbook at all. Addresses that work like a secret are not shown.
 */
export function diffHandbooks(before: Handbook | null, after: Handbook): readonly string[] {
  const old = new Map((before ? describeHandbook(before) : []).map((described) => [described.title, described]));
  const lines: string[] = [];
  for (const described of describeHandbook(after)) {
    const earlier = old.get(described.title);
    if (earlier) lines.push(...changes(earlier, described));
    else lines.push(`+ ${described.title}${headline(described)}`);
    old.delete(described.title);
  }
  for (const title of old.keys()) lines.push(`- ${title}`);
  return lines;
}

function changes(before: Described, after: Described): readonly string[] {
  const names = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])];
  return names.flatMap((name) => {
    const [was, is] = [before.fields[name] ?? '', after.fields[name] ?? ''];
    if (was === is) return [];
    const hidden = before.secret.includes(name) || after.secret.includes(name);
    return [`~ ${after.title}: ${name} ${hidden ? hiddenChange(was, is) : `${quoted(was)} → ${quoted(is)}`}`];
  });
}

const quoted = (text: string): string => (text === '' ? 'nothing' : `"${text}"`);

function hiddenChange(was: string, is: string): string {
  if (was === '') return 'added';
  return is === '' ? 'removed' : 'changed';
}

/** The first things to know of something new. */
function headline({ fields, secret }: Described): string {
  const shown = Object.entries(fields).filter(([name, value]) => value !== '' && !secret.includes(name));
  return shown.length === 0
    ? ''
    : ` (${shown
        .slice(0, 3)
        .map(([name, value]) => `${name}: ${value}`)
        .join('; ')})`;
}
