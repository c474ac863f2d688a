import { createHash } from 'node:crypto';

const LIGHT =
  '--bg:#f4f5f7;--card:#fff;--ink:#1b212c;--soft:#566070;--line:#e0e4ea;--go:#0b57d0;--go-ink:#fff;--link:#0b57d0;--field:#fff;--edge:#8a93a0';
const DARK =
  '--bg:#0e1117;--card:#171b23;--ink:#e6e9ef;--soft:#a2acba;--line:#2a313c;--go:#8ab4f8;--go-ink:#0a1a33;--link:#8ab4f8;--field:#0e1117;--edge:#6b7584';

/** Quiet by day and by night: system fonts, one accent, severity as the only loud colour. */
export const STYLESHEET = [
  `:root{color-scheme:light dark;${LIGHT};--good:#e5f3ea;--good-ink:#14532d;--wait:#fdf1d8;--wait-ink:#6b4300;--stale:#e8eaf0;--stale-ink:#333c4a;--bad:#fbe6e4;--bad-ink:#8c1d18}`,
  `@media(prefers-color-scheme:dark){:root{${DARK};--good:#12301f;--good-ink:#a6e3bd;--wait:#33270d;--wait-ink:#f3d694;--stale:#232a35;--stale-ink:#ccd3de;--bad:#3b1917;--bad-ink:#f9c0bb}}`,
  '*{box-sizing:border-box}',
  'body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}',
  'a{color:var(--link)}',
  'header,main,footer{max-width:1080px;margin:0 auto;padding:0 16px}',
  'header{display:flex;gap:16px;align-items:center;justify-content:space-between;min-height:52px;font-size:14px}',
  'header form{display:flex;gap:10px;align-items:center;margin:0}header a{font-weight:600;color:var(--ink);text-decoration:none;padding:10px 0}',
  'header button,button.quiet{width:auto;min-height:44px;margin:0;padding:0 8px;border:0;background:none;color:var(--link);font-weight:400;text-decoration:underline}',
  'button.quiet{width:100%;margin:-6px 0 10px}',
  'footer{padding-top:8px;padding-bottom:40px;font-size:14px;color:var(--soft)}',
  'h1{margin:6px 0 2px;font-size:24px;line-height:1.25;font-weight:650;text-wrap:balance}h2{margin:0 0 10px;font-size:15px;font-weight:650}',
  'p{margin:0 0 10px}small,.soft{color:var(--soft);font-weight:400}small,time{white-space:nowrap}.soft,small{font-size:14px}',
  'section,.standing{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:16px;margin:0 0 14px}',
  '.tags{display:flex;flex-wrap:wrap;gap:8px;align-items:center;font-size:14px}',
  '.sev{padding:2px 9px;border-radius:6px;font-weight:700;color:#fff;background:#5b6472}.SEV1{background:#b3261e}.SEV2{background:#a84300}.SEV3{background:#2f5f9e}',
  '.tag{padding:1px 8px;border:1px solid var(--edge);border-radius:6px}',
  '.standing{margin-top:14px}.standing p{margin:0}.who{font-size:19px}.next{margin-top:4px!important}',
  'button{width:100%;min-height:48px;padding:10px 18px;margin-top:14px;border:1px solid var(--edge);border-radius:10px;background:var(--card);color:var(--ink);font:inherit;font-weight:600;cursor:pointer}',
  'button.go{min-height:64px;margin:0 0 14px;border:0;border-radius:14px;background:var(--go);color:var(--go-ink);font-size:21px}',
  'a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid var(--link);outline-offset:2px}',
  '.notice{padding:12px 14px;border-radius:10px;margin:14px 0 0;font-weight:600}.good{background:var(--good);color:var(--good-ink)}.wait{background:var(--wait);color:var(--wait-ink)}.stale{background:var(--stale);color:var(--stale-ink)}.bad{background:var(--bad);color:var(--bad-ink);margin:0}',
  '.links{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 2px 12px}.links a{padding:8px 0}',
  'ul,ol{margin:0;padding:0;list-style:none}',
  '.alerts li,.timeline li,.rows li{padding:10px 0;border-top:1px solid var(--line)}.alerts li:first-child,.timeline li:first-child,.rows li:first-child{border:0;padding-top:0}li:last-child{padding-bottom:0!important}',
  '.alerts .resolved b{font-weight:400;text-decoration:line-through}',
  '.ladder li{position:relative;padding:0 0 14px 26px}.ladder li:last-child{padding-bottom:0}',
  '.ladder li:before{content:"";position:absolute;left:3px;top:6px;width:11px;height:11px;border:2px solid var(--edge);border-radius:50%;background:var(--card);z-index:1}',
  '.ladder li:not(:last-child):after{content:"";position:absolute;left:8px;top:12px;bottom:-8px;border-left:2px solid var(--line)}',
  '.ladder .paged:before{background:var(--edge)}.ladder .now:before{background:var(--go);border-color:var(--go)}em{font-style:normal;font-size:14px;color:var(--soft)}.now em{color:var(--link);font-weight:600}',
  'summary{min-height:44px;padding:10px 0;cursor:pointer}details{border-top:1px solid var(--line)}details[open]{padding-bottom:14px}h2+details{border:0}details form>:first-child{margin-top:0}',
  'label,legend{display:block;margin:12px 0 0;font-size:14px;font-weight:600}details details{margin-left:12px}fieldset{border:0;margin:0;padding:0}',
  '.pick{display:flex;gap:10px;align-items:baseline;font-weight:400;padding:6px 0;margin:0}',
  'input:not([type=radio],[type=checkbox]),select,textarea{width:100%;margin-top:4px;min-height:44px;padding:9px 11px;border:1px solid var(--edge);border-radius:9px;background:var(--field);color:var(--ink);font:inherit;font-size:16px;font-weight:400}',
  'pre.text{margin:0;white-space:pre-wrap;font:14px/1.55 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace}',
  '.rows a{display:block;color:inherit;text-decoration:none}.rows b{display:block;margin:4px 0 2px;font-size:17px}',
  '@media(min-width:900px){.two{display:grid;grid-template-columns:minmax(0,1fr) 360px;gap:0 20px;align-items:start;grid-template-rows:auto 1fr}.side{grid-area:1/2/3}.go,.plain button{max-width:420px}button.quiet{max-width:420px}.timeline li{display:grid;grid-template-columns:150px 1fr;gap:12px}}',
].join('');

/** What a strict policy must name for our own style to be the only one. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLESHEET).digest('base64')}'`;
