/** The looks of a report: no file, no font and no picture from elsewhere. */

const dark = `
--bg0:#0c0d10;--bg1:#121418;--bg2:#181b20;--line:#23272e;--fg:#e8eaee;--fg2:#aeb5c0;--fg3:#878f9c;--accent:#9d93ff;
--out:#f2a455;--in:#63b5f0;--warn:#f0d24c;--err:#ff6b7d;--on-err:#121418;--on-warn:#1e1800`;

const light = `
--bg0:#eef0f3;--bg1:#ffffff;--bg2:#f6f7f9;--line:#e0e4e9;--fg:#14171c;--fg2:#454d5a;--fg3:#5c6470;--accent:#5243d6;
--out:#954c00;--in:#0b63a5;--warn:#ffd84a;--err:#bf1f45;--on-err:#ffffff;--on-warn:#2a2000`;

export const reportStyle = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg0);color:var(--fg);font:14px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
main,header{max-width:1180px;margin:0 auto;padding:12px 16px}
section{background:var(--bg1);border:1px solid var(--line);border-radius:6px;padding:12px 16px;margin:0 0 16px}
h1{font-size:20px;margin:8px 0 4px}
h2{font-size:16px;margin:0 0 8px}
h3{font-size:14px;margin:0 0 4px}
p{margin:0 0 8px;max-width:90ch}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible,audio:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;padding:0;margin:8px 0}
nav a{display:inline-block;padding:4px 0}
code,pre,.mono{font-family:ui-monospace,Consolas,Menlo,monospace;font-size:12px}
bdi,dd,td,li,h3{overflow-wrap:anywhere}
.aside{color:var(--fg2)}
.token{border:1px solid var(--fg3);border-radius:3px;padding:0 2px;font-size:.85em}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0 0 8px}
dl.facts dt{color:var(--fg2)}
dl.facts dd{margin:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-top:1px solid var(--line)}
thead th{color:var(--fg2);font-weight:600;border-top:0;white-space:nowrap}
.n{text-align:right;white-space:nowrap}
tbody .n{font-family:ui-monospace,Consolas,Menlo,monospace;font-size:12px}
.wide{overflow-x:auto}
.out,.in{white-space:nowrap;font-weight:600}
.out{color:var(--out)}
.in{color:var(--in)}
.kind{white-space:nowrap}
tr:target{background:var(--bg2);outline:2px solid var(--accent)}
.wrong{color:var(--err);font-weight:600}
.badge{display:inline-block;border-radius:3px;padding:0 6px;font-size:12px;font-weight:600;border:1px solid var(--fg3)}
.badge.error{background:var(--err);border-color:var(--err);color:var(--on-err)}
.badge.warning{background:var(--warn);border-color:var(--warn);color:var(--on-warn)}
ol.findings{list-style:none;margin:0;padding:0}
ol.findings>li{border-top:1px solid var(--line);padding:8px 0}
summary{cursor:pointer}
details[open]>summary{margin-bottom:4px}
pre{width:0;min-width:100%;margin:0 0 8px;padding:8px;background:var(--bg2);border:1px solid var(--line);border-radius:4px;overflow-x:auto;line-height:1.4}
ul.fields{list-style:none;margin:0 0 8px;padding:0;font-family:ui-monospace,Consolas,Menlo,monospace;font-size:12px}
ul.fields li{padding-left:calc(var(--depth,0)*14px)}
ul.fields b{font-weight:600;color:var(--fg2)}
svg{display:block;width:100%;height:96px;background:var(--bg2);border:1px solid var(--line);border-radius:4px}
svg .wave{stroke:var(--in);stroke-width:1.5;fill:none}
svg .cut{stroke:var(--fg3);stroke-dasharray:3 3}
audio{width:100%;max-width:560px;height:40px}
@media (max-width:640px){
 main,header{padding:8px}
 section{padding:8px;margin-bottom:8px}
 .fold{display:none}
 .log thead{display:none}
 .log tr{display:grid;grid-template-columns:auto auto auto 1fr;gap:0 12px;padding:6px 0;border-top:1px solid var(--line)}
 .log th,.log td{border:0;padding:0}
 .log td.says{grid-column:1/-1}
 dl.facts{grid-template-columns:1fr}
 dl.facts dd{margin-bottom:6px}
}
@media print{
 :root{${light}}
 body{background:#fff;font-size:11px}
 section{border:0;padding:0}
 nav,audio{display:none}
 thead{display:table-header-group}
 tr,li{break-inside:avoid}
}`;
