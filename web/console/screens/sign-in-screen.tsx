import { useState } from 'preact/hooks';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { useTexts } from '../../ui/texts.ts';
import type { SignInFailure } from '../sign-in/code-flow.ts';
import { TEXTS } from '../texts.ts';

interface SignInScreenProps {
  readonly countyName: string;
  readonly failure: SignInFailure | null;
  /** Leaves for the issuer; comes back here only when that failed. */
  readonly onSignIn: () => Promise<void>;
}

export function SignInScreen({ countyName, failure, onSignIn }: SignInScreenProps) {
  const texts = useTexts(TEXTS);
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    await onSignIn();
    setLeaving(false);
  };
  return (
    <main class="console-main sign-in stack">
      <div class="sign-in-language">
        <LanguageSwitch />
      </div>
      <h1>{texts.signInTitle(countyName)}</h1>
      <p>{texts.signInLead}</p>
      {failure !== null && (
        <p class="note note-bad" role="alert">
          {texts.signInFailure[failure]}
        </p>
      )}
      <button type="button" class="button button-strong" disabled={leaving} onClick={() => void leave()}>
        {failure === null ? texts.signIn : texts.signInAgain}
      </button>
    </main>
  );
}
