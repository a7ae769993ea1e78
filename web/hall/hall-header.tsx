import { useNowMs } from '../ui/countdown.tsx';
import { useLanguage } from '../ui/language.ts';
import { useTexts } from '../ui/texts.ts';
import type { Meeting } from './hall-feed.ts';
import { TEXTS } from './texts.ts';

const STAGES = ['prepare', 'report', 'vote', 'count', 'announce'] as const;
type Stage = (typeof STAGES)[number];

const STAGE_OF: Readonly<Record<Meeting['state'], Stage | null>> = {
  prepared: 'prepare',
  frozen: 'prepare',
  armed: 'report',
  voting: 'vote',
  closing: 'vote',
  closed: 'count',
  counted: 'count',
  announced: 'announce',
  voided: null,
};

/** Date and time in Asia/Shanghai by the server's clock: the screen's computer may be set wrong. */
function Clock({ offsetMs }: { readonly offsetMs: number }) {
  const language = useLanguage();
  const nowMs = useNowMs(offsetMs);
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return <p class="hall-clock">{format.format(nowMs)}</p>;
}

function Agenda({ state }: Pick<Meeting, 'state'>) {
  const texts = useTexts(TEXTS);
  const now = STAGE_OF[state];
  return (
    <ol class="hall-agenda" aria-label={texts.agenda}>
      {STAGES.map((stage, index) => {
        const isDone = now !== null && index < STAGES.indexOf(now);
        return (
          <li key={stage} {...(stage === now ? { 'aria-current': 'step' as const } : {})}>
            {stage === now ? '▶ ' : isDone ? '✓ ' : ''}
            {texts.stages[stage]}
          </li>
        );
      })}
    </ol>
  );
}

/** The agenda's current item. */
function OnTheFloor({ floor }: Pick<Meeting, 'floor'>) {
  const texts = useTexts(TEXTS);
  if (floor === null || floor.agendaItem === null) return null;
  return (
    <p class="hall-floor" role="status">
      <span class="hall-floor-label">{texts.now}</span> {floor.agendaItem}
    </p>
  );
}

/** Who holds the meeting, when, and where its agenda stands. */
export function HallHeader({ meeting, clockOffsetMs }: { readonly meeting: Meeting; readonly clockOffsetMs: number }) {
  const texts = useTexts(TEXTS);
  return (
    <header class="hall-header">
      <div class="hall-title">
        <h1>
          {meeting.unit}
          <span class="hall-subtitle">{texts.title}</span>
        </h1>
        <p class="hall-county">{meeting.countyName}</p>
        <Clock offsetMs={clockOffsetMs} />
      </div>
      <Agenda state={meeting.state} />
      <OnTheFloor floor={meeting.floor} />
    </header>
  );
}
