import { BASE_STYLE } from "../../html.js";

export const STYLE = `${BASE_STYLE}
:root { --get: #0969da; --post: #1a7f37; --put: #9a6700; --delete: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --get: #58a6ff; --post: #3fb950; --put: #d29922; --delete: #ff7b72; } }
html { scroll-padding-top: 16px; }
.layout { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 88rem; margin: 0 auto; }
nav { position: sticky; top: 0; height: 100vh; padding: 24px 16px; overflow-y: auto; border-right: 1px solid var(--line);
  font-size: 0.875rem; }
nav h2 { margin: 20px 0 4px; padding: 0; border: 0; font-size: 0.75rem; letter-spacing: 0.05em; text-transform: uppercase; color: var(--muted); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { margin: 2px 0; }
nav li a { display: flex; gap: 8px; padding: 2px 8px; border-radius: 6px; color: var(--text); overflow-wrap: anywhere; }
nav li a:hover { background: var(--panel); text-decoration: none; }
main { padding: 24px 40px 96px; overflow-wrap: break-word; }
h1 { margin: 0 0 8px; }
h2 { margin: 56px 0 8px; padding-top: 24px; border-top: 1px solid var(--line); }
h3 { margin: 40px 0 8px; font-size: 1.125rem; }
h4 { margin: 20px 0 8px; font-size: 0.875rem; color: var(--muted); }
.call { display: flex; flex-wrap: wrap; gap: 8px; align-items: baseline; }
.call code { background: none; padding: 0; font-size: 0.9375rem; }
.method { flex: none; width: 3.6em; font: 600 0.75rem/1.6 ui-monospace, Menlo, Consolas, monospace; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .delete { color: var(--delete); }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: 600; }
td:first-child { width: 15rem; } td:nth-child(2) { width: 16rem; }
.note { color: var(--muted); font-size: 0.8125rem; }
.values code { display: inline-block; margin: 0 4px 4px 0; }
@media (max-width: 60rem) {
  .layout { display: block; }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding: 24px 16px 64px; }
  table, tbody, tr, td { display: block; width: auto !important; } thead { display: none; }
  td { border: 0; padding: 0; } tr { padding: 8px 0; border-bottom: 1px solid var(--line); }
}
@media print { nav { display: none; } .layout { display: block; } }
`;
