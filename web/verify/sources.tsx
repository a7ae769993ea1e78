import { useState } from 'preact/hooks';
import { useTexts } from '../ui/texts.ts';
import { TEXTS } from './texts.ts';

/** Chooses a bundle's file; it can also be dropped anywhere on the page. */
export function FileField({ onFiles }: { readonly onFiles: (files: FileList | null) => void }) {
  const texts = useTexts(TEXTS);
  return (
    <div class="verify-file">
      <input
        id="file"
        class="spoken"
        type="file"
        accept=".json,application/json"
        aria-describedby="file-help"
        onChange={(event) => {
          onFiles(event.currentTarget.files);
          // The same file can be chosen again, with another check code.
          event.currentTarget.value = '';
        }}
      />
      {/* The browser's own button speaks the browser's language and forgets the file's name: this is the one that is seen. */}
      <label for="file" class="button button-strong">
        {texts.choose}
      </label>
      <p id="file-help" class="quiet">
        {texts.chooseHelp}
      </p>
    </div>
  );
}

interface SessionFieldProps {
  /** From the page's address, or empty. */
  readonly given: string;
  readonly onSession: (session: string) => void;
}

/** Names an announced meeting whose public bundle is fetched and checked. */
export function SessionField({ given, onSession }: SessionFieldProps) {
  const texts = useTexts(TEXTS);
  const [session, setSession] = useState(given);
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        onSession(session.trim());
      }}
    >
      <label for="session">
        {texts.session}（{texts.sessionLabel}）
      </label>
      <input
        id="session"
        class="input"
        autocomplete="off"
        value={session}
        onInput={(event) => setSession(event.currentTarget.value)}
      />
      <button type="submit" class="button verify-load" disabled={session.trim() === ''}>
        {texts.load}
      </button>
    </form>
  );
}
