import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../ui/language.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { textsIn, useTexts } from '../ui/texts.ts';
import { fragmentOf, parseAddress, type ReadingAddress } from './address.ts';
import { isReading, isReadingReport, type Reading, type Shown, useKeptAnswer } from './answers.ts';
import { momentText } from './day-text.ts';
import { Glance } from './glance.tsx';
import type { KeptAnswers } from './kept-answers.ts';
import { Report } from './report.tsx';
import type { ReadCall } from './routes.ts';
import { TEXTS } from './texts.ts';
import { useFloorWatch } from './use-floor-watch.ts';

export interface ReadingRoom {
  readonly call: ReadCall;
  readonly kept: KeptAnswers;
  readonly nowMs: () => number;
}

interface ScreenProps {
  /** Of the screen; another one starts at its top. */
  readonly name: string;
  readonly title: string;
  readonly back?: string;
  readonly children: ComponentChildren;
}

/** A screen under its heading, which takes the focus when another one comes: for eyes and for screen readers. */
function Screen({ name, title, back, children }: ScreenProps) {
  const texts = useTexts(TEXTS);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(name);
  useLayoutEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    scrollTo(0, 0);
    if (heading.current !== null) heading.current.focus();
  }, [name]);
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main class="reading stack">
      <header class="reading-header">
        {back === undefined ? <span /> : <a href={back}>← {texts.back}</a>}
        <LanguageSwitch />
      </header>
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
      <footer class="quiet">
        {texts.privacy} <a href="/promise/">{texts.promise}</a>
      </footer>
    </main>
  );
}

/** How old the words are, and what stood in the way of newer ones. */
function Age<T>({ shown, reload }: { readonly shown: Shown<T>; readonly reload: () => void }) {
  const language = useLanguage();
  const texts = textsIn(TEXTS, language);
  const { answer, isOffline, isLoading } = shown;
  if (answer === null) return null;
  const when = momentText(answer.atMs, language);
  return (
    <div class={isOffline ? 'note note-warn stack-small' : 'reading-age'} role="status">
      <p>{isOffline ? texts.keptFrom(when) : texts.updatedAt(when)}</p>
      <button type="button" class="language-switch" disabled={isLoading} onClick={reload}>
        {texts.refresh}
      </button>
    </div>
  );
}

/** Nothing to show yet: loading, refused, or without a network. */
function Nothing<T>({ shown, reload }: { readonly shown: Shown<T>; readonly reload: () => void }) {
  const texts = useTexts(TEXTS);
  const { problem, isOffline } = shown;
  if (problem === null && !isOffline)
    return (
      <p role="status" class="quiet">
        {texts.opening}
      </p>
    );
  return (
    <div class="note note-bad stack-small" role="alert">
      <p>
        <strong>{problem === null ? texts.offlineTitle : problem.title}</strong>
      </p>
      <p>{problem === null ? texts.offline : problem.detail}</p>
      <button type="button" class="button" onClick={reload}>
        {texts.retry}
      </button>
    </div>
  );
}

interface PlaceProps {
  readonly address: ReadingAddress;
  readonly room: ReadingRoom;
}

function useReading({ address, room }: PlaceProps) {
  const { session, key } = address;
  const { call, kept, nowMs } = room;
  return useKeptAnswer<Reading>({
    name: session,
    kept,
    nowMs,
    isAnswer: isReading,
    ask: () => call('openReading', { session, key }),
  });
}

function GlanceScreen(props: PlaceProps) {
  const texts = useTexts(TEXTS);
  const { address, room } = props;
  const [shown, reload] = useReading(props);
  const reading = shown.answer === null ? null : shown.answer.value;
  useFloorWatch({ call: room.call, session: address.session, state: reading === null ? '' : reading.state }, reload);
  const title = reading === null ? texts.pageTitle : texts.meetingOf(reading.unitName);
  return (
    <Screen name={address.session} title={title}>
      <Age shown={shown} reload={reload} />
      {reading === null ? (
        <Nothing shown={shown} reload={reload} />
      ) : (
        <Glance address={address} reading={reading} call={room.call} />
      )}
    </Screen>
  );
}

function ReportScreen({ address, room, officer }: PlaceProps & { readonly officer: string }) {
  const texts = useTexts(TEXTS);
  const { session, key } = address;
  const { call, kept, nowMs } = room;
  const [shown, reload] = useKeptAnswer({
    name: `${session}.${officer}`,
    kept,
    nowMs,
    isAnswer: isReadingReport,
    ask: () => call('getReadingReport', { session, officer, key }),
  });
  const glance = kept.read(session, isReading);
  const report = shown.answer === null ? null : shown.answer.value;
  return (
    <Screen
      name={`${session}.${officer}`}
      title={report === null ? texts.reports : report.name}
      back={fragmentOf({ ...address, officer: null })}
    >
      {shown.isOffline && <Age shown={shown} reload={reload} />}
      {report === null ? (
        <Nothing shown={shown} reload={reload} />
      ) : (
        <Report address={address} report={report} officers={glance === null ? [] : glance.value.officers} />
      )}
    </Screen>
  );
}

function useAddress(): ReadingAddress | null {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const follow = () => setFragment(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return parseAddress(fragment);
}

/** The page behind the invitation's QR code: the same for every delegate, and it asks nobody who they are. */
export function App({ room }: { readonly room: ReadingRoom }) {
  const texts = useTexts(TEXTS);
  const address = useAddress();
  if (address === null)
    return (
      <Screen name="" title={texts.badLinkTitle}>
        <p>{texts.badLink}</p>
      </Screen>
    );
  if (address.officer === null) return <GlanceScreen key={address.session} address={address} room={room} />;
  return <ReportScreen key={address.officer} address={address} room={room} officer={address.officer} />;
}
