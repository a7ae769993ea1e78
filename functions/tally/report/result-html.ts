import { type Html, html } from './html-text.ts';
import { PRINT_STYLE } from './print-style.ts';
import {
  type IndicatorView,
  type LabelledRow,
  makeReportView,
  type ReportInput,
  type ReportView,
  type SubjectView,
} from './report-view.ts';

const SCORES = Array.from({ length: 11 }, (_, score) => score);

const subjectRow = (
  subject: SubjectView,
): Html => html`<tr><th scope="row" class="text">${subject.name}</th><td>${subject.post}</td>
<td class="figure">${subject.score.text}</td><td class="short">${subject.grade}</td><td>${subject.excellent}</td><td>${subject.qualified}</td>
<td>${subject.unqualified}</td><td>${subject.none}</td><td class="figure">${subject.satisfaction.text}</td></tr>
`;

const resultTable = (
  subjects: readonly SubjectView[],
): Html => html`<table><thead><tr><th scope="col">测评对象</th><th scope="col">职务</th>
<th scope="col">得分</th><th scope="col">档次</th><th scope="col">优秀票</th><th scope="col">合格票</th><th scope="col">不合格票</th>
<th scope="col">未打分</th><th scope="col">满意率</th></tr></thead><tbody>
${subjects.map(subjectRow)}</tbody></table>`;

const indicatorRow = ({ name, mean, counted }: IndicatorView): Html => {
  if (counted === null)
    return html`<tr><th scope="row" class="text">${name}</th><td colspan="13">${mean.text}</td></tr>
`;
  const cells = [...counted.histogram, counted.noOpinion].map((count) => html`<td>${count}</td>`);
  return html`<tr><th scope="row" class="text">${name}</th><td class="figure">${mean.text}</td>${cells}</tr>
`;
};

const distribution = (
  subject: SubjectView,
): Html => html`<section class="subject"><h3>${subject.name}　${subject.post}</h3>
<table class="spread"><thead><tr><th scope="col" class="text">指标</th><th scope="col">平均分</th>${SCORES.map((score) => html`<th scope="col">${score}分</th>`)}<th scope="col">不了解</th></tr></thead><tbody>
${subject.indicators.map(indicatorRow)}</tbody></table></section>
`;

const figures = (view: ReportView): Html => html`<h2>一、测评结果</h2>
${resultTable(view.subjects)}
<ol>${view.rules.map((rule) => html`<li>${rule}</li>`)}</ol>
<h2>二、各项得分分布（票数）</h2>
${view.subjects.map(distribution)}
<h2>三、票数核对</h2>`;

const invalid = (view: ReportView): Html => html`<h2>一、结论</h2>
<p>本次测评无效，不公布分数，可另行组织测评。原因：</p>
${view.reasons.map((reason) => html`<p>${reason}。</p>`)}
<h2>二、票数核对</h2>`;

const labelledRows = (rows: readonly LabelledRow[], className: string): Html =>
  html`<table><tbody>${rows.map(
    ({ label, value }) => html`<tr><th scope="row" class="text">${label}</th><td class="${className}">${value}</td></tr>
`,
  )}</tbody></table>`;

const checking = (view: ReportView): Html => html`<h2>${view.valid ? '四' : '三'}、计票人签字与核验</h2>
${labelledRows(
  view.signers.map(({ teller, state }) => ({ label: teller, value: state })),
  'text',
)}
<p>核对码：<span class="code">${view.checkCode}</span>，应与大会现场屏幕所示一致。</p>
${labelledRows(view.fingerprints, 'print')}
<p>任何人可用公开的 result.json 文件在核验页面核对签字、票数和计算；本页仅供阅读和存档。</p>`;

/**
 * The result as one printable page of HTML in the look of an official document: no script, nothing loaded, every text escaped.
 * The policy in its head keeps it so even if an escape were missed.
 */
export const resultHtml = (input: ReportInput): string => {
  const view = makeReportView(input);
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${view.title}</title><style>${{ html: PRINT_STYLE }}</style></head><body>
<h1>${view.title}</h1>
<p class="line">${view.countyName}</p>
${view.announcedAt === '' ? [] : html`<p class="line">${view.announcedAt}宣布</p>`}
${view.notice === '' ? [] : html`<p class="notice">${view.notice}</p>`}
<p class="outcome">${view.outcome}</p>
${view.valid ? figures(view) : invalid(view)}
${labelledRows(view.counts, 'figure')}
${view.onPaper === '' ? [] : html`<p>${view.onPaper}</p>`}
${checking(view)}
</body></html>
`.html;
};
