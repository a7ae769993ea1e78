import { useEffect, useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { AUTHOR_ROUTES } from '../../../shared/contract/rectification-routes.ts';
import type { Rating } from '../../../shared/process/opinions.ts';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import type { OpinionReceipt } from '../../../shared/protocol/opinion-receipt.ts';
import { callOver, type Problem } from '../../ui/client.ts';
import { useTexts } from '../../ui/texts.ts';
import { readNewReceipt } from '../kept-receipt.ts';
import { Heading, Message } from '../page.tsx';
import { type Item, ItemView, isReopenedBy } from './item-view.tsx';
import type { Trouble } from './rate-press.tsx';
import { type Taken, takeOver } from './take-over.ts';
import { TakeOverBox } from './take-over-box.tsx';
import { FOLLOW_TEXTS } from './texts.ts';

type Followed = ResponseOf<'followOpinion'>;
type Seen =
  | { readonly at: 'opening' }
  | { readonly at: 'offline' }
  | { readonly at: 'refused'; readonly problem: Problem }
  | { readonly at: 'shown'; readonly followed: Followed };

const call = callOver(AUTHOR_ROUTES);

function Answers({ answers }: Pick<Followed, 'answers'>) {
  const texts = useTexts(FOLLOW_TEXTS);
  if (answers.length === 0) return null;
  return (
    <>
      <h2>{texts.answersTitle}</h2>
      {answers.map(({ wording, answer, answeredBy, setAsideWhy }, place) => (
        <div key={place} class="reply stack">
          <p class="words">{wording}</p>
          {answer !== null && (
            <p class="words">
              <strong>{texts.answeredBy(answeredBy ?? '')}</strong>
              {answer}
            </p>
          )}
          {setAsideWhy !== null && <p>{texts.setAside(setAsideWhy)}</p>}
        </div>
      ))}
    </>
  );
}

function Standing({ followed }: { readonly followed: Followed }) {
  const texts = useTexts(FOLLOW_TEXTS);
  const { standing, reason, wording } = followed;
  return (
    <>
      <h2>{texts.now}</h2>
      <p class={`note ${standing === 'not-taken-up' ? 'note-warn' : ''}`}>
        <strong>{texts.standings[standing]}</strong> {reason !== null && texts.why(reason)}
      </p>
      {wording !== null && (
        <div>
          <p class="quiet">{texts.wording}</p>
          <p class="words">{wording}</p>
        </div>
      )}
    </>
  );
}

interface ShownProps {
  readonly followed: Followed;
  /** Said after a rating. */
  readonly said: string | null;
  readonly onRate: (reply: number, rating: Rating) => Promise<Trouble>;
  readonly onRefresh: () => void;
  readonly onTake: () => Promise<Taken>;
}

function Shown({ followed, said, onRate, onRefresh, onTake }: ShownProps) {
  const texts = useTexts(FOLLOW_TEXTS);
  const { unit, kind, onDay, item, canTakeOver } = followed;
  return (
    <>
      <Heading>{texts.title}</Heading>
      <p class="lead">{texts.about(texts.kinds[kind], unit, onDay)}</p>
      <p role="status" class={said === null ? 'spoken' : 'note note-good'}>
        {said}
      </p>
      {canTakeOver && <TakeOverBox onTake={onTake} />}
      <Standing followed={followed} />
      {item !== null && <ItemView item={item} onRate={onRate} />}
      <Answers answers={followed.answers} />
      <button type="button" class="button no-print" onClick={onRefresh}>
        {texts.refresh}
      </button>
      <p class="quiet">{texts.keep}</p>
    </>
  );
}

interface FollowProps {
  readonly receipt: OpinionReceipt;
  readonly words: Storage | null;
  /** Another receipt opens the opinion from now on; with the unit's name where it is known. */
  readonly onTaken: (secret: Bytes, unitName: string) => void;
}

/** Whether the night reopens the item for the author’s word. */
const reopens = ({ replies }: Item, reply: number, rating: Rating): boolean =>
  rating === 'dissatisfied' && replies.some((each) => each.number === reply && !isReopenedBy(each));

/** What an author sees who comes with a receipt. Its secret is sent in the body of a request and kept nowhere. */
export function Follow({ receipt, words, onTaken }: FollowProps) {
  const texts = useTexts(FOLLOW_TEXTS);
  const [seen, setSeen] = useState<Seen>({ at: 'opening' });
  const [said, setSaid] = useState<string | null>(null);
  const holder = { session: receipt.session, secret: toB64u(receipt.secret) };
  const look = async () => {
    const answer = await call('followOpinion', holder);
    if (answer.ok) setSeen({ at: 'shown', followed: answer.value });
    else setSeen(answer.network ? { at: 'offline' } : { at: 'refused', problem: answer.problem });
  };
  const take = async (): Promise<Taken> => {
    const taken = await takeOver(receipt, { words, call });
    if (taken.kind === 'taken') onTaken(taken.secret, seen.at === 'shown' ? seen.followed.unit : '');
    return taken;
  };
  const open = async () => {
    if (readNewReceipt(words, holder) === null) return look();
    // Its answer was lost, or its owner has not said that it is kept: the receipt in hand opens nothing by now.
    const taken = await take();
    if (taken.kind === 'refused') setSeen({ at: 'refused', problem: taken.problem });
    else if (taken.kind !== 'taken') setSeen({ at: 'offline' });
  };
  // Once a page: another receipt is another page.
  useEffect(() => void open(), []);
  const rate = async (reply: number, rating: Rating): Promise<Trouble> => {
    if (seen.at !== 'shown' || seen.followed.item === null) return null;
    const { item } = seen.followed;
    const answer = await call('rateReply', { ...holder, item: item.number, reply, rating });
    if (!answer.ok) return answer.network ? { network: true } : { problem: answer.problem };
    setSaid(reopens(item, reply, rating) ? texts.reopens : texts.thanks);
    await look();
    return null;
  };
  switch (seen.at) {
    case 'opening':
      return <Message title={texts.opening} />;
    case 'offline':
      return (
        <Message title={texts.offlineTitle} kind="warn">
          <p class="lead">{texts.offline}</p>
          <button type="button" class="button button-strong" onClick={() => void open()}>
            {texts.tryAgain}
          </button>
        </Message>
      );
    case 'refused':
      return (
        <Message title={texts.unknownTitle} kind="warn">
          <p class="lead">{seen.problem.detail}</p>
        </Message>
      );
    case 'shown':
      return <Shown followed={seen.followed} said={said} onRate={rate} onRefresh={() => void look()} onTake={take} />;
  }
}
