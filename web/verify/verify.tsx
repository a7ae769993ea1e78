import { useRef, useState } from 'preact/hooks';
import type { CheckedBundle } from '../../shared/protocol/check-bundle.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { call } from '../ui/client.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTexts } from '../ui/texts.ts';
import { checkInBackground, type RunningCheck } from './check-in-background.ts';
import { Checking } from './checking.tsx';
import { fetchBundle } from './fetch-bundle.ts';
import { Findings } from './findings.tsx';
import { OwnFiles } from './own-files.tsx';
import { isCopy } from './own-hashes.ts';
import { OWN_TEXTS } from './own-texts.ts';
import { FileField, SessionField } from './sources.tsx';
import { TEXTS } from './texts.ts';

type Outcome =
  | { readonly at: 'idle' }
  | { readonly at: 'checking'; readonly ballots: number; readonly sinceMs: number }
  | { readonly at: 'failed'; readonly why: 'notFound' | 'offline' | 'failed' }
  | { readonly at: 'unreadable'; readonly hash: string }
  | { readonly at: 'checked'; readonly checked: CheckedBundle; readonly source: string; readonly given: string };

/** Starting, watching and ending one check at a time. */
function useCheck(code: string) {
  const [outcome, setOutcome] = useState<Outcome>({ at: 'idle' });
  const running = useRef<RunningCheck | null>(null);
  const begin = () => {
    running.current?.stop();
    setOutcome({ at: 'checking', ballots: 0, sinceMs: Date.now() });
  };
  const check = async (file: Blob, source: string) => {
    const given = code.trim();
    const sinceMs = Date.now();
    const request = given === '' ? { file } : { file, checkCode: given };
    const run = checkInBackground(request, (ballots) => setOutcome({ at: 'checking', ballots, sinceMs }));
    running.current = run;
    const done = await run.outcome;
    if (done.at === 'checked') setOutcome({ ...done, source, given });
    else if (done.at === 'failed') setOutcome({ at: 'failed', why: done.at });
    else setOutcome({ at: 'unreadable', hash: await hashHex(new Uint8Array(await file.arrayBuffer())) });
  };
  return {
    outcome,
    checkFile: (file: File) => {
      begin();
      void check(file, file.name);
    },
    checkSession: async (session: string) => {
      begin();
      const fetched = await fetchBundle(call, session);
      if (fetched.ok) await check(new Blob([fetched.text]), session);
      else setOutcome({ at: 'failed', why: fetched.why });
    },
    stop: () => {
      running.current?.stop();
      setOutcome({ at: 'idle' });
    },
  };
}

/** Checks a bundle from a file or of an announced meeting, on this device. */
export function Verify({ session }: { readonly session: string }) {
  const texts = useTexts(TEXTS);
  const ownTexts = useTexts(OWN_TEXTS);
  const [code, setCode] = useState('');
  const [isOver, setOver] = useState(false);
  const { outcome, checkFile, checkSession, stop } = useCheck(code);
  const take = (files: FileList | null | undefined) => {
    const file = files?.item(0);
    if (file) checkFile(file);
  };
  return (
    <main
      class={isOver ? 'verify stack is-over' : 'verify stack'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <header class="verify-header">
        <h1>{texts.title}</h1>
        <LanguageSwitch />
      </header>
      <p class="no-print">{texts.lead}</p>
      <div class="verify-sources no-print">
        <div class="field">
          <label for="code">{texts.code}</label>
          <input
            id="code"
            class="input code"
            inputMode="numeric"
            autocomplete="off"
            value={code}
            aria-describedby="code-help"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <p id="code-help" class="quiet">
            {texts.codeHelp}
          </p>
        </div>
        <FileField onFiles={take} />
        {!isCopy() && <SessionField given={session} onSession={(chosen) => void checkSession(chosen)} />}
      </div>
      <div aria-live="polite">
        {outcome.at === 'checking' && <Checking ballots={outcome.ballots} sinceMs={outcome.sinceMs} onStop={stop} />}
        {outcome.at === 'failed' && <p class="note note-bad">✗ {texts[outcome.why]}</p>}
        {outcome.at === 'unreadable' && (
          <div class="note note-bad stack">
            <p>✗ {texts.unreadable}</p>
            <p class="verify-hash">{ownTexts.unreadableHash(outcome.hash)}</p>
          </div>
        )}
        {outcome.at === 'checked' && (
          <Findings checked={outcome.checked} source={outcome.source} given={outcome.given} />
        )}
      </div>
      <OwnFiles />
    </main>
  );
}
