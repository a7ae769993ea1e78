import { Countdown, useNowMs } from '../../ui/countdown.tsx';
import { Qr } from '../../ui/qr.tsx';
import { useTexts } from '../../ui/texts.ts';
import type { Feed, Meeting, Sign } from '../hall-feed.ts';
import { TEXTS } from '../texts.ts';

function Figures({ feed, meeting }: { readonly feed: Feed; readonly meeting: Meeting }) {
  const texts = useTexts(TEXTS);
  const { turnout, electronic } = feed;
  const shown = (value: number | null | undefined) => (value === null || value === undefined ? '—' : String(value));
  const figures: readonly (readonly [string, string])[] = [
    [texts.delegates, shown(turnout?.delegates)],
    [texts.drawn, shown(turnout?.drawn)],
    [texts.papers, shown(turnout?.papersIssued)],
    ...(meeting.state === 'armed' ? [] : [[texts.ballots, shown(electronic)] as const]),
  ];
  return (
    <dl class="hall-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function TimeLeft({ closesAt, offsetMs }: { readonly closesAt: number; readonly offsetMs: number }) {
  const texts = useTexts(TEXTS);
  return (
    <p class="hall-countdown">
      <span>{texts.timeLeft}</span>
      <Countdown untilMs={closesAt} offsetMs={offsetMs} />
    </p>
  );
}

interface VotingSceneProps {
  readonly feed: Feed;
  /** `null` until the arming has been read and verified: no code is shown before. */
  readonly sign: Sign | null;
  readonly meeting: Meeting;
}

/** Check-in and voting: the QR code, the check code, the counts, and the time left once it is set. */
export function VotingScene({ feed, sign, meeting }: VotingSceneProps) {
  const texts = useTexts(TEXTS);
  const nowMs = useNowMs(feed.clockOffsetMs);
  const isArmed = meeting.state === 'armed';
  const isOver = meeting.closesAt !== null && nowMs >= meeting.closesAt;
  if (isOver) return <TimeUp feed={feed} meeting={meeting} />;
  return (
    <main class="hall-main hall-voting">
      <section class="hall-scan">
        {sign === null ? (
          <p class="hall-lead">{texts.checkingSignatures}</p>
        ) : (
          <>
            <Qr text={`${location.origin}/vote/${sign.fragment}`} label={texts.scanToVote} />
            <p class="hall-scan-help">{texts.scanToVote}</p>
          </>
        )}
      </section>
      <section class="hall-side">
        <div>
          <h2 class="hall-now">{isArmed ? texts.checkIn : meeting.closesAt === null ? texts.voting : texts.closing}</h2>
          <p class="hall-help">{isArmed ? texts.checkInHelp : texts.votingHelp}</p>
        </div>
        {meeting.closesAt !== null && <TimeLeft closesAt={meeting.closesAt} offsetMs={feed.clockOffsetMs} />}
        <div class="hall-code">
          <h3>{texts.checkCode}</h3>
          {sign === null ? <p class="hall-help">—</p> : <p class="hall-code-digits">{sign.checkCode}</p>}
          <p class="hall-help">{texts.checkCodeHelp}</p>
        </div>
        <Figures feed={feed} meeting={meeting} />
      </section>
    </main>
  );
}

/** The closing time has passed; the box is not closed yet, and nothing can be handed in any more. */
function TimeUp({ feed, meeting }: { readonly feed: Feed; readonly meeting: Meeting }) {
  const texts = useTexts(TEXTS);
  return (
    <main class="hall-main hall-centre">
      <h2 class="hall-now">{texts.timeUp}</h2>
      <p class="hall-lead">{texts.timeUpHelp}</p>
      <Figures feed={feed} meeting={meeting} />
    </main>
  );
}
