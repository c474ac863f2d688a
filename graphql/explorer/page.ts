/** The page around the explorer: everything that it loads is ours, so that it works without the internet. */
export const EXPLORER_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tocsin · GraphQL explorer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="graphiql/main.css">
<link rel="stylesheet" href="graphiql/page.css">
</head>
<body>
<div id="explorer">Loading …</div>
<noscript>The explorer needs JavaScript. The schema is in graphql/schema.graphql.</noscript>
<script type="module" src="graphiql/main.js"></script>
</body>
</html>
`;

export const EXPLORER_STYLE = 'html,body,#explorer{height:100%;margin:0;font-family:system-ui,sans-serif}\n';

/** The editor sets styles of its own and paints with data: images; scripts come from here alone. */
export const EXPLORER_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    `default-src 'none'`,
    `script-src 'self'`,
    `worker-src 'self' blob:`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};
