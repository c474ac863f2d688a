import { createHash } from 'node:crypto';

/** Quiet by day and by night; the state of things is the only loud colour, and never told by colour alone. */
export const STATUS_STYLESHEET = [
  ':root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b212c;--soft:#535d6c;--line:#e0e4ea;--link:#0b57d0;--none:#1a6b3c;--minor:#7a5200;--major:#a84300;--critical:#b3261e}',
  '@media(prefers-color-scheme:dark){:root{--bg:#0e1117;--card:#171b23;--ink:#e6e9ef;--soft:#a2acba;--line:#2a313c;--link:#8ab4f8;--none:#7fd6a2;--minor:#f0c674;--major:#ffb077;--critical:#ff9c94}}',
  '*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}',
  'header,main,footer{max-width:760px;margin:0 auto;padding:0 16px}header{padding-top:28px}h1{margin:0 0 18px;font-size:26px;line-height:1.2;font-weight:650;text-wrap:balance}h1 a{color:inherit;text-decoration:none}',
  'h2{margin:30px 0 10px;font-size:17px;font-weight:650}h3{margin:0 0 4px;font-size:17px;font-weight:650}a{color:var(--link)}p{margin:0 0 8px}',
  'a:focus-visible{outline:3px solid var(--link);outline-offset:2px}',
  '.overall{padding:16px 18px;border-radius:12px;border:1px solid var(--line);border-left:8px solid;background:var(--card);font-size:20px;font-weight:650;margin:0}',
  '.none{border-left-color:var(--none)}.minor{border-left-color:var(--minor)}.major{border-left-color:var(--major)}.critical{border-left-color:var(--critical)}',
  'ul,ol{list-style:none;margin:0;padding:0}.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px;margin:0 0 14px}.list{padding:0 18px}.list li{padding:13px 0;border-top:1px solid var(--line)}.list li:first-child{border:0}',
  '.row{display:flex;flex-wrap:wrap;gap:2px 16px;justify-content:space-between;align-items:baseline}.row b{font-weight:600}.soft{color:var(--soft);font-size:14px;display:block}',
  '.operational{color:var(--none)}.degraded_performance{color:var(--minor)}.partial_outage{color:var(--major)}.major_outage{color:var(--critical)}.state{font-weight:600;font-size:15px}.state:before{content:"";display:inline-block;width:9px;height:9px;margin-right:8px;border-radius:50%;background:currentColor}',
  '.updates{margin-top:12px}.updates li{padding:10px 0 2px;border-top:1px solid var(--line)}footer{padding-top:14px;padding-bottom:44px;font-size:14px;color:var(--soft);display:flex;flex-wrap:wrap;gap:4px 18px}footer a{padding:6px 0}time{white-space:nowrap}',
].join('');

/** What the policy must name for our own style to be the only one. */
const HASH = `'sha256-${createHash('sha256').update(STATUS_STYLESHEET).digest('base64')}'`;

/** Anybody may look, anybody may keep it for some seconds; nothing is loaded or run, and nothing can be sent. */
export const STATUS_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src ${HASH}; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'public, max-age=5, stale-while-revalidate=60, stale-if-error=86400',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
};
