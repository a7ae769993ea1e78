/**
 * The look of an official document after GB/T 9704: A4, 37 mm above and 28 mm to the left of a type area of 156 × 225 mm, title
 * in size two, text in size three 仿宋, headings in 黑体, the page number between dashes below. Fonts are those of WPS and of
 * Windows, macOS and Linux in turn; none is loaded, so the file needs nothing else.
 */
export const PRINT_STYLE = `
@page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font: 14pt SimSun, 宋体, serif; } }
* { box-sizing: border-box; }
html { background: #e9e9e9; }
body { width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 37mm 26mm 35mm 28mm; background: #fff; color: #000;
  font: 16pt/28pt 仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, STFangsong, "Noto Serif CJK SC", "Noto Sans SC", SimSun-ExtB, serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 14pt; text-align: center; font: 22pt/34pt 方正小标宋简体, FZXiaoBiaoSong-B05S, 华文中宋, STZhongsong, 宋体, SimSun, "Noto Serif CJK SC", "Noto Sans SC", serif; }
h2 { margin: 16pt 0 6pt; font: 16pt/28pt 黑体, SimHei, STHeiti, "Noto Sans CJK SC", "Noto Sans SC", sans-serif; break-after: avoid; }
h3 { margin: 10pt 0 4pt; font: 14pt/22pt 楷体_GB2312, 楷体, KaiTi, STKaiti, "Noto Serif CJK SC", "Noto Sans SC", serif; break-after: avoid; }
p { margin: 0; text-indent: 2em; }
p.line { text-indent: 0; text-align: center; font-size: 14pt; }
p.notice { text-indent: 0; margin: 6pt 0; padding: 4pt 8pt; border: 1pt solid #000; font-size: 12pt; line-height: 18pt; }
p.outcome { margin: 8pt 0; text-indent: 0; text-align: center; font: 18pt/30pt 黑体, SimHei, "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
table { width: 100%; border-collapse: collapse; font-size: 11pt; line-height: 16pt; margin: 4pt 0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.6pt solid #000; padding: 2pt 3pt; text-align: center; vertical-align: middle; font-weight: normal; }
th { font-family: 黑体, SimHei, "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
td.text, th.text { text-align: left; }
td.short { white-space: nowrap; }
td.figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
table.spread th.text { width: 7.2em; }
table.spread { font-size: 9pt; line-height: 13pt; }
section.subject { break-inside: avoid; }
ol { margin: 0; padding-left: 1.6em; font-size: 12pt; line-height: 19pt; }
.code { font: 18pt/28pt "Courier New", Consolas, monospace; letter-spacing: .08em; }
.print { font: 8.5pt/12pt "Courier New", Consolas, monospace; word-break: break-all; }
@media screen and (max-width: 210mm) { body { width: auto; margin: 0; padding: 8mm 5mm; } }
@media print { html { background: none; } body { width: auto; min-height: 0; margin: 0; padding: 0; } }
`;
