import { useEffect, useState } from 'preact/hooks';
import type { ResponseOf } from '../../shared/contract/operations.ts';
import { fromB64u } from '../../shared/protocol/bytes.ts';
import { type OpinionDoor, type OpinionReceipt, receiptFragment } from '../../shared/protocol/opinion-receipt.ts';
import type { Problem } from '../ui/client.ts';
import { useTexts } from '../ui/texts.ts';
import type { Draft, DraftKeeper, DraftPhoto } from './draft.ts';
import { Author } from './follow/author.tsx';
import { forgetReceipt, keepReceipt, readReceipt, type SentOpinion } from './kept-receipt.ts';
import { OpinionForm } from './opinion-form.tsx';
import { Message, Page } from './page.tsx';
import { Receipt } from './receipt.tsx';
import type { OpinionCall } from './routes.ts';
import { TEXTS } from './texts.ts';

/** What the address leads to. */
export type Place =
  | { readonly kind: 'door'; readonly door: OpinionDoor }
  | { readonly kind: 'receipt'; readonly receipt: OpinionReceipt }
  | { readonly kind: 'bad-link' }
  | { readonly kind: 'cannot' };

type Form = ResponseOf<'getOpinionForm'>;
type Kept = { readonly draft: Draft; readonly photos: readonly DraftPhoto[] };
type Opened =
  | { readonly at: 'opening' }
  | { readonly at: 'offline' }
  | { readonly at: 'closed' }
  /** It was sent before the page closed, and its answer was lost. */
  | { readonly at: 'arrived'; readonly secret: string }
  | { readonly at: 'refused'; readonly problem: Problem }
  | { readonly at: 'open'; readonly form: Form; readonly kept: Kept };

interface Desk {
  readonly call: OpinionCall;
  readonly words: Storage | null;
  readonly keeperOf: (session: string) => DraftKeeper;
}

const linkOf = (door: OpinionDoor, secret: string): string => {
  const bytes = fromB64u(secret) ?? new Uint8Array();
  return `${location.origin}${location.pathname}${receiptFragment({ session: door.session, secret: bytes })}`;
};

/** Where the page stands when it is not the form that is shown. */
function Elsewhere({
  opened,
  onRetry,
}: {
  readonly opened: Exclude<Opened, { at: 'open' | 'arrived' }>;
  readonly onRetry: () => void;
}) {
  const texts = useTexts(TEXTS);
  switch (opened.at) {
    case 'opening':
      return <Message title={texts.opening} />;
    case 'offline':
      return (
        <Message title={texts.offlineTitle} kind="warn">
          <p class="lead">{texts.offlineOpen}</p>
          <button type="button" class="button button-strong" onClick={onRetry}>
            {texts.tryAgain}
          </button>
        </Message>
      );
    case 'refused':
      return (
        <Message title={texts.unknownTitle} kind="warn">
          <p class="lead">{opened.problem.detail}</p>
          <p>{texts.badLink}</p>
        </Message>
      );
    case 'closed':
      return (
        <Message title={texts.closedTitle} kind="warn">
          <p class="lead">{texts.closed}</p>
        </Message>
      );
  }
}

function Thanks({ onAnother }: { readonly onAnother: () => void }) {
  const texts = useTexts(TEXTS);
  return (
    <Message title={texts.thanksTitle} kind="good">
      <p class="lead">{texts.thanks}</p>
      <button type="button" class="button" onClick={onAnother}>
        {texts.another}
      </button>
    </Message>
  );
}

/** No opinion is taken any more; but one whose sending was begun here may have come, and its author has no receipt of it yet. */
async function whenClosed(session: string, secret: string | null, { call }: Desk): Promise<Opened> {
  if (secret === null) return { at: 'closed' };
  const followed = await call('followOpinion', { session, secret });
  if (followed.ok) return { at: 'arrived', secret };
  return followed.network ? { at: 'offline' } : { at: 'closed' };
}

/** Asks whom an opinion may be about, and reads what this phone keeps of one. */
function useOpened({ session, key }: OpinionDoor, desk: Desk) {
  const { call, keeperOf } = desk;
  const [opened, setOpened] = useState<Opened>({ at: 'opening' });
  const open = async () => {
    setOpened({ at: 'opening' });
    const [answer, kept] = await Promise.all([call('getOpinionForm', { session, key }), keeperOf(session).read()]);
    if (answer.ok && answer.value.open) setOpened({ at: 'open', form: answer.value, kept });
    else if (answer.ok) setOpened(await whenClosed(session, kept.draft.secret, desk));
    else setOpened(answer.network ? { at: 'offline' } : { at: 'refused', problem: answer.problem });
  };
  // Once a page: another code is another page.
  useEffect(() => void open(), []);
  return [opened, open] as const;
}

/** The form, then the receipt, then thanks. */
function Opinion({ door, desk }: { readonly door: OpinionDoor; readonly desk: Desk }) {
  const { call, words, keeperOf } = desk;
  const { session } = door;
  const texts = useTexts(TEXTS);
  const [opened, open] = useOpened(door, desk);
  const [sent, setSent] = useState<SentOpinion | null>(() => readReceipt(words, session));
  const [isThanked, setThanked] = useState(false);
  const keeper = keeperOf(session);
  const afterSending = async (now: SentOpinion) => {
    // The receipt first: were the page killed between the two, the draft would only be offered again.
    keepReceipt(words, session, now);
    const rest = (await keeper.read()).draft;
    if (now.other) keeper.keepDraft({ ...rest, secret: null });
    else await keeper.clear();
    setSent(now);
  };
  const leave = async () => {
    forgetReceipt(words, session);
    setThanked(sent?.other === false);
    setSent(null);
    await open();
  };
  useEffect(() => {
    if (opened.at === 'arrived') void afterSending({ secret: opened.secret, other: false });
  }, [opened]);
  if (sent !== null) {
    const unitName = opened.at === 'open' ? opened.form.unitName : '';
    const link = linkOf(door, sent.secret);
    const note = sent.other ? texts.sentOther : null;
    return <Receipt link={link} unitName={unitName} title={texts.sentTitle} note={note} onDone={() => void leave()} />;
  }
  if (isThanked) return <Thanks onAnother={() => setThanked(false)} />;
  if (opened.at === 'arrived') return <Elsewhere opened={{ at: 'opening' }} onRetry={() => void open()} />;
  if (opened.at !== 'open') return <Elsewhere opened={opened} onRetry={() => void open()} />;
  const onSent = (now: SentOpinion) => void afterSending(now);
  const { form, kept } = opened;
  return <OpinionForm door={door} form={form} start={kept} keeper={keeper} call={call} onSent={onSent} />;
}

function Screen({ place, desk }: { readonly place: Place; readonly desk: Desk }) {
  const texts = useTexts(TEXTS);
  switch (place.kind) {
    case 'door':
      return <Opinion door={place.door} desk={desk} />;
    case 'receipt':
      return <Author receipt={place.receipt} words={desk.words} />;
    case 'bad-link':
      return (
        <Message title={texts.badLinkTitle} kind="warn">
          <p class="lead">{texts.badLink}</p>
        </Message>
      );
    case 'cannot':
      return (
        <Message title={texts.cannotTitle} kind="warn">
          <p class="lead">{texts.cannot}</p>
        </Message>
      );
  }
}

/** The opinion page: whoever scans the poster leaves an opinion, whoever comes with a receipt follows one. */
export function App({ place, desk }: { readonly place: Place; readonly desk: Desk }) {
  return (
    <Page>
      <Screen place={place} desk={desk} />
    </Page>
  );
}
