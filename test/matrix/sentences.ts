/** The six stages of the process and what each must refuse, sentence by sentence: the left column of docs/process-matrix.md. */
export interface ProcessSentence {
  readonly id: string;
  readonly stage: string;
  readonly text: string;
}

const EVERY_STAGE = '各环节 Every stage';
const OPINIONS = '1 意见征求 Opinions';
const DELEGATES = '2 代表产生 Delegates';
const REPORTS = '3 述职述廉 Reports';
const APPRAISAL = '4 测评评议 Appraisal';
const RECTIFICATION = '5 整改提高 Rectification';
const OUTCOMES = '6 结果运用 Outcomes';

const of = (stage: string, prefix: string, texts: readonly string[]): readonly ProcessSentence[] =>
  texts.map((text, place) => ({ id: `${prefix}.${place + 1}`, stage, text }));

/** Each has at least one row. */
export const SENTENCES: readonly ProcessSentence[] = [
  ...of(EVERY_STAGE, '0', [
    'A session moves through them in order; each gate names what is missing and moves nothing when refused.',
  ]),
  ...of(OPINIONS, '1', [
    'Before the meeting (door to door, seminars, by QR) and during it.',
    'Anonymous by default, named by choice.',
    'Staff sort them (question / suggestion, topic, to which officer or unit) into collated wording; the unit never sees the raw text of an anonymous one, since style identifies.',
    'Each leaves its author a receipt.',
  ]),
  ...of(DELEGATES, '2', [
    'The unit nominates at least twice the seats, in each category, from a file (xlsx, or csv in UTF-8 or GB18030).',
    'County inspection office and discipline commission screen jointly: each marks on its own, both must agree, the choice and reasons are kept.',
    'The chosen list must have ≥ 30 delegates; ≥ 80 % market entities, ≥ 5 % consumers or society, ≥ 5 % discipline inspection, ≥ 10 % deputies or supervisors.',
    'The four shares add to 100 %, so rounding up would refuse the rule’s own minimum of 30: a category is satisfied at floor(share × N), and at one seat at least (30 → 24+1+1+3; 33 = 198/6 → 26+1+1+3).',
    'The list goes back to the unit and freezes: a later change is a new version both offices approve, and no one is removed after check-in.',
    'The unit sends written invitations (邀请函), one to each, on A4, with the three 明确 (why 为何述, to whom 向谁述, how 怎么述), time, place, and the session’s reading QR (reports, questions, opinions; the same for every delegate, identifies nobody, draws nothing).',
    'The voting card with the delegate’s own code is printed, folded and handed out by the inspection office, never by the unit that is scored: whoever holds the codes could vote.',
    'The office’s browser makes the codes and sends their hashes only; printing again makes a new code and kills the old one.',
    'The unit reports its preparation to the discipline commission and the responsible county leader (事前汇报); without both acknowledgements, no meeting.',
  ]),
  ...of(REPORTS, '3', [
    'Each officer’s written report in five parts (lawful duty and protection of rights; serving the local economy; efficiency and attitude; clean enforcement and the prohibitions; problems and measures), readable by delegates from the invitation on.',
    'At the meeting: report, then exchange (交流评议): questions put on record with the answer given.',
  ]),
  ...of(APPRAISAL, '4', [
    'Scores by secret ballot (无记名打分).',
    'The unit on 3 indicators: 依法履行职能, 服务经济发展, 政风行风建设.',
    'Each officer on 6: 履行职责, 行为规范, 服务态度, 办事效率, 工作业绩, 廉洁自律.',
    'Both lists are open-ended in the rule (等), so they are the county’s configuration, frozen into the ballot of the session.',
    'A score is an integer 0–10, or 不了解 (no opinion, counted in no average).',
    'Three tellers open the box and count (the delegates’ teller and a stand-in are named by reply or lot before the day, the choice on record); paper ballots from those who want paper go into the same tally by double entry (two tellers type each independently, differences are resolved by the third).',
    'Announced on the spot, on the hall’s screen.',
  ]),
  ...of(RECTIFICATION, '5', [
    'The head’s statement is recorded.',
    'Opinions, questions and low scores become items: responsible person, measure, deadline (default 5 working days to a first reply), evidence, reply.',
    'The discipline commission or county, never the unit itself, accepts an item as done.',
    'Delegates see every item of their session; an item’s author rates the reply (满意 / 基本满意 / 不满意) and 不满意 reopens it.',
    'Overdue items escalate: unit head → county leader in charge → discipline commission.',
  ]),
  ...of(OUTCOMES, '6', [
    'Results per officer and unit, per round, compared over the years; recorded uses in awards and assessment; whether a unit ran its 双述 well is itself assessed.',
    'The county’s round-up is one page: units, officers, delegates, turnout, satisfaction, questions, suggestions, rectified: for the source’s year 6, 29, 198, –, 97 % (formula unknown), 12, 15, –.',
  ]),
];

/** What the stages ask beyond those sentences. A row may quote it; not every word of it has one. */
export const FURTHER_WORDS = `
A county opens a round: basis (the documents it acts on), plan (units, order, dates, pilots first), responsibilities (leader in charge, the county leader
attached to each unit 挂点局长, the unit's head as 第一责任人), configuration (indicators, thresholds, deadlines, quotas) versioned and frozen into each session. The
console's home shows all units × six stages: done, waiting for whom, what is missing, overdue.
A page by QR (posted in the service hall, on invitations) and a form for clerks who went door to door or held a seminar. Anonymous by
default, named by choice; text, kind (question or suggestion), unit or officer, up to 4 photos stripped of metadata on the phone. The author gets a receipt (secret kept only in the link
and a printable slip; the server keeps its hash) to follow it. Collation: inspection staff merge and reword into a collated list; the unit never receives raw anonymous text,
times, or photos without release. Anonymous opinions live in their own table Opinions (no point-in-time recovery, stream or backup; no time finer than the day, no address, no agent); their photos are
rewritten in a shuffled nightly batch, so that an object's date tells nothing; reading and asking need only the session's reading key, the same for every delegate. Spam is held off without identity: route throttling,
size limits, optional proof of a current invitation through a second blind token of the same kind as the ballot's.
The unit nominates candidates from a workbook or by hand, at least twice the seats per category (the page shows what is missing while it is edited); inspection office and
discipline commission each mark on their own, blind to the other until both are done, both must agree, reasons kept; ratio rule floor(share × N), at least 1, at
least 30; the chosen list goes back to the unit and freezes; a later change is a new version both offices approve; no removal after check-in. Observers are kept apart. Names and phones
are seen only by those who need them; phones are masked in lists; personal data of a round is deleted after a configurable time (default 12 months) while results stay.
The unit's letter, A4, one per delegate (33 in one print run), with the three 明确, time, place, directions, the session's reading QR (the same for all, identifies nobody, draws nothing), what to expect on the phone and that a
paper ballot is there for everyone. The inspection office's folded voting cards; printing one again makes a new code and kills the old one. Sent-status, reply (comes / can't / offers to be the delegates' teller), attendance list for
signing. The delegates' teller and a stand-in are named by reply or lot before the day, the choice on record.
Preparation report of the unit to discipline commission and county leader, acknowledged by both before the session can be armed.
Each officer's report in the five parts, written in the console (autosave, word count, paste from Word cleaned) or from a DOCX, readable on the phone by delegates from the invitation
on and on record after. Missing reports block the gate by name.
Agenda with the current item on hall and phones; questions put by delegates (by phone anonymously, or spoken and typed by the clerk) queued for the chair, answer recorded; after the announcement the head's
statement recorded (text, optional audio or video file by signed upload).
Items from opinions, questions and low scores (configurable rule proposes them; a person confirms). Each: responsible person, measure, deadline (working days by the
Chinese calendar with 调休 days as a dated data file per year), evidence files by signed upload, reply, history. Only discipline commission or county accepts as done. Delegates and the author follow each item on their
page; each author of an item (several, where opinions were merged) rates each reply once (满意 / 基本满意 / 不满意); any 不满意 reopens it, and a third reopening goes to the discipline commission. Overdue items escalate unit head → leader in
charge → discipline commission by scheduled function, exactly once per level, shown in the console and by the notification port (e-mail through SES in AWS, a file and the console in the
embedded run; further channels by adapter). "Closed" and "fixed" are different words everywhere.
Per officer and unit: results over the years as charts and tables, uses recorded (award, assessment, talk, none) with who and why; how well a unit ran its 双述 (gates
passed in time, attendance, replies in time, reopened share) as its own assessment. County round-up on one page, on screen, XLSX, DOCX (GB/T 9704 look) and print: units, officers, delegates,
turnout, satisfaction (its formula beside it), questions, suggestions, rectified, overdue. For the sample round it gives the source's 6, 29, 198, 12, 15, and quotes 97 % as the source's.
OIDC roles, each operation's allowed roles and unit scope in the contract, a unit's clerk sees their unit only; the append-only, hash-chained log records every
staff action with reason and can be exported and verified; its head hash is printed in the minutes at each announcement, since an operator could rewrite a whole chain. Four-eyes where the process says so is enforced by identity.
`;
