import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Countdown } from '../../ui/countdown.tsx';
import { setLanguage } from '../../ui/language.ts';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { useTexts } from '../../ui/texts.ts';
import { type Flow, groundOf, savedOf } from '../flow.ts';
import { loadEnglish, TEXTS } from '../texts.ts';

/** A screen's heading. It takes the focus together with the screen, not after it: a reader starts there, no key falls between. */
export function Heading({
  children,
  class: className,
}: {
  readonly children: ComponentChildren;
  readonly class?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} class={className}>
      {children}
    </h1>
  );
}

/** Time left, once the tellers have set the close. The phone's own clock only runs on from the server's. */
function TimeLeft({ flow: { meeting } }: { readonly flow: Flow }) {
  const texts = useTexts(TEXTS);
  const read = useRef<{ readonly meeting: Flow['meeting']; readonly offsetMs: number }>({ meeting: null, offsetMs: 0 });
  if (meeting === null) return null;
  if (read.current.meeting !== meeting) read.current = { meeting, offsetMs: meeting.nowMs - Date.now() };
  if (meeting.state !== 'voting' && meeting.state !== 'closing') return null;
  return (
    <header class="time-left">
      {meeting.closesAt === null ? (
        texts.voting
      ) : (
        <>
          {texts.timeLeft} <Countdown untilMs={meeting.closesAt} offsetMs={read.current.offsetMs} />
        </>
      )}
    </header>
  );
}

/** Without the network the page stays in Chinese, and says so. */
function LanguageChoice() {
  const texts = useTexts(TEXTS);
  const [isMissing, setMissing] = useState(false);
  const toEnglish = async () => {
    const isHere = await loadEnglish();
    setMissing(!isHere);
    if (isHere) setLanguage('en');
  };
  return (
    <>
      <LanguageSwitch toEnglish={() => void toEnglish()} />
      <p role="status">{isMissing && texts.noEnglish}</p>
    </>
  );
}

interface PageProps {
  readonly flow: Flow;
  readonly children: ComponentChildren;
  readonly isTimeShown?: boolean;
}

/** The frame of every screen: time left above; unit, check code and language below. */
export function Page({ flow, children, isTimeShown = false }: PageProps) {
  const texts = useTexts(TEXTS);
  const ground = groundOf(flow.state);
  const saved = savedOf(flow.state);
  const checkCode = saved?.step === 'found' ? saved.checkCode : ground?.checkCode;
  return (
    <div class="frame">
      {isTimeShown && <TimeLeft flow={flow} />}
      <main>{children}</main>
      <p class="offline" role="status">
        {flow.isOffline && <span class="note note-warn">{texts.offline}</span>}
      </p>
      <footer>
        <p>
          {ground?.manifest.unit}
          {checkCode !== undefined && flow.state.at !== 'comparing' && (
            <span class="small-code">
              {texts.checkCode} <span class="code">{checkCode}</span>
            </span>
          )}
        </p>
        <LanguageChoice />
      </footer>
    </div>
  );
}
