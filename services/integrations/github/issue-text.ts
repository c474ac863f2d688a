import { plainLine } from '../../../domain/notifications/plain-line.js';

/** GitHub's own limits, in characters. UTF-16 units are never fewer. */
const TITLE_MAX = 256;
const BODY_MAX = 65_536;

/** What our keys are made of; no `--` and no `>`, which would end the comment. */
const KEY = /^[A-Za-z0-9](?:[A-Za-z0-9/_.]|-(?!-)){0,198}[A-Za-z0-9]$/;

/** By which an issue is found again: a comment that GitHub keeps and does not show. Undefined for what cannot be one. */
export const markerOf = (key: string): string | undefined => (KEY.test(key) ? `<!-- tocsin:${key} -->` : undefined);

/** A name in an HTML document, not to be seen and of no width. Between `@` and a name it keeps anybody from being notified. */
const ZERO_WIDTH_SPACE = '\u200B';
/** The sign itself, and every way to write it that Markdown or HTML turns into it, with or without its semicolon. */
const AT = /@|&#0{0,6}64(?!\d);?|&#x0{0,6}40(?![\da-f]);?|&commat;?/gi;
const MARKER_START = /<!--(?=\s*tocsin:)/gi;
/** Not text, or text that shows otherwise than it reads; line breaks and tabs stay. */
const UNFIT = /(?![\n\t])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/gu;

const quiet = (text: string): string => text.replace(AT, `@${ZERO_WIDTH_SPACE}`);

/** One line that mentions nobody, within GitHub's limit. Never empty. */
export const issueTitle = (text: string): string => cut(quiet(plainLine(text, TITLE_MAX)), TITLE_MAX) || 'follow-up without a title';

const CUT = '\n\n…\n\n*Cut here: the text is longer than an issue may be.*';

/** Markdown that mentions nobody and carries no marker but `marker`, at its end, within GitHub's limit. */
export function issueBody(text: string, marker: string): string {
  const tail = `\n\n${marker}\n`;
  const room = BODY_MAX - tail.length;
  const harmless = quiet(text.slice(0, BODY_MAX).replaceAll('\r\n', '\n').replace(UNFIT, '').replace(MARKER_START, '&lt;!--'));
  if (harmless.length <= room && text.length <= BODY_MAX) return harmless + tail;
  return cut(harmless, room - CUT.length) + CUT + tail;
}

/** At most `max` units, never half a character. */
function cut(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, text.length > max && last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
