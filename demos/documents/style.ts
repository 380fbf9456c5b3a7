/** The page's style sheet. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1c2733, #dfe6ee);
  --quiet: light-dark(#5f6f80, #93a3b5);
  --ground: light-dark(#f6f7f9, #10161d);
  --card: light-dark(#fff, #19212b);
  --line: light-dark(#dfe4ea, #2b3642);
  --accent: light-dark(#e6eefb, #22344d);
}
* { box-sizing: border-box }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 76rem;
  background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em }
h2 { margin: 2.5rem 0 1rem; font-size: 1.15rem }
header p { margin: .25rem 0 0; color: var(--quiet) }
small { color: var(--quiet); font-weight: normal; font-size: .8em }
.problems {
  margin: 0; padding: .75rem 1rem; list-style: none;
  background: var(--card); border: 1px solid var(--line); border-left: 4px solid #d0604d; border-radius: 6px;
}
.problems code { font-weight: 600; margin-right: .5em }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 1rem }
figure {
  margin: 0; overflow: hidden;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px;
}
figure div { height: 120px; display: grid; place-items: center; background: var(--accent) }
figure img { display: block; width: 100%; height: 120px; object-fit: scale-down }
figcaption { padding: .4rem .6rem; font-size: .85rem; line-height: 1.35 }
figcaption small { display: block }
table {
  width: 100%; border-collapse: separate; border-spacing: 0;
  background: var(--card); border: 1px solid var(--line); border-radius: 6px;
}
th, td { padding: .5rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
tbody tr:last-child td { border-bottom: 0 }
th { position: sticky; top: 0; background: var(--card); font-size: .85rem; color: var(--quiet) }
th:nth-child(2), td:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td:first-child { width: 42%; font-weight: 600 }
td:first-child small { display: block }
td span {
  display: inline-block; margin: 0 .15rem .25rem 0; padding: 0 .5rem;
  background: var(--accent); border-radius: 1rem; font-size: .85rem;
}
`;
