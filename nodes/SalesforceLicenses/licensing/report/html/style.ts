/** One look for every page: answers first, quiet frames, numbers that line up. Light and dark, phone and print. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fafafa; --card: #fff; --ink: #1c1f26; --soft: #5a6270; --line: #e1e4ea; --accent: #0b57a4; --accent-ink: #fff; --used: #0b57a4; --idle: #c2570a; --free: #dfe3ea; --good: #14602c; --goodbg: #e7f5ec; --warn: #7a4300; --warnbg: #fff4e3; --bad: #9c1c13; --badbg: #fdecea; }
@media (prefers-color-scheme: dark) { :root { --bg: #15171b; --card: #1d2026; --ink: #e9ebef; --soft: #a9b1be; --line: #363b45; --accent: #7db7f2; --accent-ink: #10233a; --used: #5ea5ea; --idle: #f5a04a; --free: #3c4350; --good: #8fd7a6; --goodbg: #173121; --warn: #f3c07a; --warnbg: #372a14; --bad: #f4a39b; --badbg: #3b1c19; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--bg); font: 15px/1.5 Inter, system-ui, "Open Sans", "Noto Sans", Helvetica, Arial, sans-serif; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--idle); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.wrap { max-width: 1160px; margin: 0 auto; padding: 20px 24px 8px; }
h1 { font-size: 26px; line-height: 1.25; margin: 4px 0; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 0; }
h3 { font-size: 14px; margin: 16px 0 4px; }
p { margin: 4px 0; }
.soft { color: var(--soft); }
.small { font-size: 13px; }
.head { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: flex-start; justify-content: space-between; margin: 0 0 16px; }
.head > div { flex: 1 1 420px; max-width: 760px; }
.head > .actions { flex: 0 1 auto; margin: 6px 0 0; }
main.wrap { padding-top: 0; }
.actions, .tabs, .legend, .pages { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 8px 0; padding: 0; }
.btn, button { display: inline-block; padding: 7px 14px; border-radius: 8px; border: 1px solid var(--line); background: var(--card); color: var(--ink); text-decoration: none; font: inherit; font-weight: 600; font-size: 14px; cursor: pointer; }
.btn.main { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.pill { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: 13px; font-weight: 600; white-space: nowrap; border: 1px solid var(--line); }
.pill.good { background: var(--goodbg); color: var(--good); border-color: transparent; }
.pill.warn { background: var(--warnbg); color: var(--warn); border-color: transparent; }
.pill.bad { background: var(--badbg); color: var(--bad); border-color: transparent; }
.banner { background: var(--warnbg); color: var(--warn); border-radius: 10px; padding: 10px 16px; margin: 0 0 16px; font-size: 14px; overflow-wrap: anywhere; }
.banner ul { margin: 2px 0; padding-left: 20px; }
.banner a { color: inherit; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr)); gap: 12px; margin: 0 0 16px; padding: 0; list-style: none; }
.tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 18px; min-width: 0; }
.tile span { display: block; font-size: 13px; color: var(--soft); }
.tile strong { display: block; font-size: 25px; line-height: 1.3; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.tile .spark { height: 22px; margin: 8px 0 0; }
.tile strong a, th a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: 3px; }
.card { margin: 0 0 16px; }
.two { display: grid; grid-template-columns: 1.35fr 1fr; gap: 0 16px; align-items: start; }
.even { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 0 16px; align-items: start; }
.even td, .even th { padding-right: 8px; }
.two > div, .even > div { min-width: 0; }
.two > div:empty { display: none; }
.ch { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 2px 12px; margin: 0 0 8px; }
.bars { list-style: none; margin: 0; padding: 0; }
.bar { display: grid; grid-template-columns: minmax(110px, 190px) 1fr minmax(96px, max-content); gap: 2px 14px; align-items: center; padding: 7px 0; border-top: 1px solid var(--line); font-size: 14px; }
.bar:first-child { border-top: 0; }
.bar div { min-width: 0; overflow-wrap: anywhere; }
.bar small, td small, th small { display: block; margin-top: 2px; font-weight: 400; font-size: 12.5px; color: var(--soft); }
.bar .m { text-align: right; font-variant-numeric: tabular-nums; }
.track { display: flex; height: 12px; border-radius: 6px; overflow: hidden; background: var(--free); -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.track i { display: block; }
.track .u { background: var(--used); }
.track .i { background: repeating-linear-gradient(45deg, var(--idle) 0 5px, transparent 5px 7px), var(--idle); border-left: 1px solid var(--card); }
.legend { gap: 4px 16px; font-size: 13px; color: var(--soft); }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 6px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.key.u { background: var(--used); }
.key.i { background: var(--idle); }
.key.f { background: var(--free); }
figure { margin: 4px 0 0; }
figcaption { font-weight: 600; font-size: 14px; }
svg { display: block; width: 100%; height: auto; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
svg text, svg desc { font-size: 12px; fill: var(--soft); }
svg .grid { stroke: var(--line); stroke-width: 1; }
/* Otherwise hidden texts in a wide table make the page as wide. */
.scroll { overflow-x: auto; position: relative; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding: 2px 0; }
th { font-size: 13px; color: var(--soft); text-align: left; font-weight: 600; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: bottom; overflow-wrap: break-word; }
td, tbody th { padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
tbody th { color: var(--ink); font-size: 14px; font-weight: 500; min-width: 110px; }
tbody tr:last-child > * { border-bottom: 0; }
.r { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.r { white-space: normal; }
/* Amounts in several currencies would be wider than half a page. */
.two td.r, .even td.r { white-space: normal; }
details { margin-top: 8px; font-size: 14px; }
summary { cursor: pointer; font-weight: 600; color: var(--soft); }
dl { display: grid; grid-template-columns: minmax(130px, 220px) 1fr; gap: 6px 18px; font-size: 14px; margin: 10px 0 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 8px 0; }
label { display: block; font-size: 13px; color: var(--soft); }
input { font: inherit; color: inherit; background: var(--card); padding: 6px 10px; border: 1px solid var(--soft); border-radius: 8px; width: 280px; max-width: 100%; }
footer { font-size: 13px; color: var(--soft); }
@media (max-width: 760px) { body { overflow-wrap: anywhere; } .pill, .r { white-space: normal; } .tiles { grid-template-columns: 1fr 1fr; } .two { grid-template-columns: 1fr; } .wrap { padding: 14px 14px 4px; } .bar { grid-template-columns: 1fr max-content; } .bar .track { grid-column: 1 / -1; order: 3; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; } .tile, .card { padding: 12px 14px; } .tile strong { font-size: 21px; } .scroll table { min-width: 520px; } }
@media print { :root { color-scheme: light; --bg: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; --used: #0b57a4; --idle: #c2570a; --free: #dfe3ea; --good: #14602c; } .actions, .tabs, .pages, form, .skip { display: none; } .wrap { max-width: none; padding: 0; } .card, .tile, .bar, tr { break-inside: avoid; } a { color: inherit; text-decoration: none; } details:not([open]) { display: none; } }
`;
