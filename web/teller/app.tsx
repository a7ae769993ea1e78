import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Enrolment, enrolmentHash, parseEnrolmentFragment } from '../../shared/protocol/code.ts';
import { nextTurn } from '../../shared/protocol/in-batches.ts';
import { call } from '../ui/client.ts';
import { type KeyValueStore, openStore } from '../ui/idb.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useTexts } from '../ui/texts.ts';
import { contextOf, enrol } from './actions/enrol.ts';
import { MeetingPage } from './meeting-page.tsx';
import { currentTeller, type Enrolled, keepTeller, tellerOf } from './memory.ts';
import { EnrolScreen } from './screens/enrol-screen.tsx';
import { TEXTS } from './texts.ts';

type Opened =
  | { readonly at: 'starting' }
  | { readonly at: 'no-storage' }
  | { readonly at: 'no-teller' }
  | { readonly at: 'bad-link' }
  | {
      readonly at: 'enrolling';
      readonly store: KeyValueStore;
      readonly enrolment: Enrolment;
      readonly earlier: Enrolled | null;
    }
  | { readonly at: 'teller'; readonly store: KeyValueStore; readonly teller: Enrolled };

const sceneOf = (store: KeyValueStore) => ({
  call,
  store,
  nowMs: Date.now,
  random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  pause: nextTurn,
});

/** What the page opens with: an enrolment link, the teller this browser is, or neither. */
async function openPage(fragment: string): Promise<Opened> {
  if (typeof crypto?.subtle === 'undefined') return { at: 'no-storage' };
  const store = await openStore('shuangshu-teller');
  const enrolment = parseEnrolmentFragment(fragment);
  if (enrolment !== null) {
    const earlier = await tellerOf(store, enrolment.session, enrolment.slot);
    const isSameLink = earlier?.enrolledWith === (await enrolmentHash(enrolment));
    return earlier !== null && isSameLink
      ? { at: 'teller', store, teller: earlier }
      : { at: 'enrolling', store, enrolment, earlier };
  }
  const teller = await currentTeller(store);
  if (teller !== null) return { at: 'teller', store, teller };
  return { at: fragment === '' ? 'no-teller' : 'bad-link' };
}

/** The teller's page. */
export function TellerApp({ fragment }: { readonly fragment: string }) {
  const [opened, setOpened] = useState<Opened>({ at: 'starting' });
  useEffect(() => {
    openPage(fragment).then(setOpened, () => setOpened({ at: 'no-storage' }));
  }, [fragment]);
  if (opened.at === 'teller') return <TellerPage store={opened.store} teller={opened.teller} />;
  if (opened.at === 'enrolling') {
    const { store, enrolment, earlier } = opened;
    return (
      <Plain>
        <EnrolScreen
          enrolment={enrolment}
          earlier={earlier}
          enrol={() => enrol(sceneOf(store), enrolment)}
          onEnrolled={(teller) => setOpened({ at: 'teller', store, teller })}
        />
      </Plain>
    );
  }
  return <Notice at={opened.at} />;
}

function TellerPage({ store, teller }: { readonly store: KeyValueStore; readonly teller: Enrolled }) {
  const context = useMemo(() => contextOf(sceneOf(store), teller), [store, teller]);
  useEffect(() => void keepTeller(store, teller), [store, teller]);
  return <MeetingPage context={context} />;
}

function Notice({ at }: { readonly at: 'starting' | 'no-storage' | 'no-teller' | 'bad-link' }) {
  const texts = useTexts(TEXTS);
  const words = {
    starting: [texts.startingTitle],
    'no-storage': [texts.noStorageTitle, texts.noStorageDetail],
    'no-teller': [texts.noTellerTitle, texts.noTellerDetail, texts.noTellerKept],
    'bad-link': [texts.badLinkTitle, texts.badLinkDetail],
  }[at];
  const [title, ...sentences] = words;
  return (
    <Plain>
      <div class="stack">
        <h1>{title}</h1>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </Plain>
  );
}

function Plain({ children }: { readonly children: ComponentChildren }) {
  const texts = useTexts(TEXTS);
  return (
    <div class="teller">
      <header class="head">
        <p>
          <b>{texts.pageTitle}</b>
        </p>
        <LanguageSwitch />
      </header>
      <main>{children}</main>
    </div>
  );
}
