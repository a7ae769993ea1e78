import { useCallback, useEffect, useState } from 'preact/hooks';
import { type ConsoleConfig, loadConfig } from './config.ts';
import { completeSignIn, isCallback, type SignInFailure, signOutAddress, startSignIn } from './sign-in/code-flow.ts';
import { type StaffSession, type WindowMemory, windowMemory } from './sign-in/staff-session.ts';

/** Where the console stands before a screen can be shown. */
export type Opening =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'signed-out'; readonly config: ConsoleConfig; readonly failure: SignInFailure | null }
  | {
      readonly kind: 'signed-in';
      readonly config: ConsoleConfig;
      readonly session: StaffSession;
      /** The screen stays as it is; calls are refused until its owner has signed in again. */
      readonly expired: boolean;
    };

/** The page's own address without query and fragment: what is registered with the issuer. */
const redirectUri = () => `${location.origin}${location.pathname}`;

/** Only our own fragments, whatever storage says. */
const ownFragment = (text: string) => (text.startsWith('#/') ? text : '#/');

const memory = (): WindowMemory => windowMemory(sessionStorage);

async function answerCallback(config: ConsoleConfig, address: URL): Promise<Opening> {
  const pending = memory().takePending();
  // The code leaves the address bar and the history before anything else.
  history.replaceState(null, '', `${location.pathname}${ownFragment(pending?.returnTo ?? '')}`);
  const nowMs = Date.now();
  const outcome = await completeSignIn(config.oidc, { address, redirectUri: redirectUri(), pending, nowMs });
  if (outcome.ok) {
    return { kind: 'signed-in', config, session: memory().writeSession(outcome.tokens), expired: false };
  }
  const held = memory().readSession(nowMs);
  // Reached by "back" while still signed in: nothing is wrong.
  if (outcome.failure === 'stale' && held !== null) return { kind: 'signed-in', config, session: held, expired: false };
  return { kind: 'signed-out', config, failure: outcome.failure };
}

async function open(): Promise<Opening> {
  const address = new URL(location.href);
  const config = await loadConfig();
  if (config === null) return { kind: 'unavailable' };
  if (isCallback(address)) return answerCallback(config, address);
  const session = memory().readSession(Date.now());
  return session === null
    ? { kind: 'signed-out', config, failure: null }
    : { kind: 'signed-in', config, session, expired: false };
}

/** A browser's timers hold 2³¹ − 1 ms; no sign-in lasts that long. */
const LONGEST_TIMER_MS = 2_147_483_647;

export interface OpeningActions {
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  expire(): void;
}

/** Opens the console: configuration, an answer of the issuer, or what the window remembers; and watches the expiry. */
export function useOpening(): readonly [Opening, OpeningActions] {
  const [opening, setOpening] = useState<Opening>({ kind: 'starting' });
  useEffect(() => void open().then(setOpening), []);

  const expire = useCallback(() => {
    memory().forgetSession();
    setOpening((now) => (now.kind === 'signed-in' ? { ...now, expired: true } : now));
  }, []);
  const expiresAtMs = opening.kind === 'signed-in' ? opening.session.expiresAtMs : null;
  useEffect(() => {
    if (expiresAtMs === null) return;
    const timer = setTimeout(expire, Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAtMs - Date.now())));
    return () => clearTimeout(timer);
  }, [expiresAtMs, expire]);

  const signIn = async () => {
    if (opening.kind !== 'signed-out' && opening.kind !== 'signed-in') return;
    const page = { redirectUri: redirectUri(), returnTo: ownFragment(location.hash) };
    const outcome = await startSignIn(opening.config.oidc, page);
    if (!outcome.ok) {
      setOpening({ kind: 'signed-out', config: opening.config, failure: outcome.failure });
      return;
    }
    memory().writePending(outcome.pending);
    location.assign(outcome.address);
  };
  const signOut = async () => {
    if (opening.kind !== 'signed-in') return;
    const { config, session } = opening;
    memory().forgetSession();
    const address = await signOutAddress(config.oidc, { idToken: session.idToken, redirectUri: redirectUri() });
    history.replaceState(null, '', location.pathname);
    if (address === null) setOpening({ kind: 'signed-out', config, failure: null });
    else location.assign(address);
  };
  return [opening, { signIn, signOut, expire }];
}
