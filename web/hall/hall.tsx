import { useState } from 'preact/hooks';
import { useNowMs } from '../ui/countdown.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTexts } from '../ui/texts.ts';
import { useWakeLock } from '../ui/wake-lock.ts';
import type { Feed, Meeting } from './hall-feed.ts';
import { HallHeader } from './hall-header.tsx';
import { AlarmScene } from './scenes/alarm-scene.tsx';
import { CountingScene } from './scenes/counting-scene.tsx';
import { InvalidScene } from './scenes/invalid-scene.tsx';
import { PreparingScene } from './scenes/preparing-scene.tsx';
import { QuestionScene } from './scenes/question-scene.tsx';
import { ResultScene } from './scenes/result-scene.tsx';
import { VoidedScene } from './scenes/voided-scene.tsx';
import { VotingScene } from './scenes/voting-scene.tsx';
import { TEXTS } from './texts.ts';
import { useFeed } from './use-feed.ts';

/** Two missed questions: from then on the figures are old, and the screen says how old. */
const STALE_MS = 7_000;

/** Until the voting opens the hall talks; afterwards its screen belongs to the vote. */
const TALKING: readonly Meeting['state'][] = ['prepared', 'frozen', 'armed'];

function Scene({ feed, meeting }: { readonly feed: Feed; readonly meeting: Meeting }) {
  const texts = useTexts(TEXTS);
  if (meeting.state === 'voided') return <VoidedScene meeting={meeting} />;
  if (feed.sign === 'forged') return <AlarmScene title={texts.forgedArming} help={texts.forgedArmingHelp} />;
  const question = TALKING.includes(meeting.state) ? meeting.floor?.question : null;
  if (question) return <QuestionScene question={question} sign={feed.sign} />;
  switch (meeting.state) {
    case 'prepared':
    case 'frozen':
      return <PreparingScene meeting={meeting} />;
    case 'armed':
    case 'voting':
    case 'closing':
      return <VotingScene feed={feed} sign={feed.sign} meeting={meeting} />;
    case 'closed':
    case 'counted':
      return <CountingScene meeting={meeting} />;
    case 'announced':
      return <AnnouncedScene feed={feed} />;
  }
}

function AnnouncedScene({ feed }: { readonly feed: Feed }) {
  const texts = useTexts(TEXTS);
  const { announced, checked, sign } = feed;
  if (announced === null || checked === null || sign === null || sign === 'forged')
    return <Waiting title={texts.loading} />;
  if (!checked.holds) return <AlarmScene title={texts.forgedResult} help={texts.forgedResultHelp} />;
  if (announced.result.outcome === 'invalid') return <InvalidScene announced={announced} words={checked.words} />;
  return <ResultScene announced={announced} manifest={sign.manifest} words={checked.words} />;
}

function Waiting({ title }: { readonly title: string }) {
  return (
    <main class="hall-main hall-centre">
      <p class="hall-lead">{title}</p>
    </main>
  );
}

function Plain({ title, help = '' }: { readonly title: string; readonly help?: string }) {
  return (
    <main class="hall-plain">
      <h1>{title}</h1>
      <p>{help}</p>
      <LanguageSwitch />
    </main>
  );
}

/** Before the first answer: a line that stays dead is named, so that nobody waits in front of it. */
function Connecting() {
  const texts = useTexts(TEXTS);
  const [sinceMs] = useState(() => Date.now());
  const isSlow = useNowMs() - sinceMs >= STALE_MS;
  return <Plain title={isSlow ? texts.unreachable : texts.loading} help={isSlow ? texts.unreachableHelp : ''} />;
}

function Stale({ heardAtMs }: { readonly heardAtMs: number | null }) {
  const texts = useTexts(TEXTS);
  const nowMs = useNowMs();
  if (heardAtMs === null || nowMs - heardAtMs < STALE_MS) return null;
  const seconds = Math.round((nowMs - heardAtMs) / 1000);
  return (
    <p class="hall-stale" role="alert">
      <strong>⚠ {texts.offline}</strong> {texts.age(Math.floor(seconds / 60), seconds % 60)}
    </p>
  );
}

/** The hall's screen: one scene a state of the meeting; nothing scrolls, nothing needs a mouse. */
export function Hall({ session }: { readonly session: string }) {
  const texts = useTexts(TEXTS);
  const feed = useFeed(session);
  useWakeLock();
  if (session === '') return <Plain title={texts.noSession} help={texts.noSessionHelp} />;
  if (feed.unknown) return <Plain title={texts.unknownSession} help={texts.unknownSessionHelp} />;
  if (feed.meeting === null) return <Connecting />;
  return (
    <div class="hall">
      <HallHeader meeting={feed.meeting} clockOffsetMs={feed.clockOffsetMs} />
      <Scene feed={feed} meeting={feed.meeting} />
      <Stale heardAtMs={feed.heardAtMs} />
      <LanguageSwitch />
    </div>
  );
}
